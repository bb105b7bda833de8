"""What the team may make of quotas, with real rows on both databases."""

from dataclasses import replace

import pytest

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaFacts, QuotaRefusal
from gocluster_events.meeting.registration.quotas import services as quotas
from gocluster_events.meeting.registration.waiting import queries as waiting_queries
from tests.support.make import make_event
from tests.support.refusal import refusal
from tests.support.registrants import HOUR
from tests.support.settings import NOW


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"actor_types": ()}, QuotaRefusal.NO_CONDITION),
        ({"places": 6}, QuotaRefusal.TOO_MANY),
        ({"release_at": NOW + 9_000 * HOUR}, QuotaRefusal.RELEASED_TOO_LATE),
    ],
)
def test_a_quota_that_does_not_fit_is_refused(changes: dict[str, object], why: QuotaRefusal):
    event = make_event(capacity_onsite=5)
    assert refusal(quotas.add_quota, event.id, replace(START_UPS, **changes), Act(TEAM, NOW)) is why


TEAM = "organiser@example.org"
START_UPS = QuotaFacts(
    name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=(ActorType.STARTUP,), position=1
)

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_quotas_larger_than_the_places_left_to_them_may_stay_or_shrink_but_not_grow():
    event = make_event(capacity_onsite=5)
    quota = quotas.add_quota(event.id, replace(START_UPS, places=5), Act(TEAM, NOW))
    old, revision = events.settings(reading(), event.id)
    editions.change_settings(event.id, replace(old, capacity_onsite=3), revision, Act(TEAM, NOW))
    quotas.change_quota(event.id, quota, replace(START_UPS, places=4), 1, Act(TEAM, NOW))
    assert (
        refusal(quotas.change_quota, event.id, quota, replace(START_UPS, places=5), 2, Act(TEAM, NOW))
        is QuotaRefusal.TOO_MANY
    )
    (sharing, _online) = waiting_queries.sharings(reading(), event, NOW)
    assert (sharing.surplus, sharing.shares[0].free) == (1, 3)


def test_quotas_of_an_archived_edition_stay_as_they_are():
    event = make_event(status=EventStatus.ARCHIVED)
    assert refusal(quotas.add_quota, event.id, START_UPS, Act(TEAM, NOW)) is QuotaRefusal.ARCHIVED
