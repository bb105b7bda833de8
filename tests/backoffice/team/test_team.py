"""Colleagues are invited, change their role and leave; whoever leaves sees nothing more at once."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.backoffice.team import services as team
from gocluster_events.backoffice.wordings.rules import SITE_LETTERS
from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account, AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.tokens import Signer
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.models import Event, Membership, TeamInvitation
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services import team as changes
from gocluster_events.meeting.letters.rules import fill
from tests.support.make import add, make_account, make_event, make_member
from tests.support.settings import NOW, SECRET_KEY
from tests.support.team import make_invitation
from tests.support.visitor import OpenForm, Visitor

EMAIL = "organiser@example.org"
TEAM = "/en/manage/meeting/team"


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(slug="meeting")


@pytest.fixture
def organiser(event: Event) -> Account:
    return make_member(event, email=EMAIL, name="Marit Hellweger")


@pytest.fixture
def signed_in(organiser: Account, visitor: Visitor) -> Visitor:
    visitor.enter(EMAIL)
    return visitor


def form_at(visitor: Visitor, path: str) -> OpenForm:
    """The page's own form; the rail has one too."""
    return visitor.own_form(path)


def link(number: int, generation: int = 1) -> str:
    return f"/en/my/team/{Signer((SECRET_KEY,)).sign('team.join', number, generation)}"


def role_of(session: Session, event: Event, account: Account) -> Role | None:
    session.rollback()
    row = session.get(Membership, (event.id, account.id))
    return row.role if row else None


def actions(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))


def mails(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    return [(row.letter, row.recipient) for row in session.scalars(sa.select(Mail).order_by(Mail.id))]


@pytest.mark.both_databases
def test_a_stranger_gets_a_link_and_with_it_an_account_and_is_in(session: Session, event: Event, organiser: Account):
    assert not team.invite(event.id, "New@Example.org", Role.STAFF, "de", organiser, NOW)
    row = session.scalars(sa.select(TeamInvitation)).one()
    assert (row.email, row.role, row.expires_at - row.sent_at) == ("New@Example.org", Role.STAFF, timedelta(days=7))
    assert mails(session) == [("team_invitation", "New@Example.org")]
    assert team.join(row.id, row.generation, "Neu Da", "sieben Zwerge am See", "Firefox, Linux", NOW)
    account = session.scalars(sa.select(Account).where(Account.email_key == "new@example.org")).one()
    assert role_of(session, event, account) is Role.STAFF
    assert session.scalars(sa.select(TeamInvitation)).all() == []
    assert actions(session) == ["team.invited", "account.created", "team.joined_as_staff"]


def test_whoever_has_an_account_is_in_at_once_and_reads_so(session: Session, event: Event, organiser: Account):
    known = make_account(email="known@example.org")
    assert team.invite(event.id, "KNOWN@example.org", Role.ORGANISER, "en", organiser, NOW)
    assert role_of(session, event, known) is Role.ORGANISER
    assert mails(session) == [("team_joined", "known@example.org")]
    with pytest.raises(Refused):
        team.invite(event.id, "known@example.org", Role.STAFF, "en", organiser, NOW)


@pytest.mark.parametrize("later", [timedelta(days=7), timedelta(days=8)])
def test_after_seven_days_a_link_makes_no_account(session: Session, event: Event, later: timedelta):
    row = make_invitation(event)
    with pytest.raises(Refused):
        team.join(row.id, 1, "Neu", "sieben Zwerge am See", "", NOW + later)
    assert session.scalars(sa.select(Account)).all() == []


def test_a_new_invitation_kills_the_older_link(session: Session, event: Event, organiser: Account, visitor: Visitor):
    row = make_invitation(event)
    assert visitor.get(link(row.id)).status_code == 200
    team.invite_again(event.id, row.id, organiser, clock.now())
    assert visitor.get(link(row.id)).status_code == 410
    assert visitor.get(link(row.id, 2)).status_code == 200
    changes.withdraw(event.id, row.id, Act(EMAIL, clock.now()))
    assert visitor.get(link(row.id, 2)).status_code == 410


def test_a_link_is_used_once(session: Session, event: Event, app: Flask, visitor: Visitor):
    row = make_invitation(event)
    answer = visitor.form(link(row.id)).send(name="Kim Neu", password="sieben Zwerge am See")
    assert answer.location == "/en/manage/meeting/"
    assert visitor.get(answer.location).status_code == 200
    assert app.test_client().get(link(row.id)).status_code == 410


@pytest.mark.both_databases
def test_a_link_that_is_used_twice_at_once_makes_one_account(app: Flask, session: Session, event: Event):
    row, event_id = make_invitation(event), event.id
    number = row.id
    session.rollback()

    def accept() -> bool:
        with app.app_context():
            try:
                return bool(team.join(number, 1, "Kim Neu", "sieben Zwerge am See", "", NOW))
            except Refused:
                return False

    with ThreadPoolExecutor() as browsers:
        with transaction() as writing:
            events_queries.lock(writing, event_id)
            both = [browsers.submit(accept) for _ in range(2)]
            wait(both, timeout=0.5)  # each comes as far as it can
        assert sorted(each.result() for each in both) == [False, True]
    session.rollback()
    assert len(session.scalars(sa.select(Account)).all()) == 1


def test_a_token_for_something_else_opens_no_team(event: Event, session: Session, visitor: Visitor):
    row = make_invitation(event)
    foreign = Signer((SECRET_KEY,)).sign("own.personal", row.id, 1)
    assert visitor.get(f"/en/my/team/{foreign}").status_code == 404


@pytest.mark.parametrize("password", ["too short", "neu@example.org1234"])
def test_a_weak_password_makes_no_account(session: Session, event: Event, visitor: Visitor, password: str):
    row = make_invitation(event)
    answer = visitor.form(link(row.id)).send(name="Kim Neu", password=password)
    assert answer.status_code == 200
    assert "Error:" in answer.text
    assert password not in answer.text
    assert 'value="Kim Neu"' in answer.text
    session.rollback()
    assert session.scalars(sa.select(Account)).all() == []


def test_an_address_that_has_an_account_meanwhile_says_yes_and_signs_in(
    session: Session, event: Event, visitor: Visitor
):
    row = make_invitation(event, "known@example.org")
    known = make_account(email="known@example.org")
    answer = visitor.form(link(row.id)).send()
    assert answer.location == "/en/sign-in?next=/en/manage/meeting/"
    assert role_of(session, event, known) is Role.STAFF


def test_the_page_lists_who_runs_the_edition_and_who_is_asked(signed_in: Visitor, event: Event):
    make_member(event, Role.STAFF, name="Timo Kellner")
    make_invitation(event)
    make_invitation(event, "late@example.org", expires_at=NOW - timedelta(hours=1))
    page = signed_in.get(TEAM).text
    for text in ("Marit Hellweger", "Timo Kellner", "neu@example.org", "late@example.org", "Never yet", "Expired"):
        assert text in page
    assert "2 people run this event." in page


def test_inviting_asks_for_an_address_and_says_what_happened(signed_in: Visitor, session: Session):
    form = form_at(signed_in, f"{TEAM}/new")
    assert "Enter the e-mail address with an @" in form.send(email="nobody", role="staff").text
    answer = form.send(email="new@example.org", role="staff")
    assert "An invitation is on its way to new@example.org." in signed_in.get(answer.location).text


def test_nobody_is_flooded_with_invitations(signed_in: Visitor, session: Session):
    form = form_at(signed_in, f"{TEAM}/new")
    codes = [form.send(email="new@example.org", role="staff").status_code for _ in range(4)]
    assert codes == [302, 302, 302, 429]
    assert len(mails(session)) == 3


def test_an_invitation_is_sent_again_and_withdrawn_from_the_page(signed_in: Visitor, session: Session, event: Event):
    row = make_invitation(event)
    again = signed_in.form(TEAM, f"{TEAM}/invitations/{row.id}/renewal").send()
    assert again.location == TEAM
    session.rollback()
    assert session.get_one(TeamInvitation, row.id).generation == 2
    assert form_at(signed_in, f"{TEAM}/invitations/{row.id}/withdrawal").send().location == TEAM
    session.rollback()
    assert session.scalars(sa.select(TeamInvitation)).all() == []


def test_a_role_counts_from_the_next_request_on(signed_in: Visitor, app: Flask, session: Session, event: Event):
    colleague = make_member(event, email="timo@example.org")
    browser = app.test_client()
    assert isinstance(browser, Visitor)
    browser.enter("timo@example.org")
    assert browser.get(TEAM).status_code == 200
    assert form_at(signed_in, f"{TEAM}/{colleague.id}/role").send(role="staff").location == TEAM
    assert browser.get(TEAM).status_code == 403
    assert form_at(signed_in, f"{TEAM}/{colleague.id}/removal").send().location == TEAM
    assert browser.get("/en/manage/meeting/").status_code == 404
    assert actions(session)[-2:] == ["team.made_staff", "team.let_go"]


def test_the_last_organiser_cannot_go(signed_in: Visitor, organiser: Account, session: Session, event: Event):
    add(Membership(event_id=event.id, account_id=make_account(is_active=False).id, role=Role.ORGANISER))
    answer = form_at(signed_in, f"{TEAM}/{organiser.id}/removal").send(sure="y")
    assert "An event needs an organiser." in answer.text
    assert role_of(session, event, organiser) is Role.ORGANISER


def test_leaving_oneself_needs_a_clear_word(signed_in: Visitor, organiser: Account, session: Session, event: Event):
    make_member(event)
    form = form_at(signed_in, f"{TEAM}/{organiser.id}/removal")
    assert "You would lose rights yourself." in form.send().text
    assert form.send(sure="y").location == "/en/manage/"
    assert role_of(session, event, organiser) is None


def test_an_organiser_who_is_blocked_can_be_let_go(session: Session, event: Event, organiser: Account):
    blocked = make_member(event, is_active=False)
    changes.let_go(event.id, blocked.id, organiser, NOW)
    assert role_of(session, event, blocked) is None


def test_an_archived_edition_gains_nobody_but_can_lose_somebody(session: Session, organiser: Account, event: Event):
    archived = make_event(status=EventStatus.ARCHIVED)
    staff = make_member(archived, Role.STAFF)
    with pytest.raises(Refused):
        team.invite(archived.id, "new@example.org", Role.STAFF, "de", organiser, NOW)
    with pytest.raises(Refused):
        changes.change_role(archived.id, staff.id, Role.ORGANISER, organiser, NOW)
    changes.let_go(archived.id, staff.id, organiser, NOW)
    assert role_of(session, archived, staff) is None


@pytest.mark.parametrize("number", ["999", "0"])
def test_an_invitation_or_member_of_another_edition_does_not_exist(signed_in: Visitor, number: str):
    elsewhere = make_event()
    foreign = make_invitation(elsewhere, "x@example.org").id
    stranger = make_member(elsewhere).id
    for path in (f"invitations/{foreign}/withdrawal", f"{stranger}/role", f"{stranger}/removal", f"{number}/role"):
        assert signed_in.get(f"{TEAM}/{path}").status_code == 404


def test_every_letter_to_the_team_can_be_written(app: Flask):
    with app.test_request_context("/de/"):
        for letter in SITE_LETTERS:
            for language in ("de", "en"):
                framed = letter_frame(letter.template, language, letter.samples, "https://example.org/x", fill)
                assert framed.subject
                assert "{" not in framed.text
