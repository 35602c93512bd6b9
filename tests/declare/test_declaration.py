"""What the declaration refuses: whatever could not be told apart, or said, on the wire."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

import attrs
import pytest

from boundlib.declare import (
    DeclarationError,
    FrozenMap,
    Items,
    Text,
    Title,
    Whole,
    Wire,
    freeze,
    thaw,
    value,
)
from boundlib.declare.names import Slug
from boundlib.declare.shapes import ArrayShape, UnionShape, object_shape, shape_of
from boundlib.errors import InvalidValue, UsageError
from boundlib.times.scalars import Exact


@value
class Red:
    """Tagged."""

    kind: ClassVar[str] = "red"
    size: Annotated[int, Whole()]
    """A number."""


@value
class AlsoRed:
    """The same tag."""

    kind: ClassVar[str] = "red"


@value
class Clocked:
    """Another tag."""

    clock: ClassVar[str] = "red"


@value
class Sized:
    """Bare, told by what it requires."""

    size: Annotated[int, Whole()]
    """A number."""


@value
class Weighed:
    """Bare, shares a member with `Sized`, has one of its own that it requires."""

    size: Annotated[int, Whole()] | None = None
    """A number."""
    weight: Annotated[int, Whole()]
    """A number."""


@value
class MaybeSized:
    """Bare, shares its only required member."""

    size: Annotated[int, Whole()]
    """A number."""
    extra: Annotated[int, Whole()] | None = None
    """Its own, but not required, though another is shared."""


@value
class Loose:
    """Bare, nothing required, everything its own."""

    left: Annotated[int, Whole()] | None = None
    """A number."""
    right: Annotated[int, Whole()] | None = None
    """A number."""


class Colour(StrEnum):
    """Words."""

    RED = "red"


def sorted_forms(hint: Any) -> Any:
    shape = shape_of(hint)
    assert isinstance(shape, UnionShape)
    return shape.sorted


@pytest.mark.parametrize(
    "hint",
    [
        Red | AlsoRed,
        Red | Clocked,
        Sized | MaybeSized,
        Red | MaybeSized | Sized,
        Annotated[str, Text()] | Slug,
        Annotated[int, Whole(max=3)] | Annotated[int, Whole(max=9)],
        bool | Literal[True],
        Red | tuple[Red, ...],
    ],
    ids=repr,
)
def test_a_union_whose_forms_cannot_be_told_apart_is_refused(hint: Any) -> None:
    with pytest.raises(DeclarationError):
        sorted_forms(hint)


@pytest.mark.parametrize(
    "hint",
    [
        Red | Weighed,
        Red | Loose,
        Weighed | Loose | Red,
        Slug | bool | Annotated[int, Whole()] | Red,
        Exact | Colour | Loose,
        Colour | Exact | date,
    ],
    ids=repr,
)
def test_a_union_whose_forms_can_be_told_apart_is_taken(hint: Any) -> None:
    assert sorted_forms(hint)


@pytest.mark.parametrize(
    "hint",
    [float, bytes, None, dict[str, int], list[Red], set[Red], tuple[Red], object, Any, complex,
     FrozenMap, Literal["x"], tuple[Red, Red]],
    ids=repr,
)  # fmt: skip
def test_what_the_format_cannot_carry_is_refused(hint: Any) -> None:
    with pytest.raises(DeclarationError):
        shape_of(hint)


def test_an_optional_field_has_no_default_but_absence() -> None:
    @value
    class Defaulted:
        """A default on the wire."""

        size: Annotated[int, Whole()] = 3

    @value
    class Nullable:
        """None, but required."""

        size: Annotated[int, Whole()] | None

    for cls in (Defaulted, Nullable):
        with pytest.raises(DeclarationError):
            _ = object_shape(cls).members


def test_equal_annotations_have_one_shape() -> None:
    assert shape_of(tuple[Slug, ...]) is shape_of(tuple[Slug, ...])
    assert shape_of(Red | Loose) is shape_of(Red | Loose)
    assert shape_of(Annotated[int, Whole(max=3)]) is not shape_of(Annotated[int, Whole(max=4)])


@value
class Holder:
    """Holds a bit of everything."""

    from_: Slug
    """A word that Python keeps for itself."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """A name that Python cannot spell."""
    sizes: Annotated[tuple[Annotated[int, Whole(max=9)], ...], Items(max=3, unique=True)] = ()
    """Numbers."""
    when: date | None = None
    """A date."""
    words: Annotated[str, Text(), Title("Words")] | None = None
    """Free words."""


def test_wire_names_and_absence() -> None:
    members = object_shape(Holder).members
    assert list(members) == ["from", "$schema", "sizes", "when", "words"]
    assert [m.wire for m in members.values() if m.required] == ["from"]
    sizes = members["sizes"].shape
    assert isinstance(sizes, ArrayShape)
    assert sizes.min == 1  # an array that may be absent is never empty
    assert Holder(from_="x").sizes == ()


def test_a_value_cannot_be_changed() -> None:
    held: Any = Holder(from_="x")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        held.when = date(2026, 1, 1)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del held.from_


def test_values_are_equal_by_what_they_say() -> None:
    assert Holder(from_="x") == Holder(from_="x", sizes=(), when=None)
    assert hash(Holder(from_="x")) == hash(Holder(from_="x", when=None))
    assert Holder(from_="x") != Holder(from_="x", sizes=(1,))
    held: Any = Holder(from_="x", sizes=(1,))
    assert attrs.evolve(held, sizes=()) == Holder(from_="x")


@value
class Summed:
    """Keeps what it once worked out."""

    size: Annotated[int, Whole()]
    """A number."""

    @cached_property
    def parts(self) -> list[int]:
        """Something that is made but once."""
        return [1] * self.size


def test_what_a_value_keeps_for_itself_is_no_matter_for_equality() -> None:
    asked, other = Summed(size=2), Summed(size=3)
    assert asked.parts == [1, 1]
    assert asked == Summed(size=2)
    assert Summed(size=2) == asked
    assert other.parts == [1, 1, 1]
    assert asked != other
    sized: Any = Sized(size=2)
    assert asked != sized


def test_a_broken_value_says_every_fault() -> None:
    with pytest.raises(InvalidValue) as caught:
        Holder(from_="No!", sizes=(1, 1, 10, 2), words="")
    assert [(f.code, f.at) for f in caught.value.faults] == [
        ("bad_format", ("from",)),
        ("too_many_items", ("sizes",)),
        ("duplicate_item", ("sizes",)),
        ("out_of_range", ("sizes", 2)),
        ("out_of_range", ("words",)),
    ]
    assert "No!" not in str(caught.value)


# --- kept data --------------------------------------------------------------------------------


def test_kept_data_is_frozen_and_comes_back_as_it_was() -> None:
    data = {"a": [1, {"b": True}], "c": "x"}
    kept = FrozenMap(data)
    assert thaw(kept) == data
    assert kept == data
    assert hash(kept) == hash(FrozenMap({"c": "x", "a": (1, FrozenMap({"b": True}))}))
    data["c"] = "y"
    assert kept["c"] == "x"
    assert len(kept) == 2
    assert freeze(kept) is kept
    assert "x" not in repr(kept)


def test_one_and_true_are_not_the_same_kept_data() -> None:
    assert FrozenMap({"a": 1}) != FrozenMap({"a": True})
    assert FrozenMap({"a": 1}) != FrozenMap({"a": 1.0})
    assert FrozenMap({"a": 1}) != [("a", 1)]


def test_kept_data_is_never_too_deep() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(UsageError):
        FrozenMap({"a": deep})
    with pytest.raises(UsageError):
        freeze(deep)
