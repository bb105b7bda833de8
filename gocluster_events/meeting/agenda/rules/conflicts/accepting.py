"""The findings of the checks, and which of them somebody has accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.timetable import Item

MOST_ALIKE = 10
"""So many findings of one kind stand one by one beside the plan; of more only the first are named."""
FIRST = 5


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding may stay, who said so and when."""

    fingerprint: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody has accepted."""

    conflict: Conflict
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class Alike:
    """The open findings of one kind and severity: how many there are, and those of them that stand beside the plan."""

    trouble: ConflictKind
    number: int
    first: tuple[Conflict, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of them stand there."""
        return len(self.first) == self.number

    @property
    def items(self) -> tuple[Item, ...]:
        """The first items that they are about, each once."""
        items = {item.uuid: item for each in self.first for item in each.items[:MOST_ALIKE]}
        return tuple(items.values())[: 2 * MOST_ALIKE if self.is_whole else MOST_ALIKE]


@dataclass(frozen=True)
class Findings:
    """What the checks found in a draft, the gravest first: what is ``open``, and what somebody has ``accepted``."""

    open: tuple[Conflict, ...]
    accepted: tuple[Accepted, ...] = ()

    @property
    def needing_attention(self) -> tuple[Conflict, ...]:
        """What somebody has to act on, or accept."""
        return tuple(conflict for conflict in self.open if conflict.needs_attention)

    def of(self, *severities: Severity) -> "Findings":
        """The open findings of these severities, and all accepted ones."""
        return Findings(tuple(each for each in self.open if each.severity in severities), self.accepted)

    def about(self, uuid: str) -> "Findings":
        """The findings that concern the item of a UUID."""
        return Findings(
            tuple(each for each in self.open if _is_about(each, uuid)),
            tuple(each for each in self.accepted if _is_about(each.conflict, uuid)),
        )

    @cached_property
    def groups(self) -> tuple[tuple[Severity, int, list[Alike]], ...]:
        """The open findings by severity, with how many there are, and within each severity by their kind."""
        groups = []
        for severity, conflicts in groupby(self.open, key=lambda each: each.severity):
            kinds = [(trouble, tuple(same)) for trouble, same in groupby(conflicts, key=lambda each: each.trouble)]
            groups.append((severity, sum(len(same) for _trouble, same in kinds), [_alike(*each) for each in kinds]))
        return tuple(groups)

    def of_kind(self, trouble: ConflictKind) -> tuple[Conflict, ...]:
        """The open findings of one kind, the gravest first."""
        return tuple(each for each in self.open if each.trouble is trouble)

    def acceptable(self, fingerprint: str) -> Conflict | None:
        """The open finding of a fingerprint, unless it is an error, which nobody can accept."""
        return next((each for each in self.open if each.fingerprint == fingerprint and _can_stay(each)), None)

    @property
    def fingerprints(self) -> frozenset[str]:
        """Those of all open findings that can be accepted."""
        return frozenset(each.fingerprint for each in self.open if _can_stay(each))

    def alike(self, conflict: Conflict) -> tuple[Conflict, ...]:
        """The other open findings of the same kind that can be accepted."""
        return tuple(e for e in self.open if e.trouble is conflict.trouble and e != conflict and _can_stay(e))

    def accepted_as(self, fingerprint: str) -> Accepted | None:
        """The accepted finding of a fingerprint."""
        return next((each for each in self.accepted if each.acceptance.fingerprint == fingerprint), None)


def _alike(trouble: ConflictKind, same: tuple[Conflict, ...]) -> Alike:
    return Alike(trouble, len(same), same if len(same) <= MOST_ALIKE else same[:FIRST])


def split_accepted(conflicts: Iterable[Conflict], acceptances: Mapping[str, Acceptance]) -> Findings:
    """What was found, and what of it was accepted, by its fingerprint; an error stays open whatever was accepted."""
    if not acceptances:
        return Findings(tuple(conflicts))  # of thousands, the fingerprints alone take as long as finding them
    opened, accepted = [], []
    for conflict in conflicts:
        acceptance = acceptances.get(conflict.fingerprint)
        if acceptance is not None and _can_stay(conflict):
            accepted.append(Accepted(conflict, acceptance))
        else:
            opened.append(conflict)
    return Findings(tuple(opened), tuple(accepted))


def _can_stay(conflict: Conflict) -> bool:
    return conflict.severity is not Severity.ERROR


def _is_about(conflict: Conflict, uuid: str) -> bool:
    return any(item.uuid == uuid for item in conflict.items)
