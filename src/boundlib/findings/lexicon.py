"""What is looked for in words: a table per language. Another language is one more table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Sought(NamedTuple):
    """Something looked for in words."""

    stems: tuple[str, ...]
    """In lower case: without one of these the pattern is not tried. Most texts have none."""
    pattern: re.Pattern[str]
    """What is looked for."""

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Where it stands in a text."""
        lower = text.lower()
        if any(stem in lower for stem in self.stems):
            yield from self.pattern.finditer(text)


class Lexicon(NamedTuple):
    """What is looked for in one language."""

    language: str
    """The primary tag of the language."""
    placeholder: Sought
    """A place that was to be filled in."""
    blame: Sought
    """Words that blame a person."""
    promise: Sought
    """A promise not to die, or not to come to harm."""
    denied: re.Pattern[str]
    """What says, shortly before, that there is no such promise."""


_BLANKS = r"""
    _{3,} | \.{6,} | …{2,}            # a line to write on
  | \{\{[^{}]{0,80}\}\}               # a field of a mail merge
  | \$\{[^{}]{1,80}\}
  | \{[a-z][a-z_]{1,40}\}
  | <(?!(?:br|em|li|ol|ul|hr|td|tr|th|div|span|strong)>)[a-z][a-z _-]{1,40}>
  | \b(?-i:X{3,})\b
"""
"""Blanks of every language."""

_BLANK_STEMS = ("___", "......", "\u2026\u2026", "{", "<", "xxx")


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.VERBOSE | re.IGNORECASE)


def _sought(stems: Iterable[str], *patterns: str) -> Sought:
    return Sought(tuple(stems), _compiled(*patterns))


_PERSON = r"(?:client|patient|member|participant|person|you|he|she|they)"
_SELF = r"(?:myself|yourself|him\s?self|her\s?self|themsel(?:f|ves)|one\s?self|self\b(?!-))"
_LIFE = r"(?:my|your|his|her|their|one['\u2019]s)\s+(?:own\s+)?li(?:fe|ves)"
_HURT = r"(?:kill|harm|hurt|injure)(?:ing)?"
_HARM = rf"""(?:
    {_HURT}(?:,?\s+{_HURT})?(?:,?\s+(?:or|and)\s+{_HURT})?\s+{_SELF}
  | (?:end|tak)(?:e|ing)?\s+{_LIFE}
  | (?:attempt|commit|complet)(?:e|t|ting|ing)?\s+suicide
)"""
_DIE = rf"(?:{_HARM} | die\b (?!\s+(?:down|out|away)))"
_WILL_NOT = r"(?:(?:will|shall|must)\s+(?:not|never)|(?:wo|must)n['\u2019]t)"
# "The client will not", but not where it is what something is for: "so that you will not".
_ONE = r"""(?<!\bso\s)(?<!\bthat\s)(?<!\bif\s)(?<!\bensure\s)(?<!\bsure\s)(?:
    \b(?:the|this|each|every)\s+(?:client|patient|member|participant|person)
  | (?<!\bthe\s)(?<!\bthis\s)(?<!\beach\s)(?<!\bevery\s)\b(?:client|patient|you|he|she|they)
)"""
_VOW = r"(?:promis|agree|pledg|contract|commit|swear|vow|undertak|guarant)\w{0,4}"

ENGLISH = Lexicon(
    language="en",
    placeholder=_sought(
        (*_BLANK_STEMS, "[", "tbd", "tbc", "tba", "t.b.", "lorem"),
        _BLANKS,
        r"\[\s*(?:insert|enter|fill\s+in|add|specify|tbd|tbc)\b[^\]]{0,120}\]",
        r"\[(?-i:[A-Z]{2,}(?:[ /'\u2019_-]+[A-Z]{2,}){1,8})\]",
        r"\[\s*(?:your|client|patient|therapist|practice|clinic)?[ ']{0,2}s?\s*"
        r"(?:name|date|amount|fee|number|phone|address|time)\s*\]",
        r"\b(?-i:TBD|TBC|TBA)\b | \bt\.b\.[dca]\.",
        r"\blorem\s+ipsum\b",
    ),
    blame=_sought(
        (
            *("complian", "fail", "manipulative", "seeking", "rejecting", "unmotivated"),
            *("uncooperative", "flyer", "difficult", "resistant", "problem"),
        ),
        # The word itself, not where it is quoted or speaks of a rule or a system.
        r"(?<!['\"\u201c\u2018])\b(?<!hipaa\s)(?<!gdpr\s)non[-\s]?complian(?:t|ce)\b"
        r"(?!['\"\u201d\u2019]|\s+with\s+(?:hipaa|gdpr|pci|law|the\s+law|regulation|standard))",
        r"(?<!['\"\u201c\u2018])\b(?:manipulative|attention[-\s]seeking|help[-\s]rejecting|drug[-\s]seeking"
        r"|unmotivated|uncooperative|frequent\s+flyer)\b(?!['\"\u201d\u2019])",
        r"\b(?:difficult|resistant|problem)\s+(?:client|patient)s?\b",
        rf"\b{_PERSON}s?\s+(?:(?:has|have|had|will\s+have|ha(?:s|ve)\s+again|repeatedly|again)\s+)?"
        r"fail(?:s|ed)?\b",
        rf"\b{_PERSON}s?\s+(?:(?:is|are|be|being|was|were|not|must|should|will|to|stay|remain|fully)"
        r"\s+){1,4}compliant\b(?!\s+with)",
        r"\bfailure\s+(?:of|by)\s+the\s+(?:client|patient)\b",
        r"\bfailure\s+to\s+(?:attend|cancel|comply|complete|show|keep|follow|do)\b",
    ),
    promise=_sought(
        ("kill", "harm", "hurt", "injur", "suicid", "die", "life", "lives", "alive", "safe"),
        rf"\b{_VOW}\s+(?:(?:with|to|that|me|you|us|my|your|the|therapist|family|not|i|we|client"
        rf"|will|would|shall|never|and|from)\s+){{0,6}}(?:not\s+to|never\s+to|will\s+not|won['\u2019]t"
        rf"|not|never|to\s+not|refrain\s+from)\s+(?:(?:attempt|try)\s+to\s+)?{_DIE}",
        rf"\bi\s+{_WILL_NOT}\s+(?:(?:attempt|try)\s+to\s+)?{_DIE}",
        rf"{_ONE}\s+{_WILL_NOT}\s+(?:(?:attempt|try)\s+to\s+)?{_HARM}(?!\s+by\b)",
        rf"\b{_VOW}\s+(?:(?:with|to|that|me|you|us|i|we|will)\s+){{0,3}}(?:stay|remain|keep)\s+"
        rf"(?:alive|(?:{_SELF}\s+)?safe)\b",
        r"\b(?:no|anti)[-\s](?:suicide|harm|self[-\s]harm)\s+(?:contract|agreement|pact|promise)s?\b",
        r"\bcontract(?:s|ing)?\s+for\s+safety\b | \bsafety\s+contracts?\b",
    ),
    denied=_compiled(
        r"\b(?:not|never|no|nobody|without|rather\s+than|instead\s+of)\b[^.;!?]{0,40}$",
        r"\b(?:do|does|did|is|are|wo|ca)n['\u2019]t\b[^.;!?]{0,40}$",
    ),
)

LEXICONS = {lexicon.language: lexicon for lexicon in (ENGLISH,)}
"""By primary language tag."""

BLANKS = _sought(_BLANK_STEMS, _BLANKS)
"""What is looked for in every language."""
