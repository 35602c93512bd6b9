"""JSON Schema 2020-12 from the declarations, one self-contained file per document type."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from boundlib import model
from boundlib.declare import DeclarationError, MapShape, Title
from boundlib.declare.leaf_shapes import ChoiceShape, FlagShape, ScalarShape, TextShape, WholeShape
from boundlib.declare.marks import LONGEST_TEXT
from boundlib.declare.shapes import ArrayShape, Member, ObjectShape, Shape, UnionShape, shape_of
from boundlib.wire import meanings
from boundlib.wire.gate import DOCUMENTS, VERSION

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NAMED = {
    "Amendment": "Amendment",
    "Clause": "AnyClause",
    "Condition": "Condition",
    "Effectiveness": "Effectiveness",
    "Fact": "Fact",
    "Price": "Price",
    "Question": "Question",
    "Span": "Span",
    "TallyWindow": "TallyWindow",
    "Value": "Value",
}
"""The unions that have a definition of their own, and their names in Python."""


def generate(document: str) -> Schema:
    """The schema of a document type."""
    made = _Definitions()
    root = made.body(shape_of(DOCUMENTS[document]))
    # Keywords in the order in which people read them.
    return {
        "$schema": DIALECT,
        "$id": f"urn:boundlib:schema:{document}:{VERSION[0]}.{VERSION[1]}",
        "title": document.capitalize(),
        **{keyword: root[keyword] for keyword in root if keyword != "title"},
        "$defs": {name: made.defs[name] for name in sorted(made.defs)},
    }


class _Definitions:
    """The definitions of one schema, made as they are referred to."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}
        self._named: dict[str, Shape] = {}

    def use(self, shape: Shape) -> Schema:
        """A shape where it is used: a reference if it has a name, else its body."""
        name = _name(shape)
        return self.body(shape) if name is None else self._refer(name, shape)

    def _refer(self, name: str, shape: Shape) -> Schema:
        if self._named.setdefault(name, shape) is not shape and isinstance(shape, ObjectShape):
            raise DeclarationError(f"two classes of one document are called {name}")
        if name not in self.defs:
            self.defs[name] = {}  # taken, so that a circle ends here
            self.defs[name] = {"title": name} | self.body(shape)
        return {"$ref": f"#/$defs/{name}"}

    def body(self, shape: Shape) -> Schema:
        """What a shape asks for."""
        name = _name(shape)
        head: Schema = {}
        if name is not None:
            head = {"title": name}
            said = _said(shape, name)
            if said:
                head["description"] = said
        match shape:
            case TextShape():
                return head | _text(shape)
            case WholeShape():
                bounds = {"minimum": shape.min, "maximum": shape.max}
                return head | {"type": "integer"} | bounds
            case FlagShape():
                return head | ({"const": True} if shape.only_true else {"type": "boolean"})
            case ChoiceShape():
                return head | {"type": "string", "enum": list(shape.words)}
            case ScalarShape():
                return head | _pattern(shape.pattern) | {"examples": [shape.example]}
            case ArrayShape():
                return self._array(shape)
            case MapShape():
                return head | self._map(shape)
            case ObjectShape():
                return head | self._object(shape)
            case UnionShape():
                return head | {"oneOf": self._forms(shape)}

    def _array(self, shape: ArrayShape) -> Schema:
        made: Schema = {"type": "array", "items": self.use(shape.item)}
        if shape.min:
            made["minItems"] = shape.min
        if shape.max is not None:
            made["maxItems"] = shape.max
        if shape.unique:
            made["uniqueItems"] = True
        return made

    def _map(self, shape: MapShape) -> Schema:
        values = _pattern(shape.value_pattern) if shape.value_pattern else self._json()
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": _pattern(shape.key_pattern),
            "additionalProperties": values,
        }

    def _json(self) -> Schema:
        reference = {"$ref": "#/$defs/Json"}
        self.defs["Json"] = {
            "title": "Json",
            "description": "Anything that the format can carry; kept as it is, never read.",
            "oneOf": [
                {"type": "string", "maxLength": LONGEST_TEXT},
                {"type": "integer"},
                {"type": "boolean"},
                {"type": "array", "items": reference},
                {
                    "type": "object",
                    "propertyNames": {"type": "string", "maxLength": LONGEST_TEXT},
                    "additionalProperties": reference,
                },
            ],
        }
        return reference

    def _object(self, shape: ObjectShape) -> Schema:
        said = meanings.of_fields(shape.cls)
        properties: Schema = {n: {"const": word} for n, word in shape.constants.items()}
        required = list(shape.constants)
        for member in shape.members.values():
            properties[member.wire] = self._property(member, said.get(member.name))
            if member.required:
                required.append(member.wire)
        made: Schema = {"type": "object", "properties": properties}
        if required:
            made["required"] = required
        return made | {"additionalProperties": False}

    def _property(self, member: Member, said: str | None) -> Schema:
        if not said:
            raise DeclarationError(f"{member.name} is declared without a word of meaning")
        used = self.use(member.shape)
        if "$ref" in used:
            # Beside a bare reference TypeScript generators make every type twice.
            return {"description": said, "allOf": [used]}
        return {"description": said} | used

    def _forms(self, shape: UnionShape) -> list[Schema]:
        """The forms of a union; those that are a named union together stand as that one."""
        left = {_form_name(form): form for form in shape.alternatives}
        used: list[Schema] = []
        for name, forms in _named().items():
            if forms < left.keys():
                # In the declared order: a set has another one in every process.
                inner = tuple(form for n, form in left.items() if n in forms)
                used.append(self._refer(name, UnionShape(inner, False)))
                left = {n: form for n, form in left.items() if n not in forms}
        for name, form in left.items():
            used.append(self._refer(name, form))
            if isinstance(form, ObjectShape) and "required" not in self.defs[name]:
                # Told from its siblings by any member of its own, so it needs one.
                self.defs[name]["minProperties"] = 1
        return used


def _text(shape: TextShape) -> Schema:
    if shape.pattern is None:
        return {"type": "string", "minLength": shape.min, "maxLength": shape.max}
    return _pattern(shape.pattern) | {"maxLength": shape.max}


def _pattern(pattern: str) -> Schema:
    # In Python `$` also matches before a last line break.
    return {"type": "string", "pattern": f"^(?:{pattern})$", "not": {"pattern": "\\n"}}


# --- names and meanings -----------------------------------------------------------------------


def _name(shape: Shape) -> str | None:
    """The name of a shape's own definition, if it has one."""
    if isinstance(shape, UnionShape):
        forms = {_form_name(form) for form in shape.alternatives}
        return next((name for name, known in _named().items() if known == forms), None)
    return getattr(shape, "title", None)


def _form_name(shape: Shape) -> str:
    """The name of a form of a union; each form has one."""
    if isinstance(shape, FlagShape):
        return "True" if shape.only_true else "Flag"
    name = getattr(shape, "title", None)
    if name is None:
        raise DeclarationError(f"a form of a union has no title: {shape}")
    return str(name)


@cache
def _named() -> dict[str, frozenset[str]]:
    """The forms of each named union."""
    found = {}
    for name, alias in _NAMED.items():
        shape = shape_of(_aliases()[alias][0])
        if isinstance(shape, UnionShape):
            found[name] = frozenset(_form_name(form) for form in shape.alternatives)
    return found


@cache
def _aliases() -> dict[str, tuple[Any, str]]:
    """The named types of the model with what is said of them, by their names in Python."""
    inner = [f"boundlib.model.{module.name}" for module in pkgutil.iter_modules(model.__path__)]
    found = {}
    for path in ("boundlib.declare.names", *inner):
        module = importlib.import_module(path)
        for alias, said in meanings.of_module(module).items():
            found[alias] = getattr(module, alias), said
    return found


def _said(shape: Shape, name: str) -> str:
    """The description of a definition."""
    if isinstance(shape, ObjectShape):
        return meanings.of_class(shape.cls)
    if isinstance(shape, ChoiceShape) and shape.cls:
        words = meanings.of_words(shape.cls)
        lines = [f"`{word.value}`: {words[word.name]}" for word in shape.cls]
        return "\n".join([meanings.of_class(shape.cls), *lines])
    if isinstance(shape, ScalarShape):
        return meanings.of_class(shape.cls) if shape.cls.__module__ != "datetime" else "A date."
    if name in _NAMED:
        return _aliases()[_NAMED[name]][1]
    return _titled().get(name, "")


@cache
def _titled() -> dict[str, str]:
    """What is said of the types that have a title, by title."""
    found = {}
    for hint, said in _aliases().values():
        for mark in getattr(hint, "__metadata__", ()):
            title = mark.name if isinstance(mark, Title) else getattr(mark, "title", None)
            if title:
                found[str(title)] = said
    return found
