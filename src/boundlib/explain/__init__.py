"""Decisions and agreements as plain sentences; all wording stands in one table per language."""

from boundlib.explain.agreement import Section, explain_agreement
from boundlib.explain.decision import explain
from boundlib.explain.phrases_en import ENGLISH
from boundlib.explain.table import Phrases

__all__ = ["ENGLISH", "Phrases", "Section", "explain", "explain_agreement"]
