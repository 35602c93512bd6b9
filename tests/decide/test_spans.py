"""Spans as clauses use them: where they begin, how far they move, whose leave counts."""

from typing import Any

import pytest

from boundlib.decide import Engine
from boundlib.decide.asking import Asking
from boundlib.decide.spans import hours_of, span_end
from boundlib.decide.subjects import Subject
from boundlib.model.algebra import WorkingDays
from boundlib.model.contact import ContactReplyTime
from boundlib.model.questions import Question
from boundlib.times.scalars import Instant
from boundlib.vocab import DayEnd
from boundlib.wire.documents import from_dict
from tests.decide.making import (
    DIGEST,
    FRI,
    MON,
    OFFICE,
    SAT,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    call,
    codes,
    covers,
    fact,
    question,
    record,
    reply,
    stated,
)


def due(within: Data, sent: str, happened: Data | None = None, *, when: str | None = None,
        **more: Any) -> Any:  # fmt: skip
    """By when a reply is due at the latest; else the outcome."""
    data = agreement(reply(within, by=["therapist"]), **more)
    found = ask(data, "contact.reply_due", when or sent, happened, sent_at=sent)
    return found.get("value", {}).get("max", found["outcome"])


def days(count: Any = 2, **more: Any) -> Data:
    return {"clock": "working_days", "count": count, "timetable": "office", "ends": "close"} | more


def hours(amount: str = "PT12H", **more: Any) -> Data:
    return {"clock": "open", "amount": amount, "timetable": "office"} | more


# --- working days -----------------------------------------------------------------------------


def test_weekends_do_not_count() -> None:
    """Friday evening, two working days: Tuesday at close, 17:00 in London. spec/decisions 82"""
    assert due(days(), at(FRI, "18:00")) == at("2026-06-09", "16:00:00")
    assert due(days(ends="same_time"), at(FRI, "18:00")) == at("2026-06-09", "18:00:00")
    assert due(days(ends="12:00"), at(FRI, "18:00")) == at("2026-06-09", "11:00:00")
    assert due(days(0), at(FRI, "18:00")) == at(FRI, "18:00:00")
    assert due(days(1), at(SAT, "09:00")) == at("2026-06-08", "16:00:00")
    assert due(days({"min": 1, "max": 2}), at(FRI, "18:00")) == at("2026-06-09", "16:00:00")
    assert due(days(ends={"unstated": "vague"}), at(FRI, "18:00")) == "unknown"


def test_open_hours() -> None:
    """12 hours of 8 a day from Friday 16:00 in London. spec/decisions 82"""
    assert due(hours(), at(FRI, "15:00")) == at("2026-06-09", "11:00:00")


# --- leave ------------------------------------------------------------------------------------


def away(party: str = "therapist", **more: Any) -> Data:
    return {**OFFICE, "leave": [{"party": party, "first": TUE, "last": THU, **more}]}


@pytest.mark.parametrize(
    ("table", "span", "by", "expected"),
    [
        (away(), {}, ["therapist"], "2026-06-08"),
        (away(), {"leave": "pauses"}, ["therapist"], "2026-06-08"),
        (away(), {"leave": "runs"}, ["therapist"], WED),
        (away(cover="deputy"), {}, ["therapist"], WED),
        (away("client"), {}, ["therapist"], WED),
        (away(), {}, [], "2026-06-08"),
        (away(), {}, ["deputy"], WED),
        (away("deputy"), {}, ["deputy"], "2026-06-08"),
    ],
)
def test_whose_leave_pauses(table: Data, span: Data, by: list[str], expected: str) -> None:
    """Two working days from Monday. spec/decisions 84"""
    parties = [*agreement()["parties"], {"id": "deputy", "roles": ["cover"]}]
    more: dict[str, Any] = {"timetables": [table], "parties": parties}
    clause: Data = {"by": by} if by else {}
    data = agreement(reply(days(**span), **clause), **more)
    found = ask(data, "contact.reply_due", at(MON), sent_at=at(MON))
    assert found["value"]["max"] == at(expected, "16:00:00")


def test_backwards_no_leave_counts() -> None:
    """The last free moment before a session on Monday 17 August. spec/decisions 84"""
    leave = {"party": "therapist", "first": "2026-08-03", "last": "2026-08-16"}
    data = from_dict(agreement(reply(days(), by=["therapist"]),
                               timetables=[{**OFFICE, "leave": [leave]}]))  # fmt: skip
    engine = Engine(data, digest=DIGEST)
    asked = from_dict(question("contact.reply_due", at(MON), sent_at=at(MON)), Question)
    there = Asking(engine.beside(None), asked, int(asked.at), {}, Subject())
    clause = data.clauses[0]
    assert isinstance(clause, ContactReplyTime)
    span = WorkingDays(count=2, timetable="office", ends=DayEnd.CLOSE)
    session = int(Instant.parse("2026-08-17T09:00:00Z"))
    found = span_end(there, span, session, clause=clause, backwards=True)
    assert found is not None
    assert found.high is not None
    assert str(Instant(found.high)) == "2026-08-13T16:00:00Z"
    paused = hours_of(there, span, clause)
    assert not paused.is_open(int(Instant.parse("2026-08-13T15:00:00Z")))


# --- where it begins --------------------------------------------------------------------------

DAY: Data = {"clock": "elapsed", "amount": "PT24H"}


def test_it_runs_from_the_event_it_names() -> None:
    """spec/decisions 81, 82"""
    sent = fact("message_sent", at(MON, "09:00"), "m", by="client", to="therapist")
    read = fact("message_read", at(MON, "15:00"), message="m")

    def of_m(within: Data, *facts: Data) -> Any:
        data = agreement(reply(within))
        found = ask(data, "contact.reply_due", at(TUE), record(sent, *facts), message="m")
        return found.get("value", {}).get("max", found["outcome"])

    assert of_m(DAY) == at(TUE, "09:00:00")
    assert of_m({**DAY, "from": "message_sent"}) == at(TUE, "09:00:00")
    assert of_m({**DAY, "from": "message_read"}, read) == at(TUE, "15:00:00")
    assert of_m({**DAY, "from": "message_read"}) == "unknown"
    assert of_m({**DAY, "from": {"unstated": "vague"}}, read) == "unknown"
    assert of_m({**DAY, "from": "therapy_ended"}) == {"never": True}
    assert of_m({**DAY, "from": "session_started"}) == "unknown"
    half = record(sent, call(at(MON, "20:00")), complete=covers("call", since=TUE))
    data = agreement(reply({**DAY, "from": "last_contact"}))
    assert ask(data, "contact.reply_due", at(TUE), half, message="m")["outcome"] == "unknown"
    last = call(at(MON, "20:00"))
    assert of_m({**DAY, "from": "last_contact"}, last) == at(TUE, "20:00:00")
    ended = fact("session_ended", at(MON, "12:00"), session="s")
    assert of_m({**DAY, "from": "session_ended"}, ended) == at(TUE, "12:00:00")
    unsure = fact("session_ended", {"on": MON}, "u", session="t")
    assert of_m({**DAY, "from": "session_ended"}, ended, unsure) == "unknown"


def test_a_message_whose_time_is_not_exact() -> None:
    """spec/decisions 44, 66"""
    sent = fact("message_sent", {"on": MON}, "m", by="client", to="therapist")
    found = ask(agreement(reply(DAY)), "contact.reply_due", at(TUE), record(sent), message="m")
    value = found["value"]
    assert (value["min"], value["max"]) == (at(MON, "23:00:00"), at(TUE, "22:59:59"))


def test_sessions() -> None:
    """spec/decisions 65, 82"""
    planned = [
        fact("session_scheduled", at(MON, f"0{n}:00"), session=s, starts=at(day))
        for n, (s, day) in enumerate([("a", TUE), ("b", WED), ("c", THU)])
    ]
    two = {"clock": "sessions", "count": 2}
    assert due(two, at(MON), record(*planned)) == at(WED, "12:00:00")
    moved = fact("session_moved", at(MON, "10:00"), session="a", starts=at(FRI))
    assert due(two, at(MON), record(*planned, moved)) == at(THU, "12:00:00")
    gone = fact("session_cancelled", at(MON, "10:00"), session="b")
    assert due(two, at(MON), record(*planned, gone)) == at(THU, "12:00:00")
    assert due(two, at(MON), record(), term={"first": "2026-01-01"}) == {"never": True}
    assert due(two, at(MON), record()) == "unknown"


def test_sessions_of_which_the_last_word_is_not_known() -> None:
    """spec/decisions 65-66, 69, 82: whichever counts, another end would be right"""
    planned = [
        fact("session_scheduled", at(MON, f"0{n}:00"), session=s, starts=at(day))
        for n, (s, day) in enumerate([("a", TUE), ("b", WED), ("c", THU)])
    ]
    two = {"clock": "sessions", "count": 2}
    loose = {"not_before": at(MON, "10:00"), "not_after": at(MON, "18:00")}
    perhaps = fact("session_cancelled", loose, "perhaps", session="b")
    assert due(two, at(MON), record(*planned, perhaps)) == "unknown"
    assert due(two, at(MON), record(*planned, perhaps), when=at(MON, "18:00")) == at(
        THU, "12:00:00"
    )
    moves = [
        fact("session_moved", at(MON, "10:00"), f"to-{day}", session="a", starts=at(day))
        for day in (THU, FRI)
    ]
    assert due(two, at(MON), record(*planned, *moves)) == "unknown"


# --- while a condition holds ------------------------------------------------------------------


def ill(value: bool, when: str) -> Data:
    return stated("ill", value, when)


def test_the_end_moves_while_a_condition_holds() -> None:
    """spec/decisions 83"""
    span = {**DAY, "extends_while": {"fact": "ill"}}
    well = ill(False, at(MON, "08:00"))
    assert due(span, at(MON), record(well), when=at(FRI)) == at(TUE, "12:00:00")
    fell, rose = ill(True, at(TUE, "09:00")), ill(False, at(THU, "10:00"))
    assert due(span, at(MON), record(well, fell, rose), when=at(FRI)) == at(THU, "10:00:00")
    assert due(span, at(MON), record(well, fell), when=at(FRI)) == {"never": True}
    before = [ill(True, at(MON, "13:00")), ill(False, at(TUE, "11:00"))]
    assert due(span, at(MON), record(well, *before), when=at(FRI)) == at(TUE, "12:00:00")
    assert due(span, at(MON), record(), when=at(FRI)) == "unknown"


def test_roughly_is_said() -> None:
    """spec/decisions 46"""
    about = {"clock": "elapsed", "amount": {"about": "PT24H"}}
    found = ask(agreement(reply(about)), "contact.reply_due", at(MON), sent_at=at(MON))
    assert found["value"]["max"] == at(TUE, "12:00:00")
    assert "roughly" in codes(found)
