"""Whatever the audit log says about a registration, its person can read."""

import re
from pathlib import Path

import gocluster_events
from gocluster_events.registration.words.history import ACTIONS

RECORDED = re.compile(r'"(registration\.[a-z_]+)"')


def recorded() -> set[str]:
    """Every action that a verb puts on record about a registration."""
    found: set[str] = set()
    for file in Path(gocluster_events.__file__).parent.glob("*/services/*.py"):
        for call in re.findall(r"\b(?:record|audit)\((?:[^()]|\([^()]*\))*\)", file.read_text()):
            found.update(RECORDED.findall(call))
    return found


def test_every_action_on_record_has_a_sentence():
    assert sorted(recorded() - set(ACTIONS)) == []


def test_the_search_finds_what_is_recorded():
    assert {"registration.received", "registration.substituted", "registration.merged_away"} <= recorded()
