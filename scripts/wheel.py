"""The package as a stranger gets it: built, installed in a bare environment, used from elsewhere.

Builds the sdist, from that the wheel, installs the wheel alone with its pinned dependencies into
an environment outside the repository, and runs tests/packaging/wheel_smoke.py there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
SMOKE = ROOT / "tests/packaging/wheel_smoke.py"


def run(*command: str | Path, cwd: Path) -> None:
    # Nothing of this environment may leak in: no PYTHONPATH, no active virtual environment.
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    subprocess.run([str(part) for part in command], cwd=cwd, env=kept, check=True)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="boundlib-wheel-") as folder:
        there = Path(folder)
        built = there / "dist"
        run(
            *(sys.executable, "-m", "build", "--quiet", "--no-isolation", "--outdir", built, ROOT),
            cwd=there,
        )
        (wheel,) = built.glob("*.whl")
        venv.create(there / "bare", with_pip=True)
        python = there / "bare/bin/python"
        run(
            *(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("-c", ROOT / "requirements/pins.txt", wheel),
            cwd=there,
        )
        run(python, "-m", "pip", "check", cwd=there)
        # -I: neither the working folder nor the environment adds to what Python finds.
        run(python, "-I", "-W", "error", SMOKE, there / "bare/bin/boundlib", cwd=there)
    return 0


if __name__ == "__main__":
    sys.exit(main())
