"""The manual says who may do what as the software decides it."""

from pathlib import Path

import pytest

from gocluster_events.core.access import PERMISSIONS, Permission, Role, permitted

ROLES: tuple[Role | None, ...] = (Role.STAFF, Role.DESK, Role.ORGANISER, None)
"""The columns of the table; None is an administrator, who has no role."""
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in Path("docs/rights.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
]
TABLE = {code.strip("`"): says for _what, code, *says in LINES}


def answers(permission: Permission) -> list[str]:
    """What the software says to each role."""
    return ["yes" if permitted(role, permission, is_admin=role is None) else "no" for role in ROLES]


def test_the_table_of_rights_names_every_permission_once():
    named = [line[1].strip("`") for line in LINES if line[1].startswith("`")]
    assert sorted(named) == sorted(each.value for each in Permission)
    assert TABLE["permission"] == ["staff", "registration desk", "organiser", "administrator"]


@pytest.mark.parametrize("permission", Permission, ids=lambda each: each.value)
def test_each_role_may_do_what_the_table_of_rights_says(permission: Permission):
    assert TABLE[permission.value] == answers(permission)


def test_places_of_items_are_booked_by_everybody_of_the_team_and_their_limits_set_by_organisers():
    bookers = {role for role, may in PERMISSIONS.items() if Permission.BOOK_FOR_OTHERS in may}
    setters = {role for role, may in PERMISSIONS.items() if Permission.EDIT_BOOKINGS in may}
    assert (bookers, setters) == (set(Role), {Role.ORGANISER})
