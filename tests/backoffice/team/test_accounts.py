"""A lost password, another address, and what administrators do about accounts."""

import re
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.backoffice.team import services
from gocluster_events.core import clock
from gocluster_events.core.accounts.models import Account, AuditEntry, Authenticator
from gocluster_events.core.accounts.services import factors, own
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.tokens import Signer, Vault
from tests.support.make import PASSWORD, make_account, make_event, make_member
from tests.support.settings import SECRET_KEY
from tests.support.team import protect
from tests.support.visitor import Visitor

EMAIL, NEW = "kim@example.org", "sieben Zwerge am See"
LOST = "/en/lost-password"

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def kim(session: Session) -> Account:
    return make_account(email=EMAIL)


@pytest.fixture
def admin(session: Session, visitor: Visitor) -> Visitor:
    make_account(email="admin@example.org", name="Ada Admin", is_admin=True)
    visitor.enter("admin@example.org")
    return visitor


def browser_of(app: Flask, email: str = EMAIL, password: str = PASSWORD) -> Visitor:
    made = app.test_client()
    assert isinstance(made, Visitor)
    made.sign_in(email, password)
    return made


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/en/account").status_code == 200


def mails(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    return [(row.letter, row.recipient) for row in session.scalars(sa.select(Mail).order_by(Mail.id))]


def look_up(session: Session) -> None:
    """The worker has looked who has lost a password."""
    session.rollback()
    services.send_resets(clock.now())


def link(session: Session) -> str:
    """Where the newest mail's button leads."""
    look_up(session)
    row = session.scalars(sa.select(Mail).where(Mail.letter.in_(PATHS)).order_by(Mail.id.desc())).first()
    assert row is not None
    assert row.content is not None
    return f"/en/my/{PATHS[row.letter]}/{Signer((SECRET_KEY,)).sign(*row.content['link'])}"


PATHS = {"password_reset": "password", "account_email_proof": "account-email"}


def test_a_lost_password_is_set_anew_once_by_a_mailed_link(
    app: Flask, session: Session, visitor: Visitor, kim: Account
):
    elsewhere = browser_of(app)
    visitor.form(LOST).send(email="KIM@example.org")
    path = link(session)
    answer = visitor.form(path).send(password=NEW)
    assert answer.location == "/en/sign-in"
    assert not is_in(visitor), "one signs in with it"
    assert not is_in(elsewhere), "every session has ended"
    assert (is_in(browser_of(app)), is_in(browser_of(app, password=NEW))) == (False, True)
    assert visitor.get(path).status_code == 410
    assert mails(session) == [("password_reset", EMAIL), ("password_changed", EMAIL)]


def test_nobody_learns_whether_an_address_has_an_account(app: Flask, session: Session, kim: Account):
    answers = []
    make_account(email="blocked@example.org", is_active=False)
    for email in (EMAIL, "nobody@example.org", "blocked@example.org"):
        stranger = app.test_client()
        assert isinstance(stranger, Visitor)
        answer = stranger.form(LOST).send(email=email)
        page = stranger.get(answer.location).text
        answers.append((answer.status_code, answer.location, page))
    look_up(session)
    assert answers[0] == answers[1] == answers[2]
    assert mails(session) == [("password_reset", EMAIL)]


def test_nobody_is_flooded_and_the_page_says_the_same(session: Session, visitor: Visitor, kim: Account):
    answers = []
    for _ in range(5):
        answers.append(visitor.form(LOST).send(email=EMAIL).location)
        look_up(session)
    assert set(answers) == {f"{LOST}/sent"}
    assert len(mails(session)) == 3


def test_a_newer_link_kills_the_older_and_each_lasts_an_hour(session: Session, visitor: Visitor, kim: Account):
    visitor.form(LOST).send(email=EMAIL)
    first = link(session)
    visitor.form(LOST).send(email=EMAIL)
    second = link(session)
    assert (visitor.get(first).status_code, visitor.get(second).status_code) == (410, 200)
    with transaction() as writing:
        writing.get_one(Account, kim.id).reset_until = clock.now()
    assert visitor.get(link(session)).status_code == 410


def test_opening_the_link_changes_nothing(session: Session, visitor: Visitor, kim: Account):
    visitor.form(LOST).send(email=EMAIL)
    before = session.get_one(Account, kim.id).password_hash
    assert visitor.get(link(session)).headers["Referrer-Policy"] == "no-referrer"
    session.rollback()
    assert session.get_one(Account, kim.id).password_hash == before


def test_a_new_password_is_no_way_round_the_second_factor(app: Flask, session: Session, visitor: Visitor, kim: Account):
    protect(app, kim)
    visitor.form(LOST).send(email=EMAIL)
    visitor.form(link(session)).send(password=NEW)
    again = browser_of(app, password=NEW)
    assert not is_in(again)
    assert again.get("/en/sign-in/factor").status_code == 200


def test_a_weak_password_keeps_the_link_alive(session: Session, visitor: Visitor, kim: Account):
    visitor.form(LOST).send(email=EMAIL)
    page = visitor.form(link(session)).send(password="too short")
    assert "Choose a password of at least 15 characters." in page.text
    assert "too short" not in page.text
    assert visitor.get(link(session)).status_code == 200


def test_a_link_of_another_purpose_or_account_sets_no_password(session: Session, visitor: Visitor, kim: Account):
    visitor.form(LOST).send(email=EMAIL)
    signer = Signer((SECRET_KEY,))
    other = make_account(email="other@example.org").id
    assert visitor.get(f"/en/my/password/{signer.sign('team.join', kim.id, 1)}").status_code == 404
    assert visitor.get(f"/en/my/password/{signer.sign('team.new_password', other, 0)}").status_code == 410
    assert visitor.get(f"/en/my/password/{signer.sign('team.new_password', 999, 1)}").status_code == 410


def test_another_address_counts_once_proven_and_the_old_one_is_told(app: Flask, session: Session, kim: Account):
    kims = browser_of(app)
    path = "/en/account/email"
    assert "This is not your password." in kims.own_form(path).send(email="new@example.org", password="x" * 20).text
    kims.own_form(path).send(email="new@example.org", password=PASSWORD)
    assert "new@example.org has yet to be confirmed" in kims.get("/en/account").text
    proof = link(session)
    assert session.get_one(Account, kim.id).email == EMAIL
    stranger = app.test_client()
    assert isinstance(stranger, Visitor)
    stranger.form(proof).send()
    session.rollback()
    assert session.get_one(Account, kim.id).email == "new@example.org"
    assert mails(session) == [("account_email_proof", "new@example.org"), ("account_email_replaced", EMAIL)]
    assert stranger.get(proof).status_code == 410


def test_an_address_that_has_an_account_is_told_and_the_page_says_the_same(app: Flask, session: Session, kim: Account):
    make_account(email="taken@example.org")
    kims, path = browser_of(app), "/en/account/email"
    pages = [
        kims.get(kims.own_form(path).send(email=email, password=PASSWORD).location).text
        for email in ("taken@example.org", "free@example.org")
    ]
    flashes = [re.findall(r"A link is on its way to \S+", page) for page in pages]
    assert [len(messages) for messages in flashes] == [1, 1]
    assert mails(session) == [("account_email_known", "taken@example.org"), ("account_email_proof", "free@example.org")]


def deed(visitor: Visitor, account: Account, name: str, password: str = PASSWORD) -> str:
    """What the page says once the administrator has pressed the button."""
    path = f"/en/accounts/{account.id}/{name}"
    answer = visitor.own_form(path).send(password=password)
    return visitor.get(answer.location).text if answer.location else answer.text


def test_only_administrators_see_accounts(app: Flask, kim: Account):
    make_member(make_event(), email="organiser@example.org")
    organiser = browser_of(app, "organiser@example.org")
    for path in ("/en/accounts", f"/en/accounts/{kim.id}", f"/en/accounts/{kim.id}/blocking"):
        assert organiser.get(path).status_code == 403


def test_a_blocked_account_is_out_at_once_and_comes_back(app: Flask, admin: Visitor, kim: Account):
    kims = browser_of(app)
    assert "This is not your password." in deed(admin, kim, "blocking", "not my password")
    assert is_in(kims)
    assert "Done for Kim Muster." in deed(admin, kim, "blocking")
    assert (is_in(kims), is_in(browser_of(app))) == (False, False)
    deed(admin, kim, "unblocking")
    assert is_in(browser_of(app))


def test_the_last_administrator_stays_one_and_nobody_blocks_themselves(
    app: Flask, session: Session, admin: Visitor, kim: Account
):
    me = session.scalars(sa.select(Account).where(Account.is_admin)).one()
    make_account(is_admin=True, is_active=False)
    assert "This is the last administrator who can sign in." in deed(admin, me, "end-of-administration")
    assert "You cannot block your own account." in deed(admin, me, "blocking")
    deed(admin, kim, "administration")
    deed(admin, me, "end-of-administration")
    assert admin.get("/en/accounts").status_code == 403
    assert browser_of(app).get("/en/accounts").status_code == 200


def test_an_administrator_takes_a_lost_factor_away_and_it_is_on_record(
    app: Flask, session: Session, admin: Visitor, kim: Account
):
    protect(app, kim)
    assert not is_in(browser_of(app))
    deed(admin, kim, "factor-removal")
    assert is_in(browser_of(app))
    session.rollback()
    entry = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "account.factor_removed")).one()
    assert (entry.actor, entry.subject) == ("admin@example.org", f"account:{kim.id}")


def test_guesses_at_the_administrators_password_are_counted(admin: Visitor, kim: Account):
    path = f"/en/accounts/{kim.id}/blocking"
    form = admin.own_form(path)
    assert [form.send(password="wrong").status_code for _ in range(6)] == [200] * 5 + [429]


def test_an_old_link_to_another_address_is_over_after_a_day(session: Session, visitor: Visitor, kim: Account):
    with transaction() as writing:
        account = writing.get_one(Account, kim.id)
        own.ask_email(writing, account, "new@example.org", clock.now() - timedelta(days=1))
    token = Signer((SECRET_KEY,)).sign("team.account_email_proof", kim.id, 1)
    assert visitor.get(f"/en/my/account-email/{token}").status_code == 410


@pytest.mark.both_databases
def test_people_read_what_was_done_to_their_factors_when_and_from_which_browser(
    app: Flask, session: Session, kim: Account
):
    key = protect(app, kim)["passkey"]
    code = factors.renew_codes(kim.id, clock.now())[0]
    kims = browser_of(app)
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"}
    half = kims.form("/de/sign-in/factor").form
    kims.post("/de/sign-in/factor", data={**half.fields, "code": code}, headers=firefox)
    for path in (f"passkeys/{key}/removal", "app/removal", "app"):
        address = f"/en/account/protection/{path}"
        kims.own_form(address).send(password=PASSWORD)
    row = session.get_one(Authenticator, kim.id, populate_existing=True)
    secret = Vault((SECRET_KEY,)).open(row.pending)
    assert secret is not None
    kims.own_form(f"{address}/code").send(code=pyotp.TOTP(secret).now())
    assert mails(session) == [("account_notice", EMAIL)] * 4
    letters = [each.content["values"] for each in session.scalars(sa.select(Mail).order_by(Mail.id))]
    assert (letters[0]["what"], letters[0]["browser"]) == ("Mit einem Notfallcode eingeloggt", "Firefox, Windows")
    assert [each["what"] for each in letters[1:]] == [
        *("Passkey removed", "App for one-time codes removed", "App for one-time codes added"),
    ]
    assert all(each["at"] and each["browser"] for each in letters)
