"""Files in the tree that are made from the source, for developers: hold them or make them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path


def check_or_write(
    program: str, made: Callable[[], Mapping[Path, str]], arguments: list[str] | None = None
) -> int:
    """What a script does that makes files: 1 where `--check` finds one that differs."""
    ask = argparse.ArgumentParser(prog=program)
    either = ask.add_mutually_exclusive_group(required=True)
    either.add_argument("--check", action="store_true", help="complain where a file differs")
    either.add_argument("--write", action="store_true", help="write all of them anew")
    asked = ask.parse_args(arguments)
    differ = 0
    for path, text in made().items():
        if asked.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            print(f"{path.name} is not what it is made from: run {program} --write")  # noqa: T201
            differ = 1
    return differ
