"""One declaration per field: type, constraint, meaning, effect; everything else derives from it."""

from boundlib.declare.frozen import FrozenMap, freeze, thaw
from boundlib.declare.leaf_shapes import MapShape
from boundlib.declare.marks import Effect, Items, Ref, Text, Title, Whole, Wire
from boundlib.declare.shapes import DeclarationError
from boundlib.declare.values import changed, filled, value
from boundlib.errors import Fault

__all__ = [
    "DeclarationError",
    "Effect",
    "Fault",
    "FrozenMap",
    "Items",
    "MapShape",
    "Ref",
    "Text",
    "Title",
    "Whole",
    "Wire",
    "changed",
    "filled",
    "freeze",
    "thaw",
    "value",
]
