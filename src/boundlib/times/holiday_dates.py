"""Which local dates are public holidays: as agreed, else as the `holidays` package knows them."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import attrs

from boundlib.errors import UsageError

_QUIET = threading.Lock()


@attrs.frozen
class LookedUp:
    """A year's public holidays of a place, from the `holidays` package."""

    days: frozenset[int]
    """The ordinals of their dates, days in lieu included."""
    complete: bool
    """False where the package says that it does not know all of that year."""
    known: bool = True
    """False where the package does not know the place at all: then there are no days."""


@attrs.frozen
class HolidayBasis:
    """Where the holidays of a stretch of years come from; what a decision's basis names."""

    country: str | None
    """ISO 3166-1; None where no holidays were agreed."""
    region: str | None
    """The second part of ISO 3166-2; None for the whole country."""
    agreed: tuple[int, ...]
    """The years answered by the dates in the agreement."""
    looked_up: tuple[int, ...]
    """The years answered by the `holidays` package."""
    incomplete: tuple[int, ...]
    """Those of them of which the package does not know every holiday."""
    unknown: tuple[int, ...]
    """Those of them of which it knows none, since it does not know the place."""
    version: str | None
    """The release of the package, where it answered."""

    @property
    def none_agreed(self) -> bool:
        """Whether the timetable names no holidays at all."""
        return self.country is None


def holidays_version() -> str:
    """The release of the `holidays` package."""
    from holidays.version import __version__  # noqa: PLC0415 - the package takes 100 ms

    return __version__


def regions_of(country: str) -> tuple[str, ...] | None:
    """The regions of a country that have holidays of their own; None for an unknown country."""
    import holidays  # noqa: PLC0415

    known = holidays.list_supported_countries(include_aliases=False)
    return tuple(known[country]) if country in known else None


@lru_cache(maxsize=1024)
def look_up(country: str, region: str | None, year: int) -> LookedUp:
    """The public holidays of a place in a year, as far as the package knows them.

    A place that it does not know never stands in the way of an answer: it has no days, and says so.
    """
    regions = regions_of(country)
    if regions is None or (region is not None and region not in regions):
        return LookedUp(frozenset(), complete=False, known=False)
    import holidays  # noqa: PLC0415

    # The package warns about years it knows in part; whoever runs us should not see that, but
    # the decision's basis says it.
    with _QUIET, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = holidays.country_holidays(country, subdiv=region, years=year)
    days = frozenset(day.toordinal() for day in found if day.year == year)
    return LookedUp(days, complete=bool(days) and not said)


def require_place(country: str, region: str | None) -> None:
    """Refuse a place whose holidays the package does not know; it takes 100 ms to load.

    Raises:
        UsageError: the country or the region is not known; the next step names those that are.
    """
    regions = regions_of(country)
    if regions is None:
        raise UsageError(
            "the holidays of this country are not known.",
            where="holidays/country",
            next_step="Write them into the timetable as dates, or as special days.",
        )
    if region is not None and region not in regions:
        raise UsageError(
            "the holidays of this region are not known.",
            where="holidays/region",
            next_step=f"Use one of {', '.join(regions) or 'none (this country has no regions)'}.",
        )


class HolidayDates:
    """The holidays that a timetable observes, by year."""

    __slots__ = ("_agreed", "_country", "_region", "_years")

    def __init__(
        self, country: str | None = None, region: str | None = None, dates: Iterable[date] = ()
    ) -> None:
        self._country = country
        self._region = region
        listed = [day.toordinal() for day in dates]
        self._agreed = frozenset(listed)
        # Agreed dates are written for whole years, so they speak for all years they span.
        self._years = (
            range(date.fromordinal(min(listed)).year, date.fromordinal(max(listed)).year + 1)
            if listed
            else range(0)
        )

    def days_in(self, year: int) -> frozenset[int]:
        """The ordinals of the holidays of a year; none where nobody knows them (see `basis`)."""
        if self._country is None:
            return frozenset()
        if year in self._years:
            return self._agreed
        return look_up(self._country, self._region, year).days

    def basis(self, first: int, last: int) -> HolidayBasis:
        """Where the holidays of the years `first` to `last` come from."""
        if self._country is None:
            return HolidayBasis(None, None, (), (), (), (), None)
        years = range(first, last + 1)
        found = {
            year: look_up(self._country, self._region, year)
            for year in years
            if year not in self._years
        }
        return HolidayBasis(
            self._country,
            self._region,
            tuple(y for y in years if y in self._years),
            tuple(found),
            tuple(y for y, looked in found.items() if looked.known and not looked.complete),
            tuple(y for y, looked in found.items() if not looked.known),
            holidays_version() if found else None,
        )


def freeze_dates(country: str, region: str | None, first: int, last: int) -> tuple[date, ...]:
    """The dates to write into an agreement: every holiday of the years `first` to `last`.

    Raises:
        UsageError: the country or region is not known.
    """
    require_place(country, region)
    days = {d for year in range(first, last + 1) for d in look_up(country, region, year).days}
    return tuple(date.fromordinal(day) for day in sorted(days))
