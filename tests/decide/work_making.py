"""Short ways to write what is done under clauses of the work."""

from __future__ import annotations

from typing import Any

from tests.decide.making import DIGEST, THU, Data, agreement, ask, at, covers, fact, record

BEFORE = "2026-05-18"
ADOPTED = fact("adopted", at(BEFORE), digest=DIGEST, version=1, in_force_from=at(BEFORE))
ALL = covers("duty", "homework", "checked", "session", "obstacle", since=BEFORE)
WEEK: Data = {"kind": "period", "period": "week"}
TWO_DAYS: Data = {"clock": "calendar", "amount": "P2D"}


def duty(**more: Any) -> Data:
    return {"kind": "work.duty", "id": "duty", "duty": "feedback", "strength": "promise"} | more


def homework(**more: Any) -> Data:
    return {"kind": "work.homework", "id": "walk", "task": "walk"} | more


def often(kind: str, window: Data = WEEK, **more: Any) -> Data:
    least: Data = {"at_least": 1} if not more.keys() & {"at_least", "at_most"} else {}
    return {"unit": "events", "count": [{"fact": kind}], "window": window} | least | more


def did(when: Any, id_: str | None = None, **more: Any) -> Data:
    return fact("duty_done", when, id_, **({"clause": "duty", "by": "therapist"} | more))


def told(when: Any, how: str, id_: str | None = None, **more: Any) -> Data:
    return fact(
        "homework_reported", when, id_, **({"clause": "walk", "by": "client", "how": how} | more)
    )


def ended(when: str) -> Data:
    return fact("session_ended", when, session=f"s-{when[8:10]}")


def week(*clauses: Data, facts: tuple[Data, ...] = (), when: str = at(THU), **more: Any) -> Data:
    complete = more.pop("complete", ALL)
    happened = record(ADOPTED, *facts, complete=complete)
    return ask(agreement(*clauses), "work.due", when, happened, **more)


def items(*clauses: Data, facts: tuple[Data, ...] = (), **more: Any) -> list[Data]:
    found = week(*clauses, facts=facts, **more)
    assert found["outcome"] == "answered"
    listed: list[Data] = found["value"].get("items", [])
    return listed


def overdue(clause: Data, when: str, *facts: Data, complete: Any = ALL) -> Any:
    found = ask(agreement(clause), "work.overdue", when, record(ADOPTED, *facts, complete=complete))
    return found["value"]["so"] if found["outcome"] == "answered" else found["outcome"]


def now(clause: Data, *facts: Data, when: str = at(THU), complete: Any = ALL) -> Data:
    happened = record(ADOPTED, *facts, complete=complete)
    return ask(agreement(clause), "work.homework_now", when, happened)
