"""Who gets a message, and who does not."""

from collections import Counter

import pytest

from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.backoffice.messages.queries import candidates, listed_registrations
from gocluster_events.backoffice.messages.rules import LeftOut, choose, overview
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_registration
from tests.support.outbox import failed_mail


def test_who_gets_nothing_is_named_with_the_reason(session, event):
    good = make_registration(event)
    unproven = make_registration(event, proven_at=None, status=Status.UNCONFIRMED)
    unreachable, _mail = failed_mail(event)
    nowhere = make_registration(event, email="")
    chosen = choose(candidates(session, event.id, [good.id, unproven.id, unreachable.id, nowhere.id]))
    assert [each.id for each in chosen.people] == [good.id]
    assert [(each.id, why) for each, why in chosen.left] == [
        (unproven.id, LeftOut.NOT_PROVEN), (unreachable.id, LeftOut.UNREACHABLE), (nowhere.id, LeftOut.NO_ADDRESS),
    ]  # fmt: skip


@pytest.mark.parametrize("only_missing", [False, True])
def test_the_database_says_of_a_whole_list_what_the_rule_says_of_each(session, event, only_missing):
    for status in (Status.CONFIRMED, Status.UNCONFIRMED, Status.RECEIVED, Status.CANCELLED):
        make_registration(event, status=status, language="en")
        make_registration(event, status=status, proven_at=None, confirmed_at=None)
        make_registration(event, status=status, email="", email_key=f"nowhere {status.value}")
        failed_mail(event, status=status)
    session.rollback()
    chosen = choose(candidates(session, event.id, listing.ids(session, event.id, Filter())), only_missing=only_missing)
    listed = listed_registrations(
        session, event.id, listing.ids_statement(event.id, Filter()), only_missing=only_missing
    )
    many = len(chosen.people) + len(chosen.left)
    assert listed.overview() == overview(
        Counter((each.status, each.language) for each in chosen.people), len(chosen.left)
    )
    assert listed.seal() == chosen.seal
    assert (listed.ids(), listed.people(0, many)) == ([each.id for each in chosen.people], list(chosen.people))
    assert (listed.left(0, many), listed.left(1, 2)) == (list(chosen.left), list(chosen.left[1:3]))
    assert listed.people(1, 2) == list(chosen.people[1:3])
