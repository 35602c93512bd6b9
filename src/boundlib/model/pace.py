"""Pace: how close and how fast; here touch, which has the shape of a consent (spec/sharing)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from boundlib.declare import Effect, Items, value
from boundlib.declare.names import Slug
from boundlib.model.clause import Clause
from boundlib.model.sharing import Forms, Signers
from boundlib.vocab import Bearing


@value
class PaceTouch(Clause):
    """Touch that was agreed, such as a hand on the shoulder or body work."""

    kind: ClassVar[str] = "pace.touch"
    bearing: ClassVar[Bearing] = Bearing.GRANT

    touches: Annotated[
        tuple[Slug, ...], Items(max=16, unique=True), Effect("looser", absent="most")
    ] = ()
    """Which, by name; absent: whatever the work needs."""
    each_time: Annotated[bool | None, Effect("tighter", absent="least")] = None
    """Whether the client is asked every time; absent: not said."""
    form: Annotated[Forms, Effect("looser", absent="most")] = ()
    """In which form consent is given."""
    signers: Annotated[Signers, Effect("tighter")] = ()
    """Whose consent it needs, each of them; absent: every client's."""


PaceClause = PaceTouch
"""Every kind of clause about pace."""
