"""Says of every published cell whether it is reproduced, and proves the exceptions.

Reads files only: the tidy tables of `techmarket tables`, the published figures and the edition's
recorded contradictions. It never sees the builder, so it cannot be flattered by it. Not here: how
a figure is computed (`observations`), what a printed cell means as a constraint (`simulate`).
"""
