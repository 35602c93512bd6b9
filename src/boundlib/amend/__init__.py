"""Renegotiation: an agreement is changed together, version by version (spec/renegotiation).

Pure functions: from a history and an amendment to the next history. No clock is read, and nothing
is random: times, ids and salts come from the caller.
"""

from boundlib.amend.applying import apply, fold
from boundlib.amend.checks import refusals
from boundlib.amend.history import History, begin
from boundlib.amend.joining import Conflicting, accept_part, merge, merged
from boundlib.amend.makers import (
    adopt,
    assent,
    correct,
    counter,
    decline,
    end,
    enter,
    make_exception,
    pause,
    propose,
    request_review,
    resume,
    withdraw_consent,
    withdraw_proposal,
)
from boundlib.amend.merging import Conflict, Merged
from boundlib.amend.offers import Assented, Offer
from boundlib.amend.refusing import NotAllowed, Refusal
from boundlib.amend.state import Line, Paused, Version
from boundlib.amend.table import TABLE

__all__ = [
    "TABLE",
    "Assented",
    "Conflict",
    "Conflicting",
    "History",
    "Line",
    "Merged",
    "NotAllowed",
    "Offer",
    "Paused",
    "Refusal",
    "Version",
    "accept_part",
    "adopt",
    "apply",
    "assent",
    "begin",
    "correct",
    "counter",
    "decline",
    "end",
    "enter",
    "fold",
    "make_exception",
    "merge",
    "merged",
    "pause",
    "propose",
    "refusals",
    "request_review",
    "resume",
    "withdraw_consent",
    "withdraw_proposal",
]
