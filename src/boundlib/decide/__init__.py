"""A question to a decision: one engine for every kind of question (spec/decisions)."""

from boundlib.decide.engine import Engine

__all__ = ["Engine"]
