"""The four forms of a quantity, and money (spec/documents)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from boundlib.declare import Fault, Items, Ref, Text, Whole, value
from boundlib.declare.marks import SLUG
from boundlib.declare.names import Choice, Count, Currency, Minor, Unstated
from boundlib.times.scalars import Calendar, Exact
from boundlib.vocab import Base, RateUnit, StartedUnit, UnitsFrom

T = TypeVar("T")


@value
class Range(Generic[T]):
    """One amount that was not settled more closely: it lies between `min` and `max`."""

    min: T | None = None
    """The least it can be; absent: no lower end is known."""
    max: T | None = None
    """The most it can be; absent: no upper end is known."""

    def problems(self) -> Iterator[Fault]:
        """A range needs an end, and its ends must differ and be in order."""
        if self.min is not None and self.min == self.max:
            hint = "write the amount itself"
            return iter((Fault("range_is_exact", "both ends are equal", ("min",), hint=hint),))
        return _in_order(self.min, self.max, ("min",))


@value
class About(Generic[T]):
    """An amount that is meant roughly."""

    about: T
    """The amount; a yes or no that turns on it is unknown."""


@value
class Band(Generic[T]):
    """Every amount in it is right."""

    at_least: T | None = None
    """The least that is right."""
    at_most: T | None = None
    """The most that is right."""

    def problems(self) -> Iterator[Fault]:
        """A band's ends must be in order."""
        return _in_order(self.at_least, self.at_most, ("at_least",))


def _in_order(low: Any, high: Any, at: tuple[str, ...]) -> Iterator[Fault]:
    if low is None or high is None:
        return
    if isinstance(low, Calendar):
        if bool(low.months) != bool(high.months):
            yield Fault("units_differ", "one end in days, the other in months", at)
            return
        low, high = (low.months, low.days), (high.months, high.days)
    if low > high:
        yield Fault("ends_reversed", "the lower end is above the upper", at)


Amount: TypeAlias = T | Range[T] | About[T] | Band[T] | Unstated
"""A quantity in one of its forms: exact, a range, roughly, a band, or unstated."""


@value
class Money:
    """A sum of money."""

    kind: ClassVar[str] = "amount"

    minor: Amount[Minor]
    """In the smallest unit of the currency: cents, pence. 0 is agreed to be free."""
    currency: Currency
    """ISO 4217."""


@value
class Share:
    """A share of a named base."""

    kind: ClassVar[str] = "share"

    of: Base
    """What it is a share of."""
    percent: Annotated[int, Whole(max=1000)] | None = None
    """In percent; 100 is the whole."""
    permille: Annotated[int, Whole(max=10_000)] | None = None
    """In thousandths; only where percent would not be whole."""

    def problems(self) -> Iterator[Fault]:
        """One of percent and permille."""
        if (self.percent is None) == (self.permille is None):
            yield Fault("one_of", "needs one of percent and permille", ("percent",))


@value
class Rate:
    """A price per unit of time, session or item."""

    kind: ClassVar[str] = "rate"

    price: Choice[Money | Share]
    """The price of one unit."""
    per: Exact | RateUnit
    """The unit."""
    free: Amount[Exact] | None = None
    """The first part that costs nothing."""
    started_unit: Choice[StartedUnit] | None = None
    """Whether a started unit counts."""
    units_from: Choice[UnitsFrom] | None = None
    """Where counting begins once the free part is exceeded."""


@value
class Segment:
    """A stretch with a price of its own."""

    price: Money | Share | Rate
    """What it costs."""
    up_to: Exact | None = None
    """Where it ends, from the beginning; absent: it goes on."""


@value
class Segments:
    """Stretches with different prices, one after the other."""

    kind: ClassVar[str] = "segments"

    parts: Annotated[tuple[Segment, ...], Items(min=2, max=24)]
    """In order; only the last has no end."""

    def problems(self) -> Iterator[Fault]:
        """The ends rise, and only the last is open."""
        last = Exact(0)
        for index, part in enumerate(self.parts):
            if (part.up_to is None) != (index == len(self.parts) - 1):
                yield Fault("segment_end", "only the last part has no end", ("parts", index))
            elif part.up_to is not None:
                if part.up_to <= last:
                    yield Fault("ends_reversed", "the ends must rise", ("parts", index, "up_to"))
                last = part.up_to


@value
class Credit:
    """Paid from a package bought before."""

    kind: ClassVar[str] = "credit"

    package: Annotated[str, Text(pattern=SLUG, max=64), Ref("clause", ("session.package",))]
    """The clause of the package."""
    units: Count
    """How many of its units it takes."""


Price = Money | Share | Rate | Segments | Credit
"""Money owed; computed once, rounded towards the payer."""
