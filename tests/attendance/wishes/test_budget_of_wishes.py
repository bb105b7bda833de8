"""What wishing, closing and reminding cost, however many people there are."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.services import rounds
from gocluster_events.core import db
from tests.support.counting import counted_statements
from tests.support.make import make_registration
from tests.support.signing_up import open_my_page
from tests.support.wishing import CLOSES, NONE, wish

OF_SAVING, OF_THE_PAGE, OF_REMINDING, OF_CLOSING = 24, 13, 11, 15  # saving: with the look at the page before


def cost(verb, *args) -> int:
    db.session().rollback()
    with counted_statements() as statements:
        verb(*args)
    return len(statements)


@pytest.mark.parametrize("people", [6, 40])
def test_nothing_costs_more_for_forty_people_than_for_six(wished, visitor, people):
    crowd = [make_registration(wished, confirmed_at=CLOSES + timedelta(days=1)).id for _ in range(people)]
    assert cost(wish, wished, crowd[0], (1, 2), (NONE,)) <= OF_SAVING
    for each in crowd[1:]:
        wish(wished, each, (2, 1), ())
    open_my_page(visitor, crowd[0])
    assert cost(visitor.get, "/de/my/wishes") <= OF_THE_PAGE
    assert cost(rounds.remind_due, CLOSES - timedelta(days=1)) <= OF_REMINDING
    assert cost(rounds.close_due, CLOSES) <= OF_CLOSING
