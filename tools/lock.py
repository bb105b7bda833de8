"""Resolve pyproject.toml into requirements/*.txt: every version and every hash, wheels only, no registry named."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib

from tools.steps import BIN, ROOT, Failed, main, timed

REQUIREMENTS = ROOT / "requirements"
COMPILE = (
    *(str(BIN / "uv"), "--no-config", "--quiet", "pip", "compile", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--no-build"),
)
# The tests run on the very versions that production runs on.
LOCKS = {
    "app": (("postgres",), None),
    "test": (("postgres", "test"), "app"),
}
ALONE = ("bootstrap", "build", "node")


def run(arguments: list[str]) -> None:
    """Every file in requirements/ answers pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras: dict[str, list[str]] = tomllib.load(file)["project"]["optional-dependencies"]
    for name in ALONE:
        with tempfile.NamedTemporaryFile("w", suffix=".in", encoding="utf-8") as source:
            source.write("\n".join(extras[name]) + "\n")
            source.flush()
            _compile(name, [source.name, *arguments])
    for name, (chosen, same_as) in LOCKS.items():
        options = [word for extra in chosen for word in ("--extra", extra)]
        options += ["--constraint", f"requirements/{same_as}.txt"] if same_as else []
        _compile(name, ["pyproject.toml", *options, *arguments])


def _compile(name: str, options: list[str]) -> None:
    with timed(f"Locking requirements/{name}.txt"):
        done = subprocess.run([*COMPILE, *options, "--output-file", f"requirements/{name}.txt"], check=False, cwd=ROOT)
        if done.returncode:
            raise Failed("the versions in pyproject.toml cannot be resolved; uv says why above.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
