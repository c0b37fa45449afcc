"""Survey answers: of one institution as answered, of a kind or of all added up.

Not here: the directory of institutions, which is carried edition data.
"""

from __future__ import annotations

from collections.abc import Iterable

from techmarket.errors import TechmarketError
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.snapshot.snapshot import Answer

BY = ("institution", "institution_kind")


class SurveyMeasures:
    """The measures of the surveys of one year, `<survey>.<question>`.

    Args:
        answers: all answers; an answer without value, or no answer, is missing.
    """

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers: dict[str, list[Answer]] = {}
        self.institutions: dict[str, str] = {}
        for answer in answers:
            question = answer.measure.removeprefix(answer.survey + ".")
            self._answers.setdefault(f"{answer.survey}.{question}", []).append(answer)
            self.institutions[answer.institution] = answer.institution_kind

    def get(self, key: Key) -> Observation:
        """One answer, or the sum of those given.

        Raises:
            TechmarketError: another dimension, or an institution or a kind that did not answer
                anything.
        """
        dims = dict(key.dims)
        for name in dims:
            if name not in BY:
                raise TechmarketError(
                    f"{key.measure} is not asked by {name}",
                    where=key.cell_id,
                    todo=f"ask by {' or '.join(BY)}, or for the total",
                )
        self._check_known(key, dims)
        given = [
            answer.value
            for answer in self._answers.get(key.measure, [])
            if answer.value is not None
            and all(getattr(answer, name) == wanted for name, wanted in dims.items())
        ]
        origin = Origin.ANSWERED if "institution" in dims else Origin.COMPUTED
        unit = MEASURES[key.measure].unit
        if not given:
            return Observation(key, None, unit, Status.MISSING, origin)
        status = Status.NORMAL if sum(given) else Status.ZERO
        return Observation(key, sum(given), unit, status, origin)

    def _check_known(self, key: Key, dims: dict[str, str]) -> None:
        known = {"institution": set(self.institutions)}
        known["institution_kind"] = set(self.institutions.values())
        for name, wanted in dims.items():
            if self.institutions and wanted not in known[name]:
                raise TechmarketError(
                    f"no {name.replace('_', ' ')} of that name answered",
                    where=key.cell_id,
                    todo=f"{len(known[name])} answered: {', '.join(sorted(known[name])[:5])} …",
                )
