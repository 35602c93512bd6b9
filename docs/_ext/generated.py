"""A mkdocs hook: tables of the reference, made from the declarations whenever the site is built.

A line `<!-- generated: what argument -->` in a page stands for such a table, so that nothing is
typed twice and nothing can drift. tests/docs/test_generated.py asks every page for its tables.
"""

import importlib
import json
import posixpath
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args

from boundlib import vocab
from boundlib.adapters.columns import COLUMNS
from boundlib.amend import TABLE
from boundlib.decide.evaluate import CRISIS_FIRST
from boundlib.declare.shapes import object_shape
from boundlib.findings import FINDINGS
from boundlib.measures import SHIPPED
from boundlib.measures.scoring import decimal
from boundlib.model.agreement import AnyClause
from boundlib.model.measures import ChangeBy, ChangePercent, ChangeRule, Cut, Measure, Prompt
from boundlib.model.questions import Question
from boundlib.wire.meanings import of_class, of_words

ROOT = Path(__file__).parents[2]
MARK = re.compile(
    r"^<!-- generated: (?P<what>[a-z]+)(?: (?P<argument>[\w., ]+))? -->$", re.MULTILINE
)

DOCUMENTS = ("agreement", "record", "question", "decision", "amendment", "ledger")

SECTIONS = {
    "model.agreement": "The agreement",
    "model.clause": "Every clause",
    "model.contact": "Contact",
    "model.crisis": "Crisis",
    "model.sharing": "Sharing",
    "model.governance": "Who takes part, and consent to the work",
    "model.renegotiating": "The agreement itself",
    "model.work": "The work",
    "model.session": "Sessions",
    "model.pace": "Pace",
    "model.network": "The people around the client",
    "model.structures": "Ladders and targets",
    "model.measures": "Measures",
    "times.timetable": "Hours",
    "model.algebra": "Spans, tallies, conditions",
    "model.windows": "Windows of a tally",
    "model.quantities": "Quantities and money",
    "model.record": "The record",
    "model.binding": "Every fact, and facts that bind",
    "model.facts": "Facts",
    "model.reviewed": "Facts about the agreement itself",
    "model.worked": "Facts about the work",
    "model.asking": "Every question",
    "model.questions": "Questions",
    "model.sharing_questions": "Questions on sharing, consent and touch",
    "model.governance_questions": "Questions on the agreement itself",
    "model.work_questions": "Questions on the work",
    "model.pace_questions": "Questions on the pace",
    "model.decision": "The decision",
    "model.answers": "Values of answers",
    "model.when": "An instant or never",
    "model.sharing_answers": "Values of answers on sharing",
    "model.amendment": "Amendments",
    "model.ledger": "The ledger",
    "model.governance_answers": "Values of answers on the agreement itself",
    "model.work_answers": "Values of answers on the work",
    "model.pace_answers": "Values of answers on the pace",
    "": "Texts, numbers and choices",
}
"""The modules of the model, in the order in which a page shows what they declare."""


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The hook itself."""
    return filled(markdown, page.file.src_uri)


def filled(markdown: str, page: str) -> str:
    """The text of a page with its tables in the place of their marks."""

    def table(mark: re.Match[str]) -> str:
        return "\n".join(MAKERS[mark["what"]](page, mark["argument"] or ""))

    return MARK.sub(table, markdown)


def _link(page: str, target: str) -> str:
    path, _, anchor = target.partition("#")
    way = "" if path == page else posixpath.relpath(path, posixpath.dirname(page))
    return f"{way}#{anchor}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


# --- clauses and questions ------------------------------------------------------------------------


def _kinds(page: str, topic: str) -> Iterator[str]:
    """The kinds of clause of a topic."""

    def rows() -> Iterator[tuple[str, ...]]:
        for cls in get_args(AnyClause):
            if cls.kind.startswith(f"{topic}."):
                place = _link(page, f"guide/{topic}.md#{cls.kind}")
                yield f"[`{cls.kind}`]({place})", str(cls.bearing), of_class(cls)

    return _table(("Kind", "Is a", "What it says"), rows())


def _questions(page: str, topic: str) -> Iterator[str]:
    """The questions of a topic, with the values that the vectors expect in answer."""

    def rows() -> Iterator[tuple[str, ...]]:
        for cls in get_args(Question):
            if cls.kind.startswith(f"{topic}."):
                values = _expected().get(cls.kind, set())
                place = _link(page, _place_of("question", cls.__name__))
                shown = " or ".join(f"`{value}`" for value in sorted(values))
                if cls.kind in CRISIS_FIRST - {"crisis.route"}:
                    shown = f"{shown or 'no value'}; in a declared crisis `route`"
                yield f"[`{cls.kind}`]({place})", cls.asks, of_class(cls), shown

    return _table(("Kind", "Asks", "In words", "Answered with"), rows())


@cache
def _expected() -> dict[str, set[str]]:
    """By kind of question, the kinds of value in the expected decisions of the vectors."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "schemas/vectors").glob("*/*.json")):
        vector = json.loads(path.read_text("utf-8"))
        if "question" not in vector:
            continue
        expect = vector.get("expect", {})
        if "question" not in vector or vector["question"].get("crisis"):
            continue
        for answer in (expect, *expect.get("alternatives", ())):
            if kind := answer.get("value", {}).get("kind"):
                found.setdefault(vector["question"]["kind"], set()).add(kind)
    return found


# --- names and words -----------------------------------------------------------------------------


def _name(page: str, argument: str) -> Iterator[str]:
    """A name of the root package, with the members that are named after it.

    Some functions are called like a package of the source, so each is looked up where the root
    package takes it from.
    """
    name, _, members = argument.partition(" ")
    own = name if "." in name else f"api.{name}"
    yield f"[](){{ #boundlib.{name} }}\n"
    yield f"::: boundlib.{own}"
    yield "    options:"
    yield f"      heading: boundlib.{name}"
    yield f"      toc_label: {name}"
    yield "      inherited_members: true"
    yield f"      members: [{members}]\n"


def _words(page: str, name: str) -> Iterator[str]:
    """Every closed vocabulary, or the one of that name."""
    for each in sorted(vocab.__all__):
        cls = getattr(vocab, each)
        if isinstance(cls, type) and issubclass(cls, StrEnum) and name in ("", each):
            yield f"### {each} {{ #{each} }}\n\n{of_class(cls)}"
            said = of_words(cls)
            yield from _table(("Word", "Means"), ((f"`{w.value}`", said[w.name]) for w in cls))


def _findings(page: str, _: str) -> Iterator[str]:
    """Everything that is looked for in a whole agreement."""

    def rows() -> Iterator[tuple[str, ...]]:
        for each in sorted(FINDINGS, key=lambda finding: finding.code):
            blocks = ", blocks adoption" if each.blocks_adoption else ""
            yield f"`{each.code}`", f"{each.severity}{blocks}", each.message, each.hint

    return _table(("Code", "Severity", "Says", "Next step"), rows())


# --- documents ------------------------------------------------------------------------------------


@cache
def _schema(document: str) -> dict[str, Any]:
    path = ROOT / f"schemas/1.0/{document}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema


@cache
def _place_of(document: str, title: str) -> str:
    """The page and anchor of a definition: the first document that has just this one."""
    mine = _schema(document)["$defs"][title]
    if "enum" in mine and hasattr(vocab, title):
        return f"reference/words.md#{title}"
    for other in DOCUMENTS:
        if _schema(other)["$defs"].get(title) == mine:
            return f"reference/{other}.md#{title}"
    raise LookupError(title)


@cache
def _classes() -> dict[str, tuple[str, type]]:
    """Every class of the model by its title, with the module that declares it."""
    found = {}
    for name in SECTIONS:
        if name:
            module = importlib.import_module(f"boundlib.{name}")
            for title, cls in vars(module).items():
                mine = isinstance(cls, type) and cls.__module__ == module.__name__
                if mine and hasattr(cls, "__attrs_init__"):
                    found[title] = (name, cls)
    return found


def _class_of(document: str, title: str) -> type | None:
    """The class of a definition; a union may be called like a class that lends its members."""
    whole = "properties" in _schema(document)["$defs"].get(title, ())
    return _classes()[title][1] if whole and title in _classes() else None


def _section(document: str, title: str) -> str:
    """The module of a definition; of a union, that of its first form."""
    if _class_of(document, title):
        return _classes()[title][0]
    for form in _schema(document)["$defs"][title].get("oneOf", ()):
        name = form.get("$ref", "").rpartition("/")[2]
        if name and _section(document, name):
            return _section(document, name)
    return "model.quantities" if re.search("(About|Band|Range)$", title) else ""


def _document(page: str, document: str) -> Iterator[str]:
    """A document: its root, and every definition that no document before it has."""
    schema = _schema(document)
    if "properties" in schema:
        yield from _members(page, document, schema, None)
    else:
        yield f"One of {_type(page, document, schema)}.\n"
    mine = [t for t in schema["$defs"] if _place_of(document, t).startswith(f"{page}#")]
    for module, heading in SECTIONS.items():
        titles = [t for t in mine if _section(document, t) == module]
        heads = [h for h, d in _heads().items() if d == document and _classes()[h][0] == module]
        if titles or heads:
            yield f"\n## {heading}\n"
        for head in heads:
            yield from _head(page, document, head)
        for title in titles:
            yield from _definition(page, document, title)


@cache
def _heads() -> dict[str, str]:
    """The classes that only lend their members to others, and the document that shows each."""
    classes = _classes()
    found = {}
    for title, (_, cls) in classes.items():
        users = [t for t, (_, c) in classes.items() if c is not cls and issubclass(c, cls)]
        for document in reversed(DOCUMENTS):
            if any(user in _schema(document)["$defs"] for user in users):
                found[title] = document
    return found


def _head(page: str, document: str, head: str) -> Iterator[str]:
    """A lending class, with its members as a class that has them shows them."""
    cls = _classes()[head][1]
    yield f"### {head} {{ #{_anchor(head)} }}\n\n{of_class(cls)}\n"
    yield from _lent(page, cls)
    defs = _schema(document)["$defs"]
    user = next(d for title, d in defs.items() if _has_head(document, title, cls))
    yield from _members(page, document, user, cls, _base(cls))


def _base(cls: type | None) -> type | None:
    """The nearest lending class of a class."""
    bases = cls.__mro__[1:] if cls else ()
    return next((base for base in bases if base.__name__ in _heads()), None)


def _lent(page: str, cls: type | None) -> Iterator[str]:
    if base := _base(cls):
        head = base.__name__
        place = _link(page, f"reference/{_heads()[head]}.md#{_anchor(head)}")
        yield f"Has the members of [{head}]({place}), and:\n"


def _anchor(head: str) -> str:
    """The anchor of a lending class: one of them is called like a union."""
    return f"{head}-members" if head == "Clause" else head


def _has_head(document: str, title: str, head: type) -> bool:
    found = _class_of(document, title)
    return found is not None and found is not head and issubclass(found, head)


def _definition(page: str, document: str, title: str) -> Iterator[str]:
    definition = _schema(document)["$defs"][title]
    yield f"### {title} {{ #{title} }}\n"
    if said := definition.get("description"):
        yield said.partition("\n")[0] + "\n"
    if "properties" in definition:
        cls = _class_of(document, title)
        yield from _lent(page, cls)
        yield from _members(page, document, definition, cls, _base(cls))
    else:
        yield f"{_type(page, document, definition)}.\n"


def _members(
    page: str, document: str, definition: dict[str, Any], cls: Any, base: Any = None
) -> Iterator[str]:
    """The members of an object; with `cls` its own ones, without those of its base."""
    left_out = set(object_shape(base).members) if base else set()
    shown = set(object_shape(cls).members) if cls and _is_whole(cls) else None

    def rows() -> Iterator[tuple[str, ...]]:
        for name, member in definition["properties"].items():
            constant = "const" in member
            if name in left_out or (shown is not None and name not in shown and not constant):
                continue
            if constant and cls is not None and cls.__name__ in _heads():
                continue
            needed = "yes" if name in definition.get("required", ()) else ""
            said = member.get("description", "").partition("\n")[0]
            yield f"`{name}`", _type(page, document, member), needed, said

    return _table(("Member", "Holds", "Needed", "Meaning"), rows())


def _is_whole(cls: type) -> bool:
    """Whether a class is whole, not half of a generic one."""
    return not getattr(cls, "__parameters__", ())


def _type(page: str, document: str, schema: dict[str, Any]) -> str:
    """What a schema allows, in words and links."""
    match schema:
        case {"$ref": ref}:
            name = ref.rpartition("/")[2]
            return f"[{name}]({_link(page, _place_of(document, name))})"
        case {"allOf": [one]}:
            return _type(page, document, one)
        case {"oneOf": forms}:
            return " or ".join(_type(page, document, form) for form in forms)
        case {"const": constant}:
            return f"`{json.dumps(constant)}`"
        case {"enum": words}:
            return " or ".join(f"`{word}`" for word in words)
        case {"type": "array", "items": item}:
            return f"list of {_type(page, document, item)}"
        case {"type": "string", "pattern": pattern}:
            return f"text `{pattern}`" if len(pattern) <= 40 else "text with a pattern"
        case {"type": "object"}:
            return "map"
        case {"type": "integer"}:
            return "whole number"
        case {"type": "boolean"}:
            return "true or false"
    return "text"


def _transitions(page: str, _: str) -> Iterator[str]:
    """What each move does to an open proposal, by who makes it."""

    def rows() -> Iterator[tuple[str, ...]]:
        for move in vocab.Move:
            cells = (TABLE[vocab.OfferState.OPEN, move, actor] for actor in vocab.Actor)
            yield f"`{move}`", *(f"{_to(cell)}`{cell}`" for cell in cells)

    def _to(cell: Any) -> str:
        return "→ " if isinstance(cell, vocab.OfferState) else ""

    return _table(("Move", *(f"`{actor}`" for actor in vocab.Actor)), rows())


def _columns(page: str, argument: str) -> Iterator[str]:
    """Every table for analysts with its columns."""
    for name, columns in COLUMNS.items():
        yield f"### {name} {{ #{name} }}\n"
        yield "| column | type | says |\n|---|---|---|"
        for column in columns:
            kind = "text" if column.type is str else "whole number"
            yield f"| `{column.name}` | {kind} | {column.says} |"
        yield ""


def _measures(page: str, _: str) -> Iterator[str]:
    """Every shipped measure with its range, bands, levels, rules, codes and sources."""
    for measure in SHIPPED:
        places = measure.places or 0
        least, most = (decimal(end, places) for end in (measure.min, measure.max))
        better = f"{measure.better} is better" if measure.better else "no direction of its own"
        yield f"### {measure.id} {{ #{measure.id} }}\n"
        yield f"From {least} to {most}, {better}."
        yield f"Form `{measure.version}`, score `{measure.score}`."
        yield from _items(measure)
        yield from _table(("", "what", "from"), _said(measure, places))
        yield f"Source: {measure.source}. Licence: {measure.licence}.\n"


def _items(measure: Measure) -> Iterator[str]:
    items = measure.items
    if items is None:
        return
    yield f"{len(items.ids)} items from {items.min} to {items.max}."
    if items.reversed:
        yield f"Counted the other way round: {', '.join(items.reversed)}."
    if items.missing:
        yield f"Up to {items.missing} missing ones are filled in."


def _said(measure: Measure, places: int) -> Iterator[tuple[str, ...]]:
    for band in measure.bands:
        yield "band", f"`{band.id}` from {decimal(band.from_, places)}", ""
    for cut in measure.cuts:
        yield "level", f"`{cut.id}` {_end(cut, places)}", cut.source or ""
    for rule in measure.changes:
        yield "change", f"`{rule.id}`: {_asks(rule)}", rule.source
    for prompt in measure.prompts:
        yield "a person looks", f"{_where(prompt)} {_end(prompt, places)}", ""
    for prompt in measure.raises:
        yield "talked about", f"{_where(prompt)} {_end(prompt, places)}", ""
    for code in measure.codes:
        what = "form" if code.panel else f"item {code.of}" if code.of else "score"
        yield "code", f"{what}: `{code.code}`", code.system


def _where(prompt: Prompt) -> str:
    return f"item {prompt.item}" if prompt.item else "score"


def _end(level: Cut | Prompt, places: int) -> str:
    if level.at_least is not None:
        return f"from {decimal(level.at_least, places)}"
    return f"up to {decimal(level.at_most or 0, places)}"


def _asks(rule: ChangeRule) -> str:
    match rule:
        case ChangeBy():
            return f"{rule.by_at_least} points"
        case ChangePercent():
            return f"{rule.percent} percent of the first score"
        case _:
            return f"index {rule.z}, sd {rule.sd}, reliability {rule.reliability}"


MAKERS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "kinds": _kinds,
    "questions": _questions,
    "name": _name,
    "words": _words,
    "findings": _findings,
    "document": _document,
    "transitions": _transitions,
    "columns": _columns,
    "measures": _measures,
}
"""What a mark can stand for."""
