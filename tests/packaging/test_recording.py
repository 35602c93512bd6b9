"""Mutation testing finds the tests of a line by these names."""

from itertools import groupby

from tests.recording import TOGETHER, contexts_of

CASES = [f"tests/a.py::test_each[{n}]" for n in range(2 * TOGETHER + 1)]
ALONE = "tests/a.py::test_alone"


def test_a_context_names_every_test_that_is_recorded_in_it() -> None:
    contexts = contexts_of([*CASES, ALONE])
    assert [*contexts] == [*CASES, ALONE]
    for context, tests in groupby(contexts, contexts.__getitem__):
        assert context.split("\n") == [*tests]


def test_no_context_holds_many_tests_or_two_functions() -> None:
    contexts = {*contexts_of([*CASES, ALONE]).values()}
    assert sorted(len(context.split("\n")) for context in contexts) == [1, 1, TOGETHER, TOGETHER]
    assert ALONE in contexts
