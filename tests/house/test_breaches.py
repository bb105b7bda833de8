"""The import contracts catch what they forbid: each breach, planted in a copy of the house, is named by the linter."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ROOT

PACKAGE = "gocluster_events"
# The contract that is broken, the module that breaks it, and what it imports.
BREACHES = """
Areas              core.search                                      meeting.events.rules
Attendance         attendance.attendees.rules.columns               attendance.papers.rules
Attendance         attendance.door.queries                          attendance.attendees.queries.listing
Meeting            meeting.events.queries                           meeting.registration.people.models
Core               core.text                                        core.web.fields
Registration       meeting.registration.people.rules.codes          meeting.registration.waiting.rules
Registration       meeting.registration.waiting.services.queue      meeting.registration.sign_up.services.proving
Registration       meeting.registration.own.forms                   meeting.registration.privacy.forms
Agenda             meeting.agenda.queries.draft                     meeting.agenda.planning.services
Agenda             meeting.agenda.rules.preferences                 meeting.agenda.words.free_slots
Feature            backoffice.legal.queries                         backoffice.legal.services
Feature            meeting.registration.invitations.rules.codes     meeting.registration.invitations.words
Pure               site.rules.growth                                flask
Pure               attendance.papers.exports                        sqlalchemy
Quiet              backoffice.messages.services                     werkzeug
Quiet              meeting.registration.quotas.queries              gocluster_events.core.web.answers
Thin               meeting.registration.duplicates.views            sqlalchemy
Thin               meeting.registration.waiting.forms               flask_sqlalchemy
Doors (views)      cli.worker                                       backoffice.legal.views
Doors (forms)      meeting.agenda.planning.words                    meeting.agenda.planning.forms
No circles         meeting.agenda.rules.timetable                   meeting.agenda.rules.grid
Post-event         post_event.releases.rules                        post_event.cards.rules
Back office        backoffice.legal.rules                           backoffice.editions.rules
"""
STRAYS = (
    "helpers.py",
    "attendance/helpers.py",
    "backoffice/legal/helpers.py",
    "meeting/registration/extras/rules.py",
    "meeting/agenda/helpers.py",
)
STRANGERS = (
    "helpers",
    "attendance.helpers",
    "backoffice.legal.helpers",
    "meeting.registration.extras",
    "meeting.agenda.helpers",
)  # as the linter names them


def breaches() -> Iterator[tuple[str, str, str]]:
    for line in BREACHES.strip().splitlines():
        *contract, module, imported = line.split()
        yield (
            " ".join(contract),
            module,
            imported if imported in WITHOUT or imported.startswith(PACKAGE) else (f"{PACKAGE}.{imported}"),
        )


WITHOUT = {"flask", "sqlalchemy", "werkzeug", "flask_sqlalchemy"}  # which are not ours


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house, to be spoiled."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / PACKAGE, copy / PACKAGE, ignore=shutil.ignore_patterns("__pycache__", "versions", "*.mo"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def linted(house: Path) -> str:
    """What the linter says of it, without line breaks."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(house), "COLUMNS": "400"}
    done = subprocess.run(command, check=False, cwd=house, env=environment, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def file_of(house: Path, module: str) -> Path:
    return house / PACKAGE / f"{module.replace('.', '/')}.py"


def test_every_breach_is_named(house: Path):
    for _contract, module, imported in breaches():
        file = file_of(house, module)
        file.write_text(f"{file.read_text(encoding='utf-8')}\nimport {imported}\n", encoding="utf-8")
    report = linted(house)
    silent = [
        (contract, module, imported)
        for contract, module, imported in breaches()
        if not (f"{PACKAGE}.{module} -> {imported}" in report or contract == "No circles")
    ]
    assert silent == []
    assert "15 broken" in report


def test_a_file_that_no_contract_knows_is_named(house: Path):
    for stray in STRAYS:
        (house / PACKAGE / stray).parent.mkdir(exist_ok=True)
        for file in {(house / PACKAGE / stray).parent / "__init__.py", house / PACKAGE / stray}:
            file.touch()
    report = linted(house)
    assert [name for name in STRANGERS if f"- {PACKAGE}.{name} " not in report] == []
