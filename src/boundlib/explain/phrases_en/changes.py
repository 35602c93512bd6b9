"""English lines for what changed between two texts of one agreement."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

CHANGES = under(
    "change",
    {
        "none": "nothing changed",
        "added": "this is new: {line}",
        "removed": "this is gone: {line}",
        "before": "before: {line}",
        "now": "now: {line}",
        "also": "and: {line}",
        "clause": "the part “{id}” says something else",
        "timetable": "the hours “{id}” are not the same",
        "measure": "the measure “{id}” is not the same",
        "measure.added": "the measure “{id}” is new",
        "measure.removed": "the measure “{id}” is gone",
        "timetable.added": "the hours “{id}” are new",
        "timetable.removed": "the hours “{id}” are gone",
        "party": "what is said of {who} is not the same",
        "party.added": "what was agreed is now about {who}, too",
        "party.removed": "what was agreed is no longer about {who}",
        "agreement": "the frame of it all is not the same",
        "clause.added": "the part “{id}” is new",
        "clause.removed": "the part “{id}” is gone",
        "by": "who is meant: {who}",
        "to": "towards whom: {who}",
        "roles": "what they are here: {roles}",
        "law": "the law is that of {place}",
        "no_law": "the text names no law",
        "unseen": "what changed in it is not shown here",
        "moved": "the part “{id}” stands at another place now, and says the same",
        "order": "the order in “{id}” is not the same",
        "gains": "this gives you more room, or guards you more",
        "loses": "this gives you less room, or guards you less",
        "mixed": "for you this can be more or less than before",
        "same": "for you this changes nothing",
    },
)
"""What changed, in parts of sentences."""
