"""Those who were there are thanked on the morning after, and asked how it was."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.survey.rules.questions import USUAL, Content
from gocluster_events.post_event.survey.services import closing, setting, thanking
from tests.post_event.survey.test_closing import CHANCE
from tests.support.make import archive, make_event, make_registration
from tests.support.surveying import DAY, answer, let_in, sheet

TEAM = "organiser@example.org"


@pytest.fixture
def over(session) -> Event:
    return make_event(slug="tagung")


def morning(event: Event):
    return event.ends_at + timedelta(hours=16)  # ten o'clock in Berlin


def letters() -> list[tuple[str, str]]:
    """Whom a letter goes to, and in which language."""
    rows = db.session().execute(sa.select(Mail.recipient, Mail.language).where(Mail.letter == "survey"))
    return sorted((recipient, language) for recipient, language in rows)


@pytest.mark.both_databases
def test_who_was_let_in_or_took_part_online_is_written_to_once_in_their_language(over):
    here = make_registration(over, email="hier@example.org")
    let_in(over, here)
    make_registration(over, email="away@example.org", mode=Mode.ONLINE, language="en")
    make_registration(over, email="fehlt@example.org")
    make_registration(over, email="abgesagt@example.org", mode=Mode.ONLINE, status=Status.DECLINED)
    times = [thanking.thank_due(morning(over) + timedelta(minutes=each)) for each in (-1, 0, 1)]
    assert times == [0, 2, 0]
    assert letters() == [("away@example.org", "en"), ("hier@example.org", "de")]


def test_who_has_answered_already_gets_it_too_so_that_the_outbox_does_not_tell_who_has(over):
    person = make_registration(over, email="hier@example.org", mode=Mode.ONLINE)
    answer(over, person.id, sheet(4), over.ends_at, CHANCE)
    assert thanking.thank_due(morning(over)) == 1


@pytest.mark.parametrize("how", ["no letter", "off", "archived", "closed", "a day late"])
def test_nobody_is_written_to_where_that_is_not_wanted_or_of_no_use(over, how):
    make_registration(over, mode=Mode.ONLINE)
    now = morning(over)
    act = Act(TEAM, over.ends_at)
    if how == "archived":
        archive(over)
    elif how == "closed":
        closing.close_now(over.id, CHANCE, act)
    elif how == "a day late":
        now += DAY
    else:
        kind = {"with_letter": how == "off", "is_on": how != "off"}
        setting.set_survey(over.id, Content(USUAL.intro, USUAL.questions, **kind), 0, act)
    assert (thanking.thank_due(now), letters()) == (0, [])


def test_when_the_survey_is_closed_a_letter_that_has_not_left_does_not_ask_any_more(over):
    make_registration(over, mode=Mode.ONLINE)
    assert thanking.thank_due(morning(over)) == 1
    closing.close_now(over.id, CHANCE, Act(TEAM, morning(over)))
    assert letters() == []
