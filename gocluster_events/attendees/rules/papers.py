"""Who on a list is on the programme too, and who is on the programme alone."""

from collections.abc import Collection
from dataclasses import dataclass

from gocluster_events.attendees.rules.badges import Role
from gocluster_events.text import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What tells that two entries are one person: the key of the address, empty where none is known, or the name."""

    email_key: str
    first_name: str
    last_name: str

    @property
    def keys(self) -> frozenset[str]:
        """Everything by which the person is found; names are folded."""
        name = " ".join(fold(f"{self.first_name} {self.last_name}").split())
        return frozenset({self.email_key, name} - {""})


def keys(people: Collection[Known]) -> frozenset[str]:
    """Everything by which one of them is found."""
    return frozenset(key for each in people for key in each.keys)


def role(person: Known, programme: frozenset[str], team: frozenset[str]) -> Role:
    """What somebody is, when those on the programme have these keys and those who run the meeting these addresses."""
    if person.keys & programme:
        return Role.SPEAKER
    return Role.TEAM if person.email_key in team else Role.PARTICIPANT
