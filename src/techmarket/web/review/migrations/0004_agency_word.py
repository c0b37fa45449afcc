"""What is searched carries the word of its agency, see `review.grams.word_of`. Not here: the table."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = """
UPDATE review_searchentry SET grams = 'agency' || (
    SELECT agency_id FROM contracts_contract WHERE contracts_contract.id = contract_id
) || ' x ' || grams WHERE grams <> ''
"""
BACK = """
UPDATE review_searchentry SET grams = substr(grams, length('agency' || (
    SELECT agency_id FROM contracts_contract WHERE contracts_contract.id = contract_id
) || ' x ') + 1) WHERE grams <> ''
"""


class Migration(migrations.Migration):
    """The contracts of an office are found among its own."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("review", "0003_kept_words"),
        ("contracts", "0001_initial"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [migrations.RunSQL(FORWARD, BACK)]
