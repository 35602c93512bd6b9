"""The same functions on PySpark in local mode give the same bytes; `make spark` runs this."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from boundlib.adapters import analysis
from tests.adapters.drawn import drawn
from tests.adapters.test_analysis import CASES, IDS, MANY, data_of


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session on this machine alone."""
    builder: Any = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
    }
    for name, setting in settings.items():
        builder = builder.config(name, setting)
    started = builder.getOrCreate()
    yield started
    started.stop()


@pytest.mark.parametrize(("function", "name", "by_hand"), CASES, ids=IDS)
def test_spark_gives_the_same_bytes(session: Any, function: Any, name: str, by_hand: Any) -> None:
    """The bytes that pandas gives."""
    found = drawn(name, MANY if name == "changes" else 20_000)
    here = data_of(function(analysis.frame(found, "pandas")))
    assert data_of(function(analysis.frame(found, "pyspark", session))) == here
