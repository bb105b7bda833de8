"""Drafts of sign-ups: what is kept of them, and for how long."""

import pytest
import sqlalchemy as sa

from gocluster_events.db import session as reading
from gocluster_events.registration import services
from gocluster_events.registration.models import Draft, DraftNeeds
from gocluster_events.registration.rules.codes import Diet
from gocluster_events.registration.rules.entry import Needs
from tests.registration.people import CHANCE, HOUR, sign_up
from tests.support.make import NOW, make_event

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_old_drafts_and_answers_go_and_their_needs_with_them():
    event_id = make_event().id
    miriam = sign_up()
    for number in (1, 2, 3):
        services.start_draft(event_id, f"draft-{number}", "digest", miriam.entry, NOW)
        services.keep_participation(f"draft-{number}", miriam.entry, Needs(diet=Diet.VEGAN))
    services.register(event_id, [miriam], "draft-1", "p", NOW, CHANCE)
    assert services.clean_up(NOW + 23 * HOUR) == 0
    assert services.clean_up(NOW + 24 * HOUR) == 1
    assert services.clean_up(NOW + 7 * 24 * HOUR) == 2
    assert reading().scalar(sa.select(sa.func.count()).select_from(DraftNeeds)) == 0


def test_nothing_of_what_somebody_needs_stays_behind_in_a_draft_that_was_sent():
    event_id = make_event().id
    miriam = sign_up(needs=Needs(diet=Diet.VEGAN, support_details="Rollstuhl"))
    for draft_id in ("sent", "still typed"):
        services.start_draft(event_id, draft_id, "digest", miriam.entry, NOW)
        services.keep_participation(draft_id, miriam.entry, miriam.needs)
    services.register(event_id, [miriam], "sent", "p", NOW, CHANCE)
    assert reading().scalars(sa.select(DraftNeeds.draft_id)).all() == ["still typed"]


def test_what_is_sent_after_the_submit_is_not_kept():
    event_id = make_event().id
    miriam = sign_up()
    services.start_draft(event_id, "draft", "digest", miriam.entry, NOW)
    services.register(event_id, [miriam], "draft", "p", NOW, CHANCE)
    services.keep_person("draft", miriam.entry)
    services.keep_participation("draft", miriam.entry, Needs(diet=Diet.VEGAN))
    draft = reading().get_one(Draft, "draft")
    assert (draft.entries, draft.answer) == ([], {"addresses": ["miriam@example.org"]})
