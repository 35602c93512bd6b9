"""The people around the client: who does what, and who speaks on which subject (spec/work)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from boundlib.declare import Effect, Items, value
from boundlib.declare.names import Who
from boundlib.model.clause import Clause
from boundlib.model.renegotiating import Names
from boundlib.vocab import Bearing


@value
class NetworkRole(Clause):
    """What somebody around the client does between contacts, and on what they speak."""

    kind: ClassVar[str] = "network.role"
    bearing: ClassVar[Bearing] = Bearing.TERM

    who: Annotated[tuple[Who, ...], Items(min=1, max=16, unique=True)]
    """Who."""
    does: Annotated[Names, Effect("shifted")] = ()
    """What they do between contacts, by name, such as `check_in`."""
    speaks_on: Annotated[Names, Effect("shifted")] = ()
    """On which subjects they speak, by name, so that nobody else gives other advice on them."""
    refers_to: Who | None = None
    """To whom they send what is not theirs; absent: not said."""


NetworkClause = NetworkRole
"""Every kind of clause about the people around the client."""
