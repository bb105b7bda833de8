"""What the page and the mail of a cancellation say is true of this very registration."""

import re
from datetime import timedelta

import pytest

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.people.rules.codes import Diet
from gocluster_events.meeting.registration.people.rules.fields import Needs
from tests.support.make import make_quota
from tests.support.registrants import arrive, cancel, outbox
from tests.support.signing_up import open_my_page
from tests.support.visitor import Visitor

MIRIAM = "miriam@example.org"
NEXT = "Der Platz geht an die nächste Person auf der Warteliste."
OFFERED = "Der Platz wird der nächsten Person auf der Warteliste angeboten."
BY_HAND = "Der Platz wird frei. Das Team entscheidet, wer von der Warteliste ihn bekommt."
NOBODY = "Der Platz wird frei. Zurzeit rückt niemand von der Warteliste nach."
OVERFULL = "Es wird kein Platz frei. Zurzeit sind mehr Plätze vergeben, als es gibt."
CALENDAR = "Wir bestätigen Ihnen die Abmeldung per E-Mail. Der Anhang entfernt die Veranstaltung aus Ihrem Kalender."
MAIL = "Wir bestätigen Ihnen die Abmeldung per E-Mail."
NO_WAY_BACK = "Die Anmeldung ist nicht geöffnet: Selbst wieder anmelden können Sie sich nicht."


def setting(event: Event, **changes: object) -> None:
    event_id = event.id
    with transaction() as session:
        for name, value in changes.items():
            setattr(session.get_one(Event, event_id), name, value)


def consequences(visitor: Visitor, person: int) -> list[str]:
    """What the page of cancelling lists; the way back, which names an hour, without that hour."""
    open_my_page(visitor, person)
    page = visitor.get("/de/my/cancellation").text
    lines = re.findall(r"<li>([^<]+)</li>", page.split('class="lead"')[1])
    return [re.sub(r"Bis .+? Uhr", "Bis …", each) for each in lines]


@pytest.mark.parametrize(
    ("way", "sentence"), [(MovingUp.DIRECT, NEXT), (MovingUp.OFFER, OFFERED), (MovingUp.BY_HAND, BY_HAND)]
)
def test_a_place_goes_where_the_procedure_lets_it_go(visitor: Visitor, event: Event, way: MovingUp, sentence: str):
    setting(event, capacity_onsite=1, moving_up=way)
    person = arrive(event, MIRIAM, clock.now())
    assert arrive(event, "second@example.org", clock.now())
    assert consequences(visitor, person)[:2] == [sentence, CALENDAR]


def test_nobody_moves_up_where_nobody_waits(visitor: Visitor, event: Event):
    assert consequences(visitor, arrive(event, MIRIAM, clock.now()))[0] == NOBODY


def test_nobody_moves_up_who_may_not_have_that_place(visitor: Visitor, event: Event):
    setting(event, capacity_onsite=1)
    make_quota(event, places=1, members_only=True, actor_types=[])
    member = arrive(event, MIRIAM, clock.now(), cluster="OptoNet")
    arrive(event, "second@example.org", clock.now())
    assert consequences(visitor, member)[0] == NOBODY


def test_whoever_waits_for_a_place_that_is_free_already_is_no_successor(visitor: Visitor, event: Event):
    setting(event, capacity_online=1, moving_up=MovingUp.BY_HAND)
    person, first = (
        arrive(event, MIRIAM, clock.now()),
        arrive(event, "first@example.org", clock.now(), mode=Mode.ONLINE),
    )
    assert arrive(event, "second@example.org", clock.now(), mode=Mode.ONLINE)
    cancel(event, first, clock.now())  # nobody has decided yet who gets that place
    assert consequences(visitor, person)[0] == NOBODY


def test_no_place_becomes_free_where_more_are_taken_than_there_are(visitor: Visitor, event: Event):
    person = arrive(event, MIRIAM, clock.now())
    assert arrive(event, "second@example.org", clock.now())
    setting(event, capacity_onsite=1)
    assert arrive(event, "third@example.org", clock.now())
    assert consequences(visitor, person)[0] == OVERFULL


def test_nobody_moves_up_by_an_offer_once_the_meeting_has_begun(visitor: Visitor, event: Event):
    setting(event, capacity_onsite=1, moving_up=MovingUp.OFFER)
    person, now = arrive(event, MIRIAM, clock.now()), clock.now()
    arrive(event, "second@example.org", now)
    setting(event, starts_at=now - timedelta(hours=1), registration_closes_at=now - timedelta(hours=2))
    assert consequences(visitor, person) == [NOBODY, CALENDAR, NO_WAY_BACK]


def test_whoever_waits_gives_up_a_number_and_no_place(visitor: Visitor, event: Event):
    setting(event, capacity_onsite=1)
    arrive(event, "first@example.org", clock.now())
    assert consequences(visitor, arrive(event, MIRIAM, clock.now()))[:2] == [
        "Sie verlieren Ihren Wartelistenplatz.",
        MAIL,
    ]


def test_under_review_nobody_is_sent_to_a_waiting_list(visitor: Visitor, event: Event):
    setting(event, confirmation=Confirmation.REVIEW)
    assert consequences(visitor, arrive(event, MIRIAM, clock.now())) == [
        "Ihre Anmeldung wird nicht weiter geprüft.",
        MAIL,
        "Bis … können Sie sich wieder anmelden. Wir prüfen Ihre Anmeldung dann neu.",
    ]


def test_only_needs_that_there_are_get_deleted(visitor: Visitor, event: Event):
    sentence = "Ihre Angaben zu Verpflegung und Unterstützung löschen wir sofort."
    assert sentence not in consequences(visitor, arrive(event, MIRIAM, clock.now()))
    vegan = arrive(event, "second@example.org", clock.now(), needs=Needs(diet=Diet.VEGAN))
    assert sentence in consequences(visitor, vegan)


def test_only_a_mail_with_a_calendar_entry_speaks_of_it(event: Event):
    setting(event, capacity_onsite=1)
    first, second = arrive(event, MIRIAM, clock.now()), arrive(event, "second@example.org", clock.now())
    for person in (second, first):
        cancel(event, person, clock.now())
    mails = [outbox("cancelled", each).content for each in (MIRIAM, "second@example.org")]
    assert [mail["calendar"] is not None for mail in mails] == [True, False]
    assert ["Kalender" in mail["values"]["afterwards"] for mail in mails] == [True, False]


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("opens", "closes", "has_way_back"), [(-DAY, 20 * DAY, True), (-2 * DAY, -DAY, False), (DAY, 20 * DAY, False)]
)
def test_page_and_mail_name_a_way_back_only_while_registration_is_open(
    visitor: Visitor, event: Event, opens: timedelta, closes: timedelta, *, has_way_back: bool
):
    person, now = arrive(event, MIRIAM, clock.now()), clock.now()
    setting(event, registration_opens_at=now + opens, registration_closes_at=now + closes)
    assert (NO_WAY_BACK in consequences(visitor, person)) is not has_way_back
    cancel(event, person, now)
    spoken = outbox("cancelled").content["values"]["afterwards"]
    assert ("können Sie sich auf Ihrer" in spoken, "Die Anmeldung ist nicht geöffnet." in spoken) == (
        has_way_back,
        not has_way_back,
    )
