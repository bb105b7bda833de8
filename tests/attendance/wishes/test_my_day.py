"""Somebody's own page leads to their wishes as long as they can name them, and says what is still to be allotted."""

from datetime import timedelta

from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.attendance.wishes.services import rounds
from gocluster_events.core import db
from gocluster_events.meeting.events.rules.edition import Mode
from tests.support.booking import TEAM, change, change_person
from tests.support.make import make_registration
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wishing import NONE, wish

DAY = "/de/my/"


def open_points(visitor) -> list[str]:
    """What is still open for the person, by its heading."""
    box = visitor.get(DAY).text.partition('<section class="to-do"')[2].partition("</section>")[0]
    return [part.partition("</h3>")[0] for part in box.split("<h3>")[1:]]


def test_what_is_not_named_yet_is_still_open_until_it_is(visitor, wished, person):
    open_my_page(visitor, person)
    assert open_points(visitor)[0] == "2 Wünsche offen"
    assert "Bis 1. April 2027, 12:00 Uhr. Plätze nach Wunsch: 09:00–10:00, 11:00–12:00" in visitor.get(DAY).text
    wish(wished, person, (1,), ())
    assert open_points(visitor)[0] == "1 Wunsch offen"
    wish(wished, person, (1,), (NONE,))
    assert not any("offen" in each for each in open_points(visitor))


def test_what_ends_first_stands_first(visitor, wished):
    person = make_registration(wished, pending_email="neu@example.org", pending_email_at=NOW).id
    open_my_page(visitor, person)
    assert open_points(visitor)[:2] == ["2 Wünsche offen", "Neue E-Mail-Adresse bestätigen"]


def test_who_cannot_wish_is_asked_for_nothing(visitor, wished, person):
    open_my_page(visitor, person)
    with db.transaction() as session:
        session.query(WishRound).one().opens_at = NOW + timedelta(hours=1)
    assert not any("offen" in each for each in open_points(visitor))
    with db.transaction() as session:
        session.query(WishRound).one().opens_at = None
    change_person(person, mode=Mode.ONLINE)
    assert not any("offen" in each for each in open_points(visitor))


def test_a_time_that_is_still_to_be_allotted_is_one_row_with_the_way_to_the_wishes(visitor, wished, person):
    open_my_page(visitor, person)
    assert visitor.get(DAY).text.count('<a href="/de/my/wishes">Plätze nach Wunsch</a>') == 2
    rounds.close_now(wished.id, TEAM)
    assert visitor.get(DAY).text.count('<a href="/de/my/wishes">Plätze nach Wunsch</a>') == 2
    for number in range(1, 6):
        change(wished, number, rest_from=NOW)
    page = visitor.get(DAY).text
    assert ("Plätze nach Wunsch</a>" in page, '<a href="/de/my/wishes"><strong>Meine Wünsche' in page) == (False, True)
