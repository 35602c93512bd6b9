"""The commands about ledgers: the history line by line, whether it holds, what was in force."""

from __future__ import annotations

from collections import deque
from typing import Any

import click

from boundlib.amend import History, Version
from boundlib.cli.comparing import moment
from boundlib.cli.files import FINE, FOUND, Source, one_stdin, read_bytes, source_of
from boundlib.cli.lines import line_data, line_text
from boundlib.cli.reading_ledgers import Kept, read_ledger
from boundlib.cli.showing import FORMAT, show_broken, show_json, show_sections
from boundlib.cli.terminal import say, say_wrapped
from boundlib.errors import UsageError
from boundlib.explain import explain_agreement
from boundlib.ledger import Damage, receipt
from boundlib.model.ledger import Receipt
from boundlib.times.scalars import Instant
from boundlib.wire.documents import to_dict

FILE = click.argument("file", metavar="FILE")
OF = click.option("--agreement", metavar="ID", help="Whose, where a file holds several ledgers.")


@click.group()
def ledger() -> None:
    """Show, verify and ask the history of an agreement.

    FILE is a ledger document, JSON Lines, or a SQLite file of boundlib.
    """


@ledger.command()
@FILE
@click.option("--words", is_flag=True, help="Show what people said, too.")
@OF
@FORMAT
def show(file: str, words: bool, agreement: str | None, form: str) -> int:
    """Show the history line by line, without names or free words."""
    kept = _sound(file, agreement, form)
    if not isinstance(kept, Kept):
        return kept
    history = kept.history()
    lines = [line_data(history, line, words=words) for line in history.lines]
    if form == "json":
        show_json({"agreement": kept.agreement, "lines": lines})
        return FINE
    count = f"{_counted(len(lines), 'entry', 'entries')}, "
    count += _counted(len(history.versions), "version", "versions")
    say_wrapped(f"{kept.agreement}: {count}", bold=True)
    for line in lines:
        say_wrapped(line_text(line))
        if "words" in line:
            say_wrapped(f"“{line['words']}”", indent="       ")
    return FINE


@ledger.command()
@FILE
@click.option(
    "--receipt", "receipts", multiple=True, metavar="FILE", help="What a party kept; repeatable."
)
@OF
@FORMAT
def verify(file: str, receipts: tuple[str, ...], agreement: str | None, form: str) -> int:
    """Show everything that is wrong with a ledger; the exit code is 1 where anything is."""
    one_stdin((file, *receipts))
    notes = [_read_receipt(name) for name in receipts]
    found = read_ledger(file, agreement)
    broken = [each for each in (found, *notes) if isinstance(each, Source) and not each.report.ok]
    if broken or isinstance(found, Source):
        return show_broken(broken, form)
    given = [note.report.value for note in notes]
    wrong = found.verify(given)
    if wrong:
        return _show_damages(found, wrong, form)
    head = next(map(receipt, deque(found.entries(), maxlen=1)), None)
    if form == "json":
        show_json(_verified(found, wrong) | ({"receipt": to_dict(head)} if head else {}))
        return FINE
    count = _counted(head.number if head else 0, "entry", "entries")
    say_wrapped(f"{file}: {count}, and nothing is wrong", "green")
    if not given:
        say_wrapped("Without a receipt nobody can see whether the end is missing.")
    if head is not None:
        say_wrapped(f"The receipt to keep: number {head.number}, link {head.link}")
    return FINE


@ledger.command()
@FILE
@click.option("--at", type=moment, required=True, metavar="T", help="In force at this instant.")
@click.option("--known", type=moment, metavar="K", help="As known at this instant; else all of it.")
@click.option("--reader", metavar="WHO", help="Who reads it: a party or a role; else the client.")
@OF
@FORMAT
def at(
    file: str,
    at: Instant,
    known: Instant | None,
    reader: str | None,
    agreement: str | None,
    form: str,
) -> int:
    """Show the version in force at an instant, with the exceptions that hold then."""
    kept = _sound(file, agreement, form)
    if not isinstance(kept, Kept):
        return kept
    whole = kept.history()
    history = whole if known is None else whole.known(known)
    ruling, text = history.in_force(at), history.text_at(at)
    if ruling is None or text is None:
        raise UsageError(
            "no version is in force then.", where="at", next_step="See boundlib ledger show."
        )
    if form == "json":
        show_json(_ruling_data(history, ruling, at, known))
        return FINE
    sections = explain_agreement(text, reader=reader)
    since = f"in force since {ruling.in_force_from}"
    say_wrapped(f"Version {ruling.number} of {kept.agreement}, {since}", bold=True)
    for each in history.exceptions_at(at):
        say_wrapped(f"With an exception to “{each.instead.id}”, until {each.ends}.")
    for older in history.older_to_come(at):
        takes = f"takes over from {older.in_force_from}, and undoes what was agreed since"
        say_wrapped(f"Version {older.number}, an older text, {takes}.", "yellow")
    if history.paused_at(at):
        say_wrapped("The work is paused.")
    if history.over_at(at):
        say_wrapped("The work has ended.")
    say()
    show_sections(sections)
    return FINE


def _ruling_data(
    history: History, ruling: Version, at: Instant, known: Instant | None
) -> dict[str, Any]:
    """The version in force as data: its own text, and the exceptions beside it."""
    return {
        "at": str(at),
        **({} if known is None else {"known": str(known)}),
        "version": ruling.number,
        "digest": ruling.digest,
        "adopted_at": str(ruling.adopted_at),
        "in_force_from": str(ruling.in_force_from),
        "paused": history.paused_at(at),
        "over": history.over_at(at),
        "exceptions": [to_dict(each) for each in history.exceptions_at(at)],
        "older_to_come": [
            {
                "version": each.number,
                "digest": each.digest,
                "in_force_from": str(each.in_force_from),
            }
            for each in history.older_to_come(at)
        ],
        "text": to_dict(ruling.agreement),
    }


# --- inside ---------------------------------------------------------------------------------------


def _sound(file: str, agreement: str | None, form: str) -> Kept | int:
    """The ledger in a file; the exit code where it does not load or is damaged, which is shown."""
    found = read_ledger(file, agreement)
    if isinstance(found, Source):
        return show_broken([found], form)
    wrong = found.damages()
    return _show_damages(found, wrong, form) if wrong else found


def _show_damages(kept: Kept, wrong: tuple[Damage, ...], form: str) -> int:
    if form == "json":
        show_json(_verified(kept, wrong))
        return FOUND
    count = _counted(len(wrong), "thing is", "things are")
    say_wrapped(f"{kept.name}: {count} wrong with it", bold=True)
    for each in wrong:
        say_wrapped(f"entry {each.number}: {each.code}", "red")
    return FOUND


def _verified(kept: Kept, wrong: tuple[Damage, ...]) -> dict[str, Any]:
    return {
        "agreement": kept.agreement,
        "ok": not wrong,
        "damages": [{"number": each.number, "code": str(each.code)} for each in wrong],
    }


def _read_receipt(name: str) -> Source:
    raw = read_bytes(name)
    return raw if isinstance(raw, Source) else source_of(name, raw, Receipt)


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
