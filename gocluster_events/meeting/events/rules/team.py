"""Who may change who runs an edition: it never loses its last organiser, and nobody steps down by accident."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from gocluster_events.core.access import Role
from gocluster_events.core.errors import Refused

INVITATION_LASTS = timedelta(days=7)


class TeamRefusal(Enum):
    """Why the team stays as it is."""

    ARCHIVED = "team_archived"
    ALREADY_IN = "already_in"
    LAST_ORGANISER = "last_organiser"
    YOURSELF = "yourself"
    OVER = "invitation_over"


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody's role becomes another one, or none; ``organisers`` counts those who can act for the edition now.

    ``is_self``: they change their own role; ``is_sure``: they have confirmed that.
    """

    before: Role
    after: Role | None
    organisers: int
    is_self: bool
    is_sure: bool


def check_step(step: Step) -> None:
    """Raises Refused when the edition would have no organiser, or somebody would lose rights without meaning to."""
    if step.before is not Role.ORGANISER or step.after is Role.ORGANISER:
        loses = step.after is None
    else:
        loses = True
        if step.organisers <= 1:
            raise Refused(TeamRefusal.LAST_ORGANISER)
    if loses and step.is_self and not step.is_sure:
        raise Refused(TeamRefusal.YOURSELF)
