"""Whatever is passed to a public function, only a `BoundlibError` comes out, with the next step."""

import inspect
import io
import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import Agreement, BoundlibError, Calendar, Exact, Instant, Question, Record, WallTime

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRST = EXAMPLES / "first-agreement.json"
A = boundlib.load(FIRST)
OTHER = boundlib.load(EXAMPLES / "portal.json")
Q: Any = boundlib.load(EXAMPLES / "questions" / "first-agreement.may-i-call.json", Question)
R = boundlib.load(EXAMPLES / "first-agreement.record.json", Record)
D = boundlib.decide(A, Q, R)
AT = Instant.parse("2026-06-08T13:00:00Z")
RAW = boundlib.to_dict(A)
CHANGES = boundlib.diff(A, boundlib.from_dict(RAW | {"title": "Another"}))
OLD = {"type": "agreement", "spec_version": "0.9"}
ENGINE = boundlib.compile(A)

SOUND: dict[str, dict[str, Any]] = {
    "analyse": {"agreement": A, "record": R, "at": Q.at, "soon": Calendar(days=30)},
    "audit": {"agreements": [A], "record": R},
    "check": {"document": "{}", "cls": None},
    "compile": {"agreement": A},
    "decide": {"agreement": A, "question": Q, "record": R},
    "diff": {"old": A, "new": A},
    "digest": {"document": A},
    "dump": {"value": A, "path": "agreement.json"},
    "dumps": {"value": A},
    "erase": {"document": A, "path": "clauses/phone/text"},
    "explain": {"decision": D, "agreement": A, "reader": "client"},
    "explain_agreement": {"agreement": A, "reader": "client"},
    "explain_changes": {"changes": CHANGES, "reader": "client"},
    "explain_progress": {"agreement": A, "at": AT, "record": R, "reader": "client"},
    "findings": {"agreement": A},
    "from_dict": {"data": RAW, "cls": Agreement},
    "load": {"path": FIRST, "cls": Agreement},
    "loads": {"source": "{}", "cls": Agreement},
    "migrate": {"document": OLD, "to": "1.0"},
    "schema": {"document": "record"},
    "to_dict": {"value": A},
}
"""Every public function, and arguments it can be called with."""
LIMITS: dict[str, Any] = {"lenient": False, "size": None, "depth": 32, "text": 100}
FUNCTIONS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    **{name: (getattr(boundlib, name), given) for name, given in SOUND.items()},
    "Engine.decide": (ENGINE.decide, {"question": Q, "record": R}),
    "Instant.of": (Instant.of, {"moment": datetime.fromisoformat("2026-01-01T00:00:00Z")}),
    **{
        f"{cls.__name__}.parse": (cls.parse, {"text": cls.EXAMPLE})
        for cls in (Calendar, Exact, Instant, WallTime)
    },
}
for _name in ("check", "load", "loads"):
    FUNCTIONS[_name] = (FUNCTIONS[_name][0], FUNCTIONS[_name][1] | LIMITS)

BAD: list[Any] = [
    *(None, 1, -1, 1.5, math.nan, 10**5000, True, "x", "", "\ud800", "\0", b"x", b""),
    *([], {}, (), set(), [None], {1: 2}, {"a": object()}, {"type": []}, object(), range(3)),
    *(int, Exception, Agreement, Question, io.StringIO("{}"), bytearray(b"{}"), boundlib.vocab),
    *(A, R, Q, D, Path("none"), datetime.min, lambda: None),
]


def test_every_public_function_is_called_here() -> None:
    public = {n for n in boundlib.__all__ if inspect.isfunction(getattr(boundlib, n))}
    assert public == set(SOUND)


def outcome(function: Callable[..., Any], given: dict[str, Any]) -> str:
    """What came of a call: the type of its result, or what the error says."""
    try:
        return type(function(**given)).__name__
    except BoundlibError as error:
        return str(error)


@pytest.mark.parametrize(("function", "sound"), list(FUNCTIONS.values()), ids=FUNCTIONS)
def test_anything_gives_a_result_or_an_error_of_boundlib(
    function: Callable[..., Any],
    sound: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = [sound | {name: bad} for name in sound for bad in BAD]
    wrong += [dict.fromkeys(sound, bad) for bad in BAD]
    for given in wrong:
        assert outcome(function, given)


any_: Any = boundlib
"""The same functions for calls that a type checker refuses."""

MISUSED: dict[str, Callable[[], Any]] = {
    "decide(a, {})": lambda: any_.decide(A, {}),
    "decide(a, q, {})": lambda: any_.decide(A, Q, {}),
    "compile(path)": lambda: any_.compile("examples/first-agreement.json"),
    "explain(d, None)": lambda: any_.explain(D, None),
    "explain(None, a)": lambda: any_.explain(None, A),
    "explain(d, other)": lambda: any_.explain(D, OTHER),
    "explain(reader)": lambda: any_.explain(D, A, reader="nobody"),
    "explain_agreement(reader)": lambda: any_.explain_agreement(A, reader="nobody"),
    "match(1)": lambda: any_.decide(A, Q, R).match(
        **dict.fromkeys(map(str, boundlib.vocab.Outcome), 1)
    ),
    "digest(1)": lambda: any_.digest(1),
    "erase(a, None)": lambda: any_.erase(A, None),
    "findings(x)": lambda: any_.findings("x"),
    "load(None)": lambda: any_.load(None),
    "dump(a, None)": lambda: any_.dump(A, None),
    "dumps(1)": lambda: any_.dumps(1),
    "schema([])": lambda: any_.schema([]),
    "check(cls)": lambda: any_.check("{}", []),
    "check(value)": lambda: any_.check(object()),
    "from_dict(cls)": lambda: any_.from_dict({}, []),
    "loads(size)": lambda: any_.loads("{}", size="x"),
    "migrate(to)": lambda: any_.migrate(OLD, to=1),
    "Instant.of(x)": lambda: any_.Instant.of("x"),
    "Instant.parse(1)": lambda: any_.Instant.parse(1),
    "analyse(at)": lambda: any_.analyse(A, at=Instant(10**15)),
    "zone(None)": lambda: any_.times.zone(None),
    "zone([])": lambda: any_.times.zone([]),
    "zone.stated(x)": lambda: any_.times.zone("Europe/London").stated("2026-10-25"),
}


@pytest.mark.parametrize("misused", list(MISUSED.values()), ids=MISUSED)
def test_a_call_that_cannot_be_is_a_usage_error_with_the_next_step(
    misused: Callable[[], Any],
) -> None:
    with pytest.raises(boundlib.UsageError) as caught:
        misused()
    assert caught.value.next_step.endswith(".")


def test_data_that_hold_themselves_are_no_document() -> None:
    round_: dict[str, Any] = {}
    round_["a"] = round_
    with pytest.raises(boundlib.UsageError):
        boundlib.migrate(OLD | {"clauses": [round_]})
    with pytest.raises(boundlib.DocumentError):
        boundlib.from_dict(RAW | {"clauses": [round_]})


@pytest.mark.parametrize("cls", [Calendar, Exact, Instant, WallTime])
@pytest.mark.parametrize("text", ["x", "", "P1W", "2026-02-30T00:00:00Z", "9:00", "PT90M"])
def test_a_text_in_another_form_is_an_invalid_value(cls: Any, text: str) -> None:
    with pytest.raises(boundlib.InvalidValue) as caught:
        cls.parse(text)
    assert cls.EXAMPLE in caught.value.next_step
