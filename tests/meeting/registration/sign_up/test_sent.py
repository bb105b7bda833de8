"""After the button: mails go out again, or one goes to another address."""

import re
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import TooMany
from gocluster_events.core.text import email_key
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms
from gocluster_events.meeting.registration.invitations.services import codes
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.rules import (
    PAUSE,
    Addressee,
    Answer,
    answer_document,
    read_answer,
    readdressed,
    sent_again,
)
from gocluster_events.meeting.registration.sign_up.services import proving
from tests.support.refusal import refusal
from tests.support.registrants import arrive, letters, logged, outbox, prove, register, row_of, status
from tests.support.settings import NOW
from tests.support.signing_up import errors, fill_in, page_of, sign_up, wait_for_mails
from tests.support.visitor import Visitor

HOUR = timedelta(hours=1)
WRONG, RIGHT, OTHER = "miriam@exmaple.org", "miriam@example.org", "tannert@example.org"
SENT = Answer((Addressee(WRONG), Addressee("mai@example.org"), Addressee("kim@example.org", is_bound=True)), (NOW,))
A_SAFE_HOUR = re.compile(r"Bis (\d\d:\d\d) Uhr ist Ihr Platz sicher")


def of_address(event: Event, email: str) -> Registration:
    """The registration of that address as it is stored now."""
    event_id = event.id
    reading().rollback()
    return (
        reading()
        .scalars(
            sa.select(Registration).where(Registration.event_id == event_id, Registration.email_key == email_key(email))
        )
        .one()
    )


def change(visitor: Visitor, done: str, email: str, number: int = 1) -> str:
    """Where the form for another address leads."""
    answer = visitor.form(done.replace("/done", f"/{number}/address")).send(email=email)
    assert answer.status_code == 302, errors(answer)
    return answer.location


# When mails go out again


def test_a_mail_goes_out_again_after_a_pause_and_three_times_an_hour():
    answer, at = SENT, NOW
    with pytest.raises(TooMany) as early:
        sent_again(answer, 3, at + PAUSE - timedelta(seconds=30))
    assert early.value.retry_after == 30
    for _again in range(3):
        at += PAUSE
        answer = sent_again(answer, 3, at)
    assert answer.sendable_from(3) == NOW + PAUSE + HOUR
    with pytest.raises(TooMany):
        sent_again(answer, 3, at + PAUSE)
    assert sent_again(answer, 3, NOW + PAUSE + HOUR).sent[-1] == NOW + PAUSE + HOUR


def test_an_address_changes_without_a_pause_three_times_and_within_the_same_rate():
    answer = SENT
    for number in range(3):
        answer = readdressed(answer, 0, f"{number}@example.org", 3, NOW)
    assert (answer.people[0].email, answer.changes, len(answer.sent)) == ("2@example.org", 3, 4)
    assert refusal(readdressed, answer, 0, RIGHT, 3, NOW + 2 * HOUR) is Refusal.MOST_ADDRESSES
    with pytest.raises(TooMany):
        readdressed(readdressed(SENT, 0, OTHER, 1, NOW), 0, RIGHT, 1, NOW)


@pytest.mark.parametrize(
    ("index", "email", "code"),
    [
        (0, "MAI@example.org", Refusal.ADDRESS_TWICE),
        (2, RIGHT, Refusal.MOST_ADDRESSES),
        (3, RIGHT, Refusal.MOST_ADDRESSES),
    ],
)
def test_an_address_of_a_colleague_and_one_that_a_code_is_bound_to_stay(index: int, email: str, code: Refusal):
    assert refusal(readdressed, SENT, index, email, 3, NOW) is code


def test_an_answer_that_names_addresses_alone_is_read_too():
    before = read_answer({"addresses": [WRONG, RIGHT]}, NOW)
    assert before == Answer((Addressee(WRONG), Addressee(RIGHT)), (NOW,))
    assert read_answer(answer_document(SENT), None) == SENT


def test_the_same_address_in_another_spelling_changes_nothing():
    assert readdressed(SENT, 0, "MIRIAM@exmaple.org", 3, NOW) == SENT


# The page


def test_the_page_says_when_the_mail_went_and_from_when_it_can_go_again(visitor: Visitor, event: Event):
    done = sign_up(visitor, event).location
    assert "Zuletzt gesendet am 20. März 2027, 10:00 Uhr. Erneut möglich ab 10:02 Uhr." in visitor.get(done).text
    wait_for_mails(minutes=3)
    assert "Erneut möglich ab" not in visitor.get(done).text


def test_whoever_presses_too_early_is_told_when_and_nothing_is_sent(visitor: Visitor, event: Event):
    done = sign_up(visitor, event).location
    answer = visitor.form(done).send()
    assert answer.status_code == 429
    assert "Eine E-Mail ist schon unterwegs. Bitte versuchen Sie es in 2 Minuten noch einmal." in answer.text
    assert letters() == ["prove_address"]


def test_the_mail_can_be_sent_again_a_few_times_and_then_the_page_says_from_when(visitor: Visitor, event: Event):
    done = sign_up(visitor, event).location
    for _press in range(3):
        wait_for_mails(minutes=3)
        assert visitor.form(done).send().location == done
        assert "noch einmal unterwegs" in visitor.get(done).text
    wait_for_mails(minutes=3)
    assert visitor.form(done).send().status_code == 429
    assert letters() == ["prove_address"] * 4


def test_the_page_names_the_hour_until_which_the_place_is_safe(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    before = A_SAFE_HOUR.findall(visitor.get(check).text.replace("Adresse. Bis", "Bis"))
    done = visitor.form(check).send().location
    assert (before, A_SAFE_HOUR.findall(visitor.get(done).text)) == (["11:00"], ["11:00"])
    with transaction() as writing:
        draft = writing.scalars(sa.select(Draft)).one()
        draft.submitted_at = clock.now() - HOUR
    assert A_SAFE_HOUR.findall(visitor.get(done).text) == []


@pytest.mark.parametrize("changes", [{"confirmation": Confirmation.REVIEW}, {"capacity_onsite": 1}])
def test_the_page_names_no_hour_where_no_place_is_held(visitor: Visitor, event: Event, changes: dict[str, object]):
    arrive(event, "first@example.org", clock.now())
    event_id = event.id
    with transaction() as writing:
        for name, value in changes.items():
            setattr(writing.get_one(Event, event_id), name, value)
    check = fill_in(visitor, event)
    pages = [visitor.get(check).text, visitor.get(visitor.form(check).send().location).text]
    assert [re.findall(r"sicher", page) for page in pages] == [[], []]


def test_the_page_of_several_says_it_of_whoever_gets_a_place(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    visitor.form(page_of(check, 2)).send(first_name="Kim", last_name="Muster", email="kim@example.org", mode="onsite")
    page = visitor.get(visitor.form(check).send().location).text
    assert "Jeder Platz ist bis 11:00 Uhr sicher" in page
    assert re.findall(r"/(\d)/address", page) == ["1", "2"]


# Another address


def test_a_mistyped_address_is_put_right_and_everything_else_stays(visitor: Visitor, event: Event):
    done = sign_up(visitor, event, email=WRONG).location
    before = of_address(event, WRONG)
    number, reference, hold_until = before.id, before.reference, before.hold_until
    assert change(visitor, done, RIGHT) == done
    after = row_of(number)
    assert (after.email, after.email_key, after.hold_until) == (RIGHT, RIGHT, hold_until)
    assert (after.status, after.generation, after.reference) == (Status.UNCONFIRMED, 2, reference)
    assert (letters(WRONG), letters(RIGHT)) == ([], ["prove_address"])
    assert outbox("prove_address", RIGHT).content["link"] == ["own.prove", number, 2]
    assert logged(number)[-1] == ("registration.email_mended", ["email"])
    page = visitor.get(done).text
    assert (RIGHT in page, WRONG in page, A_SAFE_HOUR.findall(page)) == (True, False, ["11:00"])
    assert prove(event, number, clock.now()) is Status.CONFIRMED


def test_the_link_to_the_wrong_address_is_dead(visitor: Visitor, event: Event):
    done = sign_up(visitor, event, email=WRONG).location
    number = of_address(event, WRONG).id
    change(visitor, done, RIGHT)
    assert refusal(proving.prove, event.id, number, 1, clock.now()) is Refusal.LINK_OUTDATED


def test_nothing_changes_once_the_address_is_proven_or_has_lapsed(visitor: Visitor, event: Event):
    for state in (Status.CONFIRMED, Status.LAPSED):
        email = f"{state.value}@example.org"
        done = sign_up(visitor, event, email=email).location
        number = of_address(event, email).id
        with transaction() as writing:
            writing.get_one(Registration, number).status = state
        change(visitor, done, f"new-{email}")
        assert (row_of(number).email, letters(f"new-{email}")) == (email, [])
        assert f"new-{email}" in visitor.get(done).text


def test_nothing_changes_while_somebody_elses_data_wait_at_the_old_address(visitor: Visitor, event: Event):
    done = sign_up(visitor, event, email=WRONG).location
    register(event, WRONG, clock.now(), last_name="Anders")
    change(visitor, done, RIGHT)
    assert of_address(event, WRONG).pending_generation == 1
    assert people_queries.pending_entry(reading(), of_address(event, WRONG).id) is not None
    assert letters(RIGHT) == []


def test_an_address_that_is_known_keeps_what_it_has_and_hears_of_it(visitor: Visitor, event: Event):
    known = arrive(event, RIGHT, clock.now())
    done = sign_up(visitor, event, email=WRONG).location
    mine = of_address(event, WRONG).id
    change(visitor, done, RIGHT)
    assert (row_of(mine).email, row_of(mine).generation, status(known)) == (WRONG, 1, Status.CONFIRMED)
    assert letters(RIGHT) == ["prove_address", "confirmed_onsite", "new_link"]
    change(visitor, done, OTHER)
    assert (row_of(mine).email, letters(OTHER)) == (OTHER, ["prove_address"])


def test_whoever_registered_an_address_that_was_known_moves_nobody(visitor: Visitor, event: Event):
    known = register(event, RIGHT, clock.now())
    done = sign_up(visitor, event, email=RIGHT, last_name="Anders").location
    change(visitor, done, OTHER)
    assert (row_of(known).email, row_of(known).generation, letters(OTHER)) == (RIGHT, 1, [])


def test_a_fourth_change_gets_a_sentence_and_the_page_offers_none(visitor: Visitor, event: Event):
    done = sign_up(visitor, event, email=WRONG).location
    form = visitor.form(done.replace("/done", "/1/address"))
    for number in range(3):
        change(visitor, done, f"{number}@example.org")
    answer = form.send(email=RIGHT)
    assert errors(answer) == [
        "Diese Adresse lässt sich hier nicht mehr ändern. Bitte melden Sie sich noch einmal an.",
    ]
    assert visitor.get(done.replace("/done", "/1/address")).location == done
    page = visitor.get(done).text
    assert ("Adresse ändern" in page, "Ist die Adresse falsch?" in page) == (False, True)
    assert of_address(event, "2@example.org").generation == 4


def test_a_wrong_spelling_and_an_empty_field_get_their_sentence(visitor: Visitor, event: Event):
    done = sign_up(visitor, event, email=WRONG).location
    answer = visitor.form(done.replace("/done", "/1/address")).send(email="miriam")
    assert errors(answer) == ["Geben Sie die E-Mail-Adresse mit @ ein, zum Beispiel name@example.org."]
    assert 'value="miriam"' in answer.text


def test_the_address_that_an_invitation_is_bound_to_stays(visitor: Visitor, event: Event):
    act, terms = Act("organiser@example.org", clock.now()), Terms(is_locked_to_email=True)
    codes.invite(event.id, Guest(last_name="Tannert", email=RIGHT), terms, act, Random(7))
    code = reading().scalars(sa.select(Invitation.code)).one()
    done = sign_up(visitor, event, email=RIGHT, invitation_code=code).location
    assert "Adresse ändern" not in visitor.get(done).text
    assert visitor.get(done.replace("/done", "/1/address")).location == done


def test_only_the_browser_that_sent_the_sign_up_changes_its_address(app: Flask, visitor: Visitor, event: Event):
    done = sign_up(visitor, event, email=WRONG).location
    assert app.test_client().get(done.replace("/done", "/1/address")).status_code == 404


def test_of_somebody_erased_the_page_says_nothing_and_keeps_the_order(visitor: Visitor, event: Event):
    check = fill_in(visitor, event, email=WRONG)
    visitor.form(page_of(check, 2)).send(first_name="Kim", last_name="Muster", email="kim@example.org", mode="onsite")
    done = visitor.form(check).send().location
    privacy.erase(event.id, of_address(event, WRONG).id, Act("organiser@example.org", clock.now()))
    page = visitor.get(done).text
    assert (WRONG in page, re.findall(r"/(\d)/address", page)) == (False, ["2"])
    assert visitor.get(done.replace("/done", "/1/address")).location == done
