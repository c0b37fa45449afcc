"""The names inside a register and a snapshot: columns, code lists, files, schema version.

Not here: the full record with its words and constraints (`record`) and the codes
themselves (`codes`). Only what counting needs is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SCHEMA = "techmarket.snapshot"
SCHEMA_VERSION = 1

REGISTER_SCHEMA = "techmarket.register"
REGISTER_SCHEMA_VERSION = 1

CODED: Mapping[str, str] = MappingProxyType(
    {
        "contract_type": "contract_type",
        "ip_type": "ip_type",
        "technical_field": "technical_field",
        "objective": "objective",
        "plan_source": "plan_source",
        "seller_kind": "party_kind",
        "buyer_kind": "party_kind",
        "seller_region": "region",
        "buyer_region": "region",
        "registration_region": "region",
    }
)
"""Coded column of a contract to its code list; these are the dimensions that contracts carry."""

NOT_RECORDED = "_U"
"""Code of a column that may be empty because its code list came later (`NULLABLE`)."""

NULLABLE = frozenset({"objective"})

REQUIRED = (
    "registration_number",
    "registration_date",
    "value",
    "seller_id",
    "buyer_id",
    "status",
    "ended_date",
    *CODED,
)
"""Columns that a register must have to be frozen; every other column is kept as a detail."""

STATUSES = ("registered", "cancelled", "revoked")

FACTS = ("registration_number", "registration_date", "value", "seller", *CODED)
"""Columns of the contract files of a snapshot, in this order."""

CONTRACTS = "contracts"
DETAILS = "details"
PARTIES = "parties.parquet"
ANSWERS = "answers.parquet"
CODES = "codes.json"
MANIFEST = "manifest.json"
REGISTER = "register.json"
IMPORTING = "importing"
"""Folder in a register while an import is carried out; it is left when that was stopped."""

PARTY_COLUMNS = ("party_id", "name", "kind", "region")
ANSWER_COLUMNS = ("survey", "institution", "institution_kind", "measure", "value", "unit")

ROWS_PER_GROUP = 122_880
"""Rows of a row group: 60 of the vectors that DuckDB reads at once."""

GROUPS_PER_FILE = 1_000
"""Above a hundred million contracts: the database knows the statistics of a single file only."""
