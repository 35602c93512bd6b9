"""A griffe extension: the constructor of a `@value` class, which no source line spells out.

attrs writes `__init__` from the annotated fields when the class is made; griffe only reads source,
so without this the reference would show values that cannot be made.
"""

from typing import Any

from griffe import Attribute, Class, Extension, Function, Module, Parameter, ParameterKind
from griffe import Parameters as Signature

DECORATORS = {"boundlib.declare.value", "boundlib.declare.values.value"}


class AttrsInit(Extension):
    """Gives each value class the `__init__` that attrs will give it."""

    def on_package(self, *, pkg: Module, **_: Any) -> None:
        _visit(pkg)


def _visit(scope: Module | Class) -> None:
    for member in list(scope.members.values()):
        if isinstance(member, Module | Class):
            _visit(member)
    if isinstance(scope, Class) and is_value(scope) and "__init__" not in scope.members:
        scope.set_member("__init__", _constructor(scope))


def is_value(cls: Class) -> bool:
    return any(decorator.callable_path in DECORATORS for decorator in cls.decorators)


def _constructor(cls: Class) -> Function:
    inherited = [field for base in reversed(cls.mro()) if is_value(base) for field in _fields(base)]
    fields = {field.name: field for field in (*inherited, *_fields(cls))}
    given = (
        Parameter(
            field.name,
            annotation=field.annotation,
            kind=ParameterKind.keyword_only,
            default=field.value,
            docstring=field.docstring,
        )
        for field in fields.values()
    )
    self = Parameter("self", kind=ParameterKind.positional_or_keyword)
    return Function("__init__", parameters=Signature(self, *given), returns="None", parent=cls)


def _fields(cls: Class) -> list[Attribute]:
    """The annotated names of the class body that are not `ClassVar`s, in order."""
    return [
        member
        for member in cls.members.values()
        if isinstance(member, Attribute)
        and member.annotation is not None
        and "instance-attribute" in member.labels
        and not member.name.startswith("_")
    ]
