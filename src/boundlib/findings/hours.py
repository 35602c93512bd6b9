"""Hours and absences: timetables that are used, holidays that are stated, somebody who covers."""

from __future__ import annotations

from collections.abc import Iterator

from boundlib.findings.looking import At, Whole, finding, is_unstated
from boundlib.model.contact import ContactCover
from boundlib.times.timetable import Holidays, Timetable
from boundlib.vocab import AbsenceCause, Role, Weekday

_DAY = 1440
_WEEK = 7 * _DAY
_ORDER = {day: index for index, day in enumerate(Weekday)}
_YEARS = 5


def is_always_open(timetable: Timetable) -> bool:
    """Whether it is open at every instant: all week, and nothing takes a day out."""
    if timetable.special_days or timetable.leave or timetable.holidays is not None:
        return False
    if sum(len(w.days) * ((w.end - w.start) % _DAY or _DAY) for w in timetable.weekly) < _WEEK:
        return False
    windows = []
    for weekly in timetable.weekly:
        for day in weekly.days:
            start = _ORDER[day] * _DAY + weekly.start
            end = start - weekly.start + weekly.end + (_DAY if weekly.end < weekly.start else 0)
            # Sunday's tail reaches into Monday.
            windows += [(start, end), (start - _WEEK, end - _WEEK)]
    reached = 0
    for start, end in sorted(windows):
        if start > reached:
            return False
        reached = max(reached, end)
    return reached >= _WEEK


@finding(
    "timetable_not_used",
    "no clause refers to this timetable",
    hint="refer to it, or take it out",
    note=True,
)
def timetable_not_used(whole: Whole) -> Iterator[At]:
    """Nothing names it."""
    used = {name for _, ref, name in whole.refs if ref.to == "timetable"}
    for index, timetable in enumerate(whole.agreement.timetables):
        if timetable.id not in used:
            yield At(("timetables", index))


@finding(
    "holidays_not_stated",
    "the text leaves open which public holidays are observed",
    hint="name the country and region, or leave `holidays` out where none are observed",
)
def holidays_not_stated(whole: Whole) -> Iterator[At]:
    """Its holidays are unstated."""
    for path, timetable in whole.all(Timetable):
        if is_unstated(timetable.holidays):
            yield At((*path, "holidays"))


@finding(
    "holiday_dates_too_far",
    "holiday dates are written out for more than five years",
    hint="write out the dates of the term, of at most five years; later years are looked up",
    note=True,
)
def holiday_dates_too_far(whole: Whole) -> Iterator[At]:
    """The last one lies more than five years after the term begins, or after the first one."""
    term = whole.agreement.term
    for path, holidays in whole.all(Holidays):
        if not holidays.dates:
            continue
        start = term.first if term is not None and term.first is not None else min(holidays.dates)
        last = max(holidays.dates)
        over = (last.year - start.year, last.month, last.day) > (_YEARS, start.month, start.day)
        if over:
            yield At((*path, "dates", holidays.dates.index(last)))


@finding(
    "absence_without_cover",
    "nobody covers this absence",
    hint="name a cover with the leave, or agree a contact.cover that names one",
)
def absence_without_cover(whole: Whole) -> Iterator[At]:
    """Leave of anybody but a client that names no cover, where no clause names one either."""
    for _, clause in whole.all(ContactCover):
        if AbsenceCause.LEAVE in clause.during and clause.cover is not None:
            return
    for index, timetable in enumerate(whole.agreement.timetables):
        for number, leave in enumerate(timetable.leave):
            if leave.cover is None and not whole.stands_for(leave.party, Role.CLIENT):
                yield At(("timetables", index, "leave", number))


FINDINGS = (
    timetable_not_used,
    holidays_not_stated,
    holiday_dates_too_far,
    absence_without_cover,
)
"""What is looked for here."""
