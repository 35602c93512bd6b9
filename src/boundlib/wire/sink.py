"""Where the problems of a document gather while it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from boundlib.errors import Fault, Part, pointer

BAD: Any = object()
"""What a structuring function returns after it has found a problem."""


class Found:
    """A problem whose place is still growing towards the root."""

    __slots__ = ("code", "expected", "hint", "message", "path", "rule")

    def __init__(
        self,
        code: str,
        message: str,
        *,
        at: tuple[Part, ...] = (),
        expected: str | None = None,
        hint: str | None = None,
        rule: bool = False,
    ) -> None:
        self.code = code
        self.message = message
        self.expected = expected
        self.hint = hint
        self.path: list[Part] = list(reversed(at))
        """The steps from the place up to where the reader stands now."""
        self.rule = rule
        """Whether a value's own rule found it, which no schema can state."""


class Sink:
    """Where problems gather; under lenient reading also what was kept without being read."""

    __slots__ = ("found", "lenient", "members", "newer", "stated", "unread", "used")

    def __init__(self, *, lenient: bool = False) -> None:
        self.found: list[Found] = []
        self.lenient = lenient
        self.members = 0
        """How many members the objects had that were read."""
        self.used: dict[str, set[str]] = defaultdict(set)
        """The names that references use, by what they should name."""
        self.unread: list[tuple[dict[str, Any], str]] = []
        """The objects that hold unknown members, and the members' names."""
        self.newer: str | None = None
        """The document's version, if it is newer than this library."""
        self.stated: Any = None
        """The class it is read as; None where its type or version does not let it be read."""

    def add(self, code: str, message: str, **more: Any) -> Any:
        """Report a problem; gives BAD, for a function to return."""
        self.found.append(Found(code, message, **more))
        return BAD

    def did_you_mean(self, name: str, names: Iterable[str]) -> str | None:
        """The nearest known name, as a hint, as long as there are not too many problems."""
        return did_you_mean(name, names) if len(self.found) < MOST_HINTS else None

    def break_rule(self, fault: Fault) -> None:
        """Report what a value's own rule says."""
        self.add(
            fault.code,
            fault.message,
            at=fault.at,
            expected=fault.expected,
            hint=fault.hint,
            rule=True,
        )

    def lift(self, mark: int, part: Part) -> int:
        """Put one step in front of every place found since the mark; the next mark."""
        for problem in self.found[mark:]:
            problem.path.append(part)
        return len(self.found)

    def forget(self, kept: Any) -> None:
        """Leave out of `unread` what lies inside data that is kept as a whole."""
        inside: set[int] = set()
        todo = [kept]
        while todo:
            item = todo.pop()
            inside.add(id(item))
            if type(item) is dict:
                todo += item.values()
            elif type(item) is list:
                todo += item
        self.unread = [entry for entry in self.unread if id(entry[0]) not in inside]

    def kept(self, root: Any) -> dict[str, Any]:
        """What was kept without being read, by its pointer from the root."""
        names: dict[int, list[str]] = {}
        for holder, name in self.unread:
            names.setdefault(id(holder), []).append(name)
        found: dict[str, Any] = {"/spec_version": self.newer} if self.newer else {}
        todo: list[tuple[str, Any]] = [("", root)]
        while todo:
            place, item = todo.pop()
            if type(item) is dict:
                for name in names.get(id(item), ()):
                    found[place + pointer((name,))] = item[name]
                todo += [(place + pointer((name,)), inner) for name, inner in item.items()]
            elif type(item) is list:
                todo += [(f"{place}/{index}", inner) for index, inner in enumerate(item)]
        return found


_WORDS = {
    str: "a text",
    int: "a number",
    bool: "true or false",
    list: "an array",
    dict: "an object",
}


def mismatch(raw: Any, wanted: str, sink: Sink) -> Any:
    """The problem of a value of the wrong JSON type."""
    word = _WORDS.get(type(raw))
    if word is None:
        return BAD  # null or a refused token: strict reading has reported it
    return sink.add("type_mismatch", f"{word} where {wanted} belongs", expected=wanted)


MOST_HINTS = 100
"""How often one document is answered with the nearest known name, which takes time to find."""


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """The nearest known name, as a hint."""
    near = get_close_matches(name[:64], names, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else None
