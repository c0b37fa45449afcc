"""`{{ total.value|wan }}`: sums of money as statistics show them. Not here: single amounts."""

from __future__ import annotations

from fractions import Fraction

from django import template

from techmarket.tables.cell import rounded

register = template.Library()


@register.filter
def wan(value: int) -> str:
    """分 as 万元 with two digits, rounded half up, in groups of three."""
    shown = rounded(Fraction(value, 1_000_000), 2)
    sign, digits = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    whole, rest = digits.split(".")
    return f"{sign}{int(whole):,}.{rest}"
