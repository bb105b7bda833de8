"""What a consent is for, in which wording it was given, and what follows. Only the person gives one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import Consents, Core, Requirement


class ConsentPurpose(Enum):
    """What somebody consents to, or not."""

    LIST_NAME = "list_name"
    LIST_PUBLIC = "list_public"
    LIST_EMAIL = "list_email"
    PHOTOS = "photos"
    HEALTH = "health"


class PhotoConsent(Enum):
    """What lists say of photographs: without a yes there is no consent."""

    GIVEN = "given"
    NONE = "none"


LISTS = (ConsentPurpose.LIST_NAME, ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_EMAIL)
WITHIN_LIST = frozenset({ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_EMAIL})
"""What nobody can consent to who is not in the list of the participants."""

WORDINGS: Mapping[ConsentPurpose, int] = dict.fromkeys(ConsentPurpose, 1)
"""The number of the wording in which each is asked now. Whoever changes a sentence raises its number and keeps the old
sentence in `words.consents`.
"""


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """One answer about a purpose: given and not withdrawn is a consent, withdrawn without being given a no."""

    purpose: ConsentPurpose
    version: int
    language: str
    given_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def holds(self) -> bool:
        """Whether it is a consent today."""
        return self.given_at is not None and self.withdrawn_at is None


def answers(facts: Iterable[ConsentFacts]) -> Mapping[ConsentPurpose, bool]:
    """Whether there is a consent to every purpose that was answered."""
    given: dict[ConsentPurpose, bool] = {}
    for each in facts:
        given[each.purpose] = given.get(each.purpose, False) or each.holds
    return given


def consents(facts: Iterable[ConsentFacts]) -> Consents:
    """What somebody answered about lists and photographs."""
    given = {purpose.value: answer for purpose, answer in answers(facts).items()}
    return Consents(**{each.name: given.get(each.name) for each in fields(Consents)})


def tidied(answered: Consents) -> Consents:
    """The answers once those that hang on the list follow the answer about it."""
    if answered.list_name:
        return answered
    return replace(answered, list_public=None, list_email=None)


def unanswered(answered: Consents, core: Core) -> Sequence[ConsentPurpose]:
    """The questions of the edition that the person has not answered, without those that hang on another answer."""
    return tuple(
        each
        for each in (ConsentPurpose.LIST_NAME, ConsentPurpose.PHOTOS)
        if core[each.value] is not Requirement.OFF and getattr(answered, each.value) is None
    )


def check_may_consent(status: Status) -> None:
    """Raises Refused unless somebody with that status can consent to something; everybody can say no."""
    if status is Status.UNCONFIRMED:
        raise Refused(Refusal.NOT_PROVEN)
    if status not in ACTIVE:
        raise Refused(Refusal.ALREADY_ENDED)
