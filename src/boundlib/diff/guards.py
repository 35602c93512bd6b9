"""Where an answer turns on more than one field's order, so that a change cannot be put in one.

Each guard says why. `field` is the member that changed; None: the whole clause came or went.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.diff.pair import Pair
from boundlib.findings.ranges import values_of
from boundlib.model import algebra as a
from boundlib.model.quantities import Money, Rate
from boundlib.vocab import Bearing, Flow, TopicLevel, WindowUse

REACH = (None, "by", "to", "when", "valid", "channels", "purposes")
"""What decides whether a clause speaks at all."""

_TOLD = (None, "to", "by", "items", "flow", "onward", "staff")
_TELLING = ("sharing.release", "sharing.third_party")


def turns_on_more(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """Whether a question's answer may turn on more than what this field says."""
    if getattr(old, "reading_of", None) or getattr(new, "reading_of", None):
        return True  # its rival readings are answered with it
    guard = _GUARDS.get(new.kind)
    if guard is not None and guard(old, new, field, pair):
        return True
    return pair.asks(new.id)  # what it judges decides something elsewhere


# --- contact --------------------------------------------------------------------------------------


def _grant(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """A kind of grant that speaks needs a yes of its own, so one that begins to speak can close."""
    if any(getattr(c, "use", None) is WindowUse.READING for c in (old, new)):
        return True  # it opens and closes nothing: whoever reads is bound, and the other waits
    if field not in REACH:
        return False
    if _in_tiers(old, new, field, pair):
        return True
    if new.kind == "contact.channel" and field == "purposes":
        moved = old.redirects or new.redirects
        return bool(moved and not (old.purposes and new.purposes))
    if any(getattr(c, "only", None) for c in (old, new)):
        return True
    if field is None and new.kind == "contact.channel" and _named_by_id(new, pair):
        return True
    return not any(
        _speaks_wherever(c, (old, new), pair) for c in pair.of_kind(new.kind) if c.id in pair.same
    )


def _named_by_id(channel: Any, pair: Pair) -> bool:
    """Whether a clause names a channel of this medium by id: of two, it is not known which."""
    ids = {c.id for c in pair.of_kind("contact.channel") if c.medium == channel.medium}
    return any(not ids.isdisjoint(getattr(c, "channels", ())) for c in pair.clauses)


def _speaks_wherever(kept: Any, changed: tuple[Any, Any], pair: Pair) -> bool:
    """Whether a clause that stays certainly speaks wherever the changed one does, old or new."""
    if kept.when is not None or kept.reading_of is not None:
        return False
    if kept.kind == "contact.channel":
        if any(kept.medium != c.medium for c in changed):
            return False
    elif kept.use is not WindowUse.SENDING or kept.purposes or not _certain(kept.channels, pair):
        return False
    ways = all(c.channels == kept.channels for c in changed) if hasattr(kept, "channels") else True
    dates = kept.valid is None or all(c.valid == kept.valid for c in changed)
    who = all(
        not (names := getattr(kept, side))
        or (_whole(names, pair) and all(getattr(c, side) == names for c in changed))
        for side in ("by", "to")
    )
    return ways and dates and who


def _certain(channels: Iterable[str], pair: Pair) -> bool:
    """Whether a question always says whether it is about one of these channels."""
    media = {c.id: c.medium for c in pair.of_kind("contact.channel")}
    return all(n not in media or list(media.values()).count(media[n]) == 1 for n in channels)


def _whole(names: Collection[str], pair: Pair) -> bool:
    """Whether every role lies within these names or apart from them."""
    among = pair.holders(names)
    roles = {role for of in (pair.old, pair.new) for p in of.parties for role in p.roles}
    return all((held := pair.holders((r,))) <= among or held.isdisjoint(among) for r in roles)


def _in_tiers(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """Whether clauses of its kind share a matter out by a quantity: a change can leave a gap."""
    return field in REACH and any(map(_tiered, pair.of_kind(new.kind)))


def _tiered(clause: Any) -> bool:
    when = getattr(clause, "when", None)
    if when is None:
        return False
    members = when.all if isinstance(when, a.AllOf) else (when,)
    return any(values_of(member) is not None for member in members)


def _reply(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """Of several, the one that says more of a message rules; leave pauses whoever owes it."""
    others = any(c.id != new.id for c in pair.of_kind(new.kind))
    return field == "by" or (field in REACH and others)


def _fee(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """Of several on one contact none is known to rule; one that costs nothing is no dearer."""
    others = any(c.id != new.id for c in pair.of_kind(new.kind))
    alone = field in REACH and (others or _is_free(new.price) or _is_free(old.price))
    return alone or (field == "not_for" and others)


def _is_free(price: Any) -> bool:
    if isinstance(price, Rate):
        return isinstance(price.price, Unstated) or _is_free(price.price)
    return isinstance(price, Money) and not (isinstance(price.minor, int) and price.minor > 0)


# --- sharing --------------------------------------------------------------------------------------


def _telling(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """What somebody may be told bounds what they tell on, where it was their own before."""
    if field in _TOLD and not _told(old, new, pair).isdisjoint(_tellers(new, pair)):
        return True
    return field == "signers" and any(map(_runs_from_consent, (old, new)))


def _told(old: Any, new: Any, pair: Pair) -> frozenset[str]:
    """Everybody a clause may let be told something, and whoever acts for them."""
    names: list[str] = []
    for clause in (old, new):
        names += [*clause.to, *getattr(clause, "onward", ())]
        if getattr(clause, "flow", Flow.DISCLOSE) is not Flow.DISCLOSE:
            names += clause.by
    told = pair.holders(names)
    everybody = (*pair.old.parties, *pair.new.parties)
    return told | {p.id for p in everybody if p.acts_for in told}


def _tellers(changed: Any, pair: Pair) -> frozenset[str]:
    """Whoever tells by another clause, and is not of the origin."""
    names: list[str] = []
    for clause in pair.clauses:
        if clause.id == changed.id or not clause.kind.startswith("sharing."):
            continue
        if hasattr(clause, "to") and clause.bearing is Bearing.GRANT:
            names += clause.by
            if getattr(clause, "flow", Flow.DISCLOSE) is not Flow.DISCLOSE:
                names += clause.to
    return pair.holders(names) - pair.origin


def _runs_from_consent(clause: Any) -> bool:
    """Whether its time runs from the latest consent: another signer may begin it later."""
    end = getattr(clause, "end", None)
    return end is not None and hasattr(end, "from_") and end.from_ is None


def _rule(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """A rule that adds signers can make a release begin later, and so end later."""
    signs = field == "signers" or ((old.signers or new.signers) and field in (*REACH, "items"))
    return bool(signs) and any(map(_runs_from_consent, pair.of_kind("sharing.release")))


def _unit(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """It says several things at once, of which some open."""
    if field in REACH:
        return True
    runs = any(map(_runs_from_consent, pair.of_kind("sharing.release")))
    return field == "all_sign" and runs


def _recording(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """Where it is for one thing only, a question need not say what for."""
    return field == "purposes" and 1 in (len(old.purposes), len(new.purposes))


# --- the agreement and the pace -------------------------------------------------------------------


def _consent(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """One that says that nobody's is needed limits nothing; of tiers a change can leave a gap."""
    if field not in (*REACH, "care"):
        return False
    return bool(old.nobody or new.nobody) or any(map(_tiered, pair.of_kind(new.kind)))


def _topic(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """Where nothing was agreed on a topic, what lets it be raised lets more than nothing does."""
    return field in REACH and any(c.level is not TopicLevel.NOT_NOW for c in (old, new))


def _process(old: Any, new: Any, field: str | None, pair: Pair) -> bool:
    """What one leaves untouched no other touches, so that one more can close something."""
    return field in REACH and bool(old.untouched or new.untouched)


_GUARDS: dict[str, Callable[[Any, Any, str | None, Pair], bool]] = {
    "contact.channel": _grant,
    "contact.window": _grant,
    "contact.allowance": _in_tiers,
    "contact.precondition": _in_tiers,
    "contact.reply_time": _reply,
    "contact.fee": _fee,
    **dict.fromkeys(_TELLING, _telling),
    "sharing.release_rule": _rule,
    "sharing.unit_of_care": _unit,
    "sharing.recording": _recording,
    "governance.consent": _consent,
    "pace.topic": _topic,
    "governance.exception_process": _process,
}
