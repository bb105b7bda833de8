"""The figures of the desk, which belong together, and its next dates."""

import re
from datetime import timedelta

from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.site.rules.tasks import Deadline, Occasion, soonest
from tests.support.make import make_quota, make_registration
from tests.support.settings import NOW


def test_the_lines_of_the_quotas_add_up_to_the_confirmed_and_the_held_above_them(event, organiser):
    quota = make_quota(event, places=5)
    make_registration(event, quota_id=quota.id)
    make_registration(event)
    make_registration(event)
    make_registration(event, status=Status.OFFERED, confirmed_at=None, offer_until=NOW + timedelta(days=3))
    page = organiser.get("/de/manage/jahrestagung-2027/").text
    head = re.search(r'figure__foot">(.*?)</p>', page, re.DOTALL)[1]
    lines = re.search(r'figure__quotas">(.*?)</ul>', page, re.DOTALL)[1]
    assert [re.findall(rf"(\d+) {word}", head) for word in ("bestätigt", "reserviert")] == [["3"], ["1"]]
    assert [re.findall(rf"(\d+) {word}", lines) for word in ("von", "reserviert")] == [["1", "2"], ["1"]]


def test_the_meeting_is_among_its_next_dates_however_many_come_before_it():
    many = [Deadline(Occasion.RELEASE, NOW + timedelta(days=number)) for number in range(1, 9)]
    meeting = Deadline(Occasion.MEETING, NOW + timedelta(days=30))
    assert soonest([*many, meeting], 4) == (*many[:3], meeting)
    assert soonest([meeting], 4) == (meeting,)
    assert soonest(many, 4) == tuple(many[:4])
