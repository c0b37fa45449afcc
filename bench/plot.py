"""The picture of the results: a bar per case at the size of the goals.

Not here: measuring, and the page (`results`).
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import vl_convert

from bench.measure import Measurement
from bench.results import GOAL_SIZE


def plot(measurements: Sequence[Measurement]) -> str:
    """SVG; of the largest size that all cases were measured at, up to that of the goals."""
    size = max(m.contracts for m in measurements if m.contracts <= GOAL_SIZE)
    rows = [
        {
            "case": m.case.words,
            "seconds": round(m.median, 3),
            "kind": "techmarket" if m.case.name.startswith("ours") else
                    "others" if m.case.counts else "decoding only",
        }
        for m in measurements
        if m.contracts == size
    ]  # fmt: skip
    scale = alt.Scale(
        domain=["techmarket", "others", "decoding only"], range=["#0b5394", "#b0b7bf", "#e69f00"]
    )
    base = alt.Chart(
        alt.Data(values=rows), title=f"Seconds for all groupings of {size:,} contracts (log scale)"
    ).encode(
        y=alt.Y("case:N", sort="x", title=None, axis=alt.Axis(labelLimit=480)),
        x=alt.X("seconds:Q", scale=alt.Scale(type="log", domainMin=0.01), title=None),
    )
    bars = base.mark_bar().encode(color=alt.Color("kind:N", scale=scale, title=None))
    words = base.mark_text(align="left", dx=3).encode(text=alt.Text("seconds:Q", format=".3f"))
    chart = (bars + words).properties(width=420)
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))
