"""`techmarket dictionary`: the data dictionary, to read or for machines.

Not here: what it says (`record.dictionary`, `record.json_schema`).
"""

from __future__ import annotations

import json
from pathlib import Path

from techmarket.errors import UsageError
from techmarket.record.dictionary import markdown
from techmarket.record.json_schema import json_schema
from techmarket.whole_file import whole_file

FORMATS = ("markdown", "json-schema")
LANGUAGES = ("zh", "en")


def dictionary(out: Path | None, format: str, lang: str) -> str:
    """Write the data dictionary to a file, or print it.

    Args:
        out: the file to write, whole or not at all; `None` prints on stdout.
        format: "markdown" or "json-schema" (JSON Schema 2020-12).
        lang: language of labels and words, "zh" or "en".

    Returns:
        What was written.

    Raises:
        UsageError: no such format or language.
        TechmarketError: `out` is a folder, a device or a pipe.
    """
    if format not in FORMATS:
        raise UsageError(
            f"there is no format “{format}” of the data dictionary",
            todo=f"choose {' or '.join(FORMATS)}",
        )
    if lang not in LANGUAGES:
        raise UsageError(
            f"the data dictionary is not written in “{lang}”",
            todo=f"choose {' or '.join(LANGUAGES)}",
        )
    if format == "markdown":
        text = markdown(lang)
    else:
        text = json.dumps(json_schema(lang), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        print(text, end="")
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as aside:
            aside.write_text(text, encoding="utf-8")
    return text
