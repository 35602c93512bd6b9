"""Words of the work of therapy and its pace. None of them blames (spec/work)."""

from __future__ import annotations

from enum import StrEnum


class Tried(StrEnum):
    """How it went with something that was agreed. There is no word for failing."""

    TRIED = "tried"
    """It was tried, however it turned out."""
    PARTLY = "partly"
    """It was done in part, which counts."""
    NOT_YET = "not_yet"
    """Not yet."""
    CHANGED = "changed"
    """Something else was done in its place."""
    CHOSE_NOT_TO = "chose_not_to"
    """The person chose not to, which needs no reason."""


class MilestoneState(StrEnum):
    """Where a milestone stands. Not known is an outcome, not a word."""

    HELD = "held"
    """It was met for as long as was agreed."""
    MET = "met"
    """It is met now; the time for which it is to hold is not over."""
    MET_BEFORE = "met_before"
    """It was met, and the latest reading has moved away from it again."""
    ON_THE_WAY = "on_the_way"
    """Not yet, and the readings move as was hoped."""
    NOT_YET = "not_yet"
    """Not yet."""


class Trend(StrEnum):
    """How one reading differs from another."""

    BETTER = "better"
    """It moved in the hoped direction."""
    SAME = "same"
    """It did not move."""
    WORSE = "worse"
    """It moved the other way."""


class Course(StrEnum):
    """Where now lies beside a time that was expected. An expectation is not a promise."""

    BEFORE = "before"
    """Before the expected time begins."""
    WITHIN = "within"
    """Within the expected time."""
    BEYOND = "beyond"
    """After the expected time: it is looked at together."""


class Ritual(StrEnum):
    """What is done again and again so that the work holds together."""

    SUMMARY = "summary"
    """A summary at the end of a session."""
    REFLECTION = "reflection"
    """A prompt to reflect between sessions."""
    CHECK_IN = "check_in"
    """A short entry at agreed times."""


class Privacy(StrEnum):
    """Who sees what somebody wrote for themselves."""

    PRIVATE = "private"
    """Only whoever wrote it."""
    CHOSEN = "chosen"
    """Whoever wrote it chooses each time what is shared."""
    SHARED = "shared"
    """Both see it."""


class TopicLevel(StrEnum):
    """How open a topic is."""

    OPEN = "open"
    """It may be raised."""
    WITH_CARE = "with_care"
    """It may be raised under what was agreed."""
    NOT_NOW = "not_now"
    """Not now; something else in its place."""


class Liking(StrEnum):
    """How somebody feels about a technique."""

    LIKED = "liked"
    """It helps, or is liked."""
    DISLIKED = "disliked"
    """It is not wanted."""


class ScoreRule(StrEnum):
    """How a score comes from its items."""

    SUM = "sum"
    """The items are added up."""
    T_SCORE = "t_score"
    """Kiresuk and Sherman's T-score of goals on a scale from -2 to +2."""
    NONE = "none"
    """The items stand side by side; nothing is added up."""
