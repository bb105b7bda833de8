"""Whatever the audit log says about a registration, its person can read; and of everything there is a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import gocluster_events
from gocluster_events.backoffice.oversight.words.auditing import ACTIONS as EVERY_ACTION, GROUPS
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.registration.invitations.rules.codes import Mailing
from gocluster_events.meeting.registration.people.words.history import ACTIONS

PACKAGE = Path(gocluster_events.__file__).parent
RECORDED = re.compile(r'"(registration\.[a-z_]+)"')
ACTION = re.compile(r"[a-z_]+(\.[a-z_]+)+")
RECORDING = re.compile(r"_?(audit|record|put|end|note|log|arrange|told)")
"""How the functions are called that put something on record, directly or through another one."""


NO_ACTIONS = {"own.prove", "own.personal", "sign_up.invitation"}  # pages that a service names


def verbs() -> Iterator[Path]:
    """The modules of every room's services."""
    yield from (*PACKAGE.rglob("services/*.py"), *PACKAGE.rglob("services.py"))


def recorded() -> set[str]:
    """Every action that a verb puts on record about a registration."""
    names: set[str] = set()
    for file in verbs():
        for call in re.findall(r"\b(?:record|audit|put|end)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", file.read_text()):
            names.update(RECORDED.findall(call))
    return names


def services() -> Iterator[ast.AST]:
    for file in verbs():
        yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def actions() -> set[str]:
    """Every action that any verb puts on record: a text that is handed to a recording function, or a choice of them."""
    handed: set[str] = set()
    chosen: set[str] = set()
    for node in services():
        match node:
            case ast.Call(func=called, args=args, keywords=named) if RECORDING.fullmatch(_name(called)):
                handed |= _texts([*args, *(each.value for each in named if each.arg == "action")])
            case ast.Call(args=args):
                chosen |= _texts(args)
            case ast.Assign(value=value):
                chosen |= _texts([value])
            case ast.Dict(values=values):
                chosen |= _texts(values)
    return handed | {each for each in chosen if each.partition(".")[0] in {group.value for group in GROUPS}}


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def _texts(nodes: list[ast.expr]) -> set[str]:
    """The whole texts among these, in either branch of a choice."""
    texts = (each.value for node in nodes for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {text for text in texts if isinstance(text, str) and ACTION.fullmatch(text) and not text.endswith(".ics")}


def test_every_action_on_record_has_a_sentence():
    assert sorted(recorded() - set(ACTIONS)) == []


def test_the_search_finds_what_is_recorded():
    assert {"registration.received", "registration.substituted", "registration.merged_away"} <= recorded()


def test_every_action_of_every_feature_has_a_sentence_in_the_audit_log():
    """The first half of one that is put together must begin some."""
    missing = actions() - set(EVERY_ACTION) - NO_ACTIONS
    halves = {each for each in missing if each.endswith("_") and any(name.startswith(each) for name in EVERY_ACTION)}
    assert sorted(missing - halves) == []


def test_the_search_finds_actions_however_they_are_recorded():
    spelled = {f"person.{each.value}" for each in PersonStatus} | {
        f"invitations.mailed.{each.value}" for each in Mailing
    }
    assert spelled <= set(EVERY_ACTION), "put together when it is recorded"
    wanted = {"quota.added", "question.retired", "registration.declined", "person.link_renewed", "account.created"}
    assert wanted <= actions()


def test_every_action_belongs_to_a_group_of_the_filter():
    assert [name for name in EVERY_ACTION if not any(name.startswith(group.value) for group in GROUPS)] == []
