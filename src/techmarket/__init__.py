"""techmarket: from registered technology contracts to the printed annual report.

Data runs one way: codes, record, snapshot, cubes, observations, tables, render.
This module holds the version alone; import the stage you need. Not here: any stage.
"""

__version__ = "0.1.0"
