"""Drafts of sign-ups: what is kept of them, and for how long."""

import pytest
import sqlalchemy as sa

from gocluster_events.core.db import session as reading
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Diet
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds
from gocluster_events.meeting.registration.sign_up.rules import Addressee, Answer, Begun, answer_document
from gocluster_events.meeting.registration.sign_up.services import drafts, registering
from tests.support.make import make_event
from tests.support.registrants import CHANCE, HOUR, keep_draft, sign_up
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_old_drafts_and_answers_go_and_their_needs_with_them():
    event_id = make_event().id
    miriam = sign_up(needs=Needs(diet=Diet.VEGAN))
    for number in (1, 2, 3):
        keep_draft(event_id, f"draft-{number}", miriam)
    registering.register(event_id, [miriam], "draft-1", "p", NOW, CHANCE)
    assert privacy.clean_up(NOW + 23 * HOUR) == 0
    assert privacy.clean_up(NOW + 24 * HOUR) == 1
    assert privacy.clean_up(NOW + 7 * 24 * HOUR) == 2
    assert reading().scalar(sa.select(sa.func.count()).select_from(DraftNeeds)) == 0


def test_nothing_of_what_somebody_needs_stays_behind_in_a_draft_that_was_sent():
    event_id = make_event().id
    miriam = sign_up(needs=Needs(diet=Diet.VEGAN, support_details="Rollstuhl"))
    for draft_id in ("sent", "still typed"):
        keep_draft(event_id, draft_id, miriam)
    registering.register(event_id, [miriam], "sent", "p", NOW, CHANCE)
    assert reading().scalars(sa.select(DraftNeeds.draft_id)).all() == ["still typed"]


def test_what_is_sent_after_the_submit_is_not_kept():
    event_id = make_event().id
    miriam = sign_up(needs=Needs(diet=Diet.VEGAN))
    keep_draft(event_id, "draft", miriam)
    registering.register(event_id, [miriam], "draft", "p", NOW, CHANCE)
    keep_draft(event_id, "draft", miriam)
    drafts.keep_input(Begun("draft", event_id, "0" * 64, NOW), {"first_name": ["Miriam"]})
    draft = reading().get_one(Draft, "draft")
    registration_id = reading().scalars(sa.select(Registration.id)).one()
    miriam_there = Addressee("miriam@example.org", registration_id, has_place=True)
    assert (draft.entries, draft.answer) == ([], answer_document(Answer((miriam_there,), (NOW,))))
