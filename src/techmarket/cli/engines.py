"""The option `--engine`: what counts the contracts.

Not here: the engines (`cubes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from techmarket.cli.arrow_alone import leave_pandas_out
from techmarket.cubes.engine import Engine
from techmarket.errors import TechmarketError


@contextmanager
def chosen_engine(name: str, master: str | None = None) -> Iterator[Engine]:
    """The engine `kernel`, `ibis`, `spark` or `postgres`, closed at the end.

    Raises:
        TechmarketError: a place is given to an engine that runs here, or missing, or the engine
            is not installed.
    """
    if master is not None and name in ("kernel", "ibis"):
        raise TechmarketError(
            "only Spark and PostgreSQL run elsewhere",
            where=f"--engine {name}",
            todo="give --engine spark or postgres, or leave --master out",
        )
    if name == "kernel":
        leave_pandas_out()
        from techmarket.cubes.kept import KeptCubes
        from techmarket.cubes.kernel_engine import KernelEngine

        yield KeptCubes(KernelEngine())
    elif name == "ibis":
        from techmarket.cubes.ibis_engine import IbisEngine

        yield IbisEngine()
    elif name == "postgres":
        if master is None:
            raise TechmarketError(
                "PostgreSQL needs an address",
                where="--engine postgres",
                todo="give --master postgresql://user@host/database",
            )
        from techmarket.cubes.postgres_engine import PostgresEngine

        yield PostgresEngine(master)
    else:
        from techmarket.cubes.spark_engine import LOCAL, SparkEngine

        spark = SparkEngine(master or LOCAL)
        try:
            yield spark
        finally:
            spark.close()
