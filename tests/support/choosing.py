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
meeting/agenda/forms/item              track room person_{row}
meeting/agenda/forms/person            substitute items
meeting/agenda/forms/placement         spot move items item number
meeting/agenda/planning/forms          first second
attendance/attendees/forms             order column
attendance/contributors/forms          pair
attendance/door/forms                  key
meeting/registration/invitations/forms quota
meeting/registration/people/forms      q{question}
meeting/registration/sign_up/forms/details q{question}
meeting/registration/questions/forms   condition audience
"""
# These take codes, days, revisions, seals, numbers that each edition counts for itself, items by
# their UUID that are sought among the edition's own, registrations that are sought among an item's people,
# or what is the browser's own.
# The choices among what a person tells are made of the enums of `registration.people.rules.fields`: codes, too.
OTHERS = """
core/accounts/forms                    answer
meeting/agenda/forms/availability      presence_{number}
meeting/agenda/forms/item              revision token rows kind language visibility sign_up has_stream day part_{row}
meeting/agenda/forms/person            answer language revision token status
meeting/agenda/forms/common_times      token time_{key}_uuid time_{key}_revision time_{key}_day time_{key}_use
meeting/agenda/forms/essentials        revision token
meeting/agenda/forms/placement         revision seen
meeting/agenda/forms/snapshot          others
meeting/agenda/importing/forms         language revision faults seen_words word_{at} day_{day.date:%Y%m%d}
meeting/agenda/forms/suggestion        revision digest
meeting/agenda/planning/forms          what day kind take leave
meeting/agenda/planning/views          day
meeting/agenda/views/common_times      remove
meeting/agenda/views/draft             day
meeting/agenda/views/items             rows day
meeting/agenda/views/panel             day
attendance/attendees/forms             reason part format
post_event/cards/forms/own             seen wording correct named step
attendance/contributors/forms          answer
attendance/item_door/forms             step
attendance/door/forms                  verb ago actor_type day
backoffice/editions/forms              zone
backoffice/editions/views/parts        step
meeting/events/forms/clusters          revision state nevertheless
meeting/events/forms/days              agreed day_{key}_kind day_{key}_was
meeting/events/forms/rooms_and_tracks  revision
meeting/events/forms/settings          revision zone attendee_list seen confirmation moving_up state
backoffice/feedback/forms              topic about
post_event/follow_ups/forms            revision outcome showing
backoffice/legal/forms                 seen
post_event/cards/forms/card            revision item language ask_person owner into
post_event/cards/forms/appointing      token item person language
post_event/cards/forms/notes           uuid revision
post_event/cards/views/board           show
post_event/cards/views/deciding        card to
post_event/lessons/forms               revision page weeks
backoffice/legal/views                 seen
post_event/materials/forms             revision item kind language licence accessible seen_by upload
backoffice/messages/forms              revision seal when
backoffice/messages/views/writing      next
post_event/photos/forms                item revision
post_event/photos/views/team           step
attendance/papers/forms                size ids seen
backoffice/publishing/forms            revision seen
meeting/registration/deciding/forms    revision language
meeting/registration/duplicates/forms  decision
meeting/registration/invitations/forms language known faults form_of_address expected column_{number} addresses
meeting/registration/people/forms      seen
meeting/registration/invitations/forms sheet head_row
meeting/registration/own/forms         revision list_email list_name list_public photos purposes
attendance/bookings/forms/by_hand      item
attendance/bookings/forms/for_others   deed item
attendance/bookings/forms/saved        items
attendance/bookings/forms/terms        q{question} revision seen
attendance/bookings/views/windows      id
attendance/bookings/views/several      id
attendance/bookings/forms/places       instead stays waits
meeting/registration/privacy/forms     revision
meeting/registration/questions/forms   revision kind retention name item option{number}_id
meeting/registration/questions/views   step
meeting/registration/quotas/forms      revision mode actor_types
meeting/registration/sign_up/forms/draft entry outlook
meeting/registration/sign_up/forms/page form.member
meeting/registration/sign_up/views/fields leave entry
meeting/registration/sign_up/views/invited answer
meeting/registration/substitution/forms form_of_address
meeting/registration/waiting/forms     seen giving
post_event/releases/forms              wording revision answer people seen
post_event/report/forms/answer         subject answer
post_event/report/forms/editing        revision order edited
post_event/report/forms/restoring      seen
post_event/report/views/editor         act
post_event/report/views/written        act edited
site/forms                             version
post_event/survey/forms                revision seen _kind
backoffice/team/forms                  role language
attendance/wishes/forms/round          revision most_wishes
attendance/wishes/forms/runs           number seen
attendance/wishes/forms/wishing        seen {block.name}_{rank}
backoffice/wordings/forms              revision at
"""
RETURNED = "q{question}"  # the only fields that a function makes without a name: answers to questions


def listed(table: str) -> set[str]:
    """The fields that a table lists, each with its module."""
    rows = (line.split() for line in table.splitlines() if line)
    return {f"{module} {name}" for module, *names in rows for name in names}


def choosing() -> set[str]:
    """The fields that the code declares, each with its module."""
    choices: set[str] = set()
    for path in files(".py"):
        name = name_of(path).removeprefix("gocluster_events/").removesuffix(".py")
        if not name_of(path).startswith("gocluster_events/") or not {"forms", "views"} & set(name.split("/")):
            continue
        code = path.read_text(encoding="utf-8")
        names = READ.findall(code)
        if "forms" in name.split("/"):
            module = importlib.import_module(f"gocluster_events.{name.replace('/', '.').removesuffix('.__init__')}")
            names += [each for target, call in _named(ast.parse(code)) if (each := _field(module, target, call))]
        choices |= {f"{name} {each}" for each in names}
    return choices


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


def _kind(module: Any, name: ast.expr) -> Any:
    """What the module calls by that name, its own or one of a module that it knows; None for anything else."""
    if isinstance(name, ast.Attribute):
        return getattr(_kind(module, name.value), name.attr, None)
    return getattr(module, name.id, None) if isinstance(name, ast.Name) else None


def _field(module: Any, target: ast.expr | None, call: ast.expr | None) -> str:
    """The name of the field that is made there; empty where none is."""
    kind = _kind(module, call.func) if isinstance(call, ast.Call) else None
    if not isinstance(kind, type) or not issubclass(kind, CHOOSING):
        return ""
    named = target.slice if isinstance(target, ast.Subscript) else target
    return RETURNED if named is None else re.sub(r"^f?'(.*)'$", r"\1", ast.unparse(named))
