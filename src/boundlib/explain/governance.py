"""Every kind of clause about the agreement itself as lines (spec/governance)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.explain.algebra import condition, entries, span
from boundlib.explain.amounts import amount, number
from boundlib.explain.clauses import Lines
from boundlib.explain.sharing import clients
from boundlib.explain.speaking import Voice, plain
from boundlib.model import renegotiating as r
from boundlib.vocab import Role, Ruling


def named(voice: Voice, names: Iterable[str]) -> str:
    """Names that the two writers chose, in quotes."""
    return voice.beside([voice.say("who.named", id=plain(name)) for name in names])


def clauses(voice: Voice, ids: Iterable[str]) -> str:
    """Clauses by their ids."""
    return voice.listed([voice.say("cited.clause", id=name) for name in ids])


def kinds(voice: Voice, found: Iterable[str]) -> str:
    """Kinds of clause and topics; what there is no word for is quoted."""
    return voice.listed([voice.word("kind", kind) for kind in found])


def other_text(voice: Voice, other: r.OtherText) -> str:
    """Another document: its id, its version and its date."""
    line = voice.say("who.named", id=other.id)
    if other.version is not None:
        line = voice.say("governance.other.version", other=line, version=str(other.version))
    if other.dated is not None:
        line = voice.say("governance.other.dated", other=line, date=voice.date(other.dated))
    return line


def way(voice: Voice, to: str | None, body: str | None, channels: Iterable[str]) -> str:
    """To whom a right is used, and how."""
    who = voice.who(to) if body is None else voice.say("who.named", id=plain(body))
    return voice.say("governance.way", who=who, how=voice.ways(channels))


def _force(value: object) -> str:
    return "unstated" if isinstance(value, Unstated) else str(value)


# --- the kinds ------------------------------------------------------------------------------------


def _review(voice: Voice, clause: r.GovernanceReview) -> Lines:
    key = "clause.governance.review"
    what = clauses(voice, clause.of) or voice.say(f"{key}.all")
    out = [voice.say(f"{key}.{_force(clause.strength)}", what=what)]
    if clause.every is not None:
        out.append(voice.say(f"{key}.every", span=span(voice, clause.every)))
    if clause.after:
        out.append(voice.say(f"{key}.after", acts=entries(voice, clause.after)))
    if clause.on_request:
        out.append(voice.say(f"{key}.on_request"))
    if clause.within is not None:
        out.append(voice.say(f"{key}.within", span=span(voice, clause.within)))
    for name in ("agenda", "outcomes"):
        if getattr(clause, name):
            out.append(voice.say(f"{key}.{name}", items=named(voice, getattr(clause, name))))
    if clause.jointly:
        out.append(voice.say(f"{key}.jointly"))
    return [*out, voice.say(f"{key}.anybody")]


def _ending(voice: Voice, clause: r.GovernanceEnding) -> Lines:
    key, client = "clause.governance.ending", clients(voice)
    who = voice.all_of(clause.by, "or") or voice.say("who.both")
    out = [voice.say(f"{key}.by", who=who)]
    if clause.jointly:
        out.append(voice.say(f"{key}.jointly"))
    if clause.require is not None:
        out.append(voice.say("sharing.only_if", condition=condition(voice, clause.require)))
    if clause.notice is not None:
        out.append(voice.say(f"{key}.notice", span=span(voice, clause.notice)))
    if clause.closing is not None:
        said = amount(voice, clause.closing, lambda n: number(voice, n, "sessions"))
        out.append(voice.say(f"{key}.closing", amount=said))
    if clause.referral:
        out.append(voice.say(f"{key}.referral"))
    out += after_end(voice, clause.continues, clause.may_return)
    return [*out, voice.say(f"{key}.client", client=client)]


def after_end(voice: Voice, continues: Iterable[str], may_return: bool | None) -> Lines:
    """What stays after the end."""
    key, out = "clause.governance.ending", []
    if continues:
        out.append(voice.say(f"{key}.continues", clauses=clauses(voice, continues)))
    if may_return is not None:
        word = "yes" if may_return else "no"
        out.append(voice.say(f"{key}.may_return.{word}", client=clients(voice)))
    return out


def _precedence(voice: Voice, clause: r.GovernancePrecedence) -> Lines:
    key, out = "clause.governance.precedence", []
    if clause.other is not None:
        other = other_text(voice, clause.other)
        if clause.part is not None:
            out.append(voice.say(f"{key}.{clause.part}", other=other))
        out.append(voice.say(f"{key}.{_force(clause.rules or Ruling.THIS)}", other=other))
    if clause.first:
        given = {"first": clauses(voice, clause.first), "over": clauses(voice, clause.over)}
        out.append(voice.say(f"{key}.between", **given))
    if clause.kinds:
        out.append(voice.say(f"{key}.kinds", items=kinds(voice, clause.kinds)))
    if clause.notice is not None:
        out.append(voice.say(f"{key}.notice", span=span(voice, clause.notice)))
        out.append(voice.say(f"{key}.assent"))
    return out


def rights(voice: Voice, found: Iterable[object], last: str = "and") -> str:
    """Rights in a row."""
    return voice.listed([voice.word("right", right) for right in found], last)


def _right(voice: Voice, clause: r.GovernanceRight) -> Lines:
    key = "clause.governance.right"
    out = [
        voice.say("governance.rights", client=clients(voice), rights=rights(voice, clause.rights))
    ]
    if clause.of:
        out.append(voice.say(f"{key}.of", items=named(voice, clause.of)))
    for route in clause.routes:
        out.append(way(voice, route.to, route.body, route.channels))
        if route.answered_within is not None:
            out.append(voice.say("governance.answered", span=span(voice, route.answered_within)))
    return [*out, voice.say(f"{key}.order")] if len(clause.routes) > 1 else out


def _exceptions(voice: Voice, clause: r.GovernanceExceptionProcess) -> Lines:
    key = "clause.governance.exception_process"
    about = [kinds(voice, clause.kinds)] if clause.kinds else []
    about += [clauses(voice, clause.clauses)] if clause.clauses else []
    items = voice.listed(about) or voice.say(f"{key}.all")
    out = [voice.say(f"{key}.about", items=items)]
    if clause.by:
        out.append(voice.say(f"{key}.by", who=voice.all_of(clause.by, "or")))
    if clause.longest is None:
        out.append(voice.say(f"{key}.longest.none"))
    else:
        out.append(voice.say(f"{key}.longest", span=span(voice, clause.longest)))
    if clause.answered_within is not None:
        out.append(voice.say("governance.answered", span=span(voice, clause.answered_within)))
    if clause.untouched:
        out.append(voice.say("governance.untouched", clauses=clauses(voice, clause.untouched)))
    return [*out, voice.say("governance.never", client_is=voice.who_is(Role.CLIENT))]


GOVERNANCE: dict[type, Callable[[Voice, Any], Lines]] = {
    r.GovernanceReview: _review,
    r.GovernanceEnding: _ending,
    r.GovernancePrecedence: _precedence,
    r.GovernanceRight: _right,
    r.GovernanceExceptionProcess: _exceptions,
}
"""By kind of clause: the lines of its own matter."""
