"""The command line: the only place that reads a clock, files or arguments."""

from boundlib.cli.entry import main

__all__ = ["main"]
