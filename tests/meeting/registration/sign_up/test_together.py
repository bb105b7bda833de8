"""Whoever signs up others hears once what became of it, and never who of them was known before."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Substitution
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.sign_up.services import colleagues, links, proving
from gocluster_events.meeting.registration.substitution import services as substitution
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.joint import BOSS, JO, KIM, OVER, awaited, of, reports, together
from tests.support.make import make_event
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, letters, outbox, prove, register, row_of, status
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.visitor import Visitor

FROM = "jemand aus „Musternetzwerk Leichtbau“"

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def prove_anew(event: Event, person: int, now: datetime = NOW) -> None:
    proving.prove_again(event.id, person, row_of(person).pending_generation, now)


def test_whoever_was_signed_up_says_by_whom_and_is_not_asked_whether_they_did_it():
    event = make_event()
    miriam, jo = together(event, JO)
    assert (letters(BOSS), letters(JO)) == (["prove_address"], ["prove_colleague"])
    values = outbox("prove_colleague", JO).content["values"]
    assert (values["typist"], values["hold"][:29]) == (FROM, "Bis 20. März 2027, 11:00 Uhr ")
    prove(event, miriam)
    assert (row_of(miriam).registered_by, row_of(jo).registered_by) == (None, miriam)


def test_nobody_is_named_as_registrant_by_their_address_alone(visitor: Visitor):
    event = make_event()
    known = arrive(event, BOSS, NOW - HOUR)
    _miriam, jo = together(event, JO)
    prove(event, jo)
    assert row_of(jo).registered_by is None
    open_my_page(visitor, known)
    assert row_of(jo).registered_by == known


def test_somebody_alone_signed_up_nobody_and_nothing_waits_for_others():
    event = make_event()
    (miriam,) = together(event)
    assert (awaited(), row_of(miriam).registered_by) == (0, None)


def test_the_institution_is_quoted_as_one_short_line_that_is_no_link():
    together(make_event(), JO, organisation="https://evil.example/win " + "x" * 90)
    typist = outbox("prove_colleague", JO).content["values"]["typist"]
    quote = typist.removeprefix("jemand aus „").removesuffix("“")
    assert (quote.startswith("https:// evil. example/ win x"), len(quote)) == (True, 80)


def test_a_known_address_is_asked_in_the_same_words():
    event = make_event()
    register(event, JO, NOW - 2 * LINK_LASTS)
    due_changes.lapse_and_move_up(NOW)
    together(event, JO)
    assert letters(JO)[-1] == "prove_colleague_again"
    assert outbox("prove_colleague_again", JO).content["values"]["typist"] == FROM


def test_a_link_that_goes_out_again_says_once_more_who_filled_in_the_form():
    event = make_event()
    _miriam, jo = together(event, JO)
    links.send_link(event.id, jo, NOW + HOUR)
    assert letters(JO) == ["prove_colleague"] * 2


def test_a_colleague_of_somebody_without_an_institution_is_told_that_it_was_somebody_else():
    event = make_event()
    together(event, JO, KIM, organisation="")
    links.send_link(event.id, of(JO), NOW + HOUR)
    assert (letters(BOSS), letters(JO), letters(KIM)) == (
        ["prove_address"], ["prove_colleague"] * 2, ["prove_colleague"],
    )  # fmt: skip
    assert outbox("prove_colleague", KIM).content["values"]["typist"] == "jemand"


def test_whoever_registers_alone_later_is_not_told_of_somebody_else():
    event = make_event()
    together(event, JO)
    register(event, JO, NOW + HOUR, first_name="Jo", last_name="Muster")
    assert letters(JO) == ["prove_colleague", "prove_address"]


def test_the_registrant_hears_once_when_the_last_one_has_confirmed():
    event = make_event()
    miriam, jo, kim = together(event, JO, KIM)
    prove(event, miriam)
    prove(event, jo)
    assert reports() == []
    prove(event, kim)
    prove(event, kim)
    colleagues.report_overdue(OVER)
    assert (reports(), awaited()) == ([("Jo Muster, Kim Muster", "")], 0)
    assert outbox("colleagues").content["values"]["confirmed"].splitlines()[0] == "Haben ihre Anmeldung bestätigt:"


def test_the_registrant_hears_of_those_whose_link_has_lapsed():
    event = make_event()
    miriam, jo, _kim = together(event, JO, KIM)
    prove(event, miriam)
    prove(event, jo)
    assert (colleagues.report_overdue(OVER - timedelta(seconds=1)), reports()) == (0, [])
    assert (colleagues.report_overdue(OVER), colleagues.report_overdue(OVER)) == (1, 0)
    assert reports() == [("Jo Muster", "Kim Muster")]
    assert "Fragen Sie am besten nach" in outbox("colleagues").content["values"]["lapsed"]


def test_a_registrant_who_confirms_last_hears_then():
    event = make_event()
    miriam, jo = together(event, JO)
    prove(event, jo)
    assert reports() == []
    prove(event, miriam)
    assert reports() == [("Jo Muster", "")]


def test_a_registrant_who_never_confirms_hears_nothing():
    event = make_event()
    _miriam, jo = together(event, JO)
    prove(event, jo)
    colleagues.report_overdue(OVER)
    assert (reports(), awaited()) == ([], 0)


def as_new(event: Event) -> None:
    """Jo is not known."""


def as_lapsed(event: Event) -> None:
    register(event, JO, NOW - 2 * LINK_LASTS)
    due_changes.lapse_and_move_up(NOW)


def as_cancelled(event: Event) -> None:
    cancel(event, arrive(event, JO))


def as_unproven(event: Event) -> None:
    register(event, JO, NOW - HOUR, last_name="Anders")


def as_confirmed(event: Event) -> None:
    arrive(event, JO, NOW - HOUR, first_name="Johanna", last_name="Anders")


@pytest.mark.parametrize("before", [as_new, as_lapsed, as_cancelled, as_unproven, as_confirmed])
def test_whether_an_address_was_known_cannot_be_told_from_silence(before):
    event = make_event()
    before(event)
    prove(event, together(event, JO)[0])
    colleagues.report_overdue(OVER)
    assert reports() == [("", "Jo Muster")]


@pytest.mark.parametrize("before", [as_lapsed, as_cancelled, as_unproven])
def test_whether_an_address_was_known_cannot_be_told_from_an_answer(before):
    event = make_event()
    before(event)
    miriam, jo = together(event, JO)
    prove(event, miriam)
    prove_anew(event, jo)
    assert (status(jo), reports()) == (Status.CONFIRMED, [("Jo Muster", "")])


def test_somebody_who_takes_part_already_answers_by_opening_the_own_page(visitor: Visitor):
    event = make_event()
    as_confirmed(event)
    miriam, jo = together(event, JO)
    prove(event, miriam)
    assert (letters(JO)[-1], reports()) == ("known", [])
    open_my_page(visitor, jo)
    assert (reports(), row_of(jo).first_name, row_of(jo).registered_by) == ([("Jo Muster", "")], "Johanna", None)


def test_somebody_who_takes_part_already_answers_by_an_older_proof_as_well():
    event = make_event()
    as_confirmed(event)
    miriam, jo = together(event, JO)
    prove(event, miriam)
    assert reports() == []
    prove(event, jo)
    assert reports() == [("Jo Muster", "")]


def test_an_older_proof_of_somebody_who_has_cancelled_is_no_answer():
    event = make_event()
    as_cancelled(event)
    miriam, jo = together(event, JO)
    prove(event, miriam)
    prove(event, jo)
    assert reports() == []


def test_somebody_who_takes_over_a_place_has_answered():
    event = make_event()
    giver = arrive(event, "giver@example.org")
    miriam, _jo = together(event, JO)
    prove(event, miriam)
    substitute = Substitute(title="", first_name="Jo", last_name="Muster", email=JO, language="de")
    substitution.name_substitute(event.id, giver, substitute, NOW)
    row = reading().scalars(sa.select(Substitution)).one()
    substitution.accept_substitution(event.id, row.id, row.generation, NOW, CHANCE)
    assert reports() == [("Jo Muster", "")]


def test_an_old_link_to_the_own_page_does_not_answer_for_new_data(visitor: Visitor):
    event = make_event()
    as_cancelled(event)
    miriam, jo = together(event, JO)
    prove(event, miriam)
    open_my_page(visitor, jo)
    assert reports() == []


def test_a_second_sign_up_of_the_same_person_has_a_letter_of_its_own(visitor: Visitor):
    event = make_event()
    miriam, jo = together(event, JO)
    prove(event, miriam)
    prove(event, jo)
    later = NOW + HOUR
    _miriam, kim = together(event, KIM, now=later, draft="another")
    prove(event, kim, later)
    assert len(reports()) == 1
    open_my_page(visitor, miriam)  # nobody but Miriam answers the mail about this sign-up
    assert reports() == [("Jo Muster", ""), ("Kim Muster", "")]
