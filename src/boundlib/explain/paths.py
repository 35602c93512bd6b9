"""Items in few words: each is said once, with what belongs to it where that has one answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from boundlib.explain.speaking import Voice
from boundlib.model.jurisdictions import named_only
from boundlib.model.trees import item_above, purpose_above
from boundlib.vocab import SharedItem

G = TypeVar("G")


def in_groups(
    voice: Voice, group_of: Mapping[str, G], shown: Collection[str]
) -> dict[G, list[str]]:
    """By group, its items in words: what lies beneath an item and shares its group is not named.

    `group_of`: the group of each item by itself, such as its outcome; `shown`: the items that may
    be named at all.
    """
    may_be_named = frozenset(shown)
    wide: set[str] = set()
    mixed: set[str] = set()
    nearest: dict[str, str] = {}
    for item, group in group_of.items():
        above = [step for step in item_above(item)[1:] if step in group_of]
        if above:
            nearest[item] = above[0]
        wide.update(above)
        mixed.update(step for step in above if group_of[step] != group)
    out: dict[G, list[str]] = {}
    for item, group in group_of.items():
        if item not in may_be_named or (item in nearest and group_of[nearest[item]] == group):
            continue
        key = "items.rest" if item in mixed else "items.whole" if item in wide else None
        said = voice.item(item)
        out.setdefault(group, []).append(said if key is None else voice.say(key, item=said))
    return out


FEW = 3
"""As many parts are named as an exception; with more, what may be told is named instead."""


def granted(voice: Voice, items: Iterable[str]) -> str:
    """Items that may be told, and no others; each stands for what belongs to it, as far as said."""
    known = dict.fromkeys(items)
    apart = named_only(voice.agreement.jurisdiction)
    wide = {step for item in (*SharedItem, *known) for step in item_above(str(item))[1:]}
    lacks: dict[str, list[str]] = {item: [] for item in known}
    for part in map(str, SharedItem):
        above = item_above(part)[1:]
        if part not in known and above and above[0] in known:
            for step in above:
                if step in known:
                    lacks[step].append(part)
    stands: set[str] = set()
    out: dict[str, str] = {}
    for item in sorted(known, key=lambda path: len(item_above(path))):
        above = item_above(item)[1:]
        within = bool(above) and above[0] in stands
        if item in apart and any(not apart.isdisjoint(lacks.get(step, ())) for step in above):
            within = False
        few = sum(part not in apart for part in lacks[item]) <= FEW
        if few:
            stands.add(item)
        if not within:
            out[item] = _with_parts(voice, item, lacks[item], few) if item in wide else ""
    return voice.beside([out[item] or voice.item(item) for item in known if item in out])


def _with_parts(voice: Voice, item: str, lacks: list[str], few: bool) -> str:
    apart = named_only(voice.agreement.jurisdiction)
    said = voice.item(item)
    if not few:
        return voice.say("items.itself", item=said)
    if not lacks:
        return voice.say("items.whole", item=said)
    others = [voice.item(part) for part in lacks if part not in apart]
    if len(others) < len(lacks):
        others.append(voice.say("topic.item.named"))
    return voice.say("items.but_for", item=said, others=voice.listed(others))


def widest(purposes: Iterable[str]) -> tuple[str, ...]:
    """Purposes without those that lie beneath another of them."""
    known = dict.fromkeys(purposes)
    return tuple(p for p in known if not any(step in known for step in purpose_above(p)[1:]))
