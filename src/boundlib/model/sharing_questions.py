"""What can be asked of sharing, of consent, and of touch."""

from __future__ import annotations

from typing import ClassVar, Literal

from boundlib.declare import value
from boundlib.declare.names import Slug, Who
from boundlib.model.asking import AboutClause, QuestionHead
from boundlib.model.sharing import For, Item, SomeItems
from boundlib.vocab import Ground


@value
class SharingMay(QuestionHead):
    """May this party tell that one about these items, for this purpose, now?"""

    kind: ClassVar[str] = "sharing.may"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who would tell."""
    to: Who
    """Who would be told."""
    items: SomeItems
    """What; an item stands for all beneath it, and each is answered by itself."""
    purpose: For
    """What for."""
    emergency: bool | None = None
    """Whether an emergency is declared. Declared is accepted; it is never scored."""
    ground: Ground | None = None
    """The legal ground, where one is named: a person decides."""


@value
class SharingWhoMaySee(QuestionHead):
    """Who may be told of this, for this purpose, now?"""

    kind: ClassVar[str] = "sharing.who_may_see"
    gives: ClassVar[str] = "recipients"

    item: Item
    """What."""
    purpose: For | None = None
    """What for; absent: for any purpose."""


@value
class SharingWhatMaySee(QuestionHead):
    """What may this party be told now, by whom and what for?"""

    kind: ClassVar[str] = "sharing.what_may_see"
    gives: ClassVar[str] = "shared"

    to: Who
    """Who would be told."""


@value
class SharingWhen(QuestionHead):
    """From when until when may this be told? Looked at over the five years from `at` on."""

    kind: ClassVar[str] = "sharing.when"
    gives: ClassVar[str] = "stretches"

    by: Who
    """Who would tell."""
    to: Who
    """Who would be told."""
    item: Item
    """What, by itself."""
    purpose: For
    """What for."""


@value
class SharingMayRelease(QuestionHead):
    """Is this party's consent alone enough to release this, such as a partner's for both?"""

    kind: ClassVar[str] = "sharing.may_release"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Whose consent."""
    items: SomeItems
    """What would be released."""


@value
class SharingMayKeep(QuestionHead):
    """May the therapist keep from the others what this member told alone?"""

    kind: ClassVar[str] = "sharing.may_keep"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who told it."""


@value
class SharingMaySeeAlone(QuestionHead):
    """May the therapist see this member of a couple, family or group alone?"""

    kind: ClassVar[str] = "sharing.may_see_alone"
    asks: ClassVar[Literal["may", "what"]] = "may"

    party: Who
    """Who would be seen alone."""


@value
class SharingMayRecord(AboutClause):
    """May this session be recorded now?"""

    kind: ClassVar[str] = "sharing.may_record"
    asks: ClassVar[Literal["may", "what"]] = "may"

    purpose: For | None = None
    """What for; absent: not said."""
    agreed: bool | None = None
    """What the client said when asked this time; absent: not asked yet."""


@value
class SharingMayAccess(QuestionHead):
    """May the client see this part of their own record?"""

    kind: ClassVar[str] = "sharing.may_access"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who asks."""
    item: Item
    """Which part."""


@value
class SharingDestroyAt(AboutClause):
    """When may the record, or a recording, be destroyed?"""

    kind: ClassVar[str] = "sharing.destroy_at"
    gives: ClassVar[str] = "by_when"

    item: Item | None = None
    """Which part; absent: the record."""


@value
class GovernanceConsentNeeded(QuestionHead):
    """Whose consent does the work need now, and whose is there?"""

    kind: ClassVar[str] = "governance.consent_needed"
    gives: ClassVar[str] = "consents"

    care: Slug | None = None
    """Which care, by name; absent: not said."""


@value
class GovernanceMayTakePart(QuestionHead):
    """May this care begin or go on, as far as who may take part is concerned?"""

    kind: ClassVar[str] = "governance.may_take_part"
    asks: ClassVar[Literal["may", "what"]] = "may"

    care: Slug | None = None
    """Which care, by name; absent: not said."""


@value
class PaceMayTouch(AboutClause):
    """May there be touch now?"""

    kind: ClassVar[str] = "pace.may_touch"
    asks: ClassVar[Literal["may", "what"]] = "may"

    touch: Slug | None = None
    """Which, by name; absent: not said."""
    agreed: bool | None = None
    """What the client said when asked this time; absent: not asked yet."""


SharingQuestion = (
    SharingMay
    | SharingWhoMaySee
    | SharingWhatMaySee
    | SharingWhen
    | SharingMayRelease
    | SharingMayKeep
    | SharingMaySeeAlone
    | SharingMayRecord
    | SharingMayAccess
    | SharingDestroyAt
    | GovernanceConsentNeeded
    | GovernanceMayTakePart
    | PaceMayTouch
)
"""Every question about sharing, consent and touch."""
