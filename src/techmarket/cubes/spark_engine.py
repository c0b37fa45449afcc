"""The engine for registers that no machine holds: the same cubes on Spark.

It reads the snapshot where it lies, in a folder that every worker sees. Not here: the expressions
(`cubes.expressions`), and starting a cluster.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Where, empty_cube, labels_of, major_limits
from techmarket.cubes.plan import Grouping
from techmarket.errors import TechmarketError
from techmarket.snapshot.snapshot import Snapshot

LOCAL = "local[*]"
FEW_PARTITIONS = {"spark.sql.shuffle.partitions": "4"}
"""One machine has no use for the 200 that Spark takes for a cluster."""

VIEW = "techmarket_contracts"


class SparkEngine:
    """Counts on Spark.

    The session is started when it is needed and stays until `close`.

    Args:
        master: of Spark: `local[*]` for all processors of this machine, or the address of a
            cluster.
        settings: of the session, on top of ours.

    Raises:
        TechmarketError: there is no Java, or PySpark is not installed.
    """

    def __init__(self, master: str = LOCAL, settings: Mapping[str, str] | None = None) -> None:
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise TechmarketError(
                "Spark needs Java and there is none",
                why="no java is on the PATH and JAVA_HOME is not set",
                todo="install Java 17 or newer, or choose another --engine",
            )
        try:
            import pyspark  # noqa: F401  (to say what is missing before anything is counted)
        except ImportError:
            raise TechmarketError(
                "PySpark is not installed",
                todo="install techmarket[spark], or choose another --engine",
            ) from None
        self._master = master
        self._settings = settings or {}
        self._session: Any = None

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`.

        Raises:
            TechmarketError: the session does not start, or a job on Spark failed.
        """
        files = snapshot.contract_files(year)
        if not files:
            return {g: empty_cube(snapshot, g) for g in groupings}
        with _quiet():
            session = self._started()
            return _counted(
                session, [str(f.absolute()) for f in files], snapshot, year,
                groupings, "value" in measures, where or {},
            )  # fmt: skip

    def close(self) -> None:
        """Stop the session, if it was started."""
        if self._session is not None:
            self._session.stop()
            self._session = None

    def _started(self) -> Any:
        if self._session is None:
            from pyspark.sql import SparkSession

            builder = SparkSession.builder.master(self._master).appName("techmarket")
            known = {
                "spark.ui.enabled": "false",
                "spark.ui.showConsoleProgress": "false",
                "spark.sql.session.timeZone": "UTC",
                **(FEW_PARTITIONS if self._master.startswith("local") else {}),
                **self._settings,
            }
            for name, value in known.items():
                builder = builder.config(name, value)
            try:
                with _own_interrupts():
                    self._session = builder.getOrCreate()
            except Exception as error:
                raise TechmarketError(
                    "Spark does not start",
                    where=self._master,
                    why=_first_line(error),
                    todo="check --master and the version of Java",
                ) from error
            self._session.sparkContext.setLogLevel("ERROR")
        return self._session


def _counted(
    session: Any,
    files: Sequence[str],
    snapshot: Snapshot,
    year: int,
    groupings: Sequence[Grouping],
    with_value: bool,
    where: Where,
) -> dict[Grouping, Cube]:
    import ibis  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException

    from techmarket.cubes.expressions import chosen, cube_of, grouped, with_value_class

    try:
        session.read.parquet(*files).createOrReplaceTempView(VIEW)
        database = ibis.pyspark.connect(session)
        contracts = with_value_class(database.table(VIEW), major_limits(year))
        contracts = chosen(contracts, snapshot, where)
        found = {}
        for grouping in groupings:
            query = database.compile(grouped(contracts, grouping, with_value, widen=True))
            table = session.sql(query).toArrow()
            found[grouping] = cube_of(table, grouping, labels_of(snapshot, grouping))
        return found
    except PySparkException as error:
        raise TechmarketError(
            "a job on Spark failed",
            where=str(snapshot.path),
            why=_first_line(error),
            todo="see the log of Spark; nothing was written",
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """PySpark puts a handler of its own in the place of ours; Ctrl-C stays what it is."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _quiet() -> Iterator[None]:
    """PySpark warns of a pandas that it does not use for us."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        yield
