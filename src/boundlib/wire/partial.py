"""What can be said of an agreement as a whole although parts of it do not read."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, get_args

from boundlib.declare import Ref
from boundlib.declare.fits import faults_of
from boundlib.declare.leaf_shapes import TextShape
from boundlib.declare.rules import same_ids
from boundlib.declare.shapes import ArrayShape, ObjectShape, Shape, UnionShape, object_shape
from boundlib.errors import Fault, Part
from boundlib.model.agreement import LISTS, Agreement, AnyClause, zone_faults
from boundlib.model.references import broken_references

Path = tuple[Part, ...]

_KINDS = {form.kind for form in get_args(AnyClause)}


def faults_of_whole(data: Any) -> Iterator[Fault]:
    """Ids that stand twice and references that name nothing, wherever they can be read."""
    if type(data) is not dict:
        return
    lists = {name: _outline(data.get(name)) for name in LISTS}
    for name, items in lists.items():
        yield from same_ids(name, items)
    # A clause of a kind that is not known may be what it is taken for.
    unclear = {clause.id for clause in lists["clauses"] if clause.kind not in _KINDS}
    used = (
        (path, ref, name)
        for path, ref, name in _references(data, object_shape(Agreement), ())
        if name.partition("/")[0] not in unclear
    )
    named = {name: [item for item in items if item.id is not None] for name, items in lists.items()}
    yield from broken_references(used, SimpleNamespace(**named))
    zone = object_shape(Agreement).members["zone"].shape
    if next(faults_of(data.get("zone"), zone), None) is None:
        yield from zone_faults(data["zone"])


def _outline(items: Any) -> list[Any]:
    """The ids and kinds of a list's items, where they have any."""
    out: list[Any] = []
    for item in items if type(items) is list else ():
        member = item if type(item) is dict else {}
        named = {n: v for n in ("id", "kind") if type(v := member.get(n)) is str}
        out.append(SimpleNamespace(**{"id": None, "kind": ""} | named))
    return out


def _references(data: Any, shape: Shape, path: Path) -> Iterator[tuple[Path, Ref, str]]:
    if isinstance(shape, UnionShape):
        yield from _of_form(data, shape, path)
    elif isinstance(shape, TextShape):
        if shape.ref is not None and type(data) is str:
            yield path, shape.ref, data
    elif isinstance(shape, ArrayShape):
        for index, item in enumerate(data if type(data) is list else ()):
            yield from _references(item, shape.item, (*path, index))
    elif isinstance(shape, ObjectShape) and type(data) is dict:
        for name, item in data.items():
            if name in shape.members:
                yield from _references(item, shape.members[name].shape, (*path, name))


def _of_form(data: Any, shape: UnionShape, path: Path) -> Iterator[tuple[Path, Ref, str]]:
    forms = shape.sorted
    if type(data) is str and len(forms.texts) == 1:
        yield from _references(data, forms.texts[0], path)
    elif type(data) is dict:
        word = data.get(forms.tag) if forms.tag is not None else None
        form = forms.tagged.get(word) if type(word) is str else None
        form = form or next((forms.bare[name] for name in data if name in forms.bare), None)
        if form is not None:
            yield from _references(data, form, path)
