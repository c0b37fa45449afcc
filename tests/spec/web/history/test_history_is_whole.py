"""The history proves itself whole, and names the first link that somebody tampered with.

Whoever has the database can drop its triggers; the chain tells all the same. Not here: what events
actions make.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from register_people import Register, small_register
from techmarket.errors import TechmarketError
from techmarket.web.contracts.actions import applying
from techmarket.web.history.chain import NO_EVENT, seal
from techmarket.web.history.models import ChainHead, Event
from techmarket.web.history.proving import prove_history
from techmarket.web.history.record import content_of
from techmarket.web.history.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    """A history of seven events."""
    made = small_register()
    made.registered()
    draft = applying.begin(made.owner, {"project_name": "一"})
    for revision in (1, 2):
        applying.save(made.owner, draft.uid, revision, {"project_name": f"第 {revision} 稿"})
    assert Event.objects.count() == 7
    return made


@pytest.fixture
def open_table(register: Register) -> None:
    """Somebody has the database itself and has dropped its triggers."""
    sql("DROP TRIGGER history_event_no_update")
    sql("DROP TRIGGER history_event_no_delete")


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def told(lang: str = "en") -> str:
    text, code = prove_history(lang=lang)
    assert code == 3
    return text


def test_a_whole_history(register: Register) -> None:
    """It says how many events there are, and the hash to note."""
    head = Event.objects.get(position=7).hash
    assert prove_history(lang="en") == (
        f"The history is whole: 7 events, each sealed to the one before; it ends with {head}.",
        0,
    )
    assert prove_history() == (
        f"历史记录完整：7 个事件环环相扣，末尾校验值 {head}。",
        0,
    )


def test_the_database_refuses_changes(register: Register) -> None:
    """As long as its triggers stand, no event is changed or removed."""
    for statement in (
        "UPDATE history_event SET reason = 'x' WHERE position = 2",
        "DELETE FROM history_event WHERE position = 2",
    ):
        with pytest.raises(DatabaseError, match="the history is append-only"), transaction.atomic():
            sql(statement)


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'x'",
        "act = 'contract.refuse'",
        "user_id = NULL",
        "role = 'tax'",
        "place = ''",
        "at = '2020-01-01 00:00:00'",
        "subject_id = '99'",
        "after = '{}'",
        'before = \'{"state": "x"}\'',
    ],
)
def test_an_edited_event(open_table: None, change: str) -> None:
    """Whatever column was edited, the event is named."""
    sql(f"UPDATE history_event SET {change} WHERE position = 3")
    head = Event.objects.get(position=2).hash
    assert told() == (
        "The history is broken at event 3: its content was altered. The 2 events before hold; "
        f"they end with {head}."
    )
    assert told("zh") == (
        f"历史记录在第 3 个事件处断裂：内容被改动过。此前 2 个事件完好，末尾校验值 {head}。"
    )


def test_an_edited_event_that_was_sealed_anew(open_table: None) -> None:
    """Then the event after it does not follow from it."""
    event = Event.objects.get(position=3)
    event.reason = "x"
    sql(
        "UPDATE history_event SET reason = 'x', hash = %s WHERE position = 3",
        seal(content_of(event), event.previous_hash),
    )
    assert "broken at event 4: it does not follow from the event before." in told()


def test_an_event_removed_from_the_middle(open_table: None) -> None:
    """It is missing, also when the later ones are moved up."""
    sql("DELETE FROM history_event WHERE position = 4")
    assert "broken at event 4: event 4 is missing." in told()
    sql("UPDATE history_event SET position = position - 1 WHERE position > 4")
    assert "broken at event 4: it does not follow from the event before." in told()


def test_events_removed_from_the_beginning(open_table: None) -> None:
    """The chain begins with the first event and with nothing before it."""
    sql("DELETE FROM history_event WHERE position < 3")
    assert told() == (
        "The history is broken at event 1: event 1 is missing. The 0 events before hold; they "
        f"end with {NO_EVENT}."
    )


def test_events_removed_from_the_end(open_table: None) -> None:
    """The recorded end tells; where that was moved as well, a head noted elsewhere does."""
    noted = Event.objects.get(position=7).hash
    sql("DELETE FROM history_event WHERE position > 5")
    assert "broken at event 6: the recorded end is event 7, and there are 5." in told()
    last = Event.objects.get(position=5)
    ChainHead.objects.update(position=5, hash=last.hash)
    assert verify().broken is None
    text, code = prove_history(noted, lang="en")
    assert (code, "the hash noted earlier does not occur" in text) == (3, True)


def test_events_in_another_order(open_table: None) -> None:
    """Two events that changed places."""
    for before, after in ((4, 100), (5, 4), (100, 5)):
        sql("UPDATE history_event SET position = %s WHERE position = %s", after, before)
    assert "broken at event 4: it does not follow from the event before." in told()


def test_an_event_put_in_between(open_table: None) -> None:
    """The others are moved, and the new one is sealed to the one before it."""
    for position in range(7, 3, -1):
        sql("UPDATE history_event SET position = %s WHERE position = %s", position + 1, position)
    one = Event.objects.get(position=3)
    made = Event(
        position=4, at=datetime.now(UTC), act="contract.register", subject="contract",
        subject_id="1", before={}, after={}, previous_hash=one.hash,
    )  # fmt: skip
    made.hash = seal(content_of(made), one.hash)
    made.save(force_insert=True)
    assert "broken at event 5: it does not follow from the event before." in told()


def test_a_history_made_anew_as_a_whole(open_table: None) -> None:
    """Consistent in itself; only a head that was noted elsewhere tells."""
    noted = Event.objects.get(position=7).hash
    previous = NO_EVENT
    for event in Event.objects.order_by("position"):
        event.reason, event.previous_hash = "", previous
        event.act = "contract.draft"
        event.hash = previous = seal(content_of(event), previous)
        event.save()
    ChainHead.objects.update(hash=previous)
    assert verify().broken is None
    assert verify(noted).broken is not None


def test_a_file_of_notes(open_table: None, tmp_path: Path) -> None:
    """It remembers the last head; a history that lost it is broken, and nothing is noted."""
    note = tmp_path / "heads"
    text, code = prove_history(note=note, lang="en")
    assert (code, text.endswith(f"Noted in {note}.")) == (0, True)
    assert prove_history(note=note)[0].endswith(f"已记入 {note}。")
    assert len(note.read_text().splitlines()) == 1
    sql("DELETE FROM history_event WHERE position > 5")
    ChainHead.objects.update(position=5, hash=Event.objects.get(position=5).hash)
    assert prove_history(note=note)[1] == 3
    assert len(note.read_text().splitlines()) == 1


def test_what_cannot_be_read(register: Register, tmp_path: Path) -> None:
    """A hash that is none, and a file that is no file of notes."""
    with pytest.raises(TechmarketError) as found:
        prove_history("abc")
    assert str(found.value) == (
        "the hash is not one of the history (abc): it takes 64 digits and letters a to f; copy "
        "it whole from where it was noted."
    )
    other = tmp_path / "letter"
    other.write_text("Dear Sir")
    with pytest.raises(TechmarketError) as found:
        prove_history(note=other)
    assert str(found.value) == (
        f"the file of notes cannot be read ({other}): a line is not a time, a position and a "
        "hash; name a file that this command wrote, or one that is not there yet."
    )
    assert other.read_text() == "Dear Sir"


def test_the_command_of_administration(open_table: None) -> None:
    """It says the same, and ends with the exit code."""
    out = StringIO()
    call_command("history", "verify", "--lang", "en", stdout=out)
    assert out.getvalue().startswith("The history is whole: 7 events")
    with pytest.raises(CommandError, match="the hash is not one of the history"):
        call_command("history", "verify", "--head", "1")
    sql("UPDATE history_event SET reason = 'x' WHERE position = 1")
    with pytest.raises(SystemExit) as end:
        call_command("history", "verify", stdout=out)
    assert end.value.code == 3
