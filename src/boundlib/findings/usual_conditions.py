"""The usual form of a condition: flat groups, `not` on leaves only. Safe in Kleene's logic."""

from __future__ import annotations

from collections.abc import Callable

from boundlib.model.algebra import AllOf, AnyOf, AtLeastOf, Condition, Not

GROUPS = (AllOf, AnyOf, AtLeastOf)
_MOST = 32
"""How many conditions one group may hold."""

Rule = Callable[[Condition], Condition | None]


def _members(group: Condition) -> tuple[Condition, ...]:
    match group:
        case AllOf():
            return group.all
        case AnyOf():
            return group.any
        case AtLeastOf():
            return group.of
    return ()


def _with(group: Condition, members: tuple[Condition, ...]) -> Condition:
    """A group of the same kind over other members."""
    match group:
        case AllOf():
            return AllOf(all=members)
        case AnyOf():
            return AnyOf(any=members)
        case AtLeastOf():
            return AtLeastOf(at_least=group.at_least, of=members)
    return group


def not_on_leaves(condition: Condition) -> Condition | None:
    """`not` of a group as the other group of nots; `not` of a `not` as what it is about."""
    if not isinstance(condition, Not):
        return None
    inner = condition.not_
    if isinstance(inner, Not):
        return inner.not_
    nots = tuple(Not(not_=member) for member in _members(inner))
    match inner:
        case AllOf():
            return AnyOf(any=nots)
        case AnyOf():
            return AllOf(all=nots)
        case AtLeastOf():
            return AtLeastOf(at_least=len(nots) - inner.at_least + 1, of=nots)
    return None


def no_group_of_one(condition: Condition) -> Condition | None:
    """A group of one as its member."""
    members = _members(condition)
    return members[0] if len(members) == 1 else None


def at_least_between(condition: Condition) -> Condition | None:
    """At least one as `any`, at least all as `all`."""
    if isinstance(condition, AtLeastOf):
        if condition.at_least == 1:
            return AnyOf(any=condition.of)
        if condition.at_least == len(condition.of):
            return AllOf(all=condition.of)
    return None


def flat(condition: Condition) -> Condition | None:
    """The members of a nested group of the same kind in its place, where there is room for them."""
    if not isinstance(condition, AllOf | AnyOf):
        return None
    out = members = _members(condition)
    at = 0
    while at < len(out):
        inner = out[at]
        grown = (*out[:at], *_members(inner), *out[at + 1 :])
        if type(inner) is type(condition) and len(grown) <= _MOST:
            out = grown
        else:
            at += 1
    return _with(condition, out) if out != members else None


RULES: tuple[tuple[Rule, str], ...] = (
    (not_on_leaves, "write `not` on single conditions only"),
    (no_group_of_one, "write the one condition without the group"),
    (at_least_between, "write `any` for at least one, `all` for at least all"),
    (flat, "write the inner conditions into the outer group"),
)
"""Each rule with the usual form in words; None from a rule: it has nothing to change."""


def unusual(condition: Condition) -> str | None:
    """The usual form in words, where a condition itself is not in it."""
    return next((hint for rule, hint in RULES if rule(condition) is not None), None)


def usual_condition(condition: Condition) -> Condition:
    """The same condition in usual form; itself where it is so already."""
    changed = next((new for rule, _ in RULES if (new := rule(condition)) is not None), None)
    if changed is not None:
        return usual_condition(changed)
    members = _members(condition)
    done = tuple(usual_condition(member) for member in members)
    if all(new is old for new, old in zip(done, members, strict=True)):
        return condition
    # A member may have become a group that the outer one can take in.
    return usual_condition(_with(condition, done))
