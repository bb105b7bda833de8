"""Every page's HTML, as the server sends it, through the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gocluster_events.core.text import LANGUAGES
from tests.support import answers
from tests.support.chromium import started
from tests.support.pages import Page
from tools.steps import ROOT, Failed, timed
from tools.sweep_findings import Finding
from tools.sweep_site import Site

CHECKER = ROOT / "tools" / "sweep_parts" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Beginnings of messages that say nothing about our pages, each with the reason.
IGNORED: dict[str, str] = {}


def has_java() -> bool:
    """Whether the checker can run here."""
    java = shutil.which("java")
    return bool(java) and subprocess.run([str(java), "-version"], check=False, capture_output=True).returncode == 0


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    """What the checker says about these pages."""
    with tempfile.TemporaryDirectory(prefix="events-html-") as temporary:
        with timed(f"Fetching the HTML of {len(pages)} pages"):
            fetched = _fetch(site, pages, Path(temporary))
        with timed("Running the Nu HTML checker"):
            return _findings(messages([*fetched]), fetched)


def _fetch(site: Site, pages: Sequence[Page], folder: Path) -> dict[Path, tuple[Page, str]]:
    """The files, and of which page and language each is."""
    fetched = {}
    with started() as chromium:
        profiles = site.profiles(chromium)
        for number, page in enumerate(pages):
            for lang in LANGUAGES:
                tab = profiles[page.who].new_page()
                answer = answers.opened(tab, site.address, page, site.meeting, lang)
                file = folder / f"{number}-{lang}.html"
                file.write_bytes(answer.body())
                fetched[file] = (page, lang)
                tab.close()
    return fetched


def messages(files: Sequence[Path]) -> list[dict[str, str]]:
    """What the checker says about these files."""
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        listed: list[dict[str, str]] = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise Failed(f"the Nu HTML checker did not answer: {done.stderr[:500]}") from error
    return listed


def _findings(listed: Sequence[dict[str, str]], fetched: dict[Path, tuple[Page, str]]) -> list[Finding]:
    findings = []
    for message in listed:
        text = " ".join(message["message"].split())
        if text.startswith(tuple(IGNORED)):
            continue
        page, lang = fetched[Path(message["url"].removeprefix("file:"))]
        extract = " ".join(message.get("extract", "").split())[:120]
        kind = message.get("subType", message["type"])
        findings.append(Finding(str(page), f"html {kind}", f"{text} {extract}".strip(), lang))
    return findings
