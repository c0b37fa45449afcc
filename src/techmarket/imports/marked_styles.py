"""Colours for cells of a workbook: its own formats, with another background.

Not here: which cells (`marked_sheet`).
"""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from techmarket.checks.check_rule import Severity
from techmarket.imports.workbook_parts import parsed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

COLOURS = {Severity.HARD: "FFFFC7CE", Severity.SOFT: "FFFFEB9C"}
"""Background of a cell by the worse of its problems: red, yellow."""

BLUE = "FF0563C1"

EMPTY = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>'
).encode()


class MarkedStyles:
    """The styles of a workbook, with those that are added.

    Attributes:
        plain: a text that stays a text when someone edits its cell.
        bold, link: a heading, and a link, likewise.
    """

    def __init__(self, content: bytes | None) -> None:
        self._root = parsed(content or EMPTY)
        self._formats = self._group("cellXfs")
        self._fills = {severity: self._fill(colour) for severity, colour in COLOURS.items()}
        self._known: dict[tuple[int, Severity], int] = {}
        self.plain = self._added(0, quotePrefix="1")
        self.bold = self._added(0, quotePrefix="1", fontId=self._font("b"), applyFont="1")
        self.link = self._added(0, quotePrefix="1", fontId=self._font("u"), applyFont="1")

    def coloured(self, style: int, severity: Severity) -> int:
        """The style with the colour of a severity."""
        key = (style, severity)
        if key not in self._known:
            self._known[key] = self._added(style, fillId=self._fills[severity], applyFill="1")
        return self._known[key]

    def content(self) -> bytes:
        """The part, with all that was added."""
        for name in ("fonts", "fills", "cellXfs"):
            group = self._group(name)
            group.set("count", str(len(group)))
        content: bytes = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return content

    def _group(self, name: str) -> Any:
        found = self._root.find(f"{{{MAIN}}}{name}")
        if found is None:
            raise ValueError(f"the styles have no {name}")
        return found

    def _fill(self, colour: str) -> str:
        fills = self._group("fills")
        fill = etree.SubElement(fills, f"{{{MAIN}}}fill")
        pattern = etree.SubElement(fill, f"{{{MAIN}}}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{{{MAIN}}}fgColor", rgb=colour)
        etree.SubElement(pattern, f"{{{MAIN}}}bgColor", indexed="64")
        return str(len(fills) - 1)

    def _font(self, how: str) -> str:
        fonts = self._group("fonts")
        font = copy.deepcopy(fonts[0])
        font.insert(0, etree.Element(f"{{{MAIN}}}{how}"))
        if how == "u":
            for colour in font.findall(f"{{{MAIN}}}color"):
                font.remove(colour)
            size = font.find(f"{{{MAIN}}}sz")
            place = 1 if size is None else list(font).index(size) + 1
            font.insert(place, etree.Element(f"{{{MAIN}}}color", rgb=BLUE))
        fonts.append(font)
        return str(len(fonts) - 1)

    def _added(self, style: int, **attributes: str) -> int:
        base = self._formats[style if style < len(self._formats) else 0]
        added = copy.deepcopy(base)
        for name, value in attributes.items():
            added.set(name, value)
        self._formats.append(added)
        return len(self._formats) - 1
