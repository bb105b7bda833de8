"""A question for members or a quota's guests in the sign-up: where it hangs, and when it counts."""

import html

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import AnswerRow, Quota
from gocluster_events.meeting.registration.people.rules.codes import Audience
from gocluster_events.meeting.registration.people.rules.fields import requirements
from gocluster_events.meeting.registration.people.rules.questions import Condition, QuestionKind
from gocluster_events.meeting.registration.questions import services as questions
from tests.support.html_forms import part
from tests.support.invited import shared_code
from tests.support.make import make_quota
from tests.support.questions import (
    CLUSTER,
    FOR_MEMBERS,
    ORGANISER,
    RECEPTION,
    WISH,
    ask,
    ask_guests,
    ask_members,
    wording,
)
from tests.support.signing_up import PAGE, errors, fill_in, page_of
from tests.support.visitor import Visitor

MEMBER = {**PAGE, "member": "yes", "cluster": CLUSTER}
FOR_OTHERS = f"{RECEPTION} Diese Frage betrifft nur andere. Bitte prüfen Sie die Antworten noch einmal."


def register(event: Event) -> str:
    return f"/de/{event.slug}/register"


def number_of_answers(session: Session) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(AnswerRow)) or 0


def test_what_is_for_members_hangs_below_the_yes_of_members_with_what_depends_on_it(visitor: Visitor, meeting: Event):
    comes = ask_members(meeting, is_mandatory=True)
    way = ask(meeting, "Wie kommen Sie?", QuestionKind.LINE, condition=Condition(comes, frozenset({"yes"})))
    page = visitor.get(register(meeting)).text
    opened = part(page, '<div class="opened" data-only-if="member"')
    assert [f'name="q{comes}"' in opened, f'name="q{way}"' in opened] == [True, True]
    assert opened.index("Nur wenn Sie Mitglied sind.") < opened.index(RECEPTION)
    assert f'data-only-if="q{comes}" data-answers="yes"' in opened
    assert "Weitere Fragen" not in html.unescape(page)


def test_what_is_for_a_type_of_institution_hangs_below_it_with_the_condition_in_words(
    visitor: Visitor, meeting: Event, startups: Quota
):
    wish = ask_guests(meeting, startups)
    page = visitor.get(register(meeting)).text
    hanging = part(
        page, f'<div id="q{wish}-question" class="question opened" data-only-if="actor_type" data-answers="startup"'
    )
    assert ("Nur für Gäste des Kontingents „Start-ups“." in hanging, f'name="q{wish}"' in hanging) == (True, True)


def test_what_is_for_an_invited_quota_hangs_below_the_code_where_codes_are_given_out(visitor: Visitor, meeting: Event):
    press = make_quota(meeting, name=Localized("Presse"), actor_types=[], by_invitation=True)
    wish = ask_guests(meeting, press, is_mandatory=True)
    assert f'name="q{wish}"' not in visitor.get(register(meeting)).text
    code = shared_code(meeting, press)
    folded = part(visitor.get(register(meeting)).text, '<details class="code"')
    assert ("Nur für Gäste des Kontingents „Presse“." in folded, f'name="q{wish}"' in folded) == (True, True)
    refused = visitor.form(register(meeting)).send(**PAGE, invitation_code=code)
    assert errors(refused) == [f"{WISH} Beantworten Sie diese Frage."]
    assert '<details class="code" open' in refused.text
    assert visitor.form_in(refused).send(**{f"q{wish}": "Strom"}).status_code == 302
    assert fill_in(visitor, meeting)  # and without a code nothing is missing


def test_nobody_sees_a_question_for_members_where_nobody_is_asked_for_a_cluster(visitor: Visitor, meeting: Event):
    comes = ask_members(meeting, is_mandatory=True)
    questions.ask_fields(meeting.id, requirements({"cluster": "off"}), 1, Act(ORGANISER, clock.now()))
    assert f'name="q{comes}"' not in visitor.get(register(meeting)).text
    assert visitor.form(register(meeting)).send(**PAGE).status_code == 302


def test_a_question_for_members_is_demanded_of_members_alone(visitor: Visitor, meeting: Event):
    comes = ask_members(meeting, is_mandatory=True)
    refused = visitor.form(register(meeting)).send(**MEMBER)
    assert errors(refused) == [f"{RECEPTION} Wählen Sie „Ja“ oder „Nein“."]
    check = visitor.form_in(refused).send(**{f"q{comes}": "yes"}).location
    checked = visitor.get(check).text
    assert (RECEPTION in checked, f'{page_of(check)}#q{comes}-question"' in checked) == (True, True)
    assert fill_in(visitor, meeting)


def test_an_answer_of_a_member_who_is_none_after_all_is_left_out_and_named(
    visitor: Visitor, meeting: Event, session: Session
):
    comes = ask_members(meeting)
    check = fill_in(visitor, meeting, **{**MEMBER, f"q{comes}": "yes"})
    assert FOR_MEMBERS not in visitor.get(check).text
    again = visitor.form(page_of(check)).send(member="no")
    page = visitor.get(again.location).text
    assert (FOR_MEMBERS in page, page.count(RECEPTION)) == (True, 1)
    assert FOR_MEMBERS not in visitor.get(again.location).text
    assert visitor.form(check).send().status_code == 302
    assert number_of_answers(session) == 0


def test_an_answer_of_the_sign_up_that_is_for_others_by_now_is_refused_and_the_page_leads_on(
    visitor: Visitor, meeting: Event, session: Session
):
    tour = ask(meeting, RECEPTION)
    check = fill_in(visitor, meeting, **{f"q{tour}": "yes"})
    narrower = wording(RECEPTION, audience=Audience.MEMBERS)
    questions.change_question(meeting.id, tour, narrower, 1, Act(ORGANISER, clock.now()))
    refused = visitor.form(check).send()
    assert (refused.status_code, errors(refused)) == (
        200,
        [FOR_OTHERS],
    )
    again = visitor.form(page_of(check)).send()
    assert FOR_MEMBERS in visitor.get(again.location).text
    assert visitor.form(check).send().status_code == 302
    assert number_of_answers(session) == 0
