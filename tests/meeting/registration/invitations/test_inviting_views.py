"""The pages of codes: what they show and fill in, what is refused at their field, and who may guess how often."""

from sqlalchemy.orm import Session

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms, format_code
from gocluster_events.meeting.registration.invitations.services import codes
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.make import make_quota
from tests.support.registrants import CHANCE
from tests.support.signing_up import PAGE, errors, fill_in, number_of, sign_up
from tests.support.visitor import Visitor

ORGANISER = "organiser@example.org"


def code_of(event: Event, **changes: object) -> str:
    """The code of somebody invited to the press's places."""
    quota = make_quota(event, by_invitation=True, actor_types=[], places=4)
    terms = Terms(quota_id=quota.id, **changes)  # type: ignore[arg-type]
    guest = Guest(first_name="Miriam", last_name="Tannert", email="miriam@example.org")
    codes.invite(event.id, guest, terms, Act(ORGANISER, clock.now()), CHANCE)
    return code(event)


def code(event: Event) -> str:
    invitation = codes_queries.invitation_by_address(db.session(), event.id, "miriam@example.org")
    assert invitation is not None
    return invitation.code


def test_the_link_with_a_code_shows_the_places_of_its_quota_and_fills_in_the_name(visitor: Visitor, event: Event):
    code = code_of(event)
    answer = visitor.get(f"/de/{event.slug}/register?code={code}")
    fields = visitor.form_in(answer).form.fields
    assert ("Für Ihre Einladung: 4 Plätze im Kontingent Start-ups" in answer.text, fields["last_name"]) == (
        True, ["Tannert"]
    )  # fmt: skip
    assert fields["invitation_code"] == [format_code(code)]


def test_nobody_is_asked_for_a_code_where_there_is_none(visitor: Visitor, event: Event):
    assert "invitation_code" not in visitor.form(f"/de/{event.slug}/register").form.fields


def test_a_code_typed_by_hand_registers_with_its_invitation(visitor: Visitor, event: Event, session: Session):
    typed = code_of(event)
    sign_up(visitor, event, invitation_code=f" {format_code(typed).lower()} ")
    session.rollback()
    person = session.query(Registration).one()
    assert (person.invitation_id is not None, person.quota_id is not None) == (True, True)


def test_a_wrong_code_is_said_at_its_field_and_nothing_is_lost(visitor: Visitor, event: Event, session: Session):
    code_of(event, is_locked_to_email=True)
    page = visitor.form(f"/de/{event.slug}/register")
    answer = page.send(**PAGE, invitation_code="00000-00000")
    fields = visitor.form_in(answer).form.fields
    assert (errors(answer), fields["last_name"]) == (
        ["Diesen Einladungscode kennen wir nicht. Prüfen Sie die zehn Zeichen, oder lassen Sie das Feld leer."],
        ["Tannert"],
    )
    other = page.send(**{**PAGE, "email": "kim@example.org", "invitation_code": code(event)})
    assert len(errors(other)) == 1
    assert number_of(session, Registration) == 0


def test_a_code_that_was_used_between_two_pages_is_refused_at_the_last_one(
    visitor: Visitor, event: Event, session: Session
):
    typed = code_of(event)
    check = fill_in(visitor, event, email="kim@example.org", invitation_code=typed)
    other = visitor.application.test_client()
    assert isinstance(other, Visitor)
    sign_up(other, event, invitation_code=typed)
    answer = visitor.form(check).send()
    assert (answer.status_code, len(errors(answer)), number_of(session, Registration)) == (200, 1, 1)


def test_codes_cannot_be_guessed_from_one_network(visitor: Visitor, event: Event):
    form = visitor.form(f"/de/{event.slug}/register")
    answers = [form.send(**PAGE, invitation_code=f"{number:010d}") for number in range(21)]
    answers.append(form.send(**PAGE, invitation_code=code_of(event)))
    messages = [errors(answer) for answer in answers]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert (len({str(each) for each in messages[:20]}), "zu viele falsche" in str(messages[20]), messages[20]) == (
        1,
        True,
        messages[21],
    )


def test_looking_at_a_code_counts_nothing(visitor: Visitor, event: Event):
    address = f"/de/{event.slug}/register?code="
    looks = {visitor.get(f"{address}{number:010d}").status_code for number in range(22)}
    assert (looks, visitor.get(address + code_of(event)).status_code) == ({200}, 200)
