"""Which text rules: this agreement, another document, or one of its clauses (spec/governance)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.what import What, answered, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.governance_answers import WhichRules
from boundlib.vocab import Outcome, Reason, Ruling

HERE = ("crisis", "governance.right")
"""What no other text takes the place of."""

Found = list[tuple[Any, Truth]]


def covers(kinds: tuple[str, ...], kind: str) -> bool:
    """Whether a kind of clause is among these kinds and topics."""
    return any(kind == each or kind.startswith(f"{each}.") for each in kinds)


def which_rules(ask: Asking) -> What:
    """Which text rules on this now? (31-38)"""
    clause = ask.frame.clauses.get(ask.question.clause)
    topic = ask.question.topic if clause is None else clause.kind
    if topic is not None and covers(HERE, topic):
        ask.because(Reason.ALWAYS_HERE, clause)
        return answered(WhichRules(rules=Ruling.THIS))
    found = ask.speaking("governance.precedence")
    between = _documents(ask, found, topic)
    if between is not None and not _is_here(between):
        return between
    ruling = _clauses(ask, found, clause)
    if ruling is not None:
        return ruling
    return between or not_applicable(ask)


def _is_here(what: What) -> bool:
    return what.outcome is Outcome.ANSWERED and what.value.rules is Ruling.THIS


# --- between documents ----------------------------------------------------------------------------


def _documents(ask: Asking, found: Found, topic: str | None) -> What | None:
    """What is said of other documents; None: nothing about this."""
    ways: list[tuple[Any, Truth, What]] = []
    for clause, speaks in found:
        if clause.other is not None:
            about = True if not clause.kinds else topic and covers(clause.kinds, topic)
            if about:
                ways.append((clause, speaks, _one(ask, clause)))
    if not ways:
        return None
    clause, _, first = ways[0]
    sure = all(speaks for _, speaks, _ in ways)
    if sure and all(way == first for _, _, way in ways):
        for each, _, way in ways:
            ask.because(_reason(ask, each, way), each)
        return first
    for each, speaks, _ in ways:
        ask.because(Reason.SWITCH_NOT_KNOWN if speaks is None else Reason.MORE_THAN_ONE, each)
    if len(ways) == 1:
        return unknown(ask, None, clause, first.value)
    return What(Outcome.UNKNOWN)


def _one(ask: Asking, clause: Any) -> What:
    """What one clause says of another document."""
    rules = clause.rules
    if isinstance(rules, Unstated):
        rules = ask.choose(f"{clause.id}:rules", [(str(r), r) for r in Ruling])
    if rules is Ruling.THIS:
        return answered(WhichRules(rules=rules))
    value = WhichRules(rules=rules, other=clause.other)
    mine = clause.other.digest is not None and clause.other.digest == ask.question.at_hand
    return answered(value) if mine else What(Outcome.REFER, value)


def _reason(ask: Asking, clause: Any, way: What) -> Reason:
    if way.outcome is not Outcome.REFER:
        return Reason.RULES
    other = ask.question.at_hand is not None and clause.other.digest is not None
    return Reason.OTHER_VERSION if other else Reason.NOT_AT_HAND


# --- between clauses ------------------------------------------------------------------------------


def _clauses(ask: Asking, found: Found, asked: Any) -> What | None:
    """Which clauses rule over the asked one; None: none does."""
    if asked is None:
        return None
    ruling: dict[str, Truth] = {}
    named = False
    for clause, speaks in found:
        named = named or asked.id in (*clause.first, *clause.over)
        for name in clause.first if asked.id in clause.over else ():
            truth = _speaks_too(ask, name, speaks)
            if truth is not False:
                ruling[name] = ruling.get(name) is True or truth
        if asked.id in (*clause.first, *clause.over):
            ask.because(Reason.RULES if speaks else Reason.SWITCH_NOT_KNOWN, clause)
    if not named:
        return None
    value = WhichRules(rules=Ruling.THIS, clauses=tuple(sorted(ruling)) or (asked.id,))
    if not ruling.keys().isdisjoint(_ruled_by(ask, found, asked.id)):
        ask.because(Reason.MORE_THAN_ONE, asked)
        return What(Outcome.UNKNOWN)
    if None in ruling.values():
        return unknown(ask, None, asked, value)
    return answered(value)


def _ruled_by(ask: Asking, found: Found, name: str) -> set[str]:
    """The clauses that one rules over, perhaps by way of others. (36)"""
    seen: set[str] = set()
    todo = [name]
    while todo:
        ruling = todo.pop()
        for clause, speaks in found:
            if ruling in clause.first and _speaks_too(ask, ruling, speaks) is not False:
                todo += set(clause.over) - seen
                seen.update(clause.over)
    return seen


def _speaks_too(ask: Asking, name: str, speaks: Truth) -> Truth:
    """Whether a clause that would rule speaks now; where it does not, it rules over nothing."""
    other = ask.frame.clauses[name]
    if not hasattr(other, "when"):
        return speaks
    truth = ask.speaks(other)
    return False if truth is False else True if truth and speaks else None
