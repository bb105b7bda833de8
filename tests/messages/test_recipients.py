"""Who gets a message, and who does not."""

from gocluster_events.messages.queries import candidates
from gocluster_events.messages.rules import LeftOut, choose
from gocluster_events.registration.people.rules.codes import Status
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
