"""Sharing: who signs, until when, what must stand alone, and that a no costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from boundlib.findings.contact import no_upper_end
from boundlib.findings.looking import At, Whole, finding, is_unstated
from boundlib.findings.parties import years_between
from boundlib.model.agreement import Party
from boundlib.model.jurisdictions import age_of_majority
from boundlib.model.pace import PaceTouch
from boundlib.model.sharing import (
    SharingLegalLimit,
    SharingMinor,
    SharingRecording,
    SharingRelease,
    SharingReleaseRule,
    SharingThirdParty,
    SharingUnitOfCare,
)
from boundlib.model.trees import item_above, purpose_above
from boundlib.vocab import ConsentForm, Role, SharedFor, SharedItem

_NOTES = str(SharedItem.PSYCHOTHERAPY_NOTES)
_RECORD = str(SharedItem.RECORD)
_EMERGENCY = str(SharedFor.EMERGENCY)

_NEEDS_NO_END = (str(SharedFor.TREATMENT), str(SharedFor.PAYMENT))
"""For these a consent may say that it has no end: 42 CFR 2.31(a)."""

_EASE = (
    {ConsentForm.SPOKEN},
    {ConsentForm.EMAIL, ConsentForm.ELECTRONIC},
    {ConsentForm.WRITTEN},
)
"""The forms of a consent, the easiest first; none within a group is harder than another."""


# --- what must stand alone ----------------------------------------------------------------------


@finding(
    "notes_bundled",
    "this release lets psychotherapy notes be told together with something else",
    hint="give them a release of their own, with a signature of its own",
    blocks_adoption=True,
    of_one_clause=True,
)
def notes_bundled(whole: Whole) -> Iterator[At]:
    """45 CFR 164.508(b)(3)(ii): an authorization for them is combined with nothing else."""
    for path, release in whole.all(SharingRelease):
        notes = _notes(release)
        if notes and len(notes) < len(release.items):
            yield At((*path, "items", notes[0]))


@finding(
    "notes_without_release",
    "this lets psychotherapy notes be told without a release that is signed for them",
    hint="give them a release of their own, with a signature of its own",
)
def notes_without_release(whole: Whole) -> Iterator[At]:
    """45 CFR 164.508(a)(2): a clause that needs no consent on the record is no authorization."""
    for path, clause in whole.any(SharingThirdParty, SharingMinor):
        yield from (At((*path, "items", number)) for number in _notes(clause))


def _notes(clause: Any) -> list[int]:
    """Where a clause names psychotherapy notes, or something beneath them."""
    return [n for n, item in enumerate(clause.items) if _NOTES in item_above(item)]


@finding(
    "care_depends_on_notes",
    "the care is made to depend on a release of psychotherapy notes",
    hint="take it out: the care goes on whether or not this is signed",
    blocks_adoption=True,
    of_one_clause=True,
)
def care_depends_on_notes(whole: Whole) -> Iterator[At]:
    """45 CFR 164.508(b)(4)."""
    for path, release in whole.all(SharingRelease):
        if release.conditions_care and _notes(release):
            yield At((*path, "conditions_care"))


@finding(
    "care_depends_on_release",
    "the care is made to depend on a release",
    hint="say that it does not, unless the care is for nothing but what is to be told",
)
def care_depends_on_release(whole: Whole) -> Iterator[At]:
    """45 CFR 164.508(b)(4) knows few exceptions, such as an examination for somebody else."""
    for path, release in whole.all(SharingRelease):
        if release.conditions_care and not _notes(release):
            yield At((*path, "conditions_care"))


# --- until when ---------------------------------------------------------------------------------


@finding(
    "open_ended_release",
    "this release has no end",
    hint="give it a last date, or an amount of time from an event such as the end of the work",
    note=True,
)
def open_ended_release(whole: Whole) -> Iterator[At]:
    """Nothing ends it: no end of its own, no term, no longest term that a rule sets it."""
    for path, release in whole.all(SharingRelease):
        needs = not all(_lies_under(purpose, _NEEDS_NO_END) for purpose in release.purposes)
        if needs and not _is_for_emergency(release) and not _ends(release, whole):
            yield At(path)


def _lies_under(purpose: str, wider: tuple[str, ...]) -> bool:
    return not set(wider).isdisjoint(purpose_above(purpose))


def _is_for_emergency(clause: Any) -> bool:
    return any(_lies_under(purpose, (_EMERGENCY,)) for purpose in clause.purposes)


def _ends(release: SharingRelease, whole: Whole) -> bool:
    """Whether something ends it. An end that is left open is remarked on by itself."""
    term = whole.agreement.term
    if release.end is not None or (term is not None and term.last is not None):
        return True
    return any(_bounds(rule, release) for _, rule in whole.all(SharingReleaseRule))


def _bounds(rule: SharingReleaseRule, release: SharingRelease) -> bool:
    """Whether a rule certainly sets the whole of a release a longest term."""
    if rule.longest_term is None or is_unstated(rule.longest_term):
        return False
    if (rule.when, rule.valid, rule.reading_of, rule.by, rule.to) != (None, None, None, (), ()):
        return False
    items = not rule.items or all(set(rule.items) & {*item_above(i)} for i in release.items)
    return items and (
        not rule.purposes or all(_lies_under(p, rule.purposes) for p in release.purposes)
    )


@finding(
    "release_end_unstated",
    "the text leaves open when this release ends",
    hint="write the last date or the event; while it is open, asked about it, it is unknown",
)
def release_end_unstated(whole: Whole) -> Iterator[At]:
    """The end is unstated, or its amount has no upper end that is known."""
    for path, release in whole.all(SharingRelease):
        end: Any = release.end
        amount = getattr(end, "amount", None) or getattr(end, "count", None)
        if is_unstated(end) or is_unstated(getattr(end, "from_", None)) or no_upper_end(amount):
            yield At((*path, "end"))


@finding(
    "emergency_release_too_wide",
    "what may be told in an emergency is not limited",
    hint="name the few items that are needed then, and an end",
)
def emergency_release_too_wide(whole: Whole) -> Iterator[At]:
    """What is for an emergency names the whole record, or is a release that nothing ends."""
    for path, clause in whole.any(SharingRelease, SharingThirdParty, SharingMinor):
        if not _is_for_emergency(clause):
            continue
        if _RECORD in clause.items:
            yield At((*path, "items", clause.items.index(_RECORD)))
        if isinstance(clause, SharingRelease) and not _ends(clause, whole):
            yield At(path)


# --- who signs ----------------------------------------------------------------------------------


@finding(
    "one_signs_for_all",
    "in a couple, family or group this lets fewer than all of its members sign",
    hint="name every member, or nobody: then each of them must sign",
    blocks_adoption=True,
)
def one_signs_for_all(whole: Whole) -> Iterator[At]:
    """Where every member must sign, the signers named are some of them only."""
    for _, unit in whole.all(SharingUnitOfCare):
        if unit.all_sign is False or unit.reading_of is not None:
            continue
        members = _ids(unit.members or (Role.CLIENT,), whole)
        for path, clause in whole.any(SharingRelease, SharingReleaseRule, SharingRecording):
            named = _ids(clause.signers, whole)
            # A rule adds its signers to a release's own: somebody outside is no stand-in.
            meant = named <= members if isinstance(clause, SharingReleaseRule) else True
            together = unit.when in (None, clause.when) and not _is_own(clause, unit)
            if named and meant and together and not members <= _signed_for(named, whole):
                yield At((*path, "signers"))


def _ids(names: tuple[str, ...], whole: Whole) -> set[str]:
    return {party.id for name in names for party in whole.holders(name)}


def _signed_for(signers: set[str], whole: Whole) -> set[str]:
    """The signers, and those for whom they sign."""
    acting = {p.acts_for for p in whole.agreement.parties if p.id in signers and p.acts_for}
    return signers | acting


def _is_own(clause: Any, unit: SharingUnitOfCare) -> bool:
    """Whether all it is about is each member's own."""
    items = getattr(clause, "items", ())
    return bool(items) and all(set(unit.own_items) & {*item_above(item)} for item in items)


@finding(
    "no_unit_of_care",
    "there are several clients, and nothing says whose consent a release needs",
    hint="add a sharing.unit_of_care, or a release of each client's own with its signer",
)
def no_unit_of_care(whole: Whole) -> Iterator[At]:
    """Said once, at the first release."""
    releases = whole.all(SharingRelease)
    several = len(whole.holders(Role.CLIENT)) > 1
    if several and releases and SharingUnitOfCare not in whole.values:
        yield At(releases[0][0])


@finding(
    "secrets_not_settled",
    "nothing says what becomes of what one of them tells alone",
    hint="settle it before anybody is seen or written to alone: kept, not kept, or judged",
)
def secrets_not_settled(whole: Whole) -> Iterator[At]:
    """A unit of care says nothing of secrets, or leaves it open."""
    for path, unit in whole.all(SharingUnitOfCare):
        if unit.secrets is None:
            yield At(path)
        elif is_unstated(unit.secrets):
            yield At((*path, "secrets"))


@finding(
    "nobody_is_a_minor",
    "this is about a minor, and every client is of age",
    hint="take it out: of age, a client alone says what a parent is told",
    note=True,
)
def nobody_is_a_minor(whole: Whole) -> Iterator[At]:
    """By the birth dates, on the first date of the term, in the agreement's jurisdiction."""
    term, age = whole.agreement.term, age_of_majority(whole.agreement.jurisdiction)
    clients = whole.holders(Role.CLIENT)
    if term is None or term.first is None or age is None or not clients:
        return
    if all(_is_of_age(client, term.first, age) for client in clients):
        yield from (At(path) for path, _ in whole.all(SharingMinor))


def _is_of_age(client: Party, on: date, age: int) -> bool:
    born = client.birth_date
    return isinstance(born, date) and years_between(born, on) >= age


# --- a no costs nothing -------------------------------------------------------------------------


@finding(
    "withdrawal_harder",
    "this asks for a harder form to take a consent back than to give it",
    hint="take `withdrawal` out, or name a form there that is as easy as the easiest in `form`",
)
def withdrawal_harder(whole: Whole) -> Iterator[At]:
    """GDPR 7(3): as easy as giving it. Where no form is named, a word is enough to give it."""
    for path, rule in whole.all(SharingReleaseRule):
        if rule.withdrawal and _easiest(rule.withdrawal) > _easiest(rule.form or (*ConsentForm,)):
            yield At((*path, "withdrawal"))


def _easiest(forms: tuple[ConsentForm, ...]) -> int:
    return next(n for n, alike in enumerate(_EASE) if alike & set(forms))


@finding(
    "not_asked_each_time",
    "the client is not asked each time",
    hint="write `each_time`: a yes that was given once is easily taken for one to everything",
    note=True,
)
def not_asked_each_time(whole: Whole) -> Iterator[At]:
    """A recording, or touch, that the client is not asked about every time."""
    for path, clause in whole.any(SharingRecording, PaceTouch):
        if clause.each_time is None:
            yield At(path)
        elif not clause.each_time:
            yield At((*path, "each_time"))


@finding(
    "recording_without_deletion",
    "nothing says when this recording is deleted",
    hint="write by when, such as from the event that its purpose is done",
    note=True,
)
def recording_without_deletion(whole: Whole) -> Iterator[At]:
    """It is not said, or left open."""
    for path, recording in whole.all(SharingRecording):
        if recording.deleted is None:
            yield At(path)
        elif is_unstated(recording.deleted):
            yield At((*path, "deleted"))


@finding(
    "legal_limit_open",
    "this does not say how little is told, or whether the client hears of it first",
    hint="say that only what is needed is told, and whether it is talked about first",
    note=True,
)
def legal_limit_open(whole: Whole) -> Iterator[At]:
    """It does not bind itself to the minimum, or does not say whether the client is told first."""
    for path, clause in whole.all(SharingLegalLimit):
        if not clause.minimum or clause.told_first is None:
            yield At(path)


FINDINGS = (
    notes_bundled,
    notes_without_release,
    care_depends_on_notes,
    care_depends_on_release,
    one_signs_for_all,
    release_end_unstated,
    emergency_release_too_wide,
    no_unit_of_care,
    secrets_not_settled,
    withdrawal_harder,
    open_ended_release,
    nobody_is_a_minor,
    not_asked_each_time,
    recording_without_deletion,
    legal_limit_open,
)
"""What is looked for here."""
