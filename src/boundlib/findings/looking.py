"""How findings are made: small functions look at an agreement, which is walked through once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import attrs

from boundlib.declare.leaf_shapes import TextShape
from boundlib.declare.marks import Ref
from boundlib.declare.names import Erased
from boundlib.declare.shapes import ArrayShape, ObjectShape, Shape, UnionShape, object_shape
from boundlib.errors import Part, Problem, Severity, pointer
from boundlib.model.agreement import Agreement, Party
from boundlib.model.clause import ClauseHead, UnreadClause
from boundlib.model.crisis import UnreadStep
from boundlib.times.timetable import Timetable
from boundlib.vocab import Role, UnstatedWhy

T = TypeVar("T")
Path = tuple[Part, ...]


class At(NamedTuple):
    """A place where something is remarked."""

    path: Path
    """The place in the agreement."""
    hint: str | None = None
    """The next step, where it differs from the finding's own."""
    language: str | None = None
    """For words: the language they were looked for in."""


@attrs.frozen
class Finding:
    """One thing a careful reader looks for."""

    code: str
    """The stable code (spec/findings)."""
    severity: Severity
    """Warning or note; never an error."""
    message: str
    """What is remarked; never repeats a value, a name or a clinical word."""
    hint: str
    """The next step."""
    blocks_adoption: bool
    """Whether an agreement with it may not be adopted."""
    of_one_clause: bool
    """Whether it lies within one clause, whatever is around that."""
    look: Callable[[Whole], Iterable[At]]
    """Where it is so."""

    def problems(self, whole: Whole) -> Iterator[tuple[Path, Problem]]:
        """A problem for each place, with the place itself to put them in order."""
        for path, hint, language in self.look(whole):
            yield (
                path,
                Problem(
                    self.code,
                    self.severity,
                    pointer(path),
                    self.message,
                    hint=hint or self.hint,
                    clause=whole.clause_at(path),
                    blocks_adoption=self.blocks_adoption,
                    language=language,
                ),
            )


def finding(
    code: str,
    message: str,
    *,
    hint: str,
    note: bool = False,
    blocks_adoption: bool = False,
    of_one_clause: bool = False,
) -> Callable[[Callable[[Whole], Iterable[At]]], Finding]:
    """Make a function that yields places a finding; a warning unless it says `note`.

    `of_one_clause` may be said only of a look that reads nothing but one clause at a time.
    """
    severity = Severity.NOTE if note else Severity.WARNING
    return lambda look: Finding(code, severity, message, hint, blocks_adoption, of_one_clause, look)


class Around:
    """An agreement as what one part of it is read in: its timetables, and who is meant."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    @cached_property
    def fully_read(self) -> bool:
        """Whether everything in it was understood."""
        return self.agreement.fully_read

    @cached_property
    def timetables(self) -> dict[str, Timetable]:
        """The timetables by id."""
        return {t.id: t for t in self.agreement.timetables}

    @cached_property
    def _holders(self) -> dict[str, tuple[Party, ...]]:
        found: dict[str, tuple[Party, ...]] = {}
        for party in self.agreement.parties:
            for role in party.roles:
                found[role] = (*found.get(role, ()), party)
        return found | {p.id: (p,) for p in self.agreement.parties}

    def holders(self, who: str) -> tuple[Party, ...]:
        """The parties that a party id or a role stands for."""
        return self._holders.get(who, ())


class Whole(Around):
    """An agreement and everything in it by class, found in one walk when it is asked for."""

    @cached_property
    def _walked(self) -> _Walk:
        return _Walk(self.agreement)

    @property
    def values(self) -> dict[type, list[tuple[Path, Any]]]:
        """Every declared value by its class, with its place."""
        return self._walked.values

    @property
    def words(self) -> list[tuple[Path, str]]:
        """Every text that a person wrote."""
        return self._walked.words

    @property
    def refs(self) -> list[tuple[Path, Ref, str]]:
        """Every reference."""
        return self._walked.refs

    @property
    def erasables(self) -> list[Path]:
        """Where a value stands that could be erased."""
        return self._walked.erasables

    def all(self, cls: type[T]) -> list[tuple[Path, T]]:
        """Every value of a class; for a kind of clause nothing is walked through."""
        found: dict[type, list[tuple[Path, Any]]]
        found = self._by_kind if issubclass(cls, ClauseHead) else self.values
        return found.get(cls, [])

    def any(self, *classes: type) -> Iterator[tuple[Path, Any]]:
        """Every value of these classes."""
        for cls in classes:
            yield from self.all(cls)

    @cached_property
    def _by_kind(self) -> dict[type, list[tuple[Path, Any]]]:
        found: dict[type, list[tuple[Path, Any]]] = {}
        for index, clause in self.clauses:
            found.setdefault(type(clause), []).append((("clauses", index), clause))
        return found

    @cached_property
    def clauses(self) -> list[tuple[int, Any]]:
        """The clauses that are understood, with their index."""
        numbered = enumerate(self.agreement.clauses)
        return [(i, c) for i, c in numbered if not isinstance(c, UnreadClause)]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each clause by its id."""
        return {c.id: c.kind for c in self.agreement.clauses}

    def stands_for(self, who: str, role: Role) -> bool:
        """Whether somebody whom a party id or a role stands for holds a role."""
        return who == role or any(role in party.roles for party in self.holders(who))

    def clause_at(self, path: Path) -> str | None:
        """The id of the clause in which a place lies."""
        if len(path) > 1 and path[0] == "clauses":
            return self.agreement.clauses[int(path[1])].id or None
        return None


class _Walk:
    """Everything in an agreement."""

    def __init__(self, agreement: Agreement) -> None:
        self.values: dict[type, list[tuple[Path, Any]]] = {}
        self.words: list[tuple[Path, str]] = []
        self.refs: list[tuple[Path, Ref, str]] = []
        self.erasables: list[Path] = []
        self._visit(agreement, ())

    def _visit(self, value: Any, path: Path) -> None:
        self.values.setdefault(type(value), []).append((path, value))
        for step in steps(type(value)):
            item = getattr(value, step.name)
            if item is None:
                continue
            here = (*path, step.wire)
            if step.many:
                for index, each in enumerate(item):
                    self._item(each, (*here, index), step)
            else:
                self._item(item, here, step)

    def _item(self, item: Any, path: Path, step: Step) -> None:
        if isinstance(item, Erased | UnreadClause | UnreadStep):
            return
        if step.erasable:
            self.erasables.append(path)
        if type(item) is str:
            if step.words:
                self.words.append((path, item))
            if step.ref is not None:
                self.refs.append((path, step.ref, item))
        elif step.inner and hasattr(item, "__attrs_attrs__"):
            self._visit(item, path)


class Step(NamedTuple):
    """A member worth walking into."""

    name: str
    wire: str
    many: bool
    inner: bool
    ref: Ref | None
    words: bool
    erasable: bool


_STEPS: dict[type, tuple[Step, ...]] = {}


def steps(cls: type) -> tuple[Step, ...]:
    """The members of a class that hold values, references or words."""
    known = _STEPS.get(cls)
    if known is None:
        known = _STEPS[cls] = tuple(_steps(cls))
    return known


def _steps(cls: Any) -> Iterator[Step]:
    if hasattr(cls, "PATTERN") or getattr(cls, "__parameters__", None):
        return
    for member in object_shape(cls).members.values():
        many = isinstance(member.shape, ArrayShape)
        forms = list(_forms(member.shape))
        texts = [f for f in forms if isinstance(f, TextShape)]
        step = Step(
            member.name,
            member.wire,
            many,
            any(isinstance(f, ObjectShape) for f in forms),
            next((t.ref for t in texts if t.ref is not None), None),
            any(t.title == "Words" for t in texts),
            member.erasable,
        )
        if step.inner or step.ref or step.words or step.erasable:
            yield step


def _forms(shape: Shape) -> Iterator[Shape]:
    if isinstance(shape, ArrayShape):
        yield from _forms(shape.item)
    elif isinstance(shape, UnionShape):
        for form in shape.alternatives:
            yield from _forms(form)
    else:
        yield shape


def is_unstated(value: Any) -> bool:
    """Whether the text leaves a choice or an amount open."""
    return isinstance(getattr(value, "unstated", None), UnstatedWhy)
