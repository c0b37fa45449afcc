"""The option `--engine`: what counts the contracts.

Not here: the engines (`cubes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from techmarket.cubes.engine import Engine
from techmarket.errors import TechmarketError


@contextmanager
def chosen_engine(name: str, master: str | None = None) -> Iterator[Engine]:
    """The engine `kernel`, `ibis` or `spark`, closed at the end; nothing is loaded in vain.

    Raises:
        TechmarketError: a master is given to an engine that has none, or the engine is not
            installed.
    """
    if master is not None and name != "spark":
        raise TechmarketError(
            "only Spark has a master",
            where=f"--engine {name}",
            todo="give --engine spark, or leave --master out",
        )
    if name == "kernel":
        from techmarket.cubes.kept import KeptCubes
        from techmarket.cubes.kernel_engine import KernelEngine

        yield KeptCubes(KernelEngine())
    elif name == "ibis":
        from techmarket.cubes.ibis_engine import IbisEngine

        yield IbisEngine()
    else:
        from techmarket.cubes.spark_engine import LOCAL, SparkEngine

        spark = SparkEngine(master or LOCAL)
        try:
            yield spark
        finally:
            spark.close()
