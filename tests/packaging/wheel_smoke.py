"""Run by scripts/wheel.py with the Python of a bare environment that holds only the wheel."""

import importlib.util
import json
import subprocess
import sys
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import boundlib

HERE = files(boundlib)
DATA = HERE / "_data"


def comes_from_the_wheel() -> None:
    assert "site-packages" in str(boundlib.__file__)
    assert metadata.version("boundlib") == "0.1.0"
    assert (HERE / "py.typed").is_file(), "the package does not say that it is typed"
    top = {Path(str(f)).parts[0] for f in metadata.files("boundlib") or ()}
    assert {part for part in top if ".dist-info" not in part and part != ".."} == {"boundlib"}


def needs_nothing_else() -> None:
    for absent in ("jsonschema", "cattrs", "numpy", "pytest"):
        assert importlib.util.find_spec(absent) is None, f"{absent} came along"
    assert not {"click", "holidays", "jsonschema"} & sys.modules.keys(), "a heavy import at start"


def carries_schemas_and_vectors() -> None:
    shipped = {f.name for f in (DATA / "schemas" / "1.0").iterdir()}
    for kind in ("agreement", "record", "question", "decision"):
        assert f"{kind}.schema.json" in shipped, f"no schema of a {kind} among {sorted(shipped)}"
        assert boundlib.schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert any((DATA / "schemas" / "vectors").iterdir()), "no vectors"


def reads_its_examples() -> None:
    examples = sorted(Path(str(DATA / "examples")).rglob("*.json"))
    assert examples, "no examples"
    for path in examples:
        sound = boundlib.check(path.read_bytes()).ok
        assert sound == (path.name != "broken.json"), f"{path.name}: sound is {sound}"


def answers_on_the_command_line(command: str) -> None:
    def run(*arguments: str) -> str:
        return subprocess.run(
            [command, *arguments], check=True, stdout=subprocess.PIPE
        ).stdout.decode()

    assert run("demo")
    assert json.loads(run("schema", "agreement"))["type"] == "object"


if __name__ == "__main__":
    comes_from_the_wheel()
    needs_nothing_else()
    carries_schemas_and_vectors()
    reads_its_examples()
    answers_on_the_command_line(sys.argv[1])
    print("the wheel works on its own")
