"""Who is asked what on the own page and by the team, and which answers their pages name."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.people.models import AnswerRow, Quota
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Audience, Retention
from tests.support.counting import counted_calls
from tests.support.html_forms import part
from tests.support.invited import shared_code
from tests.support.make import make_member, make_quota
from tests.support.questions import (
    CLUSTER,
    FOR_MEMBERS,
    ORGANISER,
    RECEPTION,
    WISH,
    answer,
    ask,
    ask_guests,
    ask_members,
    come,
    questionnaire_of,
)
from tests.support.registrants import arrive, change_person, row_of
from tests.support.signing_up import errors, open_my_page
from tests.support.visitor import Visitor

FOR_STARTUPS = f"Die Antwort auf „{WISH}“ entfällt: Die Frage betrifft nur Gäste des Kontingents „Start-ups“."
EITHER = (
    "Hängt eine Frage von einer Antwort ab, richtet sie sich an dieselben Personen wie "
    "die andere Frage. Wählen Sie eines von beiden."
)
PARTICIPATION = "/de/my/details/participation"


@pytest.fixture
def organiser(app: Flask, meeting: Event) -> Visitor:
    """Who runs the edition, in a browser of their own."""
    make_member(meeting, email=ORGANISER)
    organiser = Visitor.of(app)
    organiser.enter(ORGANISER)
    return organiser


def number_of_answers(session: Session) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(AnswerRow)) or 0


# The person's own pages


@pytest.fixture
def comes(meeting: Event) -> int:
    return ask_members(meeting)


@pytest.fixture
def miriam(visitor: Visitor, meeting: Event, comes: int) -> int:
    """A member who comes to the reception, whose page is open in the visitor's browser."""
    given, now = answer(meeting, comes, "yes"), clock.now()
    miriam = come(meeting, "miriam@example.org", given, now=now, cluster=CLUSTER)
    open_my_page(visitor, miriam)
    return miriam


def test_who_leaves_the_programme_reads_which_answer_is_gone(visitor: Visitor, miriam: int, session: Session):
    assert visitor.form("/de/my/details/person").send(cluster="Kein Mitglied").location == "/de/my/"
    page = visitor.get("/de/my/").text
    assert ("Ihre Angaben sind gespeichert." in page, page.count(FOR_MEMBERS), page.count(RECEPTION)) == (True, 1, 1)
    assert number_of_answers(session) == 0
    assert RECEPTION not in visitor.get(PARTICIPATION).text


def test_the_own_page_asks_members_what_is_for_members_and_others_not(visitor: Visitor, miriam: int, comes: int):
    asks = part(visitor.get(PARTICIPATION).text, f'<div id="q{comes}-question"')
    assert ("Nur für Mitglieder." in asks, f'name="q{comes}"' in asks, "data-only-if" in asks) == (True, True, False)


def test_a_page_that_was_open_while_the_cluster_was_taken_away_names_the_answer_it_cannot_keep(
    visitor: Visitor, miriam: int, meeting: Event, comes: int
):
    form = visitor.form(PARTICIPATION)
    change_person(meeting, miriam, clock.now(), cluster="")
    refused = form.send(**{f"q{comes}": "yes"}, remark="Bis bald")
    assert (errors(refused), "Bis bald" in refused.text) == ([FOR_MEMBERS], True)
    assert f'name="q{comes}"' not in refused.text
    late = visitor.form_in(refused).send()
    assert (late.status_code, "Bis bald" in late.text) == (409, True)
    assert visitor.form_in(late).send().location == "/de/my/"
    assert row_of(miriam).remark == "Bis bald"


def test_who_switches_the_mode_reads_which_answer_for_guests_on_site_is_gone(
    visitor: Visitor, meeting: Event, startups: Quota, session: Session
):
    given = answer(meeting, ask_guests(meeting, startups, is_mandatory=True), text="Strom")
    ole = come(meeting, "ole@example.org", given, now=clock.now(), actor_type=ActorType.STARTUP)
    open_my_page(visitor, ole)
    assert visitor.form(PARTICIPATION).send(mode="online").location == "/de/my/"
    assert visitor.get("/de/my/").text.count(FOR_STARTUPS) == 1
    assert number_of_answers(session) == 0
    refused = visitor.form(PARTICIPATION).send(mode="onsite")
    assert errors(refused) == [f"{WISH} Beantworten Sie diese Frage."]


def test_only_members_have_something_open_that_members_must_answer(visitor: Visitor, meeting: Event):
    ask_members(meeting, is_mandatory=True)
    kim = arrive(meeting, "kim@example.org", clock.now())
    assert "Noch offen: 1" in open_my_page(visitor, kim).text  # the consents
    change_person(meeting, kim, clock.now(), cluster=CLUSTER)
    assert "Noch offen: 2" in visitor.get("/de/my/").text


# The team's pages


def test_the_team_reads_which_answer_is_gone_with_a_cluster_that_it_takes_away(
    organiser: Visitor, miriam: int, meeting: Event, session: Session
):
    person = f"/de/manage/{meeting.slug}/registration/{miriam}"
    sent = organiser.own_form(f"{person}/correction").send(cluster="Kein Mitglied", reason="Ausgetreten", tells=None)
    assert sent.location == person
    page = organiser.get(person).text
    assert page.count(FOR_MEMBERS) == 1
    assert "Antworten gelöscht, weil die Fragen nur andere betreffen" in page
    assert number_of_answers(session) == 0


def test_no_page_tells_the_team_that_a_protected_question_was_answered(
    organiser: Visitor, meeting: Event, session: Session
):
    asks = ask_members(meeting, retention=Retention.NEEDS)
    kim = come(meeting, "kim@example.org", answer(meeting, asks, "yes"), cluster=CLUSTER, agrees_to_health=True)
    person = f"/de/manage/{meeting.slug}/registration/{kim}"
    organiser.own_form(f"{person}/correction").send(cluster="Kein Mitglied", reason="Ausgetreten", tells=None)
    assert (number_of_answers(session), RECEPTION in organiser.get(person).text) == (0, False)


def test_by_hand_an_answer_for_others_is_left_out_and_named(organiser: Visitor, meeting: Event, session: Session):
    comes = ask_members(meeting, is_mandatory=True)
    typed = {"first_name": "Kim", "last_name": "Weber", "email": "kim@example.org", "organisation": "Muster GmbH"}
    path = f"/de/manage/{meeting.slug}/registration/new"
    sent = organiser.own_form(path).send(**typed, mode="onsite", **{f"q{comes}": "yes"})
    assert organiser.get(sent.location).text.count(FOR_MEMBERS) == 1
    other = {**typed, "first_name": "Ada", "email": "ada@example.org", "cluster": CLUSTER}
    sent = organiser.own_form(path).send(**other, mode="onsite", **{f"q{comes}": "yes"})
    assert FOR_MEMBERS not in organiser.get(sent.location).text
    assert number_of_answers(session) == 1


def test_by_hand_a_code_is_looked_up_once(organiser: Visitor, meeting: Event):
    press = make_quota(meeting, name=Localized("Presse"), actor_types=[], by_invitation=True)
    wish, code = ask_guests(meeting, press), shared_code(meeting, press)
    typed = {"first_name": "Kim", "last_name": "Weber", "email": "kim@example.org", "organisation": "Muster GmbH"}
    form = organiser.own_form(f"/de/manage/{meeting.slug}/registration/new")
    with counted_calls(codes.quota_of_code) as calls:
        sent = form.send(**typed, mode="onsite", invitation_code=code, **{f"q{wish}": "Strom"})
    assert (sent.status_code, calls["quota_of_code"]) == (302, 1)


def test_an_organiser_chooses_of_whom_a_question_is_asked_and_the_list_says_it(
    organiser: Visitor, meeting: Event, startups: Quota
):
    manage = f"/de/manage/{meeting.slug}/registration/questions"
    new = {"label_de": WISH, "kind": "line", "purpose": "Stände"}
    organiser.own_form(f"{manage}/new").send(**new, audience=f"quota:{startups.id}")
    (wish,) = questionnaire_of(meeting).every
    assert (wish.audience, wish.quota_id) == (Audience.QUOTA, startups.id)
    assert "Nur Gäste des Kontingents „Start-ups“" in organiser.get(manage).text
    organiser.own_form(f"{manage}/{wish.id}").send(audience="members")
    (wish,) = questionnaire_of(meeting).every
    assert (wish.audience, wish.quota_id) == (Audience.MEMBERS, None)
    page = organiser.get(manage).text
    assert ("Nur Mitglieder" in page, "Nur Gäste" in page) == (True, False)
    preview = organiser.get(f"{manage}/preview").text
    assert WISH in part(preview, '<div class="opened" data-only-if="member"')


def test_a_question_is_asked_of_somebody_or_depends_on_an_answer(organiser: Visitor, meeting: Event):
    comes, manage = ask(meeting, RECEPTION), f"/de/manage/{meeting.slug}/registration/questions"
    new = {"label_de": WISH, "kind": "line", "purpose": "Stände", "audience": "members"}
    refused = organiser.own_form(f"{manage}/new").send(**new, condition=f"{comes}:yes")
    assert errors(refused) == [EITHER]
    refused = organiser.own_form(f"{manage}/new").send(**new, for_staff="y")
    assert errors(refused) == ["Fragen, die nur das Team beantwortet, gelten für alle. Wählen Sie „Alle“."]
    refused = organiser.own_form(f"{manage}/new").send(**{**new, "audience": "quota:999"})
    assert len(errors(refused)) == 1
    assert len(questionnaire_of(meeting).every) == 1


def test_the_page_that_removes_a_quota_names_the_question_that_needs_it(
    organiser: Visitor, meeting: Event, startups: Quota
):
    wish, removal = (
        ask_guests(meeting, startups),
        f"/de/manage/{meeting.slug}/registration/quotas/{startups.id}/removal",
    )
    page = organiser.get(removal).text
    assert f'<a href="/de/manage/{meeting.slug}/registration/questions/{wish}">{WISH}</a>' in page
    assert "Kontingent entfernen</button>" not in page
    assert "Dieses Kontingent lässt sich nicht entfernen, weil sich eine Frage nur an seine Gäste richtet." in page
    refused = organiser.press(removal)
    assert errors(refused) == [
        "Eine Frage richtet sich nur an die Gäste dieses Kontingents. Ändern Sie zuerst die Frage."
    ]
