"""The analysis functions say what plain counting says, to the byte, whatever the library."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import narwhals.stable.v2 as nw
import pytest

from boundlib.adapters import analysis
from boundlib.adapters.table import Table, table
from boundlib.errors import UsageError
from tests.adapters.drawn import drawn

BACKENDS = ("pandas", "polars", "pyarrow", "duckdb")
MANY = 200_000


def data_of(native: Any) -> bytes:
    """A frame as bytes: its columns in order, and its rows in order."""
    frame = nw.from_native(native)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    return json.dumps([frame.columns, [list(row) for row in frame.iter_rows()]]).encode()


def counted(found: Table, keys: list[str]) -> list[list[Any]]:
    """Counting by hand: the rows with the same keys."""
    counts = Counter(tuple(row[key] for key in keys) for row in found)
    return [[*key, counts[key]] for key in sorted(counts, key=str_keys)]


def str_keys(key: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(isinstance(part, str), part) for part in key]


def worded(found: Table, key: str, column: str, words: list[str]) -> list[list[Any]]:
    by_key: dict[Any, Counter[str]] = defaultdict(Counter)
    for row in found:
        by_key[row[key]][str(row[column])] += 1
    return [[k, by_key[k].total(), *(by_key[k][word] for word in words)] for k in sorted(by_key)]


def by_month(found: Table) -> list[list[Any]]:
    return counted(found, ["month", "topic", "kind", "change"])


def by_clause(found: Table) -> list[list[Any]]:
    ways = ["tightened", "loosened", "shifted", "neutral"]
    by_key: dict[Any, Counter[str]] = defaultdict(Counter)
    for row in found:
        if row["part"] == "clause":
            by_key[row["kind"], row["id"]][str(row["direction"])] += 1
    return [[*k, by_key[k].total(), *(by_key[k][way] for way in ways)] for k in sorted(by_key)]


def by_party(found: Table) -> list[list[Any]]:
    return counted(found, ["role", "topic", "effect"])


def waiting(found: Table) -> list[list[Any]]:
    out = []
    for role in sorted({row["role"] for row in found}, key=str):
        mine = [row["seconds_to_answer"] for row in found if row["role"] == role]
        waits = [int(wait) for wait in mine if int(wait) >= 0]
        some = [sum(waits), sum(waits) // len(waits), min(waits), max(waits)] if waits else []
        out.append([role, len(mine), len(waits), *(some or [0, -1, -1, -1])])
    return out


def proposing(found: Table) -> list[list[Any]]:
    states = ["open", "countered", "declined", "withdrawn", "lapsed", "superseded", "adopted"]
    return worded(found, "role", "state", states)


def reviewing(found: Table) -> list[list[Any]]:
    return worded(found, "clause", "kept", ["yes", "late", "no", "open"])


CASES: list[tuple[Callable[[Any], Any], str, Callable[[Table], list[list[Any]]]]] = [
    (analysis.changes_by_month, "changes", by_month),
    (analysis.changes_by_clause, "changes", by_clause),
    (analysis.effects_by_party, "effects", by_party),
    (analysis.time_to_answer, "proposals", waiting),
    (analysis.who_proposes, "proposals", proposing),
    (analysis.reviews_kept, "reviews", reviewing),
]
IDS = [function.__name__ for function, _, _ in CASES]


@pytest.mark.parametrize(("function", "name", "by_hand"), CASES, ids=IDS)
def test_every_library_gives_the_bytes_that_counting_gives(
    function: Any, name: str, by_hand: Any
) -> None:
    found = drawn(name, MANY if name == "changes" else 20_000)
    results = {backend: data_of(function(analysis.frame(found, backend))) for backend in BACKENDS}
    assert len(set(results.values())) == 1
    assert json.loads(results["pandas"])[1] == by_hand(found)


@pytest.mark.parametrize(("function", "name", "by_hand"), CASES, ids=IDS)
@pytest.mark.parametrize("backend", BACKENDS)
def test_nothing_happened_is_an_answer(
    function: Any, name: str, by_hand: Any, backend: str
) -> None:
    result = function(analysis.frame(table(name, []), backend))
    assert json.loads(data_of(result))[1] == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_role_whose_proposals_nobody_answered(backend: str) -> None:
    one = drawn("proposals", 1)
    row = dict(one.records()[0]) | {"role": "client", "seconds_to_answer": -1}
    alone = table("proposals", [tuple(row[name] for name in one.names)])
    result = analysis.time_to_answer(analysis.frame(alone, backend))
    assert json.loads(data_of(result))[1] == [["client", 1, 0, 0, -1, -1, -1]]


@pytest.mark.parametrize(("function", "name", "by_hand"), CASES, ids=IDS)
def test_pandas_numbers_the_rows_in_their_order(function: Any, name: str, by_hand: Any) -> None:
    found = drawn(name, 200)
    result = function(analysis.frame(found, "pandas"))
    assert list(result.index) == list(range(len(by_hand(found))))


def test_a_lazy_frame_stays_lazy_and_an_eager_one_eager() -> None:
    eager = analysis.frame(drawn("changes", 10), "polars")
    assert type(analysis.changes_by_month(eager)) is type(eager)
    assert type(analysis.changes_by_month(eager.lazy())) is type(eager.lazy())


def test_what_is_no_frame_of_the_table_is_refused_with_the_next_step() -> None:
    with pytest.raises(UsageError, match="no frame"):
        analysis.changes_by_month([1, 2])
    with pytest.raises(UsageError, match="no column"):
        analysis.changes_by_month(analysis.frame(drawn("reviews", 2)))
    with pytest.raises(UsageError, match="no such backend"):
        analysis.frame(drawn("reviews", 2), "excel")
    name: Any = "reviews"
    with pytest.raises(UsageError, match="table: a str where a Table belongs"):
        analysis.frame(name)
    with pytest.raises(UsageError, match="needs a session"):
        analysis.frame(drawn("reviews", 2), "pyspark")
