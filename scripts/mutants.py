"""Mutation testing: break one small thing in the source, and see a test notice.

    python scripts/mutants.py --sample 40      a fixed sample, the same on every machine
    python scripts/mutants.py --seconds 3600   as many as fit, then a summary

The mutants are mutmut's, those that change logic: comparisons, arithmetic, numbers, booleans,
branches, assignments. Running them is ours. Nothing is written to the tree: each mutant lives in a
forked process, whose import of that one module yields the mutant. It meets only the tests that
reach its line (the contexts that `make test` recorded), those of its own floor first, then by
quickness, until their recorded time adds up to `--each` seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from types import ModuleType

import hypothesis  # noqa: F401  what every child needs is imported once, here
import libcst as cst
import pendulum  # noqa: F401
import pytest
from coverage import CoverageData
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.pragma_handling import IgnoredCode

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
FLOORS = ("times", "wire", "decide")
RECORDED, DURATIONS = ROOT / ".build/coverage", ROOT / ".build/durations.json"

# Not among them: texts (a message is no logic) and dropped arguments (nearly all die at once).
LOGIC: mutators.OPERATORS_TYPE = [
    (cst.BaseNumber, mutators.operator_number),
    (cst.Name, mutators.operator_name),
    (cst.Assign, mutators.operator_assignment),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, mutators.operator_swap_op),
    (cst.Match, mutators.operator_match),
    (cst.IfExp, mutators.operator_if_exp),
]

MEMORY = 6 << 30  # a mutant that fills memory is stopped here
KILLED, SURVIVED, UNREACHED, TIMEOUT = "killed", "survived", "reached by no test", "timed out"
NOTICED = (KILLED, TIMEOUT)
BROKEN = 99  # the exit code of a child that did not come to its tests


@dataclass(frozen=True)
class Mutant:
    """One module with one small thing changed."""

    path: Path
    line: int
    change: str
    code: Callable[[], str]

    @property
    def module(self) -> str:
        parts = self.path.relative_to(SOURCE).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}  {self.change}"


Outcomes = dict[str, list[Mutant]]


class Everywhere(MutationVisitor):
    """Decorated functions too: mutmut passes them over only because of how it runs mutants."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Assign):  # __slots__, __all__
            target = node.targets[0].target
            return isinstance(target, cst.Name) and target.value.startswith("__")
        return isinstance(node, cst.Annotation | cst.Decorator)


# --- making them -------------------------------------------------------------


def mutants_of(path: Path) -> Iterator[tuple[str, Mutant]]:
    """Each mutant of a file, with a place in the order that edits elsewhere do not change."""
    tree = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
    visitor = Everywhere(LOGIC, IgnoredCode(set(), set(), set()))
    module = tree.visit(visitor)
    places = tree.resolve(PositionProvider)
    alike: Counter[str] = Counter()
    for mutation in visitor.mutations:
        old, new = mutation.original_node, mutation.mutated_node
        owner = mutation.contained_by_top_level_function
        where = owner.name.value if isinstance(owner, cst.FunctionDef) else ""
        change = f"{where or 'module'}: {short(module, old)}  ->  {short(module, new)}"
        name = f"{path.relative_to(ROOT)} {change}"
        alike[name] += 1
        order = hashlib.sha256(f"{name} {alike[name]}".encode()).hexdigest()
        code = partial(mutated, module, old, new)
        yield order, Mutant(path, places[old].start.line, change, code)


Place = tuple[str, Path, int]
"""A mutant by its place in the order: the file, and which of its mutants."""


def places_in(path: Path) -> list[Place]:
    """The places of a file's mutants; reading all files takes long, so two are read at once."""
    return [(order, path, number) for number, (order, _) in enumerate(mutants_of(path))]


@cache
def mutants_in(path: Path) -> list[Mutant]:
    """A file's mutants, made once one of them is wanted."""
    return [mutant for _, mutant in mutants_of(path)]


def mutated(module: cst.Module, old: cst.CSTNode, new: cst.CSTNode) -> str:
    return cst.ensure_type(module.deep_replace(old, new), cst.Module).code


def short(module: cst.Module, node: cst.CSTNode) -> str:
    text = " ".join(module.code_for_node(node).split())
    return text if len(text) <= 70 else f"{text[:34]} … {text[-34:]}"


# --- choosing their tests ----------------------------------------------------


class Reach:
    """Which tests reach a line, and how long each took."""

    def __init__(self) -> None:
        self.data = CoverageData(str(RECORDED))
        self.data.read()
        self.durations: dict[str, float] = json.loads(DURATIONS.read_text("utf-8"))

    def tests_for(self, mutant: Mutant, seconds: float) -> list[str]:
        floor = f"tests/{mutant.path.relative_to(SOURCE).parts[1]}/"
        contexts = self.data.contexts_by_lineno(str(mutant.path)).get(mutant.line, [])
        reaching = {test for context in contexts for test in context.split("\n")}
        reaching &= self.durations.keys()
        if "" in contexts:  # the line runs on import: any test of the floor may notice
            reaching |= {test for test in self.durations if test.startswith(floor)}
        chosen: list[str] = []
        spent = 0.0
        for test in sorted(
            (test for test in reaching if test.startswith("tests/")),
            key=lambda test: (not test.startswith(floor), self.durations[test], test),
        ):
            spent += self.durations[test]
            if chosen and spent > seconds:
                break
            chosen.append(test)
        return chosen


# --- running them ------------------------------------------------------------


class OneModule(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from the mutant's code instead of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.code(), str(self.mutant.path), "exec"), module.__dict__)


def start(mutant: Mutant, tests: list[str]) -> int:
    """Run the tests against the mutant in a process of its own; its id."""
    if child := os.fork():
        return child
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        sys.meta_path.insert(0, OneModule(mutant))
        # Plain asserts: rewriting them wants to come before Hypothesis, which is imported already.
        options = ["-x", "--assert=plain", "-p", "no:cacheprovider", "--hypothesis-profile=check"]
        os._exit(int(pytest.main([*options, *tests])))
    finally:
        os._exit(BROKEN)


def survey(
    mutants: Iterator[Mutant], reach: Reach, each: float, told: Callable[[Mutant, str], None]
) -> None:
    """Run two mutants at a time until none is left."""
    running: dict[int, tuple[Mutant, float]] = {}
    more = True
    while more or running:
        while more and len(running) < 2:
            mutant = next(mutants, None)
            if mutant is None:
                more = False
            elif tests := reach.tests_for(mutant, each):
                running[start(mutant, tests)] = (mutant, time.monotonic() + 4 * each + 20)
            else:
                told(mutant, UNREACHED)
        child, status = os.waitpid(-1, os.WNOHANG) if running else (0, 0)
        if child:
            told(running.pop(child)[0], outcome(status))
            continue
        for late in [pid for pid, (_, until) in running.items() if time.monotonic() > until]:
            os.killpg(late, signal.SIGKILL)
            os.waitpid(late, 0)
            told(running.pop(late)[0], TIMEOUT)
        time.sleep(0.02)


def outcome(status: int) -> str:
    """What a child's end says: tests failed, did not even import, or the process was killed."""
    if os.WIFSIGNALED(status):
        return KILLED
    code = os.WEXITSTATUS(status)
    if code in (BROKEN, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"a child process ran no test (exit code {code})")
    return KILLED if code else SURVIVED


def main() -> int:
    ask = argparse.ArgumentParser(description="Mutation testing of times, wire and decide.")
    ask.add_argument("--sample", type=int, default=10**9, help="how many mutants, at most")
    ask.add_argument("--seconds", type=float, default=10**9, help="start none after that long")
    ask.add_argument("--each", type=float, default=6, help="recorded seconds of tests for each")
    ask.add_argument("--floor", type=float, default=0.8, help="the share that must be noticed")
    ask.add_argument("--report", type=Path, help="write the summary here too")
    ask.add_argument("--list", action="store_true", help="only list the mutants, in their order")
    ask.add_argument("paths", nargs="*", type=Path, help="files; else all of the three floors")
    asked = ask.parse_args()

    os.chdir(ROOT)
    paths = [path.resolve() for path in asked.paths] or [
        path for floor in FLOORS for path in sorted((SOURCE / "boundlib" / floor).rglob("*.py"))
    ]
    with ProcessPoolExecutor(2) as readers:
        ordered = sorted(chain.from_iterable(readers.map(places_in, paths, chunksize=4)))
    chosen = (mutants_in(path)[number] for _, path, number in ordered[: asked.sample])
    if asked.list:
        print(*chosen, sep="\n")
        return 0
    if not ordered or not RECORDED.exists() or not DURATIONS.exists():
        print("mutants: nothing to do; `make test` first records which tests reach which line")
        return 2

    reach, begun = Reach(), time.monotonic()
    _, path, number = ordered[0]
    first = mutants_in(path)[number]
    untouched = Mutant(path, first.line, "nothing", partial(path.read_text, "utf-8"))
    sound = reach.tests_for(untouched, asked.each)
    if sound and outcome(os.waitpid(start(untouched, sound), 0)[1]) != SURVIVED:
        print("mutants: the tests already break without a mutant:", *sound, sep="\n  ")
        return 2

    outcomes: Outcomes = {}
    in_time = (m for m in chosen if time.monotonic() - begun < asked.seconds)
    survey(in_time, reach, asked.each, lambda m, how: outcomes.setdefault(how, []).append(m))
    summary, share = summarise(outcomes, len(ordered), time.monotonic() - begun)
    print(summary)
    if asked.report:
        asked.report.write_text(summary + "\n", "utf-8")
    return 0 if share >= asked.floor else 1


def summarise(outcomes: Outcomes, all_there_are: int, took: float) -> tuple[str, float]:
    """What to print, and the share of the mutants that a test noticed."""
    tried = sum(map(len, outcomes.values()))
    noticed = sum(len(outcomes.get(how, [])) for how in NOTICED)
    share = noticed / tried if tried else 0.0
    head = f"mutants: {noticed} of {tried} noticed ({share:.0%}) in {took:.0f} s"
    lines = [f"{head}; there are {all_there_are}"]
    for how in (SURVIVED, UNREACHED, TIMEOUT):
        lines += [f"- {how}: {mutant}" for mutant in sorted(outcomes.get(how, []), key=str)]
    return "\n".join(lines), share


if __name__ == "__main__":
    sys.exit(main())
