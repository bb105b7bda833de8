"""What somebody is in an edition, and why the team stays as it is."""

from enum import Enum

from gocluster_events.access import Role
from gocluster_events.events.rules.team import TeamRefusal
from gocluster_events.i18n import LazyString, _l

ROLES: dict[Role, LazyString] = {
    Role.ORGANISER: _l("Organising team"),
    Role.STAFF: _l("Staff"),
}
MAY: dict[Role, LazyString] = {
    Role.ORGANISER: _l("May do everything in this event, and decides who runs it."),
    Role.STAFF: _l("Sees registrations and figures, downloads and prints lists, admits people. Changes nothing else."),
}
TEAM_REFUSALS: dict[Enum, LazyString] = {
    TeamRefusal.ARCHIVED: _l("This event is archived. Nobody joins its team and no role changes."),
    TeamRefusal.ALREADY_IN: _l("This person is in the team already."),
    TeamRefusal.LAST_ORGANISER: _l("An event needs an organiser. Give somebody else that role first."),
    TeamRefusal.YOURSELF: _l("You would lose rights yourself. Tick that you mean it."),
    TeamRefusal.OVER: _l("This invitation is no longer open."),
}
TEAM_ACTIONS: dict[str, LazyString] = {
    "team.invited": _l("Invited to the team"),
    "team.invitation_resent": _l("Invited to the team again"),
    "team.invitation_withdrawn": _l("Invitation to the team withdrawn"),
    "team.joined_as_organiser": _l("Joined the organising team"),
    "team.joined_as_staff": _l("Joined the team as staff"),
    "team.made_organiser": _l("Made an organiser"),
    "team.made_staff": _l("Made staff, no longer an organiser"),
    "team.let_go": _l("Left the team"),
}
