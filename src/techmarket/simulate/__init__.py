"""From published figures to a register that has them: demonstration data and test oracle.

The printed figures are read as intervals, made consistent, settled as exact totals, and a
register is drawn that has these totals. Off the line: nothing that reads a register may import
this package. Not here: freezing, counting and comparing, which see the register alone.
"""
