"""Every field of our forms that sends something else than what is typed, and whether that is the number of a row."""

import ast
import importlib
import re
from collections.abc import Iterator
from typing import Any

import wtforms

from tests.support.tree import files, name_of

CHOOSING = (wtforms.SelectField, wtforms.SelectMultipleField, wtforms.HiddenField)
READ = re.compile(r'request\.(?:form|values)\.get(?:list)?\("(\w+)"')
# Each of these takes numbers of rows, and so stands in a line of `foreign.LINES`, too.
ROWS = """
agenda/forms/item             track room person_{row}
agenda/forms/place            spot
agenda/forms/placement        move items
agenda/forms/proposal         first second
agenda/forms/standing_in      substitute items
agenda/forms/step             number
attendees/forms/__init__      ids
attendees/forms/admission     key
attendees/forms/choices       order column
registration/forms/asking     condition
registration/forms/invitations quota
registration/forms/questions  q{question}
"""
# These take codes, days, revisions, seals, numbers that each edition counts for itself, or what is the browser's own.
OTHERS = """
accounts/forms/__init__       answer
agenda/forms/availability     presence_{number}
agenda/forms/importing        language revision faults
agenda/forms/item             revision token rows kind language visibility day part_{row}
agenda/forms/own_page         answer language
agenda/forms/person           revision token status
agenda/forms/place            revision
agenda/forms/placement        seen
agenda/forms/proposal         what day kind
agenda/forms/removal          revision
agenda/views/draft            day
agenda/views/items            rows
agenda/views/placements       day
attendees/forms/__init__      reason
attendees/forms/admission     verb ago actor_type
attendees/forms/badges        size ids
attendees/forms/profiles      part format
events/forms/__init__         revision status zone attendee_list seen confirmation moving_up state
events/forms/clusters         revision state nevertheless
events/forms/places           revision
pages/forms/__init__          version revision seen
pages/forms/editions          zone
pages/forms/feedback          topic about
pages/forms/legal             seen
pages/forms/messages          revision seal when
pages/forms/reminders         revision at
pages/forms/team              role language
pages/forms/wordings          revision
pages/views/legal             seen
pages/views/messages          next
pages/views/parts             step
registration/forms/asking     revision kind retention each.value option{number}_id
registration/forms/by_team    revision language
registration/forms/colleagues entry outlook
registration/forms/details    revision
registration/forms/duplicates decision
registration/forms/invitations language known faults form_of_address expected column_{number}
registration/forms/questions  seen
registration/forms/quotas     revision mode actor_types
registration/forms/retention  revision
registration/forms/sign_up    form_of_address actor_type state mode diet support
registration/forms/substitution form_of_address
registration/forms/waiting    seen giving
registration/views/asking     step
registration/views/invited    answer
"""
RETURNED = "q{question}"  # the only fields that a function makes without a name: answers to questions


def told(table: str) -> set[str]:
    """The fields of a table, each with its module."""
    rows = (line.split() for line in table.splitlines() if line)
    return {f"{module} {name}" for module, *names in rows for name in names}


def choosing() -> set[str]:
    """The fields that there are, each with its module."""
    found: set[str] = set()
    for path in files(".py"):
        name = name_of(path).removeprefix("gocluster_events/").removesuffix(".py")
        if not name_of(path).startswith("gocluster_events/") or not {"forms", "views"} & set(name.split("/")):
            continue
        code = path.read_text(encoding="utf-8")
        names = READ.findall(code)
        if "forms" in name.split("/"):
            module = importlib.import_module(f"gocluster_events.{name.replace('/', '.').removesuffix('.__init__')}")
            names += [each for target, call in _named(ast.parse(code)) if (each := _field(module, target, call))]
        found |= {f"{name} {each}" for each in names}
    return found


def _named(tree: ast.AST) -> Iterator[tuple[ast.expr | None, ast.expr | None]]:
    """What is called something: in a class, in a dictionary, or returned without a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from ((target, node.value) for target in node.targets)
        elif isinstance(node, ast.Dict):
            yield from zip(node.keys, node.values, strict=True)
        elif isinstance(node, ast.DictComp):
            yield node.key, node.value
        elif isinstance(node, ast.Return):
            yield None, node.value


def _field(module: Any, target: ast.expr | None, call: ast.expr | None) -> str:
    """The name of the field that is made there; empty where none is."""
    kind = getattr(module, getattr(call.func, "id", ""), None) if isinstance(call, ast.Call) else None
    if not isinstance(kind, type) or not issubclass(kind, CHOOSING):
        return ""
    named = target.slice if isinstance(target, ast.Subscript) else target
    return RETURNED if named is None else re.sub(r"^f?'(.*)'$", r"\1", ast.unparse(named))
