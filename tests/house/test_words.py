"""Every code that a rule can return has a sentence."""

import importlib
import inspect
import pkgutil
import re
from enum import Enum
from functools import reduce
from pathlib import Path
from types import ModuleType

import gocluster_events
from gocluster_events.factory.rooms import words

# Codes that no page shows by themselves: the reason stands beside each.
SILENT = {
    "gocluster_events.meeting.events.rules.days.Stage": "which face a page has; its sentences are the template's",
    "gocluster_events.core.accounts.rules.Lost": "what the worker looks up; no page names it",
    "gocluster_events.meeting.agenda.rules.grid.Shape": "how the grid is laid out",
    "gocluster_events.meeting.agenda.rules.drawn_changes.Face": (
        "how a piece is drawn; its words are those of the change"
    ),
    "gocluster_events.meeting.agenda.rules.grid.Size": "how much of an item fits into its cell",
    "gocluster_events.meeting.agenda.rules.preferences.Relation": (
        "how two items should lie; the sentence is that of the want"
    ),
    "gocluster_events.meeting.events.rules.edition.Shelf": (
        "where the start page lists it; its headings are the template's"
    ),
    "gocluster_events.site.rules.registration_box.BoxState": "which box is shown; its sentences are the template's",
    "gocluster_events.site.rules.tasks.Task": "which rows the desk shows; their sentences are the template's",
    "gocluster_events.post_event.photos.rules.codes.ObjectionState": "the letter says what was decided",
    "gocluster_events.post_event.follow_ups.rules.codes.Showing": (
        "what everybody reads of it; the form and the page say it"
    ),
    "gocluster_events.post_event.cards.rules.board.Show": "which cards are looked at; the links of the board say it",
    "gocluster_events.post_event.cards.rules.codes.Deed": (
        "changing and answering have pages of their own; the rest has words"
    ),
    "gocluster_events.attendance.item_door.rules.Way": "how the desk lets somebody in; its button says it",
    "gocluster_events.post_event.report.rules.checks.Check": "each has a sentence for each grade",
    "gocluster_events.post_event.report.rules.editing.Step": "which way a block goes; its button says it",
    "gocluster_events.attendance.wishes.rules.wish_problem.Bar": (
        "each is a cause, whose sentence stands with the others"
    ),
    "gocluster_events.meeting.registration.duplicates.rules.Inherited": (
        "each choice names the state that follows from it"
    ),
    "gocluster_events.meeting.registration.people.rules.codes.NoteKind": "what happened stands beside the note",
    "gocluster_events.meeting.registration.people.rules.entry.Repeat": "who registers again is answered by mail only",
}


def modules() -> list[ModuleType]:
    packages = pkgutil.walk_packages(gocluster_events.__path__, "gocluster_events.")
    names = [each.name for each in packages if ".migrations" not in each.name]
    return [importlib.import_module(name) for name in names]


def codes() -> dict[str, type[Enum]]:
    """The enums of every feature's rules."""
    return {
        f"{kind.__module__}.{name}": kind
        for module in modules()
        if "rules" in module.__name__.split(".")
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Enum) and kind.__module__ == module.__name__
    }


def sentences() -> set[Enum]:
    """The codes that stand in some feature's words."""
    tables = [
        value
        for module in modules()
        if "words" in module.__name__.split(".")
        for value in vars(module).values()
        if isinstance(value, dict)
    ]
    return {code for table in tables for code in table if isinstance(code, Enum)}


def test_no_code_is_without_a_sentence():
    sentence_by_code = sentences()
    missing = [
        f"{name}.{code.name}"
        for name, kind in codes().items()
        if name not in SILENT
        for code in kind
        if code not in sentence_by_code
    ]
    assert missing == []


def test_what_is_silent_exists():
    assert sorted(set(SILENT) - set(codes())) == []


def test_every_word_that_a_template_names_exists():
    for template in sorted((Path(__file__).parents[2] / "templates").rglob("*.html")):
        for name in re.findall(r"(?<![\w-])words((?:\.\w+)+)", template.read_text(encoding="utf-8")):
            assert reduce(getattr, name.removeprefix(".").split("."), words()) is not None, template.name
