"""Run every benchmark, one after the other; `make bench` does.

python benchmarks/run.py                 each script's tables
python benchmarks/run.py --json          one object, by script
python benchmarks/run.py contact_windows only those named
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = (
    "contact_windows",
    "contact_defects",
    "load",
    "decisions",
    "sharing",
    "changes",
    "ledger",
    "readings",
)


def main() -> int:
    ask = argparse.ArgumentParser(description="Every benchmark, one after the other.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    ask.add_argument("scripts", nargs="*", help=f"some of: {', '.join(SCRIPTS)}")
    asked = ask.parse_args()
    unknown = sorted(set(asked.scripts) - set(SCRIPTS))
    if unknown:
        ask.error(f"no benchmark is called {', '.join(unknown)}")
    found, worst = {}, 0
    for name in asked.scripts or SCRIPTS:
        command = [sys.executable, str(HERE / f"{name}.py"), *(["--json"] if asked.json else [])]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        worst = max(worst, abs(ran.returncode))
        if not asked.json:
            print(f"## {name}\n\n{ran.stdout}", flush=True)
        elif not ran.returncode:
            found[name] = json.loads(ran.stdout)
    if asked.json:
        print(json.dumps(found, indent=2))
    return worst


if __name__ == "__main__":
    sys.exit(main())
