"""The commands. Each reads, asks the library, and shows; none knows more than that."""

from __future__ import annotations

from importlib.metadata import version

import click

from boundlib.analyse import explain_progress
from boundlib.cli import demo as tour
from boundlib.cli.comparing import diff_command, moment
from boundlib.cli.files import FOUND, Source, one_stdin, read, read_question, worst
from boundlib.cli.ledgers import ledger
from boundlib.cli.showing import (
    FORMAT,
    LENIENT,
    show_broken,
    show_json,
    show_sections,
    show_sentences,
    show_source,
    source_data,
)
from boundlib.cli.terminal import complain
from boundlib.decide import Engine
from boundlib.explain import explain, explain_agreement
from boundlib.explain.agreement import Section
from boundlib.model.agreement import Agreement
from boundlib.model.questions import CrisisWhereNow
from boundlib.model.record import Record
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome
from boundlib.wire.digest import digest_if_read
from boundlib.wire.documents import to_dict
from boundlib.wire.gate import DOCUMENTS, VERSION
from boundlib.wire.shipped import schema

SPEC = ".".join(map(str, VERSION))

TONES = {
    Outcome.PERMIT: "green",
    Outcome.ANSWERED: "green",
    Outcome.DENY: "yellow",
    Outcome.REFER: "cyan",
    Outcome.UNKNOWN: "cyan",
    Outcome.NOT_APPLICABLE: "",
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    version("boundlib"), message=f"boundlib %(version)s, documents of spec {SPEC}"
)
def boundlib() -> None:
    """Read, check, ask and explain working agreements between therapist and client.

    Exit codes: 0 fine, 1 findings or problems, 2 usage, 3 unreadable or not JSON, 4 written by a
    newer spec, 70 internal error, 74 the output cannot be written.
    """


@boundlib.command()
def demo() -> int:
    """Load an example, check it, ask it six questions, and show a broken document."""
    return tour.run()


@boundlib.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@LENIENT
@FORMAT
def check(files: tuple[str, ...], lenient: bool, form: str) -> int:
    """Show everything a careful reader would remark in documents; - is standard input."""
    one_stdin(files)
    sources = [read(name, lenient=lenient) for name in files]
    if form == "json":
        show_json({"files": [source_data(source) for source in sources]})
    else:
        for source in sources:
            show_source(source)
    return worst(source.code for source in sources)


@boundlib.command()
@click.argument("agreement", metavar="AGREEMENT")
@click.option("--question", required=True, metavar="FILE", help="What is asked.")
@click.option("--record", metavar="FILE", help="What happened.")
@click.option("--now", is_flag=True, help="Ask about this moment where the question has no at.")
@click.option("--reader", metavar="WHO", help="Who reads it: a party or a role; else who asks.")
@LENIENT
@FORMAT
def ask(
    agreement: str,
    question: str,
    record: str | None,
    now: bool,
    reader: str | None,
    lenient: bool,
    form: str,
) -> int:
    """Ask an agreement a question; the answer is a decision with its reasons.

    In a crisis a record that cannot be used keeps nobody waiting: it is left out, which is said.
    """
    one_stdin((agreement, question, record))
    sources = [read(agreement, Agreement, lenient=lenient), read_question(question, now=now)]
    facts = None if record is None else read(record, Record, lenient=lenient)
    left_out = facts is not None and without_record(sources[0], sources[1], facts)
    if facts is not None and not left_out:
        sources.append(facts)
    if not all(source.report.ok for source in sources):
        return show_broken(sources, form)
    agreed, asked, known = ([source.report.value for source in sources] + [None])[:3]
    decision = Engine(agreed, digest=digest_if_read(agreed)).decide(asked, known)
    said = explain(decision, agreed, reader=reader)
    if form == "json":
        show_json(to_dict(decision))
    else:
        show_sentences(said, TONES[decision.outcome])
    return FOUND if left_out else 0


def without_record(agreement: Source, question: Source, record: Source) -> bool:
    """Whether to answer without this record; says so where people read it."""
    if not (agreement.report.ok and question.report.ok):
        return False
    asked = question.report.value
    if not (asked.crisis or asked.kind == CrisisWhereNow.kind):
        return False
    if not record.report.ok:
        worst_of = record.report.problems[0]
        complain(
            f"{record.name}: this record cannot be read ({worst_of.code}), so the answer is given"
            " without it. Call boundlib check for everything that is wrong with it."
        )
        return True
    if record.report.value.agreement != agreement.report.value.id:
        complain(
            f"{record.name}: this record is about another agreement, so the answer is given"
            " without it."
        )
        return True
    return False


@boundlib.command(name="explain")
@click.argument("agreement", metavar="AGREEMENT")
@click.option("--reader", metavar="WHO", help="Who reads it: a party or a role; else the client.")
@LENIENT
@FORMAT
def explain_command(agreement: str, reader: str | None, lenient: bool, form: str) -> int:
    """Show a whole agreement as a text its client can read, the crisis route first."""
    source = read(agreement, Agreement, lenient=lenient)
    if not source.report.ok:
        return show_broken([source], form)
    _show(explain_agreement(source.report.value, reader=reader), form)
    return 0


@boundlib.command()
@click.argument("agreement", metavar="AGREEMENT")
@click.option("--record", metavar="FILE", help="What happened.")
@click.option("--at", type=moment, required=True, metavar="T", help="When.")
@click.option("--reader", metavar="WHO", help="Who reads it: a party or a role; else the client.")
@LENIENT
@FORMAT
def progress(
    agreement: str, record: str | None, at: Instant, reader: str | None, lenient: bool, form: str
) -> int:
    """Show where the work stands, as a page for the client: no totals, no ranks, no blame."""
    one_stdin((agreement, record))
    sources = [read(agreement, Agreement, lenient=lenient)]
    if record is not None:
        sources.append(read(record, Record, lenient=lenient))
    if not all(source.report.ok for source in sources):
        return show_broken(sources, form)
    agreed, known = ([source.report.value for source in sources] + [None])[:2]
    _show(explain_progress(agreed, at=at, record=known, reader=reader), form)
    return 0


def _show(sections: tuple[Section, ...], form: str) -> None:
    """A text in sections, as it is read or as data."""
    if form == "json":
        show_json(
            {"sections": [{"title": s.title, "sentences": list(s.sentences)} for s in sections]}
        )
    else:
        show_sections(sections)


@boundlib.command(name="schema")
@click.argument("document", metavar="TYPE", type=click.Choice(list(DOCUMENTS)))
def schema_command(document: str) -> int:
    """Show the JSON Schema (2020-12) of a type of document."""
    show_json(schema(document))
    return 0


boundlib.add_command(diff_command)
boundlib.add_command(ledger)
