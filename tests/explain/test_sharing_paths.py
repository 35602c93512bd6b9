"""Items said in few words: what is said stands for exactly these items, no more and no fewer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.explain import ENGLISH, Phrases
from boundlib.explain.paths import granted, in_groups, widest
from boundlib.explain.speaking import Voice
from boundlib.explain.table import PHRASES
from boundlib.model.jurisdictions import named_only
from boundlib.model.trees import item_above, purpose_above
from boundlib.vocab import SharedFor, SharedItem

from .making import agreement

OWN = ("psychotherapy_notes/dreams", "treatment/plan", "genetic/panel")
ITEMS = (*map(str, SharedItem), *OWN)
CODES = Phrases(
    {
        **ENGLISH,
        **{f"item.{item}": str(item) for item in SharedItem},
        "item.part": "{whole}/{part}",
        "items.whole": "{item}+",
        "items.itself": "{item}=",
        "items.rest": "{item}~",
        "items.but_for": "{item}-{others}",
        "topic.item.named": "named",
        "and": "{head}, {last}",
    }
)
"""A language that a test can read back."""


def voice(place: dict[str, str] | None = None, phrases: Phrases = CODES) -> Voice:
    more: dict[str, Any] = {} if place is None else {"jurisdiction": place}
    return Voice(agreement(**more), phrases, "client")


# --- item by item ---------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 2), min_size=1))
def test_an_item_has_the_answer_of_the_nearest_item_that_is_said(group_of: dict[str, int]) -> None:
    said = in_groups(voice(), group_of, group_of)
    nearest = {words.rstrip("+~"): (group, words[-1]) for group in said for words in said[group]}
    assert len(nearest) == sum(map(len, said.values()))
    for item, group in group_of.items():
        step = next(step for step in item_above(item) if step in nearest)
        assert nearest[step][0] == group
    for item, (group, form) in nearest.items():
        beneath = {group_of[other] for other in group_of if item in item_above(other)[1:]}
        assert (form == "~") == bool(beneath - {group})
        assert (form == "+") == (beneath == {group})


def test_items_that_may_not_be_named_are_not_named() -> None:
    group_of = {"treatment": 1, "summary": 2, "progress": 1}
    said = in_groups(voice(phrases=PHRASES), group_of, ["treatment"])
    assert said == {1: ["the treatment, but for parts that have another answer"]}


# --- all that may be told -------------------------------------------------------------------------


def stands_for(said: str, place: dict[str, str] | None) -> set[str]:
    """The items that a phrase stands for, by its words alone."""
    head, but, others = said.partition("-")
    item = head.rstrip("+=")
    if (head == item and not but) or head.endswith("="):
        return {item}
    out = {other for other in ITEMS if item in item_above(other)}
    for other in others.split(", ") if but else ():
        lost = named_only(voice(place).agreement.jurisdiction) if other == "named" else {other}
        out -= {i for i in out if not lost.isdisjoint(set(item_above(i)) - set(item_above(item)))}
    return out


@given(
    st.sets(st.sampled_from(ITEMS)) | st.sets(st.sampled_from(ITEMS)).map(set(ITEMS).difference),
    st.sampled_from([None, {"country": "US", "region": "NY"}, {"country": "US", "region": "IL"}]),
)
def test_what_may_be_told_is_exactly_what_is_said(some: set[str], place: Any) -> None:
    items = [item for item in ITEMS if item in some]
    said = [words for words in granted(voice(place), items).split("; ") if words]
    found = set().union(*(stands_for(words, place) for words in said))
    # A path of the embedder's own is there only where a clause names it.
    assert found & {*map(str, SharedItem), *items} == set(items)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ((), "the record with all that belongs to it"),
        (
            ("psychotherapy_notes", "substance_use"),
            "the record with all that belongs to it, but for what must be named by itself",
        ),
        (
            ("billing", "psychotherapy_notes", "substance_use"),
            "the record with all that belongs to it, but for bills and payments and "
            "what must be named by itself",
        ),
    ],
)
def test_a_few_parts_that_may_not_be_told_are_named(missing: Any, words: str) -> None:
    items = [str(item) for item in SharedItem if item not in missing]
    assert granted(voice(phrases=PHRASES), items) == words


def test_where_many_parts_may_not_be_told_those_that_may_are_named() -> None:
    items = ["treatment", "treatment_plan", "progress"]
    assert granted(voice(phrases=PHRASES), items) == (
        "the treatment with all that belongs to it, but for a general statement without content "
        "on how the work goes, what is advised and a summary of the treatment"
    )
    assert granted(voice(phrases=PHRASES), ["treatment", "summary"]) == (
        "the treatment with all that belongs to it, but for the treatment plan, how the work goes "
        "and what is advised"
    )
    assert granted(voice(phrases=PHRASES), ["record", "billing"]) == (
        "the record by itself; bills and payments"
    )


# --- purposes -------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(SharedFor)))
def test_purposes_beneath_another_are_not_said_again(some: set[str]) -> None:
    purposes = [str(p) for p in SharedFor if p in some]
    said = widest(purposes)
    assert set(said) <= set(purposes)
    assert all(not set(said).isdisjoint(purpose_above(p)) for p in purposes)
    assert all(set(said).isdisjoint(purpose_above(p)[1:]) for p in said)
