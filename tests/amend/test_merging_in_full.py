"""Merging looks only at what a merge can change: held against looking at everything, every time."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib.amend import composing, merging
from boundlib.amend.merging import merge_texts
from boundlib.amend.texts import Key, Text
from boundlib.errors import DocumentError
from boundlib.findings import blocking, findings, usual
from boundlib.model.agreement import LISTS, Agreement
from tests.amend.making import CLIENT, EMAIL, GP, LETTER, OFFICE, THERAPIST, Data, text

ALWAYS: Data = {"weekly": [{"days": [*OFFICE["weekly"][0]["days"], "sat", "sun"]}]}
ALWAYS["weekly"][0] |= {"start": "00:00", "end": "24:00"}
WEEKDAYS: Data = {"weekly": [OFFICE["weekly"][0] | {"start": "00:00", "end": "24:00"}]}
CUT: Data = {
    "weekly": [
        OFFICE["weekly"][0] | {"end": "12:00"},
        OFFICE["weekly"][0] | {"start": "12:00"},
    ]
}
SECOND: Data = {"id": "second", "roles": ["therapist"]}
REPLY: Data = {
    "kind": "contact.reply_time",
    "id": "reply",
    "by": ["therapist"],
    "strength": "promise",
    "within": {"clock": "open", "amount": "PT4H", "timetable": "office"},
}
WINDOW: Data = {"kind": "contact.window", "id": "hours", "timetable": "office", "use": "sending"}
LATE = WINDOW | {"id": "late"}
SALT = "AAAAAAAAAAAAAAAAAAAAAA"


def _asks(window: Data, other: str) -> Data:
    return window | {"when": {"clause": other, "is": "inside"}}


POOL: list[list[Data]] = [
    [EMAIL, EMAIL | {"by": ["client"]}, EMAIL | {"text": "By email.", "purposes": ["coaching"]}],
    [WINDOW, WINDOW | {"channels": ["email"]}, _asks(WINDOW, "late")],
    [LATE, LATE | {"reading_of": "when"}, _asks(LATE, "hours")],
    [REPLY, REPLY | {"by": ["helper"]}, REPLY | {"within": {"clock": "elapsed", "amount": "PT4H"}}],
    [
        LETTER,
        LETTER | {"reading_of": "when"},
        {"kind": "contact.channel", "id": "letter", "medium": "letter", "reading_of": "when"},
        LETTER | {"items": ["attendance", "psychotherapy_notes"]},
    ],
]
PARTIES = [
    [CLIENT, THERAPIST, GP],
    [CLIENT, THERAPIST | {"id": "helper"}, GP],
    [CLIENT, THERAPIST | {"id": "helper"}, SECOND, GP],
    [CLIENT, THERAPIST | {"id": "helper", "name": "Robin"}, GP],
]
TABLES = [[OFFICE], [OFFICE | ALWAYS], [OFFICE | CUT], None]

Chosen = list[int]


def _text(chosen: Chosen) -> Agreement:
    """The text that the numbers choose: a wording of each clause or none, parties, timetables."""
    *wordings, parties, tables, salted = chosen
    clauses = [forms[n - 1] for n, forms in zip(wordings, POOL, strict=True) if 0 < n <= len(forms)]
    salts = {"clauses/email/text": SALT} if any("text" in c for c in clauses) and salted else None
    return text(*clauses, parties=PARTIES[parties % 4], timetables=TABLES[tables % 4], salts=salts)


def _made(chosen: Chosen) -> Agreement | None:
    try:
        return _text(chosen)
    except DocumentError:
        return None


def _as_far_as_it_goes(chosen: Chosen, known: Chosen) -> Chosen:
    """These numbers, but in each place that of a known text where they would make none."""
    if _made(chosen) is not None:
        return chosen
    found = known
    for place, number in enumerate(chosen):
        tried = [*found[:place], number, *found[place + 1 :]]
        found = found if _made(tried) is None else tried
    return found


PLAIN: Chosen = [1, 1, 1, 1, 1, 1, 0, 0]


@st.composite
def three(draw: Any) -> list[Agreement]:
    """A base, and two texts that are otherwise in up to three places."""
    size = len(PLAIN)
    numbers = draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    base = _as_far_as_it_goes(numbers, PLAIN)
    found = [base]
    for _ in range(2):
        side = list(base)
        for place in draw(st.lists(st.integers(0, size - 1), max_size=3)):
            side[place] = draw(st.integers(0, 4))
        found.append(_as_far_as_it_goes(side, base))
    return [_text(chosen) for chosen in found]


class Full(Text):
    """A text whose usual form is made as a whole, and of which nothing is taken as known."""

    @cached_property
    def usual_parts(self) -> dict[Key, Any]:
        whole = usual(self.agreement)
        return {(name, part.id): part for name in LISTS for part in getattr(whole, name)}

    def part(self, key: Key) -> Any:
        raw = self.written(key)
        return raw if raw is None or key[0] not in LISTS else self.usual_parts[key]

    def same(self, other: Text, key: Key) -> bool:
        one, two = self.part(key), other.part(key)
        if one is None or two is None:
            return one is two
        return bool(one == two) or bool(self.hidden(key) == other.hidden(key))

    def alike(self, other: Text) -> bool:
        return False


def _in_full(texts: list[Agreement]) -> Any:
    """The merge that looks at everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composing, "_surely_fits", lambda *_: False)
        for name in ("blocking", "blocking_together"):
            patch.setattr(
                merging, name, lambda made: tuple(p for p in findings(made) if p.blocks_adoption)
            )
        base, one, other = map(Full, texts)
        return merge_texts(base, one, other, ("one", "other"))


few = settings(max_examples=2 * settings().max_examples)


@few
@given(three())
def test_what_is_not_looked_at_would_change_nothing(texts: list[Agreement]) -> None:
    base, one, other = map(Text, texts)
    found = merge_texts(base, one, other, ("one", "other"))
    assert found == _in_full(texts)
    if found.text is not None:
        assert vars(found.text).keys() == vars(_in_full(texts).text).keys()


@few
@given(three())
def test_a_part_is_in_usual_form_by_itself_as_it_is_in_the_whole(texts: list[Agreement]) -> None:
    made, whole = Text(texts[0]), Full(texts[0])
    assert all(made.part(key) == whole.part(key) for key in whole.all_keys())


@few
@given(three())
def test_equal_parts_mean_the_same_where_what_is_around_them_is_alike(
    texts: list[Agreement],
) -> None:
    one, other = Text(texts[0]), Text(texts[1])
    assume(one.alike(other))
    equal = [key for key in one.all_keys() if one.written(key) == other.written(key)]
    assert all(Full(texts[0]).same(Full(texts[1]), key) for key in equal)


@few
@given(three())
def test_what_blocks_adoption_is_found_without_the_rest(texts: list[Agreement]) -> None:
    assert blocking(texts[0]) == tuple(p for p in findings(texts[0]) if p.blocks_adoption)


HELPED = [CLIENT, THERAPIST | {"id": "helper"}, GP]
MAIL = EMAIL | {"id": "mail"}
LATER = REPLY | {"text": "Within four hours."}
TOGETHER: dict[str, tuple[str, list[Agreement]]] = {
    "two clauses that ask each other": (
        "result circular_reference",
        [
            text(WINDOW, LATE),
            text(_asks(WINDOW, "late"), LATE),
            text(WINDOW, _asks(LATE, "hours")),
        ],
    ),
    "a channel that is named, and becomes a clause of another kind": (
        "result broken_reference",
        [
            text(WINDOW, MAIL, LETTER),
            text(WINDOW | {"channels": ["mail"]}, MAIL),
            text(WINDOW, LATE | {"id": "mail"}, LETTER),
        ],
    ),
    "notes that are to be told, and care that is made to depend on it": (
        "result care_depends_on_notes",
        [
            text(LETTER),
            text(LETTER | {"items": ["psychotherapy_notes"]}),
            text(LETTER | {"conditions_care": True}),
        ],
    ),
    "a clause that asks one which becomes of another kind": (
        "result not_in_vocabulary",
        [
            text(WINDOW, LATE),
            text(_asks(WINDOW, "late"), LATE),
            text(WINDOW, EMAIL | {"id": "late"}),
        ],
    ),
    "hours that never close, and words about open hours": (
        "same_clause reply",
        [
            text(REPLY, timetables=[OFFICE | WEEKDAYS]),
            text(REPLY, timetables=[OFFICE | ALWAYS]),
            text(LATER, timetables=[OFFICE | WEEKDAYS]),
        ],
    ),
    "a second therapist, and words about the only one": (
        "same_clause reply",
        [
            text(REPLY | {"by": ["helper"]}, parties=HELPED),
            text(REPLY | {"by": ["helper"]}, parties=[*HELPED, SECOND]),
            text(LATER | {"by": ["helper"]}, parties=HELPED),
        ],
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_what_only_both_sides_together_bring_about(case: str) -> None:
    expected, texts = TOGETHER[case]
    for one, other in ((1, 2), (2, 1)):
        order = [texts[0], texts[one], texts[other]]
        base, mine, theirs = map(Text, order)
        found = merge_texts(base, mine, theirs, ("one", "other"))
        assert found == _in_full(order)
        assert [f"{c.level} {c.id}" for c in found.conflicts] == [expected]
