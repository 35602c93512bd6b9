"""Every kind of clause about sharing, consent and touch as lines, and what their words take in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.explain.algebra import condition, span, tally
from boundlib.explain.clauses import Lines
from boundlib.explain.speaking import Voice, plain
from boundlib.model import governance as g
from boundlib.model import pace as p
from boundlib.model import sharing as s
from boundlib.model.clause import DecidedBy
from boundlib.model.jurisdictions import named_only
from boundlib.model.trees import items_beneath, purpose_above
from boundlib.vocab import AccessWay, ChildSay, Flow, Role, SharedFor, SharedItem


def clients(voice: Voice) -> str:
    """The client, or each of them."""
    several = len(voice.agreement.holders(Role.CLIENT)) > 1
    return voice.say("who.both") if several and voice.is_client else voice.who(Role.CLIENT)


def signers(voice: Voice, clause: Any) -> str:
    """Whose consent a clause needs by its own words (spec/sharing 25)."""
    named = getattr(clause, "signers", ()) or (Role.CLIENT,)
    said = [clients(voice) if who == Role.CLIENT else voice.who(who) for who in named]
    return voice.listed(list(dict.fromkeys(said)))


def forms(voice: Voice, found: Iterable[object]) -> str:
    """In which form consent is given, or taken back."""
    return voice.listed([voice.word("form", form) for form in found], "or")


def _yes_no(voice: Voice, key: str, said: bool | None, **given: str) -> Lines:
    return [] if said is None else [voice.say(f"{key}.{'yes' if said else 'no'}", **given)]


def _binds(voice: Voice, clause: Any) -> Lines:
    """Whom a clause is about, where its own lines do not say."""
    out = []
    if clause.by:
        out.append(voice.say("sharing.binds", who=voice.all_of(clause.by)))
    if clause.to:
        out.append(voice.say("sharing.towards", who=voice.all_of(clause.to)))
    return out


def _tells(voice: Voice, clause: Any, tellers: Any, told: Any) -> str:
    return voice.say(
        "sharing.tells",
        by=voice.all_of(tellers),
        to=voice.all_of(told),
        purpose=voice.told_for(clause.purposes),
        items=voice.items(clause.items),
    )


# --- telling --------------------------------------------------------------------------------------


def _release(voice: Voice, clause: s.SharingRelease) -> Lines:
    key, turned = "clause.sharing.release", clause.flow is Flow.OBTAIN
    tellers, told = (clause.to, clause.by) if turned else (clause.by, clause.to)
    out = [_tells(voice, clause, tellers, told)]
    if clause.flow is Flow.BOTH:
        by, to = voice.all_of(clause.by), voice.all_of(clause.to)
        out.append(voice.say("sharing.tells.back", by=by, to=to))
        told = (*told, *tellers)
    out.append(voice.say("sharing.consent", who=signers(voice, clause)))
    if clause.start is not None:
        out.append(voice.say(f"{key}.start", first=voice.date(clause.start)))
    out.append(_end(voice, clause.end))
    if clause.staff:
        out.append(voice.say(f"{key}.staff", who=voice.all_of(told, "or")))
    if clause.onward:
        onward = voice.all_of(clause.onward)
        out.append(voice.say(f"{key}.onward", who=voice.all_of(told), onward=onward))
    return out + _yes_no(voice, f"{key}.care", clause.conditions_care)


def _end(voice: Voice, end: Any) -> str:
    key = "clause.sharing.release.end"
    if end is None:
        return voice.say(f"{key}.none")
    if isinstance(end, Unstated):
        return voice.say(f"{key}.unstated")
    if isinstance(end, date):
        return voice.say(f"{key}.date", last=voice.date(end))
    from_consent = end.from_ is None
    return voice.say(f"{key}.from_consent" if from_consent else key, span=span(voice, end))


def _rule(voice: Voice, clause: s.SharingReleaseRule) -> Lines:
    key = "clause.sharing.release_rule"
    purpose = voice.told_for(clause.purposes) or voice.say("topic.purpose.any")
    if clause.items:
        out = [voice.say(f"{key}.items", purpose=purpose, items=voice.items(clause.items))]
    else:
        out = [voice.say(f"{key}.all", purpose=purpose)]
    if clause.form:
        out.append(voice.say("sharing.form", forms=forms(voice, clause.form)))
    if clause.signers:
        out.append(voice.say(f"{key}.signers", who=voice.all_of(clause.signers)))
    if clause.longest_term is not None:
        out.append(voice.say(f"{key}.longest_term", span=span(voice, clause.longest_term)))
    if clause.withdrawal:
        out.append(voice.say(f"{key}.withdrawal", forms=forms(voice, clause.withdrawal)))
    return out + _binds(voice, clause)


def _refusal(voice: Voice, clause: s.SharingRefusal) -> Lines:
    key = "clause.sharing.refusal"
    given = {
        "purpose": voice.told_for(clause.purposes) or voice.say(f"{key}.purpose.any"),
        "by": voice.say(f"{key}.by", who=voice.all_of(clause.by, "or")) if clause.by else "",
        "to": voice.say(f"{key}.to.anybody"),
    }
    if clause.to:
        given["to"] = voice.say(f"{key}.to", who=voice.all_of(clause.to, "or"))
    if clause.items:
        out = [voice.say(f"{key}.items", items=voice.items(clause.items), **given)]
    else:
        out = [voice.say(f"{key}.all", **given)]
    return [*out, voice.say(f"{key}.first")]


def _only_if(voice: Voice, require: Any) -> Lines:
    if require is None:
        return []
    return [voice.say("sharing.only_if", condition=condition(voice, require))]


def _minor(voice: Voice, clause: s.SharingMinor) -> Lines:
    key, given = "clause.sharing.minor", {"client_is": voice.who_is(Role.CLIENT)}
    out = [_tells(voice, clause, clause.by, clause.to), voice.say(f"{key}.age", **given)]
    out += [voice.say(f"{key}.{say}", client=clients(voice), **given) for say in clause.child]
    if ChildSay.AGREES not in clause.child:
        out.append(voice.say("sharing.agreed"))
    return out + _only_if(voice, clause.require)


def _third_party(voice: Voice, clause: s.SharingThirdParty) -> Lines:
    return [
        _tells(voice, clause, clause.by, clause.to),
        voice.say("clause.sharing.third_party.exactly"),
        *_only_if(voice, clause.require),
        voice.say("sharing.agreed"),
    ]


def _consultation(voice: Voice, clause: s.SharingConsultation) -> Lines:
    key = "clause.sharing.consultation"
    given = {
        "by": voice.all_of(clause.by or (Role.THERAPIST,)),
        "to": voice.all_of(clause.to or (Role.SUPERVISOR,)),
        "purpose": voice.told_for([SharedFor.SUPERVISION]),
    }
    if clause.items:
        out = [voice.say(f"{key}.items", items=voice.items(clause.items), **given)]
    else:
        out = [voice.say(f"{key}.all", **given)]
    named = "unstated" if isinstance(clause.named, Unstated) else clause.named
    out.append(voice.say(f"{key}.named.{named}", client_is=voice.who_is(Role.CLIENT)))
    if clause.often is not None:
        out.append(voice.say(f"{key}.often", tally=tally(voice, clause.often)))
    return [*out, voice.say("sharing.agreed")]


def _legal_limit(voice: Voice, clause: s.SharingLegalLimit) -> Lines:
    key = "clause.sharing.legal_limit"
    grounds = voice.beside([voice.word("ground", ground) for ground in clause.grounds])
    return [
        voice.say(f"{key}.grounds", items=grounds),
        voice.say(f"{key}.decides"),
        *_yes_no(voice, f"{key}.told_first", clause.told_first, client_is=voice.who_is("client")),
        *_yes_no(voice, f"{key}.minimum", clause.minimum),
        *_yes_no(voice, f"{key}.complete", clause.complete),
        *_binds(voice, clause),
    ]


# --- more than one client -------------------------------------------------------------------------


def _unit_of_care(voice: Voice, clause: s.SharingUnitOfCare) -> Lines:
    key, unit = "clause.sharing.unit_of_care", voice.word("unit", clause.unit)
    if clause.members:
        out = [voice.say(f"{key}.unit", unit=unit, who=voice.all_of(clause.members))]
    else:
        out = [voice.say(f"{key}.unit.every", unit=unit)]
    out += _yes_no(voice, f"{key}.all_sign", clause.all_sign is not False)
    if clause.own_items:
        out.append(voice.say(f"{key}.own_items", items=voice.items(clause.own_items)))
    for name in ("secrets", "outside"):
        said = getattr(clause, name)
        if said is not None:
            word = "unstated" if isinstance(said, Unstated) else said
            therapist = voice.who(Role.THERAPIST)
            out.append(voice.say(f"{key}.{name}.{word}", therapist=therapist))
    if clause.before_alone:
        out.append(voice.say(f"{key}.before_alone"))
    return out + _binds(voice, clause)


# --- the record and recordings --------------------------------------------------------------------


def _records(voice: Voice, clause: s.SharingRecords) -> Lines:
    key = "clause.sharing.records"
    who = voice.who(clause.reviewer)
    remarks: Lines = []
    if clause.access is not None:
        word = "unstated" if isinstance(clause.access, Unstated) else clause.access
        remarks.append(voice.say(f"{key}.access.{word}", client=clients(voice), who=who))
    if clause.reviewer is not None and clause.access is not AccessWay.WITH_REVIEW:
        remarks.append(voice.say(f"{key}.reviewer", who=who))
    if clause.kept is not None:
        remarks.append(voice.say(f"{key}.kept", span=span(voice, clause.kept)))
    if isinstance(clause.destroyed, DecidedBy):
        decides = voice.all_of(clause.destroyed.decided_by, "or")
        remarks.append(voice.say(f"{key}.destroyed.decided", who=decides))
    elif clause.destroyed is not None:
        remarks.append(voice.say(f"{key}.destroyed.{clause.destroyed}"))
    if clause.apart:
        remarks.append(voice.say(f"{key}.apart"))
    if clause.held_by is not None:
        remarks.append(voice.say(f"{key}.held_by", who=voice.who(clause.held_by)))
    items = voice.items(clause.items or (SharedItem.RECORD,))
    remarks = remarks or [voice.say(f"{key}.none")]
    line = voice.say(f"{key}.about", items=items, remarks=voice.beside(remarks))
    return [line, *_binds(voice, clause)]


def _asked(voice: Voice, clause: Any) -> Lines:
    """What recordings and touch share: whose consent, how, and that a no is free."""
    given = {"client_is": voice.who_is(Role.CLIENT)}
    out = [voice.say("sharing.consent", who=signers(voice, clause))]
    if clause.form:
        out.append(voice.say("sharing.form", forms=forms(voice, clause.form)))
    out += _yes_no(voice, "sharing.each_time", clause.each_time, **given)
    return [*out, voice.say("sharing.free", client=clients(voice))]


def _recording(voice: Voice, clause: s.SharingRecording) -> Lines:
    key = "clause.sharing.recording"
    of = voice.beside([voice.word("recorded", one) for one in clause.of])
    out = [voice.say(f"{key}.of", purpose=voice.told_for(clause.purposes), items=of)]
    out += _asked(voice, clause)
    if clause.deleted is not None:
        out.append(voice.say(f"{key}.deleted", span=span(voice, clause.deleted)))
    return out + _binds(voice, clause)


def _touch(voice: Voice, clause: p.PaceTouch) -> Lines:
    key = "clause.pace.touch"
    if clause.touches:
        named = voice.listed([voice.say(f"{key}.name", id=plain(t)) for t in clause.touches])
        out = [voice.say(f"{key}.named", items=named)]
    else:
        out = [voice.say(f"{key}.any")]
    return out + _asked(voice, clause) + _binds(voice, clause)


# --- governance -----------------------------------------------------------------------------------


def care_of(voice: Voice, names: Iterable[str]) -> str:
    """Kinds of care by their names; the work, where none is named."""
    key = "clause.governance.care"
    said = [voice.say(f"{key}.named", id=plain(name)) for name in names]
    return voice.listed(said) or voice.say(key)


def _eligibility(voice: Voice, clause: g.GovernanceEligibility) -> Lines:
    care, asked = care_of(voice, clause.care), condition(voice, clause.require)
    line = voice.say("clause.governance.eligibility", care=care, condition=asked)
    return [line, *_binds(voice, clause)]


def _consent(voice: Voice, clause: g.GovernanceConsent) -> Lines:
    key, care = "clause.governance.consent", care_of(voice, clause.care)
    if clause.nobody:
        out = [voice.say(f"{key}.nobody", care=care)]
    else:
        out = [voice.say(key, care=care, who=voice.all_of(clause.needs))]
    if clause.form:
        out.append(voice.say("sharing.form", forms=forms(voice, clause.form)))
    if clause.holds is not None:
        out.append(voice.say(f"{key}.holds", span=span(voice, clause.holds)))
    if clause.tells:
        out.append(voice.say(f"{key}.tells", who=voice.all_of(clause.tells)))
    return out + _binds(voice, clause)


# --- what the words take in -----------------------------------------------------------------------


def takes_in(voice: Voice) -> Lines:
    """For each item and purpose the clauses name, what else it reaches (spec/sharing 2-4)."""
    found = [c for c in voice.clauses.values() if type(c) in SHARING]
    items = dict.fromkeys(path for c in found for path in _named(c, "items", "own_items"))
    purposes = dict.fromkeys(path for c in found for path in _named(c, "purposes"))
    apart = [str(item) for item in SharedItem if item in named_only(voice.agreement.jurisdiction)]
    out = []
    for path in items:
        beneath = [str(b) for b in items_beneath(path, ()) if b not in (path, *apart)]
        if path == SharedItem.RECORD:
            out.append(voice.say("takes_in.record", item=voice.item(path)))
        elif beneath:
            given = {"item": voice.item(path), "items": voice.items(beneath)}
            out.append(voice.say("takes_in.item", **given))
    for path in purposes:
        under = [str(f) for f in SharedFor if f != path and path in purpose_above(f)]
        if under:
            given = {"purpose": voice.told_for([path]), "purposes": voice.told_for(under)}
            out.append(voice.say("takes_in.purpose", **given))
    if SharedFor.TREATMENT in purposes:
        out.append(voice.say("takes_in.emergency"))
    if items:
        out.append(voice.say("takes_in.named", items=voice.items(apart)))
    return out


def _named(clause: Any, *fields: str) -> tuple[str, ...]:
    return tuple(str(path) for name in fields for path in getattr(clause, name, ()))


SHARING: dict[type, Callable[[Voice, Any], Lines]] = {
    s.SharingRelease: _release,
    s.SharingReleaseRule: _rule,
    s.SharingRefusal: _refusal,
    s.SharingMinor: _minor,
    s.SharingUnitOfCare: _unit_of_care,
    s.SharingThirdParty: _third_party,
    s.SharingConsultation: _consultation,
    s.SharingRecords: _records,
    s.SharingRecording: _recording,
    s.SharingLegalLimit: _legal_limit,
    g.GovernanceEligibility: _eligibility,
    g.GovernanceConsent: _consent,
    p.PaceTouch: _touch,
}
"""By kind of clause: the lines of its own matter."""
