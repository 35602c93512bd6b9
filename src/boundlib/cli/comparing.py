"""Two texts of one agreement, compared on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from boundlib.cli.files import FINE, FOUND, one_stdin, read
from boundlib.cli.showing import FORMAT, LENIENT, show_broken, show_json, show_sentences
from boundlib.cli.terminal import say, say_wrapped
from boundlib.diff import changes_data, diff, explain_changes
from boundlib.diff.behaviour import Answered, Difference, behaviour
from boundlib.diff.saying import explain_behaviour
from boundlib.errors import InvalidValue
from boundlib.model.agreement import Agreement
from boundlib.model.record import Record
from boundlib.times.scalars import Instant
from boundlib.wire.documents import to_dict


def moment(text: str) -> Instant:
    """An instant, written as in documents."""
    try:
        return Instant.parse(text)
    except InvalidValue:
        wanted = "an instant of 1900 to 2200, such as 2026-06-10T10:00:00Z"
        raise click.BadParameter(f"“{text}” is not {wanted}.") from None


@click.command(name="diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--reader", metavar="WHO", help="Who reads it: a party or a role; else the client.")
@click.option(
    "--behaviour",
    "between",
    type=(moment, moment),
    metavar="START END",
    help="Show, too, what the two answer differently between two instants.",
)
@click.option("--record", metavar="FILE", help="What happened, for --behaviour.")
@LENIENT
@FORMAT
def diff_command(
    old: str,
    new: str,
    reader: str | None,
    between: tuple[Instant, Instant] | None,
    record: str | None,
    lenient: bool,
    form: str,
) -> int:
    """Show what changed between two texts of one agreement, and what it does for a reader.

    The exit code is 1 where something changed, and 0 where nothing did.
    """
    one_stdin((old, new, record))
    if record is not None and between is None:
        raise click.UsageError("--record is what --behaviour asks with: say START and END, too.")
    sources = [read(name, Agreement, lenient=lenient) for name in (old, new)]
    if record is not None:
        sources.append(read(record, Record, lenient=lenient))
    if not all(source.report.ok for source in sources):
        return show_broken(sources, form)
    texts = (sources[0].report.value, sources[1].report.value)
    facts = sources[2].report.value if sources[2:] else None
    changes = diff(*texts)
    sentences = explain_changes(changes, reader=reader)
    code = FOUND if changes else FINE
    apart = None
    if between is not None:
        apart = behaviour(*texts, start=between[0], end=between[1], record=facts)
    if form == "json":
        more = {} if apart is None else {"behaviour": [_difference_data(each) for each in apart]}
        show_json(changes_data(changes) | more)
        return code
    show_sentences(sentences)
    if apart is not None and between is not None:
        say()
        say_wrapped(f"Answered differently from {between[0]} until {between[1]}", bold=True)
        show_sentences(explain_behaviour(apart, *texts, reader=reader))
    return code


def _difference_data(difference: Difference) -> dict[str, Any]:
    return {
        "question": to_dict(difference.question),
        "apart": [
            {
                "begins": str(apart.begins),
                "ends": str(apart.ends),
                "old": dict(_answered(apart.old)),
                "new": dict(_answered(apart.new)),
            }
            for apart in difference.apart
        ],
    }


def _answered(answered: Answered) -> Iterable[tuple[str, Any]]:
    yield "outcome", str(answered.outcome)
    if answered.value is not None:
        yield "value", to_dict(answered.value)
