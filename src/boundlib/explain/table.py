"""A phrase table: keys to templates with named slots, held against the English one."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from boundlib.errors import UsageError
from boundlib.explain.phrases_en import ENGLISH


def slots(template: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


class Phrases:
    """All the words of one language.

    Raises:
        UsageError: a key of the English table is missing or one is not known, or a template has
            a slot that the English one has not.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        _refuse("lacks", sorted(ENGLISH.keys() - table.keys()), "Add them.")
        _refuse("has unknown keys", sorted(table.keys() - ENGLISH.keys()), "Take them out.")
        odd = sorted(key for key, text in table.items() if not _fits(text, ENGLISH[key]))
        _refuse("has slots of its own in", odd, "Use the slots of the English table.")
        self._table = dict(table)

    def __repr__(self) -> str:
        return f"<Phrases {len(self._table)}>"

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def is_word(self, key: str) -> bool:
        """Whether there is a word of that key: a line without slots."""
        return key in self._table and not slots(ENGLISH[key])

    def say(self, key: str, **given: str) -> str:
        """A line with its slots filled; a slot that stays empty leaves no gap."""
        template = self._table[key]
        for name, words in given.items():
            if not words:
                template = template.replace(f" {{{name}}}", "").replace(f"{{{name}}} ", "")
        return template.format_map(given) if given else template


def _fits(template: str, english: str) -> bool:
    try:
        return slots(template) <= slots(english)
    except ValueError:
        return False  # a lone brace


def _refuse(what: str, keys: list[str], step: str) -> None:
    if keys:
        named = ", ".join(keys[:10]) + (f" and {len(keys) - 10} more" if len(keys) > 10 else "")
        raise UsageError(f"the phrase table {what}: {named}.", where="phrases", next_step=step)


PHRASES = Phrases(ENGLISH)
"""English."""
