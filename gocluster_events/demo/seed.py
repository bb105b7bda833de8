"""The demo's database: four editions, those who run them and those who registered, the same at every start."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock, db
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.config import LOOPBACK, Settings
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import Localized
from gocluster_events.demo import (
    afterwards,
    arriving,
    cards,
    legal,
    meetings as inviting,
    people,
    places,
    programme,
    registering as arrivals,
    reporting,
    wishes,
)
from gocluster_events.demo.environment import ADMIN, ORGANISER, PASSWORD, STAFF
from gocluster_events.demo.facts import Facts, read
from gocluster_events.meeting.events.models import Event, Membership
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.own.services import ending
from gocluster_events.meeting.registration.own.services.consents import decide_in
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, seats
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status, Support
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import Consents, Needs, PersonalData
from gocluster_events.meeting.registration.sign_up.services import proving, registering as registering_services

ANNUAL, REGIONAL, REVIEWED, PAST = "jahrestagung-2027", "regionalforum-2027", "fachdialog-2027", "jahrestagung-2018"
SLUGS = (ANNUAL, REGIONAL, REVIEWED, PAST)  # in the order in which they are filled in
_BEGINNING = datetime(2018, 1, 2, 8, tzinfo=UTC)
_CROWDS: Mapping[str, arrivals.Crowd] = {
    ANNUAL: arrivals.ANNUAL_MEETING,
    REGIONAL: arrivals.REGIONAL_FORUM,
    REVIEWED: arrivals.EXPERT_DIALOGUE,
    PAST: {},
}
_SEED = 2027
_TOO_NARROW = Localized(
    "Der Fachdialog richtet sich an Personen, die selbst Wissen weitergeben.",
    "The dialogue is for people who hand on knowledge themselves.",
)
_NEEDS = (
    Needs(diet=Diet.VEGETARIAN),
    Needs(diet=Diet.VEGAN),
    Needs(diet=Diet.VEGETARIAN, intolerances="Haselnüsse"),
    Needs(intolerances="Laktose, Gluten"),
    Needs(support=(Support.WHEELCHAIR,)),
    Needs(support=(Support.CAPTIONING, Support.INDUCTION_LOOP), support_details="Bitte einen Platz vorne."),
)


def is_allowed(settings: Settings) -> bool:
    """Whether the site is a demo or a test that only this machine can reach: the passwords are public."""
    return settings.mode in {"demo", "test"} and urlsplit(settings.base_url).hostname in LOOPBACK


def prepare(settings: Settings) -> bool:
    """Fill in every meeting of the demo, where the database has no edition. Returns whether any was filled in.

    Raises:
        ValueError: the site is none that only this machine can reach.

    """
    return bool([*fill(settings)])


def fill(settings: Settings) -> Iterator[str]:
    """Fill an empty database with one meeting after the other; yields the slug of each that is complete.

    With a clock that is set behind the annual meeting, most of its guests were there.

    Raises:
        ValueError: the site is none that only this machine can reach.

    """
    if not is_allowed(settings):
        raise ValueError("the demo is only for GOCLUSTER_MODE=demo on a loopback address")
    slugs = SLUGS if is_empty() else ()
    for slug in slugs:
        with db.transaction() as session:
            team = _team(session) if slug == ANNUAL else _roles(session)
            _meet(session, read(slug), _CROWDS[slug], team)
        _COMPLETE[slug]()
        _send(slug)
        if slug == ANNUAL:
            _arrive(settings)
        yield slug
    if not slugs:
        _arrive(settings)


def is_empty() -> bool:
    """Tell whether the database has no edition."""
    return not db.session().scalar(sa.select(sa.exists().where(Event.id.is_not(None))))


def _arrive(settings: Settings) -> None:
    if settings.clock:
        arriving.let_in(ANNUAL, ORGANISER, clock.now())


def _complete_annual() -> None:
    wishes.collect(ANNUAL, ORGANISER)
    reporting.add(ANNUAL, ORGANISER)
    legal.approve_photo_notice(Act(ADMIN, arrivals.NOW - timedelta(days=100)))
    event_id = _id(ANNUAL)
    inviting.write(event_id, ORGANISER)
    appointed = Act(ORGANISER, arrivals.NOW - timedelta(hours=20))
    cards.name_note_taker(event_id, ANNUAL, read(ANNUAL)["note_taker"], appointed)


def _send(slug: str) -> None:
    """Mark the demo's own letters as sent; of the annual meeting's two were lost."""
    with db.transaction() as session:
        waiting = sa.update(Mail).where(Mail.state == State.QUEUED, Mail.created_at <= arrivals.NOW)
        session.execute(waiting.values(state=State.SENT, sent_at=Mail.created_at))
        if slug == ANNUAL:
            inviting.lose_two(session, _id(slug))


def _id(slug: str) -> int:
    return db.session().scalars(sa.select(Event.id).where(Event.slug == slug)).one()


def _review() -> None:
    """Of the registrations that wait for a decision, some are confirmed, some reviewed and one declined."""
    session = db.session()
    event_id = _id(REVIEWED)
    received = sa.select(Registration.id).where(
        Registration.event_id == event_id, Registration.status == Status.RECEIVED
    )
    ids = list(session.scalars(received.order_by(Registration.created_at, Registration.id)))
    at = arrivals.NOW - timedelta(hours=18)
    for kind, chosen, reason in (
        (Kind.CONFIRM, ids[:7], None),
        (Kind.REVIEW, ids[7:10], None),
        (Kind.DECLINE, ids[10:11], _TOO_NARROW),
    ):
        seen = decisions.standings(session, event_id, chosen)
        deciding.decide(event_id, seen, kind, Act(ORGANISER, at), reason)
        at += timedelta(minutes=9)


def _team(session: Session) -> dict[int, Role]:
    """Admin, organiser and staff can sign in; what the last two are in every edition, by account."""
    create = partial(sessions.create_account, session, password=PASSWORD, now=_BEGINNING)
    create(email=ADMIN, name="Ada Brunner", is_admin=True)
    create(email=ORGANISER, name="Marit Hellweger")
    create(email=STAFF, name="Timo Kellner")
    return _roles(session)


def _roles(session: Session) -> dict[int, Role]:
    role_by_email = {ORGANISER: Role.ORGANISER, STAFF: Role.STAFF}
    accounts = session.scalars(sa.select(Account).where(Account.email.in_(role_by_email)).order_by(Account.id))
    return {account.id: role_by_email[account.email] for account in accounts}


def _meet(session: Session, facts: Facts, crowd: arrivals.Crowd, team: Mapping[int, Role]) -> None:
    event = inviting.add(session, facts)
    session.add_all(Membership(event_id=event.id, account_id=account, role=role) for account, role in team.items())
    programme.publish(session, event, facts, ORGANISER)
    places.offer(session, event)
    questions = arrivals.add(session, event, facts)
    press = next((each for each in seats.quotas(session, event.id) if each.by_invitation), None)
    if press is not None:
        inviting.invite_guests(session, event, press)
    _gather(session, event, crowd, facts["cluster_share"], questions)
    event.status = EventStatus.ARCHIVED if facts.get("archived") else EventStatus.PUBLISHED
    if event.status is EventStatus.PUBLISHED:
        programme.introduce(session, event, facts, ORGANISER)
        places.take(session, event)


def _gather(
    session: Session, event: Event, crowd: arrivals.Crowd, cluster_share: int, questions: arrivals.Answerable
) -> None:
    answering = Random(f"{_SEED} answers {event.slug}")  # noqa: S311 -- apart, so that questions change nobody
    random = Random(f"{_SEED} {event.slug}")  # noqa: S311 -- it must be the same every time
    strangers = people.entries(random, people.clusters(cluster_share))
    ids: dict[int, int] = {}
    consents: dict[int, Consents] = {}
    for moment in arrivals.moments(random, crowd, event.registration_opens_at):
        match moment.act:
            case arrivals.Happens.REGISTER:
                entry, consents[moment.number] = next(strangers)
                sign_up = _sign_up(random, entry, moment.mode)
                sign_up = replace(
                    sign_up, answers=arrivals.answers(answering, questions, is_member=bool(entry.cluster))
                )
                ids[moment.number] = registering_services.register_in(session, event.id, sign_up, moment.at, random).id
            case _:
                _follow(session, event.id, ids[moment.number], moment, consents[moment.number])


def _follow(session: Session, event_id: int, registration_id: int, moment: arrivals.Moment, consents: Consents) -> None:
    match moment.act:
        case arrivals.Happens.PROVE:
            proving.prove_in(session, event_id, registration_id, 1, moment.at)
            person = session.get_one(Registration, registration_id)
            decide_in(session, person, consents, person.language, moment.at)
        case arrivals.Happens.CANCEL:
            ending.cancel_in(session, event_id, registration_id, moment.at)
        case arrivals.Happens.DECLINE:
            ending.decline_in(session, event_id, registration_id, Act(ORGANISER, moment.at))


def _sign_up(random: Random, entry: PersonalData, mode: Mode) -> SignUp:
    needs = random.choice(_NEEDS) if random.random() < 0.15 else Needs()
    return SignUp(replace(entry, mode=mode), needs, agrees_to_health=needs.is_health)


_COMPLETE: Mapping[str, Callable[[], None]] = {
    ANNUAL: _complete_annual,
    REGIONAL: lambda: wishes.allot(REGIONAL, ORGANISER),
    REVIEWED: _review,
    PAST: lambda: afterwards.add(PAST, ORGANISER),
}
"""What comes once people have registered: by verbs that are transactions of their own."""
