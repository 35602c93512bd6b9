"""Renegotiation: an agreement is changed together, version by version (spec/renegotiation).

Pure functions: from a history and an amendment to the next history. No clock is read, and nothing
is random: times, ids and salts come from the caller.
"""

from boundlib.amend.applying import apply, fold
from boundlib.amend.checks import missing, refusals
from boundlib.amend.facts import record_of
from boundlib.amend.folding import begin, known_at
from boundlib.amend.history import Assented, History, Line, Offer, Paused, Version
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
from boundlib.amend.refusing import NotAllowed, Refusal
from boundlib.amend.table import TABLE

__all__ = [
    "TABLE",
    "Assented",
    "History",
    "Line",
    "NotAllowed",
    "Offer",
    "Paused",
    "Refusal",
    "Version",
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
    "known_at",
    "make_exception",
    "missing",
    "pause",
    "propose",
    "record_of",
    "refusals",
    "request_review",
    "resume",
    "withdraw_consent",
    "withdraw_proposal",
]
