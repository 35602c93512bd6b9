"""What the law of a place says, as data: each row with its source. What is not here is not known.

An absent row says nothing about a place.
"""

from __future__ import annotations

import attrs

from boundlib.declare.names import Place
from boundlib.model.trees import ALWAYS_NAMED
from boundlib.vocab import SharedItem


@attrs.frozen
class BindingPreferences:
    """A place whose law lets an advance preference bind its author for a time."""

    place: Place
    """Where."""
    source: str
    """The provision."""
    says: str
    """What it says, in our words."""


BINDING_PREFERENCES = (
    BindingPreferences(
        Place(country="US", region="WA"),
        "Revised Code of Washington 71.32.080(1)",
        "With capacity the principal may always revoke in writing. Without capacity they may "
        "revoke only if they chose so when they made the directive.",
    ),
)
"""Places where a preference may be withdrawn only while something holds, such as capacity.

None of them lets it be beyond withdrawal altogether.
"""


def binds_for_a_time(place: Place | None) -> bool:
    """Whether the place's law lets a preference bind while its author lacks capacity."""
    return place is not None and any(row.place.covers(place) for row in BINDING_PREFERENCES)


_AGES: dict[str, int] = {
    "GB": 18,  # Family Law Reform Act 1969 s 1; Age of Majority Act (Northern Ireland) 1969
    "GB-SCT": 16,  # Age of Legal Capacity (Scotland) Act 1991 s 1
    "IE": 18,  # Age of Majority Act 1985 s 2
    "DE": 18,  # BGB § 2
    "AT": 18,  # ABGB § 21
    "CH": 18,  # ZGB art 14
    "FR": 18,  # Code civil art 414
    "IN": 18,  # Majority Act 1875 s 3
    "AU": 18,  # each state by its own act, such as Age of Majority Act 1977 (Vic) s 3
    "NZ": 20,  # Age of Majority Act 1970 s 4
    "US": 18,  # the states' own acts, such as Cal. Fam. Code § 6500
    "US-AL": 19,  # Ala. Code § 26-1-1
    "US-NE": 19,  # Neb. Rev. Stat. § 43-2101
    "US-MS": 21,  # Miss. Code § 1-3-27
}


def age_of_majority(place: Place | None) -> int | None:
    """The age at which a person comes of age; None where the package does not hold it."""
    if place is None:
        return None
    region = f"{place.country}-{place.region}"
    return _AGES.get(region, _AGES.get(place.country))


_NAMED: dict[str, frozenset[SharedItem]] = {
    "US-CA": frozenset({SharedItem.HIV_STATUS}),  # Cal. Health & Safety Code § 120980
    "US-IL": frozenset({SharedItem.HIV_STATUS, SharedItem.GENETIC}),  # 410 ILCS 305/9, 513/30
    "US-NY": frozenset({SharedItem.HIV_STATUS}),  # N.Y. Public Health Law § 2782
    "DE": frozenset({SharedItem.GENETIC}),  # GenDG § 11
}


def named_only(place: Place | None) -> frozenset[str]:
    """The items that must be named themselves where that place's law applies (spec/sharing 3)."""
    if place is None:
        return ALWAYS_NAMED
    added = _NAMED.get(f"{place.country}-{place.region}", frozenset())
    added |= _NAMED.get(place.country, frozenset())
    return ALWAYS_NAMED | {str(item) for item in added}
