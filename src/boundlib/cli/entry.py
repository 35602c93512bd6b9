"""The way in: exit codes, and nothing of a document in a message about an error of our own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from boundlib.cli.commands import boundlib
from boundlib.cli.terminal import complain, safe
from boundlib.errors import BoundlibError

FINE = 0
"""All is well."""
USAGE = 2
"""The command was not called as it can be."""
INTERNAL = 70
"""An error of boundlib's own."""
UNWRITTEN = 74
"""What it has to say cannot be written."""
STOPPED = 130
"""The person stopped it."""
CLOSED = 141
"""Whoever read the output closed it early."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_refuse(stream)
    if sys.stdout is None:  # closed before it was started
        complain("there is no standard output to write to.")
        return UNWRITTEN
    try:
        # Not `boundlib.main`: it has exit codes of its own.
        given = list(sys.argv[1:] if arguments is None else arguments)
        with boundlib.make_context("boundlib", given) as context:
            code = boundlib.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        # It may quote an id from a file, or the name of one.
        vars(error)["message"] = "\n".join(map(safe, error.message.split("\n")))
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except BrokenPipeError:
        _stop_writing()
        return CLOSED
    except BoundlibError as error:
        complain(str(error))
        return USAGE
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            _stop_writing()
            complain(f"the output cannot be written: {(error.strerror or 'no reason').lower()}.")
            return UNWRITTEN
        complain(_internal(error))
        return INTERNAL
    return code if isinstance(code, int) else FINE


def _never_refuse(stream: TextIO | None) -> None:
    """A terminal that cannot show a character gets its escape."""
    change = getattr(stream, "reconfigure", None)
    if change is not None:
        change(errors="backslashreplace")


def _stop_writing() -> None:
    """Nothing more can be written; the interpreter must not try it on its way out."""
    with suppress(OSError):  # a stream that is no file has nothing left to write
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _internal(error: Exception) -> str:
    """What to report: which error and where. Its message may hold what people wrote."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    name = type(error).__name__
    return f"internal error ({name} in {where}). Please report it; no document is quoted here."
