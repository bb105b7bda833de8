"""What a facet counts is what the list shows once its value is chosen, whatever else narrows the list."""

from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import facets, listing
from gocluster_events.attendance.attendees.rules.filter import FACETS, Field, read
from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import db
from gocluster_events.core.db import session as reading
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.models import AnswerRow, Consent, QuestionVersion, Registration
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from tests.support.make import make_cluster, make_event, make_quota, registration_values
from tests.support.questions import ask_tour
from tests.support.settings import NOW

FILTERS = (
    {},
    {"status": ["confirmed", "waitlisted"], "mode": ["onsite"], "type": ["sme"]},
    {"quota": ["-"], "admission": ["in"], "delivery": ["unhindered", "fails"]},
    {"cluster": ["-"], "state": ["BE"], "photos": ["yes"], "listed": ["no"]},
    {"search": ["Kmi"], "state": ["BE", "HH"]},
    {"answer": ["1:yes"], "status": ["confirmed"]},
    {"since": [NOW.date().isoformat()], "id": [str(number) for number in range(1, 30)], "type": ["sme", "press"]},
)


@pytest.fixture
def many(event: Event) -> Event:
    """An edition with many people, no two of whom are alike in all that the list is narrowed by, and another one."""
    dice, comes, quota, other = Random(22), ask_tour(event)[0], make_quota(event).id, make_event(slug="other").id
    make_cluster(event)
    people = [
        registration_values(
            dice.choice((event.id, event.id, event.id, other)), first_name=dice.choice(("Kim", "Lea")),
            last_name=f"Muster{number}", email=f"p{number}@example.org" if number % 9 else "",
            email_key=f"p{number}@example.org", waitlisted_at=NOW,
            status=dice.choice((Status.CONFIRMED, Status.WAITLISTED, Status.LAPSED)), mode=dice.choice(list(Mode)),
            quota_id=dice.choice((None, quota)), actor_type=dice.choice((ActorType.SME, ActorType.PRESS, None)),
            state=dice.choice((FederalState.BE, FederalState.HH, None)), cluster=dice.choice(("", "smart³", "Nord")),
        )
        for number in range(60)
    ]  # fmt: skip
    with db.transaction() as session:
        session.execute(sa.insert(Registration), people)
        ids = session.scalars(sa.select(Registration.id).order_by(Registration.id)).all()
        version = session.scalars(sa.select(QuestionVersion.id).where(QuestionVersion.question_id == comes)).one()
        for number in ids:
            session.add_all(_left_by(number, version, event.id, dice))
    return event


def _left_by(number: int, version: int, event_id: int, dice: Random) -> list[db.Base]:
    """What somebody has left."""
    purpose, at = dice.choice((ConsentPurpose.PHOTOS, ConsentPurpose.LIST_NAME)), dice.choice((None, None, NOW))
    about = {"key": f"m{number}", "subject": f"registration:{number}", "recipient": f"p{number}@example.org"}
    rows = [
        Consent(
            registration_id=number, purpose=purpose, version=1, language="de", given_at=NOW, withdrawn_at=at,
        ),
        AnswerRow(registration_id=number, version_id=version, option=dice.choice(("yes", "no"))),
        Admission(
            event_id=event_id, registration_id=number, day=NOW.date(), key=f"a{number}", at=NOW, received_at=NOW,
            actor="staff@example.org", undone_at=dice.choice((None, None, NOW)),
        ),
        Mail(
            scope=f"edition:{event_id}", language="de", letter="new_link", state=State.FAILED, created_at=NOW,
            not_before=NOW, attempts=1, **about,
        ),
    ]  # fmt: skip
    return [row for row in rows if dice.random() < 0.6]


@pytest.mark.both_databases
def test_a_value_counts_as_many_as_the_list_shows_once_it_is_chosen(many: Event):
    session, known, numbers = reading(), listing.filter_choices(reading(), many), set()
    for parameters in FILTERS:
        wanted = read(parameters, known)[0]
        counts = facets.facet_counts(session, many.id, wanted)
        for field in (*FACETS, Field.ANSWER):
            alone = {value: read({**parameters, field.value: [value]}, known)[0] for value in counts[field]}
            alone = {value: each for value, each in alone.items() if each.values(field)}  # not of who said nothing
            lists = dict(zip(alone, listing.counts(session, many.id, [*alone.values()]), strict=True))
            assert (parameters, field, {value: counts[field][value] for value in alone}) == (parameters, field, lists)
            numbers |= {*lists.values()}
        everybody = listing.counts(session, many.id, [wanted.without(field) for field in FACETS])
        assert (parameters, [sum(counts[field].values()) for field in FACETS]) == (parameters, [*everybody])
    assert len(numbers) > 20
