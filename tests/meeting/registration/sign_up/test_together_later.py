"""What becomes of a sign-up of several once an address is mended or somebody is erased."""

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.models import JointEntry
from gocluster_events.meeting.registration.sign_up.services import answers, colleagues, registering
from tests.support.joint import BOSS, JO, KIM, OVER, awaited, of, reports, together
from tests.support.make import make_event
from tests.support.registrants import CHANCE, arrive, keep_draft, letters, prove, row_of, sign_up
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def move(event: Event, index: int, email: str) -> None:
    """The done page sends the mail of that person to another address."""
    event_id = event.id
    answers.change_address(event_id, "a-draft", index, email, 9, NOW, sends=True)


@pytest.mark.parametrize("first", ["new", "known"])
def test_a_colleague_whose_address_is_mended_to_a_known_one_answers_there(visitor: Visitor, first: str):
    event = make_event()
    if first == "known":
        arrive(event, KIM)
    jo = arrive(event, JO)
    miriam, kim = together(event, KIM)
    prove(event, miriam)
    move(event, 1, JO)
    prove(event, kim)
    open_my_page(visitor, kim)
    assert reports() == []
    open_my_page(visitor, jo)
    assert reports() == [("Kim Muster", "")]


def test_a_registrant_who_mends_the_address_to_a_known_one_has_the_letter_there(visitor: Visitor):
    event = make_event()
    known = arrive(event, BOSS)
    event_id, wrong = event.id, sign_up("miriam@exmaple.org")
    jo = sign_up(JO, first_name="Jo", last_name="Muster")
    keep_draft(event_id, "a-draft", wrong)
    registering.register(event_id, [wrong, jo], "a-draft", "pp", NOW, CHANCE)
    prove(event, of(JO))
    move(event, 0, BOSS)
    open_my_page(visitor, known)
    assert reports() == [("Jo Muster", "")]


def test_an_address_that_is_mended_twice_answers_where_the_mail_went_last(visitor: Visitor):
    event = make_event()
    known = arrive(event, JO)
    miriam, kim = together(event, KIM)
    prove(event, miriam)
    move(event, 1, JO)
    move(event, 1, "kim@example.com")
    open_my_page(visitor, known)
    assert reports() == []
    prove(event, kim)
    assert reports() == [("Kim Muster", "")]


def test_who_takes_the_first_person_out_has_no_registrant_and_no_letter():
    event = make_event()
    event_id, jo = event.id, sign_up(JO)
    keep_draft(event_id, "a-draft", jo, key="jo")
    registering.register(event_id, [jo], "a-draft", "p", NOW, CHANCE, own=None)
    assert (letters(JO), row_of(of(JO)).registered_by) == (["prove_colleague"], None)
    prove(event, of(JO))
    colleagues.report_overdue(OVER)
    assert (reports(), awaited(), letters()) == ([], 0, ["prove_colleague", "confirmed_onsite"])


@pytest.mark.parametrize("erased", [0, 1])
def test_once_somebody_is_erased_nothing_names_them_and_the_other_stays(erased: int):
    event = make_event()
    people = together(event, JO, KIM)
    for person in people:
        prove(event, person)
    privacy.erase(event.id, people[erased], Act("organiser@example.org", NOW))
    left = [each.registered_by for each in reading().scalars(sa.select(Registration).order_by(Registration.id))]
    assert (left, reports()) == (([None, None], []) if erased == 0 else ([None, people[0]], [("…, Kim Muster", "")]))


def test_whose_name_holds_that_of_somebody_erased_is_still_named():
    event = make_event()
    miriam, wu, wulff = together(event, "wu@example.org", "wulff@example.org")
    for person, name in ((wu, "Li Wu"), (wulff, "Li Wulff")):
        with transaction() as writing:
            row = writing.get_one(Registration, person)
            row.first_name, row.last_name = name.split()
            writing.execute(sa.update(JointEntry).where(JointEntry.registration_id == person).values(name=name))
    for person in (miriam, wu, wulff):
        prove(event, person)
    privacy.erase(event.id, wu, Act("organiser@example.org", NOW))
    assert reports() == [("…, Li Wulff", "")]


def test_a_colleague_who_is_erased_before_an_answer_is_waited_for_by_nobody():
    event = make_event()
    miriam, jo, kim = together(event, JO, KIM)
    privacy.erase(event.id, jo, Act("organiser@example.org", NOW))
    prove(event, kim)
    prove(event, miriam)
    assert reports() == [("Kim Muster", "")]
