"""What is found in words: blanks left open, blame, a promise that cannot be asked for.

Blame and promises are looked for in the text of clauses only, never in what is the client's own:
the entries of a plan, wishes for a hard time, grounds in their words. No word is ever repeated.
"""

from __future__ import annotations

from collections.abc import Iterator

from boundlib.findings.lexicon import BLANKS, LEXICONS, Lexicon
from boundlib.findings.looking import At, Path, Whole, finding


def _language(whole: Whole) -> str:
    return whole.agreement.language.partition("-")[0]


def _lexicon(whole: Whole) -> Lexicon | None:
    return LEXICONS.get(_language(whole))


def _clause_texts(whole: Whole) -> Iterator[tuple[Path, str]]:
    for path, text in whole.words:
        if len(path) == 3 and path[0] == "clauses" and path[2] == "text":
            yield path, text


@finding(
    "placeholder",
    "a place in the text was left to be filled in",
    hint='fill it in; where nothing was agreed, write {"unstated": "blank"} in the field for it',
)
def placeholder(whole: Whole) -> Iterator[At]:
    """A blank line, a merge field, or a word such as "insert" in brackets."""
    lexicon = _lexicon(whole)
    blank = BLANKS if lexicon is None else lexicon.placeholder
    for path, text in whole.words:
        if any(blank.find(text)):
            yield At(path, language=_language(whole))


@finding(
    "blaming_words",
    "this text has words that blame a person",
    hint="say what happened: tried, partly, not yet, changed, chose not to",
)
def blaming_words(whole: Whole) -> Iterator[At]:
    """Words that judge the client instead of saying what happened."""
    lexicon = _lexicon(whole)
    if lexicon is not None:
        for path, text in _clause_texts(whole):
            if any(lexicon.blame.find(text)):
                yield At(path, language=lexicon.language)


@finding(
    "promise_asked",
    "this text asks for a promise that protects nobody",
    hint="write a safety plan instead: it helps, and it is a plan, never an obligation",
)
def promise_asked(whole: Whole) -> Iterator[At]:
    """A promise not to die or not to come to harm; not where the text says there is none."""
    lexicon = _lexicon(whole)
    if lexicon is None:
        return
    for path, text in _clause_texts(whole):
        found = lexicon.promise.find(text)
        if any(not lexicon.denied.search(text, 0, match.start()) for match in found):
            yield At(path, language=lexicon.language)


@finding(
    "words_not_looked_at",
    "the words of this agreement were looked through for blanks only",
    hint="there is no table of words for this language yet: read them with this in mind",
    note=True,
)
def words_not_looked_at(whole: Whole) -> Iterator[At]:
    """There are words, and no table for the agreement's language."""
    if whole.words and _lexicon(whole) is None:
        yield At(("language",), language=_language(whole))


FINDINGS = (placeholder, blaming_words, promise_asked, words_not_looked_at)
"""What is looked for here."""
