"""Look at every page of the demo with programs that find what people miss: axe, the Nu HTML checker, Lighthouse."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.support import answers
from tests.support.pages import Page
from tools import sweep_axe, sweep_html, sweep_lighthouse, sweep_site
from tools.steps import ROOT, Failed, main
from tools.sweep_findings import Finding, as_text, write
from tools.sweep_site import Site

FOLDER = ROOT / "instance" / "sweep"
PROGRAMS = ("axe", "html", "lighthouse")


@dataclass(frozen=True)
class Order:
    """Which programs run, and what stands in the names of the pages they look at."""

    programs: tuple[str, ...]
    words: tuple[str, ...]

    def of(self, pages: Sequence[Page]) -> list[Page]:
        """Those of the pages that are wanted."""
        return [page for page in pages if all(word in str(page) for word in self.words)]


def order(arguments: Sequence[str]) -> Order:
    """What was asked for: all programs unless some are named, all pages unless words say which."""
    programs = tuple(program for program in PROGRAMS if program in arguments)
    return Order(programs or PROGRAMS, tuple(word for word in arguments if word not in PROGRAMS))


def run(arguments: list[str]) -> None:
    """Every page was looked at; the report is in instance/sweep/. Raises Failed when something is wrong with one."""
    selection = order(arguments)
    findings: list[Finding] = []
    tables: list[str] = []
    if not selection.of(sweep_site.SAMPLES):
        raise Failed(f"no page is called like {' and '.join(selection.words)}; tests/support/pages.py lists them.")
    with sweep_site.running() as site:
        pages, is_busy_too = selection.of(site.pages), bool(selection.of([answers.BUSY]))
        if "axe" in selection.programs:
            print(f"Looking at {len(pages)} pages with axe …", flush=True)
            findings += sweep_axe.look(site, pages, is_busy_too=is_busy_too)
        if "html" in selection.programs:
            findings += _html(site, pages)
        write(FOLDER, findings, tables)  # Lighthouse takes minutes; what is found is told even if nobody waits for it
        print(f"\n{as_text(findings) or 'No findings.'}\n", flush=True)
        if "lighthouse" in selection.programs:
            print("Running Lighthouse …", flush=True)
            tables.append(sweep_lighthouse.table(site, selection.words))
    write(FOLDER, findings, tables)
    print(f"The report is in {FOLDER.relative_to(ROOT)}/.")
    if findings:
        raise Failed(f"{len(findings)} findings; mend the pages named above.")


def _html(site: Site, pages: Sequence[Page]) -> list[Finding]:
    if sweep_html.has_java():
        return sweep_html.check(site, pages)
    print("There is no Java here, so the HTML checker is left out.", flush=True)
    return []


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # nothing is left running or lying about
    main(run, sys.argv[1:])
