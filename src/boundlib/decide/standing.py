"""Whether the agreement binds at an instant, read from the record (spec/decisions)."""

from __future__ import annotations

from enum import Enum
from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.vocab import FactKind, Standing

BINDING = frozenset({Standing.IN_FORCE, Standing.ASSUMED})
"""The standings under which it answers."""


class Binds(Enum):
    """Whether an agreement binds: now, perhaps still, no more since it was over, or not at all."""

    NOW = "now"
    PERHAPS = "perhaps"
    NO_MORE = "no more"
    NOT = "not"


UNENDED = frozenset({Binds.NOW, Binds.PERHAPS})
"""Where it has not certainly ceased to bind."""


def binds(ask: Asking) -> Binds:
    """Whether the agreement binds now; of what is over, the version that ruled last."""
    digest = ask.frame.digest
    found = standing(ask, digest)
    if found in BINDING:
        return Binds.PERHAPS if _may_have_ended(ask) else Binds.NOW
    end = ask.frame.term[1]
    over = end is not None and ask.at >= end
    if not over and found not in (Standing.ENDED, Standing.LAPSED):
        return Binds.NOT
    ruling, later = ruling_version(ask, digest)
    mine = not later if ruling is None else _is_this(ask, ruling.fact, digest)
    return Binds.NO_MORE if mine else Binds.NOT


def _may_have_ended(ask: Asking) -> bool:
    """Whether an end whose time is not exact lies perhaps behind, and no adoption after it."""
    ruling, _ = ruling_version(ask, ask.frame.digest)
    for seen in ask.view.of(FactKind.ENDED, FactKind.LAPSED):
        if not ask.view.certain(seen) and (ruling is None or ruling.low <= seen.low):
            ask.view.use(seen)
            ask.stays_until(seen.high)
            return True
    return False


def standing(ask: Asking, digest: str | None) -> Standing:
    """What the record says of this version now; with nothing on the record it is assumed to bind.

    Among the versions in force the latest `in_force_from` rules, then the latest adoption. The
    end of the work, or a lapse, holds until a version is adopted after it.
    """
    start, end = ask.frame.term
    ask.stays_until(start)
    ask.stays_until(end)
    if (start is not None and ask.at < start) or (end is not None and ask.at >= end):
        return Standing.OUTSIDE_TERM
    ended = None
    for seen in ask.view.of(FactKind.ENDED, FactKind.LAPSED):
        if ask.view.certain(seen):
            ended = seen
    ruling, later = ruling_version(ask, digest)
    for used in (ruling, ended):
        if used is not None:
            ask.view.use(used)
    if ended is not None and (ruling is None or ruling.low <= ended.low):
        return Standing.LAPSED if ended.fact.kind == FactKind.LAPSED else Standing.ENDED
    if ruling is not None:
        mine = _is_this(ask, ruling.fact, digest)
        return Standing.IN_FORCE if mine else Standing.SUPERSEDED
    return Standing.NOT_YET if later else Standing.ASSUMED


def ruling_version(ask: Asking, digest: str | None) -> tuple[Any, bool]:
    """The adoption that rules now, if any; whether this version's comes into force later."""
    ruling = None
    later = False
    for seen in ask.view.of(FactKind.ADOPTED):
        if not ask.view.certain(seen):
            continue
        begins = int(seen.fact.in_force_from)
        ask.stays_until(begins)
        if begins > ask.at:
            later = later or _is_this(ask, seen.fact, digest)
            continue
        if ruling is None or (begins, seen.low) >= (int(ruling.fact.in_force_from), ruling.low):
            ruling = seen
    return ruling, later


def _is_this(ask: Asking, adopted: Any, digest: str | None) -> bool:
    """Whether this version was adopted; one that is not wholly understood goes by its number."""
    if digest is None:
        return bool(adopted.version == ask.frame.agreement.version)
    return bool(adopted.digest == digest)


def taken_up(ask: Asking) -> int | None:
    """When the version in force was adopted, if an end on the record lies before it."""
    ruling, _ = ruling_version(ask, None)
    ends = ask.view.of(FactKind.ENDED)
    if ruling is None or not any(s.low < ruling.low and ask.view.certain(s) for s in ends):
        return None
    ask.view.use(ruling)
    found: int = ruling.low
    return found


def stands(ask: Asking, end: Seen) -> bool:
    """Whether an end of the work was not followed by taking it up again (spec/decisions 101)."""
    up = taken_up(ask)
    return up is None or end.low >= up or not ask.view.certain(end)
