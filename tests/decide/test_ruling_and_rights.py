"""Which text rules, what the client may always do, and more for a time."""

from typing import Any

import pytest

from boundlib.errors import DocumentError
from boundlib.vocab import Right
from boundlib.wire.documents import from_dict
from tests.decide.making import (
    FRI,
    MON,
    OFFICE,
    SUN,
    THU,
    WED,
    Data,
    agreement,
    ask,
    at,
    because,
    channel,
    codes,
    decided,
    fact,
    plain,
    question,
    record,
    stated,
)

MAIN: Data = {"id": "urn:example:main", "version": 2, "digest": "B" * 43, "dated": "2026-01-05"}
WEEK: Data = {"clock": "calendar", "amount": "P7D"}
HOURS: Data = {"clock": "open", "amount": "PT2H", "timetable": "office"}


def precedence(rules: Any = None, name: str = "texts", **more: Any) -> Data:
    clause: Data = {"kind": "governance.precedence", "id": name}
    return clause | ({} if rules is None else {"other": MAIN, "rules": rules}) | more


def ruling(data: Data, happened: Data | None = None, **more: Any) -> tuple[str, Any]:
    found = ask(data, "governance.which_rules", at(FRI), happened, **more)
    return found["outcome"], found.get("value")


THIS: Data = {"kind": "which_rules", "rules": "this"}
OTHER: Data = {"kind": "which_rules", "rules": "other", "other": MAIN}


# --- which text rules -------------------------------------------------------------------------


@pytest.mark.parametrize("topic", ["crisis", "crisis.route", "governance.right"])
def test_crisis_and_rights_are_always_here(topic: str) -> None:
    """spec/governance 31"""
    assert ruling(agreement(precedence("other")), topic=topic) == ("answered", THIS)
    assert ruling(agreement(precedence("other")), clause="crisis") == ("answered", THIS)
    assert ruling(agreement(precedence("other")), topic="governance") == ("refer", OTHER)


def test_what_a_clause_about_another_document_speaks_of() -> None:
    """spec/governance 32, 33"""
    data = agreement(precedence("this", kinds=["contact.fee", "session"]), channel())
    assert ruling(data, topic="contact.fee") == ("answered", THIS)
    assert ruling(data, topic="session.fee") == ("answered", THIS)
    others: list[Data] = [{"topic": "contact"}, {"topic": "sharing"}, {"clause": "phone"}, {}]
    for more in others:
        assert ruling(data, **more) == ("not_applicable", None)
    assert ruling(data, topic="contact.fees") == ("not_applicable", None)
    wide = agreement(precedence("this"), channel())
    for more in others:
        assert ruling(wide, **more) == ("answered", THIS)
    assert ruling(agreement()) == ("not_applicable", None)


def test_the_other_document_is_known_by_its_digest() -> None:
    """spec/governance 34"""
    data = agreement(precedence("other"))
    assert ruling(data) == ("refer", OTHER)
    assert ruling(data, at_hand="B" * 43) == ("answered", OTHER)
    assert ruling(data, at_hand="C" * 43) == ("refer", OTHER)

    def why(**more: Any) -> list[str]:
        return codes(ask(data, "governance.which_rules", at(FRI), **more))

    assert (why(), why(at_hand="B" * 43), why(at_hand="C" * 43)) == (
        ["not_at_hand"],
        ["rules"],
        ["other_version"],
    )
    unfixed = precedence("other", other={"id": "urn:example:main"})
    assert ruling(agreement(unfixed), at_hand="B" * 43)[0] == "refer"


def test_a_choice_that_is_left_open() -> None:
    """spec/governance 35"""
    found = ask(
        agreement(precedence({"unstated": "vague"})), "governance.which_rules", at(FRI), None
    )
    assert found["outcome"] == "unknown"
    assert [a["outcome"] for a in found["alternatives"]] == ["answered", "refer"]
    assert [a["value"]["rules"] for a in found["alternatives"]] == ["this", "other"]


def test_between_clauses() -> None:
    """spec/governance 36"""
    clauses = [channel("one"), channel("two", when={"fact": "well"}), channel("three")]
    data = agreement(precedence(first=["one", "two"], over=["three"]), *clauses)

    def over(name: str, *facts: Data) -> Any:
        outcome, value = ruling(data, record(*facts), clause=name)
        return (outcome, value.get("clauses")) if value else outcome

    assert over("three", stated("well", True)) == ("answered", ["one", "two"])
    assert over("three", stated("well", False)) == ("answered", ["one"])
    assert over("three") == "unknown"
    assert over("one") == ("answered", ["one"])
    alone = agreement(precedence(first=["two"], over=["three"]), *clauses)
    gone = ruling(alone, record(stated("well", False)), clause="three")
    assert gone == ("answered", THIS | {"clauses": ["three"]})
    assert ruling(data, clause="crisis") == ("answered", THIS)
    assert ruling(agreement(precedence(first=["one"], over=["two"]), *clauses), clause="three") == (
        "not_applicable",
        None,
    )


def test_several_that_differ_are_not_known() -> None:
    """spec/governance 37"""
    both = agreement(precedence("this"), precedence("other", "more"))
    assert ruling(both)[0] == "unknown"
    assert ruling(agreement(precedence("this"), precedence("this", "more"))) == ("answered", THIS)
    maybe = agreement(precedence("other", when={"fact": "well"}))
    found = ask(maybe, "governance.which_rules", at(FRI))
    assert (found["outcome"], found["alternatives"][0]["value"]) == ("unknown", OTHER)
    mixed = precedence("other", first=["one"], over=["two"])
    data = agreement(mixed, channel("one"), channel("two"))
    assert ruling(data, clause="two") == ("refer", OTHER)
    here = agreement(mixed | {"rules": "this"}, channel("one"), channel("two"))
    assert ruling(here, clause="two") == ("answered", THIS | {"clauses": ["one"]})


def test_which_of_clauses_that_rule_over_each_other_is_not_known() -> None:
    """spec/governance 37: by way of others too, as long as all of them speak"""
    clauses = [channel("one"), channel("two", when={"fact": "well"}), channel("three")]
    clauses += [channel("four"), channel("five")]
    round_about = [
        precedence(first=["one"], over=["two"]),
        precedence(name="more", first=["two"], over=["three"]),
        precedence(name="again", first=["three", "five"], over=["one", "four"]),
    ]
    data = agreement(*round_about, *clauses)
    well, ill = record(stated("well", True)), record(stated("well", False))
    assert {ruling(data, well, clause=name)[0] for name in ("one", "two", "three")} == {"unknown"}
    # Where one of them does not speak, the others stand in a row.
    assert ruling(data, ill, clause="three") == ("answered", THIS | {"clauses": ["three"]})
    assert ruling(data, ill, clause="one") == ("answered", THIS | {"clauses": ["five", "three"]})
    assert ruling(data, well, clause="four") == ("answered", THIS | {"clauses": ["five", "three"]})
    assert ruling(data, clause="one")[0] == "unknown"


def test_it_changes_no_other_answer() -> None:
    """spec/governance 38"""
    asked = question("contact.may", at(FRI), channel="phone")
    one = plain(decided(agreement(channel()), asked, record()))
    notice = precedence("other", notice=WEEK)
    other = plain(decided(agreement(channel(), notice), asked, record()))
    assert one["outcome"] == other["outcome"] == "permit"
    later = fact("adopted", at(MON), digest="B" * 43, version=2, in_force_from=at(MON))
    found = ask(agreement(notice), "governance.which_rules", at(FRI), record(later))
    assert (found["outcome"], codes(found)) == ("unknown", ["not_in_force"])


# --- rights -----------------------------------------------------------------------------------


def right(*rights: str, name: str = "rights", **more: Any) -> Data:
    return {"kind": "governance.right", "id": name, "rights": list(rights)} | more


BODY: Data = {"id": "body", "body": "ethics_committee", "answered_within": WEEK}
THERAPIST: Data = {"id": "first", "to": "therapist", "channels": ["letter"]}


def rights_of(data: Data, happened: Data | None = None, **more: Any) -> Data:
    found = ask(data, "governance.rights", at(FRI), happened, **more)
    assert found["outcome"] == "answered"
    value: Data = found["value"]
    return value


@pytest.mark.parametrize("which", [str(r) for r in Right])
def test_a_right_is_answered_where_no_clause_speaks(which: str) -> None:
    """spec/governance 39"""
    superseded = fact("adopted", at(MON), digest="B" * 43, version=2, in_force_from=at(MON))
    for happened in (None, record(), record(fact("ended", at(MON))), record(superseded)):
        value = rights_of(agreement(), happened, right=which)
        assert value == {"kind": "rights", "rights": [which]}
    waived = agreement(right("ask", waives=[which]))
    assert rights_of(waived, right=which)["rights"] == [which]


def test_it_is_answered_whatever_is_not_understood() -> None:
    """spec/governance 39"""
    newer = agreement({"kind": "governance.new", "id": "new"}, spec_version="1.1")
    for kind, more in (
        ("governance.rights", {"right": "end"}),
        ("governance.may_end", {"by": "client"}),
        ("governance.may_ask_review", {"by": "therapist"}),
    ):
        found = plain(decided(newer, question(kind, at(FRI), **more), record(), lenient=True))
        assert found["outcome"] in ("answered", "permit")
    asked = question("governance.may_end", at(FRI), by="therapist")
    assert plain(decided(newer, asked, record(), lenient=True))["outcome"] == "unknown"


def test_all_of_them_and_every_way() -> None:
    """spec/governance 40, 41"""
    data = agreement(
        right("complain", routes=[THERAPIST, BODY]),
        right("refuse", "complain", name="more", routes=[{"id": "x", "body": "court"}]),
        right("ask", name="other", routes=[{"id": "y", "to": "therapist"}]),
    )
    value = rights_of(data)
    assert value["rights"] == [str(r) for r in Right]
    assert [(w["clause"], w["route"]) for w in value["ways"]] == [
        ("rights", "first"),
        ("rights", "body"),
        ("more", "x"),
        ("other", "y"),
    ]
    mine = rights_of(data, right="complain")
    assert mine["ways"][0] == {
        "clause": "rights",
        "route": "first",
        "to": "therapist",
        "channels": ["letter"],
    }
    assert mine["ways"][1] == {"clause": "rights", "route": "body", "body": "ethics_committee"}
    assert [w["route"] for w in mine["ways"]] == ["first", "body", "x"]
    found = ask(data, "governance.rights", at(FRI), right="refuse")
    assert [w["route"] for w in found["value"]["ways"]] == ["x"]
    assert codes(found) == ["right", "rules"]
    assert because(found, "more") == ["rules"]


@pytest.mark.parametrize(
    "more",
    [{"when": {"fact": "well"}}, {"valid": {"last": "2026-01-01"}}, {"reading_of": "sentence"}],
)
def test_nothing_switches_it_off(more: Data) -> None:
    """spec/governance 42"""
    with pytest.raises(DocumentError, match="unknown_member"):
        from_dict(agreement(right("ask", **more)))


def test_by_when_its_use_is_answered() -> None:
    """spec/governance 43"""

    def answer(*clauses: Data, happened: Data | None = None, **more: Any) -> Any:
        given = {"right": "complain", "used_at": at(THU)} | more
        found = ask(agreement(*clauses), "governance.right_answer", at(FRI), happened, **given)
        if found["outcome"] == "answered":
            assert found["value"]["strength"] == "promise"
            return found["value"]["min"]
        return found["outcome"], [a["value"]["min"] for a in found.get("alternatives", ())]

    route = right("complain", routes=[THERAPIST, BODY])
    assert answer(route) == "2026-06-11T12:00:00Z"
    assert answer(route, happened=record(fact("ended", at(MON)))) == "2026-06-11T12:00:00Z"
    assert answer(route, right="ask") == ("not_applicable", [])
    assert answer(route, route="first") == ("not_applicable", [])
    assert answer() == ("not_applicable", [])
    slow = BODY | {"id": "slow", "answered_within": {"clock": "calendar", "amount": "P1M"}}
    two = right("complain", routes=[BODY, slow])
    assert answer(two) == ("unknown", ["2026-06-11T12:00:00Z", "2026-07-04T12:00:00Z"])
    assert answer(two, route="slow") == "2026-07-04T12:00:00Z"
    assert answer(two, clause="crisis") == ("not_applicable", [])
    vague = right("complain", routes=[BODY | {"answered_within": {"unstated": "vague"}}])
    assert answer(vague) == ("unknown", [])


def test_whoever_it_goes_to_owes_the_answer() -> None:
    """spec/governance 43"""
    away = {"party": "therapist", "first": "2026-06-05", "last": "2026-06-07"}
    data = {"timetables": [OFFICE | {"leave": [away]}]}
    for to, due in (({"to": "therapist"}, "2026-06-08"), ({"to": "client"}, "2026-06-05")):
        route = {"id": "r", "answered_within": HOURS} | to
        clauses = agreement(right("ask", by=["client"], routes=[route]), **data)
        asked: Data = {"right": "ask", "used_at": at(THU, "16:00")}
        found = ask(clauses, "governance.right_answer", at(FRI), **asked)
        assert found["value"]["min"] == f"{due}T10:00:00Z"


# --- more for a time --------------------------------------------------------------------------


def process(name: str = "more", **more: Any) -> Data:
    force = {"decided_by": ["therapist"]}
    return {"kind": "governance.exception_process", "id": name, "force": force} | more


REFUSAL: Data = {"kind": "sharing.refusal", "id": "refusal"}


def may_except(data: Data, clause: str | None = "phone", by: str = "client", **more: Any) -> Data:
    named = {} if clause is None else {"clause": clause}
    return ask(data, "governance.may_except", at(FRI), record(**more), by=by, **named)


@pytest.mark.parametrize("clause", ["crisis", "refusal", "rights", "more"])
def test_other_kinds_are_never_excepted(clause: str) -> None:
    """spec/governance 44"""
    named = process(clauses=["crisis", "refusal", "rights"], kinds=["crisis", "sharing"])
    for force in ({}, {"force": "automatic"}):
        data = agreement(named | force, right("ask"), REFUSAL)
        for by in ("client", "therapist"):
            found = may_except(data, clause, by)
            assert (found["outcome"], codes(found)) == ("deny", ["not_for_exceptions"])
        terms = ask(data, "governance.exception_terms", at(FRI), clause=clause, begins=at(FRI))
        assert terms["outcome"] == "not_applicable"


def test_who_may_ask_and_who_decides() -> None:
    """spec/governance 46, 47"""
    data = agreement(process(), channel())
    found = may_except(data)
    assert (found["outcome"], because(found, "more")) == ("refer", ["person_decides"])
    assert may_except(data, by="therapist")["outcome"] == "permit"
    assert may_except(agreement(channel()))["outcome"] == "not_applicable"
    only = agreement(process(by=["therapist"]), channel())
    assert may_except(only)["outcome"] == "not_applicable"
    free = agreement(process(force="automatic"), channel())
    assert may_except(free)["outcome"] == "permit"
    arranged = may_except(agreement(process(force="by_arrangement"), channel()))
    assert (arranged["outcome"], because(arranged, "more")) == ("refer", ["by_arrangement"])
    maybe = agreement(process(when={"fact": "well"}), channel())
    assert may_except(maybe)["outcome"] == "unknown"


def test_what_stays_untouched() -> None:
    """spec/governance 45"""
    data = agreement(process(untouched=["phone"]), channel(), channel("email", "email"))
    found = may_except(data)
    assert (found["outcome"], codes(found)) == ("deny", ["untouched"])
    assert may_except(data, "email")["outcome"] == "refer"
    assert may_except(data, None)["outcome"] == "refer"
    maybe = process("other", untouched=["phone"], when={"fact": "well"})
    assert may_except(agreement(process(), maybe, channel()))["outcome"] == "unknown"
    alone = agreement(process(kinds=["session"], untouched=["phone"]), channel())
    assert may_except(alone)["outcome"] == "deny"
    elsewhere = process("other", kinds=["session"], untouched=["phone"])
    assert may_except(agreement(process(), elsewhere, channel()))["outcome"] == "deny"


def test_what_a_process_is_about() -> None:
    """spec/governance 48, 49"""
    clauses = [channel(), channel("email", "email")]

    def outcome(clause: str, **more: Any) -> Any:
        return may_except(agreement(process(**more), *clauses), clause)["outcome"]

    assert outcome("phone", kinds=["contact"]) == "refer"
    assert outcome("phone", kinds=["contact.channel"]) == "refer"
    assert outcome("phone", kinds=["contact.fee"]) == "not_applicable"
    assert outcome("phone", clauses=["phone"]) == "refer"
    assert outcome("email", clauses=["phone"]) == "not_applicable"
    assert outcome("email", clauses=["phone"], kinds=["contact"]) == "refer"
    both = agreement(process(), process("other", force="automatic"), *clauses)
    assert may_except(both)["outcome"] == "permit"


def terms(data: Data, happened: Data | None = None, **more: Any) -> Data:
    given = {"clause": "phone", "begins": at(SUN)} | more
    return ask(data, "governance.exception_terms", at(FRI), happened, **given)


def test_the_terms_of_an_exception() -> None:
    """spec/governance 50, 52"""
    clause = process(by=["client"], longest=WEEK, answered_within=HOURS, untouched=["email"])
    data = agreement(clause, channel(), channel("email", "email"))
    found = terms(data, asked_at=at(THU, "15:00"))
    assert found["outcome"] == "answered"
    assert found["value"] == {
        "kind": "exception_terms",
        "decides": ["therapist"],
        "ends_min": "2026-06-14T12:00:00Z",
        "ends_max": "2026-06-14T12:00:00Z",
        "answer_min": "2026-06-05T09:00:00Z",
        "answer_max": "2026-06-05T09:00:00Z",
        "untouched": ["email"],
    }
    assert "answer_min" not in terms(data)["value"]
    away = {"party": "therapist", "first": "2026-06-05", "last": "2026-06-07"}
    leave = data | {"timetables": [OFFICE | {"leave": [away]}]}
    late = terms(leave, asked_at=at(THU, "15:00"))
    assert late["value"]["answer_min"] == "2026-06-08T09:00:00Z"
    nobody = terms(agreement(process(force="automatic"), channel()))
    assert "decides" not in nobody["value"]


def test_how_long_was_left_open() -> None:
    """spec/governance 51"""
    vague = terms(agreement(process(longest={"unstated": "vague"}), channel()))
    assert (vague["outcome"], because(vague, "more")) == ("unknown", ["unstated"])
    asked = process(longest=WEEK, answered_within={"unstated": "vague"})
    assert terms(agreement(asked, channel()))["outcome"] == "answered"
    assert terms(agreement(asked, channel()), asked_at=at(WED))["outcome"] == "unknown"
    none = terms(agreement(process(), channel()))
    assert none["outcome"] == "answered"
    assert "ends_max" not in none["value"]
    amount = {"clock": "calendar", "amount": {"unstated": "blank"}}
    assert terms(agreement(process(longest=amount), channel()))["outcome"] == "unknown"


def test_one_of_several_processes_must_be_meant() -> None:
    """spec/governance 53"""
    two = agreement(process(longest=WEEK), process("other"), channel())
    assert (terms(two)["outcome"], codes(terms(two))) == ("unknown", ["more_than_one"] * 2)
    maybe = agreement(process(longest=WEEK, when={"fact": "well"}), channel())
    found = terms(maybe)
    assert found["outcome"] == "unknown"
    assert found["alternatives"][0]["value"]["ends_max"] == "2026-06-14T12:00:00Z"
    assert terms(agreement(channel()))["outcome"] == "not_applicable"
