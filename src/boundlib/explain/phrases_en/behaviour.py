"""English lines for what two versions of an agreement answer differently."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

BEHAVIOUR: dict[str, str] = under(
    "behaviour",
    {
        "none": "the two versions give the same answers in this time",
        "permit.contact.may": "{by} may now contact {to} {how} {purpose}: {when}",
        "stop.contact.may": "{by} may no longer contact {to} {how} {purpose}: {when}",
        "permit.sharing.may": "{by} may now tell {to} about {items}, {purpose}: {when}",
        "stop.sharing.may": "{by} may no longer tell {to} about {items}, {purpose}: {when}",
        "other.contact.may": "{topic}: {change}, {when}",
        "other.sharing.may": "{topic}: {change}, {when}",
        "other.contact.cost": "what contact costs {how} {purpose}, {length}: {change}, {when}",
        "other.contact.allowance_left": "how much is left of “{clause}”: {change}, {when}",
        "other.contact.reply_due": "the reply to a message {how} {purpose}: {change}, {when}",
        "other.crisis.route": "where to turn {place} is not the same as before: {when}",
        "place": "in {place}",
        "no_place": "where no place was said",
        "no_length": "with no length said",
        "length": "for {minutes}",
        "change": "now {new} (before: {old})",
        "stretch": "from {begins} until {ends}",
        "stretch.day": "on {date} from {begins} until {ends}",
        "sent": "if it is sent on {begins}",
        "more": "{times}; {n} more times after that",
        "more.one": "{times}; one more time after that",
    },
)
"""What is answered differently, and when."""
