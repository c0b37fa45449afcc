"""Survey answers: of one institution as answered, of a kind or of all added up.

An answer that was not given is missing and stops nothing; a sum is of the answers given. Not
here: which institutions a table lists and the note under one with missing answers (`tables`);
the directory of institutions, which is carried edition data.
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
        """One answer, or the sum of those given; missing where none was given.

        Raises:
            TechmarketError: asked by another dimension.
        """
        dims = dict(key.dims)
        for name in dims:
            if name not in BY:
                raise TechmarketError(
                    f"{key.measure} is not asked by {name}",
                    where=key.cell_id,
                    todo=f"ask by {' or '.join(BY)}, or for the total",
                )
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
