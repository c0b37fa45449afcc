"""The running text of the report, one file per part, and the sections it is for.

Keys of sections, in the order of the report:

- `overview`, `overview.basics`, `overview.features`
- `composition.types`, `composition.types.development`, `composition.types.transfer`,
  `composition.types.consulting`, `composition.types.service`, `composition.ip_types`,
  `composition.fields`, `composition.objectives`, `composition.plan_sources`, `composition.major`
- `composition.parties`, `composition.parties.sellers`, `composition.parties.sellers.enterprises`,
  `composition.parties.sellers.institutions`, `composition.parties.buyers`,
  `composition.parties.buyers.enterprises`, `composition.parties.buyers.institutions`
- `places.registered`, `places.sold`, `places.sold.separate_plan`, `places.sold.subprovincial`,
  `places.bought`, `places.bought.separate_plan`, `places.bought.subprovincial`
- `areas`, `areas.east`, `areas.central`, `areas.west`, `areas.bohai`, `areas.yangtze_delta`,
  `areas.pearl_delta`
- `institutions.exchanges`, `institutions.exchanges.technology`, `institutions.exchanges.property`,
  `institutions.sellers`, `institutions.demonstration`, and of an edition
  `institutions.demonstration.kinds`, `.legal_forms`, `.services`, `.regions`, `.staff`, `.results`
- `chronicle`: what the chronicle says of the numbers of the year

Not here: how a sentence is written (`docs`), and text that is not computed (`edition_text`).
"""

FILES = (
    "overview.toml",
    "composition.toml",
    "major.toml",
    "parties.toml",
    "places.toml",
    "areas.toml",
    "institutions.toml",
)
WORDS = "words.toml"

__all__ = ["FILES", "WORDS"]
