"""How agreements change: the same questions over pandas, polars, DuckDB and PySpark.

Each function takes a frame of one of the tables of `boundlib.adapters.tables`, lazy or not, and
gives a frame of the same library, sorted. The results are whole numbers and words, so they are the
same everywhere. Needs narwhals: ``pip install 'boundlib[analysis]'``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from boundlib.adapters.columns import COLUMNS
from boundlib.adapters.table import Table
from boundlib.errors import UsageError, expect

try:
    import narwhals.stable.v2 as nw
except ImportError:
    raise UsageError(
        "the analysis functions need narwhals.",
        next_step="Install it with: pip install 'boundlib[analysis]'",
    ) from None


def changes_by_month(changes: Any) -> Any:
    """How many changes there were, by month, topic, kind of clause and what happened to it.

    Args:
        changes: a frame of the table `changes`.

    Returns:
        A frame with `month`, `topic`, `kind`, `change` and `changes`.
    """
    return _counted(_read(changes, "changes"), ["month", "topic", "kind", "change"], "changes")


def changes_by_clause(changes: Any) -> Any:
    """Which clauses change, and which way.

    Args:
        changes: a frame of the table `changes`; those of parties and hours are left out.

    Returns:
        A frame with `kind`, `id`, `changes`, and how many of them `tightened`, `loosened`,
        `shifted` the rule or left it `neutral`.
    """
    frame = _read(changes, "changes").filter(nw.col("part") == "clause")
    ways = [_number_of("direction", w) for w in ("tightened", "loosened", "shifted", "neutral")]
    return _summed(frame, ["kind", "id"], [_all("changes"), *ways])


def effects_by_party(effects: Any) -> Any:
    """For whom the changes were: by role, topic and effect.

    Args:
        effects: a frame of the table `effects`.

    Returns:
        A frame with `role`, `topic`, `effect` and `changes`.
    """
    return _counted(_read(effects, "effects"), ["role", "topic", "effect"], "changes")


def time_to_answer(proposals: Any) -> Any:
    """How long proposals wait for an answer, by the role of who made them.

    Args:
        proposals: a frame of the table `proposals`.

    Returns:
        A frame with `role`, `proposals`, `answered`, and of those answered `total_seconds`,
        `mean_seconds` (whole, rounded down), `shortest_seconds` and `longest_seconds`; -1 where
        none was.
    """
    waited = nw.col("seconds_to_answer")
    frame = _read(proposals, "proposals").with_columns(
        _waited=nw.when(waited >= 0).then(waited).otherwise(nw.lit(0)),
        _shortest=nw.when(waited >= 0).then(waited).otherwise(nw.lit(_FOREVER)),
        _answered=nw.when(waited >= 0).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    found = frame.group_by("role").agg(
        nw.len().alias("proposals"),
        nw.col("_answered").sum().alias("answered"),
        nw.col("_waited").sum().alias("total_seconds"),
        nw.col("_shortest").min().alias("shortest_seconds"),
        nw.col("seconds_to_answer").max().alias("longest_seconds"),
    )
    some = nw.col("answered") > 0
    least = nw.when(some).then(nw.col("answered")).otherwise(nw.lit(1))
    none = nw.lit(-1)
    return _done(
        found.with_columns(
            mean_seconds=nw.when(some).then(nw.col("total_seconds") // least).otherwise(none),
            shortest_seconds=nw.when(some).then(nw.col("shortest_seconds")).otherwise(none),
        ),
        ["role"],
        [
            "proposals",
            "answered",
            "total_seconds",
            "mean_seconds",
            "shortest_seconds",
            "longest_seconds",
        ],
    )


_FOREVER = 2**52
"""Longer than anything waits."""


def who_proposes(proposals: Any) -> Any:
    """Who makes proposals, and what becomes of them.

    Args:
        proposals: a frame of the table `proposals`.

    Returns:
        A frame with `role`, `proposals`, and how many of them are in each state.
    """
    frame = _read(proposals, "proposals")
    states = [_number_of("state", state) for state in _STATES]
    return _summed(frame, ["role"], [_all("proposals"), *states])


_STATES = ("open", "countered", "declined", "withdrawn", "lapsed", "superseded", "adopted")


def reviews_kept(reviews: Any) -> Any:
    """Whether the agreed reviews took place.

    Args:
        reviews: a frame of the table `reviews`.

    Returns:
        A frame with `clause`, `reviews`, and how many were held in time (`yes`), `late`, not
        (`no`), or are not due yet (`open`).
    """
    frame = _read(reviews, "reviews")
    kept = [_number_of("kept", word) for word in ("yes", "late", "no", "open")]
    return _summed(frame, ["clause"], [_all("reviews"), *kept])


# --- how ------------------------------------------------------------------------------------------


def _read(native: Any, table: str) -> Any:
    """A frame of a table.

    Raises:
        UsageError: it is no frame, or lacks columns of the table.
    """
    try:
        frame = nw.from_native(native)
    except TypeError:
        raise UsageError(
            f"{type(native).__name__} is no frame.",
            where=table,
            next_step="Pass a frame of pandas, polars, DuckDB or PySpark; `frame` makes one.",
        ) from None
    there = set(frame.collect_schema().names())
    missing = [column.name for column in COLUMNS[table] if column.name not in there]
    if missing:
        raise UsageError(
            f"the frame has no column {missing[0]}.",
            where=table,
            next_step=f"Pass a frame of the table `{table}`, with all its columns.",
        )
    return frame


Sum = tuple[str, Any]


def _all(name: str) -> Sum:
    """A column that counts every row."""
    return name, nw.lit(1)


def _number_of(column: str, word: str) -> Sum:
    """A column that counts the rows with a word."""
    return word, nw.when(nw.col(column) == word).then(nw.lit(1)).otherwise(nw.lit(0))


def _summed(frame: Any, keys: list[str], sums: list[Sum]) -> Any:
    ones = frame.with_columns(**{f"_{name}": one for name, one in sums})
    found = ones.group_by(*keys).agg(*(nw.col(f"_{name}").sum().alias(name) for name, _ in sums))
    return _done(found, keys, [name for name, _ in sums])


def _counted(frame: Any, keys: list[str], name: str) -> Any:
    return _summed(frame, keys, [_all(name)])


def _done(frame: Any, keys: list[str], numbers: list[str]) -> Any:
    """In a fixed order of rows and columns, with one type of number; of the caller's library."""
    whole = [nw.col(name).cast(nw.Int64) for name in numbers]
    done = frame.select(*keys, *whole).sort(*keys)
    # pandas numbers the rows by where they stood before they were sorted.
    return nw.maybe_reset_index(done).to_native()


def frame(table: Table, backend: str = "pandas", session: Any = None) -> Any:
    """A table as a frame, its texts and whole numbers typed alike in every library.

    Args:
        table: one of `boundlib.adapters.tables`.
        backend: ``pandas``, ``polars``, ``pyarrow``, ``duckdb`` or ``pyspark``, which must be
            installed; ``duckdb`` needs pyarrow besides.
        session: for ``pyspark``, the Spark session; for ``duckdb``, a connection, if it is not
            the default one.

    Raises:
        UsageError: that is no table, there is no such backend, or it is not installed.
    """
    expect(table, Table, "table", "Pass one of the tables that boundlib.adapters.tables gives.")
    schema = {c.name: nw.String() if c.type is str else nw.Int64() for c in table.columns}
    made = {"duckdb": _to_duckdb, "pyspark": _to_pyspark}.get(backend)
    try:
        if made is not None:
            return made(table, schema, session)
        if backend in ("pandas", "polars", "pyarrow"):
            module = import_module(backend)
            return nw.from_dict(table.data(), schema, backend=module).to_native()
    except ImportError as error:
        raise UsageError(
            f"{error.name or backend} is not installed.",
            where="backend",
            next_step=f"Install it with: pip install {error.name or backend}",
        ) from None
    raise UsageError(
        "there is no such backend.",
        where="backend",
        next_step="Use pandas, polars, pyarrow, duckdb or pyspark.",
    )


def _to_duckdb(table: Table, schema: Any, connection: Any) -> Any:
    duckdb = import_module("duckdb")
    pyarrow = import_module("pyarrow")
    arrow = nw.from_dict(table.data(), schema, backend=pyarrow).to_native()
    return (connection or duckdb).from_arrow(arrow)


def _to_pyspark(table: Table, schema: Any, session: Any) -> Any:
    if session is None:
        next_step = "Pass session=SparkSession.builder.getOrCreate()."
        raise UsageError("Spark needs a session.", where="session", next_step=next_step)
    columns = [f"{c.name} {'string' if c.type is str else 'bigint'}" for c in table.columns]
    return session.createDataFrame(list(table.rows), ", ".join(columns))
