"""Governance: who may take part, whose consent the work needs, and the agreement itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, value
from boundlib.declare.names import Choice, Slug, Who
from boundlib.model.algebra import Condition, Span
from boundlib.model.clause import Clause, Works
from boundlib.model.renegotiating import RenegotiatingClause
from boundlib.model.sharing import Forms, Signers
from boundlib.vocab import Bearing, Role

Care = Annotated[tuple[Slug, ...], Items(max=16, unique=True)]
"""Kinds of care by name, such as `individual`, `group` or `class_lesson`; absent: all."""


@value
class GovernanceEligibility(Clause):
    """Who may take part in a kind of care. `by`: whom it is about; absent: the client."""

    kind: ClassVar[str] = "governance.eligibility"
    bearing: ClassVar[Bearing] = Bearing.LIMIT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("by", Role.CLIENT),)
    judges: ClassVar[tuple[str, ...]] = ("met", "not_met")

    require: Annotated[Condition, Effect("looser")]
    """What must hold."""
    care: Annotated[Care, Effect("wider", absent="most")] = ()
    """For which care."""
    force: Works = None
    """What follows where it does not hold: absent, it is not open; else a person decides."""


@value
class GovernanceConsent(Clause):
    """Whose consent the work itself needs."""

    kind: ClassVar[str] = "governance.consent"
    bearing: ClassVar[Bearing] = Bearing.LIMIT

    needs: Annotated[Signers, Effect("tighter", absent="least")] = ()
    """Whose, each of them."""
    nobody: Annotated[Literal[True] | None, Effect("looser", absent="least")] = None
    """The text says that nobody's is needed."""
    care: Annotated[Care, Effect("wider", absent="most")] = ()
    """For which care."""
    form: Annotated[Forms, Effect("looser", absent="most")] = ()
    """In which form."""
    holds: Annotated[Choice[Span] | None, Effect("looser", absent="most")] = None
    """How long a consent holds, from the moment it was given; absent: until it is taken back."""
    tells: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """Who is told that the care goes on without them having been asked."""

    def problems(self) -> Iterator[Fault]:
        """Somebody's or nobody's."""
        if bool(self.needs) == bool(self.nobody):
            yield Fault("one_of", "needs one of needs and nobody", ("needs",))


GovernanceClause = GovernanceEligibility | GovernanceConsent | RenegotiatingClause
"""Every kind of clause about governance."""
