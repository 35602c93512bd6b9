"""How a may-question is settled: every line against a table that tries every case."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.decide.asking import Asking
from boundlib.decide.settle import Line, settle
from boundlib.decide.subjects import Subject, Wanted
from boundlib.model.questions import Question
from boundlib.vocab import Outcome
from boundlib.wire.documents import from_dict
from tests.decide.making import DIGEST, MON, agreement, at, channel, question

Truth = bool | None
Said = tuple[Truth, Truth, bool]
"""Whether a line speaks, what it says if it does, and whether it is automatic."""

DATA = from_dict(agreement(channel()))
ENGINE = Engine(DATA, digest=DIGEST)
ASKED = from_dict(question("contact.may", at(MON)), Question)


def lines(ask: Asking, said: list[Said], ends: Iterator[int]) -> list[Line]:
    out = []
    for speaks, truth, automatic in said:
        aside = ask.aside()
        aside.stays_until(next(ends))
        out.append(Line(aside, DATA.clauses[0], truth, automatic, speaks=speaks))
    return out


def settled(
    grants: list[list[Said]],
    limits: list[Said],
    ends: list[int] | None = None,
    wanted: Wanted = Wanted.OUTCOME,
) -> tuple[Outcome, int | None]:
    ask = Asking(ENGINE.beside(None), ASKED, int(ASKED.at), {}, Subject(), wanted=wanted)
    later = iter(ends or itertools.repeat(int(ASKED.at) + 60))
    groups = [lines(ask, group, later) for group in grants]
    return settle(ask, groups, lines(ask, limits, later)), ask.until


# --- an oracle: what is not known is tried both ways ------------------------------------------


def plainly(grants: list[list[Said]], limits: list[Said]) -> Outcome:
    """The lines where everything is known; what does not speak is as if absent."""
    groups = [[line for line in group if line[0]] for group in grants]
    speaking = [group for group in groups if group]
    bounds = [line for line in limits if line[0]]
    if any(not truth and automatic for _, truth, automatic in bounds):
        return Outcome.DENY
    if any(not any(truth for _, truth, _ in group) for group in speaking):
        return Outcome.DENY
    kept = all(truth for _, truth, _ in bounds)
    yes = [any(truth and automatic for _, truth, automatic in group) for group in speaking]
    if speaking and all(yes) and kept:
        return Outcome.PERMIT
    arranged = not all(yes) or not kept
    return Outcome.REFER if arranged else Outcome.NOT_APPLICABLE


def ways(grants: list[list[Said]], limits: list[Said]) -> set[Outcome]:
    """The outcomes of every way in which what is not known may turn out."""
    flat = [*itertools.chain(*grants), *limits]
    open_places = [(i, j) for i, line in enumerate(flat) for j in (0, 1) if line[j] is None]
    found = set()
    for filled in itertools.product((True, False), repeat=len(open_places)):
        tried = [list(line) for line in flat]
        for (i, j), value in zip(open_places, filled, strict=True):
            tried[i][j] = value
        known: list[Any] = [tuple(line) for line in tried]
        sizes = [len(group) for group in grants]
        groups, rest = [], known
        for size in sizes:
            groups.append(rest[:size])
            rest = rest[size:]
        found.add(plainly(groups, rest))
    return found


TRUTHS = st.sampled_from([True, True, False, None])
LINES = st.tuples(TRUTHS, TRUTHS, st.sampled_from([True, True, False]))
# As where lines are made: a limit that may not speak is kept, or it is not known.
LIMITS = LINES.filter(lambda line: not (line[0] is None and line[1] is False))
GROUPS = st.lists(st.lists(LINES, max_size=2), min_size=2, max_size=2)


@given(GROUPS, st.lists(LIMITS, max_size=2))
def test_the_lines(grants: list[list[Said]], limits: list[Said]) -> None:
    """spec/decisions 11-16, 21"""
    outcome, _ = settled(grants, limits)
    possible = ways(grants, limits)
    if len(possible) == 1 and outcome is not Outcome.REFER:
        assert outcome in possible | {Outcome.UNKNOWN}
    if outcome in (Outcome.PERMIT, Outcome.DENY, Outcome.NOT_APPLICABLE):
        assert possible == {outcome}
    if outcome is Outcome.UNKNOWN:
        # Something really is not known.
        assert any(None in line[:2] for line in (*itertools.chain(*grants), *limits))


@given(GROUPS, st.lists(LIMITS, max_size=2))
def test_where_all_is_known_it_is_plain(grants: list[list[Said]], limits: list[Said]) -> None:
    """spec/decisions 11-15"""
    known = [[line for line in group if None not in line] for group in grants]
    bounds = [line for line in limits if None not in line]
    assert settled(known, bounds)[0] is plainly(known, bounds)


@given(GROUPS, st.lists(LIMITS, max_size=2))
def test_a_permit_and_a_deny_are_found_where_they_are_certain(
    grants: list[list[Said]], limits: list[Said]
) -> None:
    """spec/decisions 11, 12"""
    outcome, _ = settled(grants, limits)
    if ways(grants, limits) == {Outcome.PERMIT}:
        assert outcome is Outcome.PERMIT
    each_kind = [settled([group], [])[0] for group in grants if group]
    if Outcome.DENY in each_kind:
        assert outcome is Outcome.DENY


@given(
    GROUPS,
    st.lists(LIMITS, max_size=2),
    st.lists(st.integers(1, 9), min_size=6, max_size=6),
    st.sampled_from(list(Wanted)),
    st.data(),
)
def test_it_stays_as_long_as_it_says(
    grants: list[list[Said]],
    limits: list[Said],
    minutes: list[int],
    wanted: Wanted,
    data: st.DataObject,
) -> None:
    """Whatever the lines say once their own time is over. spec/decisions 85"""
    ends = [int(ASKED.at) + 60 * n for n in minutes]
    outcome, until = settled(grants, limits, ends, wanted)

    def same(other: Outcome) -> bool:
        if wanted is Wanted.PERMIT:
            return (other is Outcome.PERMIT) == (outcome is Outcome.PERMIT)
        return other is outcome

    flat = [*itertools.chain(*grants), *limits]
    changed = [
        data.draw(LIMITS if i >= len(flat) - len(limits) else LINES)
        if until is not None and ends[i] < until
        else line
        for i, line in enumerate(flat)
    ]
    first, second = len(grants[0]), len(grants[0]) + len(grants[1])
    later = [changed[:first], changed[first:second]]
    assert same(settled(later, changed[second:], ends, wanted)[0])


@pytest.mark.parametrize(
    ("grants", "limits", "outcome"),
    [
        ([[(True, True, True)]], [], Outcome.PERMIT),
        ([[(True, True, False)]], [], Outcome.REFER),
        ([[(True, False, True)]], [], Outcome.DENY),
        ([[(True, None, True)]], [], Outcome.UNKNOWN),
        ([[(False, True, True)]], [], Outcome.NOT_APPLICABLE),
        ([[(True, False, True), (True, True, False)]], [], Outcome.REFER),
        ([[(True, True, True)]], [(True, False, False)], Outcome.REFER),
        ([[(True, True, True)]], [(True, None, False)], Outcome.UNKNOWN),
        ([[(True, True, False)]], [(True, None, True)], Outcome.REFER),
        ([[(True, True, False)]], [(True, False, True)], Outcome.DENY),
        ([[(True, True, True)], [(None, True, True)]], [], Outcome.PERMIT),
        ([[(True, True, True)], [(None, False, True)]], [], Outcome.UNKNOWN),
        ([[], [(None, True, True)]], [], Outcome.UNKNOWN),
        ([[], []], [(True, False, True)], Outcome.DENY),
        ([[], []], [(True, None, True)], Outcome.UNKNOWN),
        ([[], []], [(True, False, False)], Outcome.REFER),
    ],
)
def test_one_line_each(grants: list[list[Said]], limits: list[Said], outcome: Outcome) -> None:
    """spec/decisions 11-16"""
    assert settled(grants, limits)[0] is outcome
