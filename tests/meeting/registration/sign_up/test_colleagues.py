"""Colleagues who register together: one sign-up, each with an address and a proof of their own."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Retention, Status
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds
from gocluster_events.meeting.registration.sign_up.rules import MOST
from tests.support.questions import ask
from tests.support.registrants import arrive, letters, prove
from tests.support.signing_up import errors, fill_in, number_of, open_my_page, page_of, prove_address, wait_for_mails
from tests.support.visitor import OpenForm, Visitor

JO = {"first_name": "Jo", "last_name": "Österreich", "email": "jo@example.org", "mode": "onsite"}
MIRIAM = "Miriam Tannert"


def another(visitor: Visitor, check: str, number: int = 2) -> OpenForm:
    """The page on which one more person is typed."""
    return visitor.form(page_of(check, number))


def join(visitor: Visitor, check: str, number: int = 2, **changes: str) -> str:
    """The address of the check page, after the page of one more person was sent."""
    answer = another(visitor, check, number).send(**{**JO, **changes})
    assert answer.status_code == 302, errors(answer)
    return answer.location


def registered(session: Session) -> list[tuple[str, Status, bool]]:
    """Everybody in the order in which they came, and whether a place is held for them."""
    session.rollback()
    rows = session.scalars(sa.select(Registration).order_by(Registration.id))
    return [(row.email, row.status, row.hold_until is not None) for row in rows]


def set_places(event: Event, number: int) -> None:
    event_id = event.id
    with transaction() as writing:
        row = writing.get_one(Event, event_id)
        row.capacity_onsite, row.capacity_online = number, 0


def prospects(page: str) -> list[str]:
    """What the check page says of each person."""
    first, *others = re.findall(r'<p class="state">(.*?)</p>', page)
    return [first, *re.findall(r'<span class="state">(.*?)</span>', page)] if others else [first]


def test_two_colleagues_have_one_answer_and_a_mail_each(visitor: Visitor, event: Event, session: Session):
    check = fill_in(visitor, event)
    assert join(visitor, check) == check
    answer = visitor.form(check).send()
    page = visitor.get(answer.location).text
    assert ("miriam@example.org" in page, "jo@example.org" in page) == (True, True)
    assert registered(session) == [
        ("miriam@example.org", Status.UNCONFIRMED, True),
        ("jo@example.org", Status.UNCONFIRMED, True),
    ]
    assert (letters("miriam@example.org"), letters("jo@example.org")) == (["prove_address"], ["prove_colleague"])


def test_each_proves_the_own_address(visitor: Visitor, event: Event, session: Session):
    check = fill_in(visitor, event)
    join(visitor, check)
    visitor.form(check).send()
    session.rollback()
    miriam, jo = session.scalars(sa.select(Registration.id).order_by(Registration.id)).all()
    visitor.form(prove_address(jo)).send()
    assert [status for _email, status, _held in registered(session)] == [Status.UNCONFIRMED, Status.CONFIRMED]
    assert prove(event, miriam) is Status.CONFIRMED


def test_the_mail_goes_again_to_each_of_them(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    join(visitor, check)
    done = visitor.form(check).send().location
    wait_for_mails(minutes=3)
    visitor.form(done).send()
    assert sorted(letters()) == ["prove_address"] * 2 + ["prove_colleague"] * 2


def test_a_colleague_comes_from_the_same_institution_but_has_no_name_yet(visitor: Visitor, event: Event):
    form = another(visitor, fill_in(visitor, event)).form
    prefilled = {name: values for name, values in form.fields.items() if name not in {"csrf_token", "entry"}}
    assert prefilled == {
        "organisation": ["Musternetzwerk Leichtbau e. V."], "cluster": ["Kein Mitglied"], "actor_type": ["cluster"],
        "state": ["SN"], "first_name": [""], "last_name": [""], "email": [""],
    }  # fmt: skip


@pytest.mark.parametrize("email", ["miriam@example.org", "MIRIAM@Example.org"])
def test_two_people_cannot_have_one_address(visitor: Visitor, event: Event, session: Session, email: str):
    answer = another(visitor, fill_in(visitor, event)).send(**{**JO, "email": email})
    sentence = "Mit dieser Adresse melden Sie schon eine andere Person an. Jede Person braucht eine eigene."
    assert errors(answer) == [sentence]
    assert 'id="email-error"' in answer.text
    assert 'value="Österreich"' in answer.text
    session.rollback()
    assert [each.get("person", {}).get("email") for each in session.scalars(sa.select(Draft.entries)).one()] == [
        "miriam@example.org", None
    ]  # fmt: skip


def test_ten_can_register_together_and_no_more(visitor: Visitor, event: Event, session: Session):
    check = fill_in(visitor, event)
    for number in range(2, MOST + 1):
        join(visitor, check, number, email=f"person-{number}@example.org")
    assert "Weitere Person aus Ihrer Institution anmelden" not in visitor.get(check).text
    answer = another(visitor, check, MOST + 1).send(**JO)
    sentence = "Sie können höchstens 10 Personen zusammen anmelden. Bitte beginnen Sie für weitere eine neue Anmeldung."
    assert errors(answer) == [sentence]
    visitor.form(check).send()
    assert number_of(session, Registration) == MOST


def test_every_part_of_everybody_can_be_changed(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    join(visitor, check)
    page = visitor.get(check).text
    addresses = [each.partition("#")[0] for each in re.findall(r'href="([^"]+)">Ändern', page)]
    base = check.removesuffix("check")
    assert addresses == [f"{base}1/person"] * 4 + [f"{base}2/colleague"] * 3
    assert visitor.form(f"{base}2/colleague").send(last_name="Anders").location == check
    assert ("Jo Anders" in visitor.get(check).text, MIRIAM in visitor.get(check).text) == (True, True)


def test_who_shall_not_come_is_taken_out_and_nothing_is_kept_of_them(visitor: Visitor, event: Event, session: Session):
    check = fill_in(visitor, event)
    join(visitor, check)
    page = visitor.form(check.replace("/check", "/1/removal"))
    assert page.send().location == check
    check_page = visitor.get(check).text
    assert ("Jo Österreich" in check_page, MIRIAM in check_page, "/removal" in check_page) == (True, False, False)
    session.rollback()
    assert [each["person"]["email"] for each in session.scalars(sa.select(Draft.entries)).one()] == ["jo@example.org"]
    assert len(session.scalars(sa.select(DraftNeeds.needs)).one()) == 1


def test_the_only_person_of_a_sign_up_cannot_be_taken_out(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    assert visitor.get(check.replace("/check", "/1/removal")).location == check


def test_what_a_second_tab_types_never_overwrites_somebody(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    first_tab, second_tab = another(visitor, check), another(visitor, check)
    first_tab.send(**JO)
    assert second_tab.send(**{**JO, "first_name": "Kim", "email": "kim@example.org"}).location == check
    check_page = visitor.get(check).text
    assert [name in check_page for name in (MIRIAM, "Jo Österreich", "Kim Österreich")] == [True] * 3


def test_going_back_to_the_page_of_a_new_person_changes_that_person(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    page = another(visitor, check)
    page.send(**JO)
    assert page.send(**{**JO, "last_name": "Anders"}).location == check
    check_page = visitor.get(check).text
    assert ("Jo Anders" in check_page, "Jo Österreich" in check_page) == (True, False)


def test_numbers_that_move_in_another_tab_mix_nobody_up(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    join(visitor, check)
    join(visitor, check, 3, first_name="Kim", email="kim@example.org")
    third = visitor.form(page_of(check, 3))
    visitor.form(check.replace("/check", "/2/removal")).send()
    assert third.send(last_name="Nur von Kim").location == check
    page = visitor.get(check).text
    assert ("Jo Österreich" in page, "Kim Nur von Kim" in page, "Kim Österreich" in page) == (False, True, False)


def test_of_a_colleague_nothing_is_asked_but_who_it_is_and_how_they_come(visitor: Visitor, event: Event):
    ask(event, "Medikamente?", QuestionKind.LINE, retention=Retention.NEEDS)
    ask(event, "Bahn?", QuestionKind.LINE)
    form = another(visitor, fill_in(visitor, event)).form
    assert set(form.fields) - {"csrf_token", "entry"} == {  # and the mode, of which none is chosen yet
        "first_name", "last_name", "email", "organisation", "cluster", "actor_type", "state",
    }  # fmt: skip


def test_what_the_edition_must_know_a_colleague_is_asked_later(visitor: Visitor, event: Event, session: Session):
    question = ask(event, "Bahn?", QuestionKind.LINE, is_mandatory=True)
    check = fill_in(visitor, event, **{f"q{question}": "ICE"})
    join(visitor, check)
    assert visitor.form(check).send().status_code == 302
    assert [email for email, *_rest in registered(session)] == ["miriam@example.org", "jo@example.org"]
    miriam, jo = session.scalars(sa.select(Registration.id).order_by(Registration.id)).all()
    for person, is_open in ((miriam, False), (jo, True)):
        prove(event, person)
        page = open_my_page(visitor, person)
        assert ("Angaben, die wir noch brauchen" in page.text) is is_open
    visitor.form("/de/my/details/participation").send(**{f"q{question}": "ICE"})
    assert "Angaben, die wir noch brauchen" not in visitor.get("/de/my/").text


def test_the_check_page_waits_until_everybodys_page_is_complete(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    answer = another(visitor, check).send(**{**JO, "last_name": ""})
    assert errors(answer) == ["Geben Sie Ihren Nachnamen ein."]
    assert visitor.get(check).location == page_of(check, 2)
    assert visitor.form(page_of(check, 2)).send(last_name="Österreich").location == check


def test_the_page_says_who_waits_before_the_button(visitor: Visitor, event: Event, session: Session):
    set_places(event, 1)
    check = fill_in(visitor, event)
    join(visitor, check)
    page = visitor.get(check).text
    assert prospects(page) == ["Platz vor Ort", "Warteliste vor Ort"]
    assert "1 Person kommt auf die Warteliste, die anderen erhalten einen Platz." in page
    assert visitor.form(check).send().status_code == 302
    assert [held for _email, _status, held in registered(session)] == [True, False]


def test_the_outlook_never_tells_that_an_address_is_known(visitor: Visitor, event: Event):
    set_places(event, 2)
    arrive(event, "jo@example.org")
    check = fill_in(visitor, event)
    join(visitor, check)
    assert prospects(visitor.get(check).text) == ["Platz vor Ort", "Warteliste vor Ort"]


def test_nobody_is_registered_when_a_place_that_was_shown_is_gone(visitor: Visitor, event: Event, session: Session):
    set_places(event, 2)
    check = fill_in(visitor, event)
    join(visitor, check)
    form = visitor.form(check)
    arrive(event, "faster@example.org")
    answer = form.send()
    sentence = (
        "Noch ist niemand angemeldet, denn inzwischen sind weniger Plätze frei. Bitte prüfen "
        "Sie diese Seite und senden Sie sie noch einmal ab."
    )
    assert errors(answer) == [sentence]
    assert prospects(answer.text) == ["Platz vor Ort", "Warteliste vor Ort"]
    assert number_of(session, Registration) == 1
    assert visitor.form_in(answer).send().status_code == 302
    assert [held for _email, _status, held in registered(session)[1:]] == [True, False]


def test_a_place_that_became_free_is_no_reason_to_ask_again(visitor: Visitor, event: Event, session: Session):
    set_places(event, 0)
    set_places(event, 1)
    check = fill_in(visitor, event)
    join(visitor, check)
    form = visitor.form(check)
    set_places(event, 2)
    assert form.send().status_code == 302
    assert [held for _email, _status, held in registered(session)] == [True, True]


@pytest.mark.parametrize("forecast", [None, "", "p", "ppp", "xx", "p" * 1000])
def test_only_who_was_on_the_page_is_registered(visitor: Visitor, event: Event, session: Session, forecast: str | None):
    check = fill_in(visitor, event)
    join(visitor, check)
    answer = visitor.form(check).send(outlook=forecast)
    sentence = (
        "Die Personen dieser Anmeldung haben sich geändert. "
        "Bitte prüfen Sie diese Seite und senden Sie sie noch einmal ab."
    )
    assert errors(answer) == [sentence]
    assert number_of(session, Registration) == 0
    assert visitor.form_in(answer).send().status_code == 302


def test_where_a_team_reviews_the_page_promises_an_acknowledgement_and_no_place(
    visitor: Visitor, event: Event, session: Session
):
    event_id = event.id
    with transaction() as writing:
        row = writing.get_one(Event, event_id)
        row.confirmation, row.capacity_onsite = Confirmation.REVIEW, 1
    arrive(event, "first@example.org")
    check = fill_in(visitor, event)
    join(visitor, check)
    page = visitor.get(check).text
    assert prospects(page) == ["Vor Ort, nach Prüfung"] * 2
    assert ("Teilnahme anfragen" in page, "Alle Plätze sind vergeben" in page) == (True, False)
    assert visitor.form(check).send().status_code == 302


@pytest.mark.promise("P5")
def test_pressing_twice_is_still_one_registration_each(visitor: Visitor, event: Event, session: Session):
    check = fill_in(visitor, event)
    join(visitor, check)
    form = visitor.form(check)
    assert form.send().location == form.send().location
    assert len(registered(session)) == 2
    assert letters() == ["prove_address", "prove_colleague"]
