"""A handful of group-bys over a snapshot, behind one engine interface.

Everything that is published is rolled up from these few cubes. Not here: rolling up
(`observations`) and the snapshot itself (`snapshot`). The other engine, `cubes.ibis_engine`, is
imported by those who want it, because Ibis takes longer to import than a year takes to count.
"""

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Engine
from techmarket.cubes.kernel_engine import KernelEngine
from techmarket.cubes.plan import LATTICE, SELLERS, Grouping, grouping_for

__all__ = ["LATTICE", "SELLERS", "Cube", "Engine", "Grouping", "KernelEngine", "grouping_for"]
