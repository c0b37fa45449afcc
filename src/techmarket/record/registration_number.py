"""The registration number: its parts, and how it is written.

Two layouts of the 16 digits are attested and no rule settles which is right, so the parts are
what is meant and the layout is a setting. Certificates issued in Shenzhen in 2019 begin with
`4403012019`, hence the default: region 4403, agency 01, year 2019. Not here: who issues the next
serial number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from techmarket.errors import TechmarketError

DEFAULT_PATTERN = "PPCCAAYYYYNNNNNN"
"""P, C: first four digits of the agency's region; A: agency; Y: year; N: serial number."""

LENGTHS = {"region": 4, "agency": 2, "year": 4, "serial": 6}
LETTERS = {"P": "region", "C": "region", "A": "agency", "Y": "year", "N": "serial"}


@dataclass(frozen=True, slots=True)
class RegistrationNumber:
    """The parts of a registration number.

    Attributes:
        region: first four digits of the agency's region (GB/T 2260), "4403".
        agency: the agency within the region, "01".
        year: year of registration, 2019.
        serial: 1 to 999999, unique for agency and year.
    """

    region: str
    agency: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        """Refuse parts that do not fit their places (`TechmarketError`)."""
        fits = (
            re.fullmatch("[0-9]{4}", self.region)
            and re.fullmatch("[0-9]{2}", self.agency)
            and 1000 <= self.year <= 9999
            and 1 <= self.serial <= 999_999
        )
        if not fits:
            raise TechmarketError(
                "the parts do not make a registration number",
                why=f"region {self.region!r}, agency {self.agency!r}, year {self.year}, "
                f"serial {self.serial}",
                todo="give a region of 4 digits, an agency of 2 digits, a year of 4 digits and a "
                "serial number from 1 to 999999",
            )

    def render(self, pattern: str = DEFAULT_PATTERN) -> str:
        """The number as written by the pattern, 16 digits with the default.

        Any character of the pattern other than P C A Y N stands for itself.

        Raises:
            TechmarketError: the pattern does not hold each part exactly once.
        """
        parts = {
            "region": self.region,
            "agency": self.agency,
            "year": f"{self.year:04}",
            "serial": f"{self.serial:06}",
        }
        return "".join(parts.get(name, literal) for name, literal in _layout(pattern))


def parse(text: str, pattern: str = DEFAULT_PATTERN) -> RegistrationNumber:
    """The parts of a number written by the pattern.

    Raises:
        TechmarketError: the text is not written by the pattern, its serial number is zero, or
            the pattern does not hold each part exactly once.
    """
    expression = "".join(
        f"(?P<{name}>[0-9]{{{LENGTHS[name]}}})" if name else re.escape(literal)
        for name, literal in _layout(pattern)
    )
    match = re.fullmatch(expression, text)
    if match is None:
        raise TechmarketError(
            f"“{text}” is not a registration number",
            why=f"it is not written as {pattern}",
            todo="copy the number from the certificate, or set the pattern by which it was issued",
        )
    return RegistrationNumber(
        match["region"], match["agency"], int(match["year"]), int(match["serial"])
    )


def _layout(pattern: str) -> list[tuple[str, str]]:
    """Parts of the pattern in order: (name of the part, "") or ("", literal text).

    Raises:
        TechmarketError: the pattern does not hold each part exactly once.
    """
    pieces = [
        (LETTERS.get(run[0][0], ""), run[0]) for run in re.finditer("PPCC|A+|Y+|N+|[^AYN]", pattern)
    ]
    lengths = sorted((name, len(text)) for name, text in pieces if name)
    if lengths != sorted(LENGTHS.items()):
        raise TechmarketError(
            "the pattern of the registration number is not usable",
            where=pattern,
            todo="name each part once: PPCC, AA, YYYY and NNNNNN",
        )
    return [(name, "" if name else text) for name, text in pieces]
