"""A handful of group-bys over a snapshot, behind one engine interface.

Everything that is published is rolled up from these few cubes. Not here: rolling up
(`observations`) and the snapshot itself (`snapshot`).
"""

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Engine
from techmarket.cubes.ibis_engine import IbisEngine
from techmarket.cubes.plan import LATTICE, SELLERS, Grouping, grouping_for

__all__ = ["LATTICE", "SELLERS", "Cube", "Engine", "Grouping", "IbisEngine", "grouping_for"]
