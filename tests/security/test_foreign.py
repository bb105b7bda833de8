"""Numbers of another edition's rows in the fields of a form: nothing of them is changed, shown or pointed to."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.web.fields import Choice
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions as decisions_queries
from gocluster_events.meeting.registration.people.rules.deciding import Standing
from tests.support import choosing
from tests.support.foreign import Line, furnished, lines, of_edition, stored
from tests.support.html_forms import forms_of
from tests.support.make import make_event, make_member
from tests.support.proving import Proof
from tests.support.visitor import Visitor

OURS, THEIRS = "Hiesig", "Nachbarort"


class Editions(NamedTuple):
    """An organiser of one edition, and the rows of that one and of another."""

    organiser: Visitor
    mine: dict[str, str]
    theirs: dict[str, str]
    other_id: int
    token: list[str]

    def send(self, line: Line, theirs: dict[str, str]) -> tuple[int, str]:
        """What the organiser gets for a form of their own edition in which those numbers stand: status and page."""
        address, values = line.filled(self.mine, theirs)
        with self.organiser.get(address) as page:
            forms = forms_of(page.text) if page.status_code == 200 else []
        fields = next(
            (each.fields for each in forms if each.method == "post" and values.keys() & each.fields.keys()), {}
        )
        sent = {**fields, **values, "csrf_token": self.token}
        with self.organiser.post(address, data=sent, follow_redirects=True) as answer:
            return answer.status_code, answer.text


def harm(editions: Editions, chosen: Iterable[Line], session: Session) -> Iterator[str]:
    """What the numbers of the other edition do in these forms."""
    before = stored(session)
    for line in chosen:
        status, page = editions.send(line, editions.theirs)
        after = stored(session)
        theirs = of_edition(before, editions.other_id) != of_edition(after, editions.other_id)
        complaints = ["changes theirs"] * theirs + ["shows theirs"] * (THEIRS in page) + [str(status)] * (status >= 500)
        complaints += ["changes ours"] * (before != after and not line.changes_own)
        before = after
        if complaints:
            yield f"{line.endpoint} {line.typed}: {', '.join(complaints)}"


@pytest.fixture
def editions(app: Flask, session: Session, visitor: Visitor) -> Editions:
    """Two editions with rows of every kind; only one of them is the organiser's."""
    mine, other = (make_event(slug=slug, moving_up=MovingUp.BY_HAND) for slug in ("hier", "dort"))
    make_member(mine, Role.ORGANISER, email="organiser@example.org")
    other_id, theirs = other.id, furnished(other, 7_654_300, THEIRS)
    ours = furnished(mine, 1_234_500, OURS)
    visitor.enter("organiser@example.org")
    return Editions(visitor, ours, theirs, other_id, visitor.form("/de/lost-link").form.fields["csrf_token"])


@pytest.mark.promise("P9")
def test_the_numbers_of_another_edition_do_nothing_in_a_form(editions: Editions, session: Session, proof: Proof):
    chosen = proof.random.sample(lines(), proof.size(12, len(lines())))
    assert list(harm(editions, chosen, session)) == []
    proof.says(f"{len(chosen)} forms are sent with numbers of another edition", "nothing of it is changed or shown")


def test_with_the_numbers_of_the_edition_itself_the_same_forms_act(editions: Editions, session: Session):
    idle, before = [], stored(session)
    for line in lines():
        editions.send(line, editions.mine)
        after = stored(session)
        idle += [f"{line.endpoint} {line.typed}"] if after == before else []
        before = after
    assert idle == []


def everybody(session: Session, _event_id: int, ids: Collection[int]) -> Sequence[Registration]:
    """The registrations of these numbers, of whichever edition."""
    return session.scalars(sa.select(Registration).where(Registration.id.in_(ids))).all()


def wherever(session: Session, _event_id: int, ids: Collection[int]) -> dict[int, Standing]:
    """Where the registrations of these numbers stand, of whichever edition."""
    return {each.id: Standing(each.status) for each in everybody(session, 0, ids)}


@pytest.mark.promise("P9", control=True)
def test_a_selection_that_asks_for_no_edition_would_be_noticed(
    editions: Editions, session: Session, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(decisions_queries, "selected", everybody)
    monkeypatch.setattr(decisions_queries, "standings", wherever)
    decisions = [line for line in lines() if line.endpoint == "attendees.decision"]
    complaints = list(harm(editions, decisions, session))
    assert [each.partition(": ")[2].split(", ")[0] for each in complaints] == ["changes theirs"] * len(decisions)
    proof.says("a decision takes people of any edition", f"{len(complaints)} forms change rows of another")


@pytest.mark.promise("P9", control=True)
def test_a_choice_that_takes_any_number_would_be_noticed(
    editions: Editions, session: Session, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(Choice, "pre_validate", lambda *_args: None)
    invitations = [line for line in lines() if "quota=" in line.typed]
    complaints = [each for each in harm(editions, invitations, session) if "changes theirs" in each]
    assert len(complaints) == len(invitations)
    proof.says("a quota of any edition can be chosen", f"{len(complaints)} forms give places of another")


@pytest.mark.promise("P9")
def test_of_every_field_is_known_whether_it_takes_numbers_of_rows(proof: Proof):
    rows, others = choosing.listed(choosing.ROWS), choosing.listed(choosing.OTHERS)
    assert choosing.choosing() == rows | others
    assert rows & others == set()
    typed = {re.sub(r"\d|{.*}", "*", name) for line in lines() for name in re.findall(r"(?:^|&)([^=]+)=", line.typed)}
    assert {re.sub(r"{.*}", "*", each.split()[1]) for each in rows} - typed == set()
    proof.says("every field that is chosen or hidden is compared with the lists", f"{len(rows | others)}, none missing")
