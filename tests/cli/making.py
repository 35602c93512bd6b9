"""Files for the command line, and running it in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRST = EXAMPLES / "first-agreement.json"
RECORD = EXAMPLES / "first-agreement.record.json"
QUESTION = EXAMPLES / "questions" / "first-agreement.may-i-call.json"
BROKEN = EXAMPLES / "broken.json"

FINE: dict[str, Any] = {
    "type": "agreement",
    "spec_version": "1.0",
    "id": "urn:example:fine",
    "version": 1,
    "zone": "Europe/London",
    "language": "en-GB",
    "jurisdiction": {"country": "GB"},
    "parties": [
        {"id": "client", "roles": ["client"], "signs": True},
        {"id": "therapist", "roles": ["therapist"], "signs": True},
    ],
    "clauses": [
        {"kind": "contact.channel", "id": "phone", "medium": "phone"},
        {
            "kind": "crisis.route",
            "id": "crisis",
            "steps": [{"id": "a", "reach": "emergency_number", "number": "999", "always": True}],
        },
    ],
}
ASKS: dict[str, Any] = {
    "type": "question",
    "spec_version": "1.0",
    "kind": "contact.may",
    "at": "2026-06-10T10:00:00Z",
    "by": "client",
    "to": "therapist",
    "channel": "phone",
    "place": {"country": "GB"},
}


@attrs.frozen
class Ran:
    code: int
    out: str
    err: str


def boundlib(*arguments: str, given: bytes = b"", **environment: str) -> Ran:
    """Run it as a person does, with pipes for a terminal."""
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from boundlib.cli import main; main()", *arguments],
        input=given,
        capture_output=True,
        env={k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
        | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
        | environment,
        check=False,
        timeout=60,
    )
    return Ran(found.returncode, found.stdout.decode("utf-8"), found.stderr.decode("utf-8"))


def written(folder: Path, name: str, data: Any) -> str:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=1), "utf-8")
    return str(path)
