"""A tour: an example loaded, checked and asked; a broken document with its problems."""

from __future__ import annotations

from boundlib.cli.files import Source, read
from boundlib.cli.terminal import problem_lines, safe, say, say_wrapped, width
from boundlib.decide import Engine
from boundlib.errors import Problem
from boundlib.explain import explain
from boundlib.model.agreement import Agreement
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.wire.digest import digest_if_read
from boundlib.wire.shipped import shipped

QUESTIONS = {
    "may-i-call": "May I call about an appointment now?",
    "may-i-call-on-sunday": "And on a Sunday?",
    "when-is-the-reply-due": "By when will my message be answered?",
    "what-does-the-call-cost": "What does a coaching call of 35 minutes cost?",
    "who-covers": "Who answers while my therapist is away?",
    "where-do-i-turn": "It is the middle of the night, and I need help. Where do I turn?",
}
"""The six questions of the tour, by the name of their file."""

MOST = 6
"""How many problems of the broken document are shown in full."""


def run() -> int:
    """Walk through it; 0 where every example is there and answers."""
    agreement = _example("first-agreement.json", Agreement)
    record = _example("first-agreement.record.json", Record)
    _title("1. An agreement is loaded and checked")
    agreed, facts = agreement.report.value, record.report.value
    found = agreement.report.problems
    say_wrapped(
        f"{agreement.name}: {len(agreed.clauses)} clauses, no errors, and {len(found)} remarks to"
        " talk about."
    )
    _problems(agreement, found)
    _title("2. Six questions are asked")
    engine = Engine(agreed, digest=digest_if_read(agreed))
    for name, words in QUESTIONS.items():
        question = _example(f"questions/first-agreement.{name}.json", Question).report.value
        say()
        say(words, bold=True)
        for sentence in explain(engine.decide(question, facts), agreed):
            say_wrapped(sentence, indent="  ")
    _title("3. A broken document is checked")
    _broken(_example("broken.json", None))
    _title("Where to go next")
    for line in (
        "boundlib explain FILE          the whole agreement as a text its client can read",
        "boundlib check FILE            everything a careful reader would remark",
        "boundlib ask FILE --question Q.json        your own question",
        f"The examples are in {shipped('examples')}",
        "The first ten minutes are in docs/start.md.",
    ):
        say(safe(line))
    return 0


def _example(name: str, cls: object) -> Source:
    source = read(str(shipped("examples", *name.split("/"))), cls)
    return Source(f"examples/{name}", source.report, source.lines)


def _broken(source: Source) -> None:
    problems = source.report.problems
    say_wrapped(f"{source.name}: {len(problems)} problems, all found at once.")
    _problems(source, problems[:MOST])
    if len(problems) > MOST:
        say()
        say_wrapped(f"… and {len(problems) - MOST} more: boundlib check examples/broken.json")


def _problems(source: Source, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        say()
        for line, tone in problem_lines(problem, source.lines, width()):
            say(line, tone)


def _title(text: str) -> None:
    say()
    say(text, "cyan", bold=True)
    say()
