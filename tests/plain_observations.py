"""Every observation of contracts, a second time: lists, integers and fractions, no library.

Written from the method handbook and sharing nothing with the package but the words of keys and
statuses. Not fast, and meant for registers of a dozen contracts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Contract = Mapping[str, str | None]
Answer = tuple[int | Fraction | str | None, str]
"""Value and status."""

NONE_YET: Answer = (None, "no_prior")
NEVER: Answer = (None, "not_applicable")
UNKNOWN: Answer = (None, "missing")


def parents(dimension: str, code: str) -> list[str]:
    """The code and those above it, by how the codes are built."""
    if code == "_U" or dimension in ("objective", "value_class"):
        return [code]
    if dimension.endswith("_kind"):
        if code in ("021", "022", "023", "024"):
            return [code, "020"]
        return [code, "E"] if code in ("100", "200", "300", "400", "500") else [code]
    if dimension.endswith("_region"):
        city, province = code[:4] + "00", code[:2] + "0000"
        return list(dict.fromkeys([code, city, province]))
    if dimension == "technical_field":
        return list(dict.fromkeys([code, code[:2]]))
    return list(dict.fromkeys([code, code[:1]]))


class Plain:
    """The observations of two years of contracts.

    Args:
        years: year to the contracts of its register.
        groups: name of a group of regions to its members.
        out_of_scope: dimension and code of places not surveyed.
        not_comparable: dimensions that changed in the last year.
    """

    def __init__(
        self,
        years: Mapping[int, Sequence[Contract]],
        groups: Mapping[str, Sequence[str]],
        out_of_scope: Sequence[tuple[str, str]],
        not_comparable: Sequence[str],
    ) -> None:
        self.years = {year: [c for c in cs if counts(c, year)] for year, cs in years.items()}
        self.groups = groups
        self.out_of_scope = out_of_scope
        self.not_comparable = not_comparable

    def answer(
        self,
        measure: str,
        year: int,
        place: Mapping[str, str],
        base: Mapping[str, str] | None,
    ) -> Answer:
        """Value and status of any measure."""
        if measure.endswith(".growth"):
            return self.growth(measure.removesuffix(".growth"), year, place)
        if measure.endswith(".share"):
            assert base is not None
            return self.share(measure.removesuffix(".share"), year, place, base)
        if measure.endswith(".rank"):
            assert base is not None
            return self.rank(measure.removesuffix(".rank"), year, place, base)
        if measure == "mean_value":
            return self.mean(year, place)
        if measure == "seller.name":
            return self.seller(year, place)
        return self.plain(measure, year, place)

    def plain(self, measure: str, year: int, place: Mapping[str, str]) -> Answer:
        if year not in self.years or measure == "gdp":
            return UNKNOWN
        contracts = self.years[year]
        unrecorded = bool(contracts) and all(c["objective"] is None for c in contracts)
        if unrecorded and place.get("objective", "_U") != "_U":
            return UNKNOWN
        here = [c for c in contracts if self.is_in(c, place)]
        if measure == "contracts":
            number = len(here)
        elif measure == "sellers":
            number = len({c["seller_id"] for c in here})
        else:
            number = sum(int(c["value"] or 0) for c in here)
        if number:
            return number, "normal"
        for dimension, code in self.out_of_scope:
            if dimension in place and code in parents(dimension, place[dimension]):
                return NEVER
        return 0, "zero"

    def mean(self, year: int, place: Mapping[str, str]) -> Answer:
        contracts, status = self.plain("contracts", year, place)
        value, _ = self.plain("value", year, place)
        if contracts is None or value is None:
            return None, "missing" if status == "missing" else "not_applicable"
        return NEVER if contracts == 0 else stated(Fraction(value) / contracts)

    def growth(self, measure: str, year: int, place: Mapping[str, str]) -> Answer:
        now, status = self.answer(measure, year, place, None)
        if now is None:
            return None, status
        if year == max(self.years) and any(d in self.not_comparable for d in place):
            return NONE_YET
        before, _ = self.answer(measure, year - 1, place, None)
        return stated(Fraction(now) / before - 1) if before else NONE_YET

    def share(
        self, measure: str, year: int, place: Mapping[str, str], base: Mapping[str, str]
    ) -> Answer:
        part, part_status = self.plain(measure, year, place)
        whole, whole_status = self.plain(measure, year, base)
        if part is None:
            return None, part_status
        if whole is None:
            return None, whole_status
        return NEVER if whole == 0 else stated(Fraction(part) / whole)

    def rank(
        self, measure: str, year: int, place: Mapping[str, str], base: Mapping[str, str]
    ) -> Answer:
        ((dimension, scope),) = base.items()
        values = [
            self.plain(measure, year, {**place, dimension: member})[0] or 0
            for member in self.groups[scope]
        ]
        own = self.plain(measure, year, place)[0] or 0
        return sorted(values, reverse=True).index(own) + 1, "normal"

    def seller(self, year: int, place: Mapping[str, str]) -> Answer:
        kind = {d: c for d, c in place.items() if d != "position"}
        totals: dict[str, int] = {}
        for c in self.years[year]:
            if self.is_in(c, kind):
                name = c["seller_id"] or ""
                totals[name] = totals.get(name, 0) + int(c["value"] or 0)
        names = sorted(totals, key=lambda name: (-totals[name], name))
        position = int(place["position"])
        return (names[position - 1], "normal") if position <= len(names) else NEVER

    def is_in(self, contract: Contract, place: Mapping[str, str]) -> bool:
        for dimension, wanted in place.items():
            if dimension == "value_class":
                code = "major" if int(contract["value"] or 0) >= 10_000_000_00 else "minor"
            else:
                code = contract[dimension] or "_U"
            above = parents(dimension, code)
            accepted = self.groups[wanted] if wanted.startswith("group:") else [wanted]
            if not any(a in accepted for a in above):
                return False
        return True


def counts(contract: Contract, year: int) -> bool:
    """Registered in the year, and in force at its end."""
    registered, ended = contract["registration_date"] or "", contract["ended_date"] or ""
    if registered[:4] != str(year):
        return False
    return contract["status"] == "registered" or ended > f"{year}-12-31"


def stated(value: Fraction) -> Answer:
    return value, "zero" if value == 0 else "normal"
