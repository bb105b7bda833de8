"""Handing on a place: who may be named, until when, and what the substitute takes over."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gocluster_events.errors import Refused
from gocluster_events.registration.people.rules.codes import FormOfAddress, Refusal, Status
from gocluster_events.registration.people.rules.entry import Entry
from gocluster_events.text import email_key

LONGEST = timedelta(days=7)
PLACED = frozenset({Status.CONFIRMED, Status.OFFERED, Status.DECLINED})
"""Whoever has a place needs none, and whom the organisers declined does not come in by another door."""


@dataclass(frozen=True, kw_only=True)
class Substitute:
    """Who is to come instead. Their mails are in ``language``."""

    form_of_address: FormOfAddress | None = None
    title: str = ""
    first_name: str
    last_name: str
    email: str
    language: str


def until(named_at: datetime, starts_at: datetime) -> datetime:
    """How long a substitute who was named then can accept the place: a week, at most until the meeting begins."""
    return min(named_at + LONGEST, starts_at)


def check_has_place(status: Status, starts_at: datetime, now: datetime) -> None:
    """Raises Refused unless there is a place to hand on."""
    if status is not Status.CONFIRMED or now >= starts_at:
        raise Refused(Refusal.NO_PLACE_TO_HAND_ON)


def check_is_other(substitute: Substitute, giver: Entry) -> None:
    """Raises Refused when somebody names themselves."""
    if email_key(substitute.email) == email_key(giver.email):
        raise Refused(Refusal.OWN_ADDRESS)


def check_may_accept(status: Status | None) -> None:
    """Raises Refused when the address of the substitute has a place already, or was declined; None: it is new."""
    if status in PLACED:
        raise Refused(Refusal.HAS_PLACE)


def successor(giver: Entry, substitute: Substitute, known: Entry | None = None) -> Entry:
    """What is registered of the substitute: where the giver comes from and how they take part, and their own name.

    Whoever has proven the address before keeps what is ``known`` of themselves.
    """
    if known is None:
        known = Entry(
            form_of_address=substitute.form_of_address,
            title=substitute.title,
            first_name=substitute.first_name,
            last_name=substitute.last_name,
            email=substitute.email,
            organisation=giver.organisation,
            actor_type=giver.actor_type,
            state=giver.state,
            mode=giver.mode,
            language=substitute.language,
        )
    return replace(
        known,
        organisation=giver.organisation,
        cluster=giver.cluster,
        actor_type=giver.actor_type,
        state=giver.state,
        mode=giver.mode,
    )
