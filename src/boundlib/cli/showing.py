"""Options that several commands have, and what they show."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from boundlib.cli.files import FOUND, Source, problem_data, worst
from boundlib.cli.terminal import problem_lines, say, say_wrapped, width
from boundlib.explain import Section

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
LENIENT = click.option(
    "--lenient", is_flag=True, help="Read newer minor versions too; nothing opens by it."
)


def show_json(data: Any) -> None:
    """Data as JSON; only ASCII, so that nothing in it steers a terminal."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=True))


def source_data(source: Source) -> dict[str, Any]:
    """What was found in a document, as data."""
    return {
        "file": source.name,
        "ok": source.report.ok,
        "problems": [problem_data(problem) for problem in source.report.problems],
    }


def show_source(source: Source) -> None:
    """What was found in a document, for a person."""
    problems = source.report.problems
    if not problems:
        say_wrapped(f"{source.name}: fine", "green")
        return
    count = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
    state = "it loads" if source.report.ok else "it does not load"
    say_wrapped(f"{source.name}: {count} to look at; {state}", bold=True)
    for problem in problems:
        say()
        for line, tone in problem_lines(problem, source.lines, width()):
            say(line, tone)


def show_broken(sources: list[Source], form: str) -> int:
    """The documents that do not load."""
    broken = [source for source in sources if not source.report.ok]
    if form == "json":
        show_json({"files": [source_data(source) for source in broken]})
    else:
        for source in broken:
            show_source(source)
    return worst(source.code or FOUND for source in broken)


def show_sentences(sentences: tuple[str, ...], tone: str = "") -> None:
    """Sentences, each on a line of its own; the first is the answer."""
    for number, sentence in enumerate(sentences):
        say_wrapped(sentence, tone if number == 0 else "")


def show_sections(sections: Iterable[Section]) -> None:
    """A text in sections, an empty line between them."""
    for number, section in enumerate(sections):
        if number:
            say()
        say_wrapped(section.title, bold=True)
        show_sentences(section.sentences)
