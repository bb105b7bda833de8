"""Wishes are somebody's own: who takes over their place has none of them, and of two registrations one counts."""

from datetime import timedelta

import sqlalchemy as sa

from gocluster_events import db
from gocluster_events.registration.duplicates import services as duplicates
from gocluster_events.registration.people.models import Substitution
from gocluster_events.registration.people.rules.changing import Substitute
from gocluster_events.registration.substitution import services as substitution
from gocluster_events.wishes.queries.wishes import counting_lists
from gocluster_events.wishes.services import rounds
from tests.support.booking import TEAM, mails
from tests.support.make import make_registration
from tests.support.registrants import CHANCE
from tests.support.settings import NOW
from tests.support.wishing import NONE, wish, wishes_of

LATER = NOW + timedelta(hours=1)


def counting(event) -> list[int]:
    db.session().rollback()
    return [each.registration.id for each in counting_lists(db.session(), event)]


def test_a_substitute_wishes_for_themselves(wished, person):
    wish(wished, person, (1,), (NONE,))
    whom = Substitute(title="", first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(wished.id, person, whom, LATER)
    row = db.session().scalars(sa.select(Substitution)).one()
    heir = substitution.accept_substitution(wished.id, row.id, row.generation, LATER, CHANCE)[0]
    assert (wishes_of(heir), counting(wished)) == ([], [])
    assert wish(wished, heir, (2,), (), at=LATER) is None
    assert counting(wished) == [heir]
    rounds.close_now(wished.id, TEAM)
    assert not any(mail.letter == "wishes_missed" for mail in mails(person))


def test_of_two_duplicates_the_one_that_stays_keeps_its_own_wishes(wished):
    name = {"first_name": "Anna", "last_name": "Muster", "organisation": "Institut"}
    stays, goes = (make_registration(wished, **name).id for _ in range(2))
    wish(wished, stays, (1,), ())
    wish(wished, goes, (2, 3), (4,))
    duplicates.merge(wished.id, stays, goes, TEAM)
    assert (wishes_of(stays), counting(wished)) == ([(1, 1)], [stays])
