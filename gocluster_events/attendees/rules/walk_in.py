"""Somebody stands at the door who is not registered."""

from dataclasses import dataclass
from enum import Enum

from gocluster_events.registration.rules.codes import ActorType


class Hurdle(Enum):
    """Why somebody who comes unregistered is not let in."""

    NO_PLACE = "no_place"


@dataclass(frozen=True, kw_only=True, slots=True)
class WalkIn:
    """What somebody tells at the door. ``despite``: they come in though no place is free."""

    first_name: str
    last_name: str
    organisation: str
    email: str = ""
    actor_type: ActorType | None = None
    list_name: bool = False
    no_photos: bool = False
    despite: bool = False
