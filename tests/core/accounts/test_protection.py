"""The second factor as people set it up and use it, without any script; and what opens nothing."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask, url_for
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.accounts.models import Account, Authenticator, SignIn
from gocluster_events.core.accounts.rules import APP_WAITS
from gocluster_events.core.db import transaction
from gocluster_events.core.web.audience import Kind, audience_of
from gocluster_events.meeting.events.models import Event
from tests.support.make import PASSWORD, make_account, make_event, make_member
from tests.support.team import SECRET, protect
from tests.support.visitor import Visitor

EMAIL = "organiser@example.org"
PROTECTION, APP, CODE = "/en/account/protection", "/en/account/protection/app", "/en/account/protection/app/code"


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(slug="meeting")


@pytest.fixture
def organiser(event: Event) -> Account:
    return make_member(event, email=EMAIL, name="Marit Hellweger")


@pytest.fixture
def strict(app: Flask) -> Flask:
    """As it is shipped: administrators need a second factor."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], admins_need_factor=True)
    return app


def browser_of(app: Flask, email: str = EMAIL) -> Visitor:
    made = app.test_client()
    assert isinstance(made, Visitor)
    made.sign_in(email, PASSWORD)
    return made


def add_app(visitor: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """An app is added on the pages; returns it, and the recovery codes shown."""
    visitor.own_form(APP).send(password=PASSWORD)
    page = visitor.get(CODE)
    match = re.search(r'<code class="own__secret">([A-Z2-7 ]+)</code>', page.text)
    assert match is not None
    made = pyotp.TOTP(match[1].replace(" ", ""))
    codes_page = visitor.form_in(page, CODE).send(code=made.at(clock.unmoved() - timedelta(seconds=30)))
    return made, re.findall(r"<li><code>([0-9A-Z-]+)</code></li>", codes_page.text)


def test_an_app_is_added_and_asked_for_at_the_next_sign_in(app: Flask, visitor: Visitor, organiser: Account):
    visitor.sign_in(EMAIL, PASSWORD)
    made, codes = add_app(visitor)
    assert len(set(codes)) == 10
    again = browser_of(app)
    assert again.get("/en/manage/meeting/").status_code == 302
    step = again.own_form("/en/sign-in/factor?next=/en/manage/meeting/")
    assert "This code is wrong" in step.send(code="000000").text
    answer = step.send(code=made.now())
    assert answer.location == "/en/manage/meeting/"
    assert again.get(answer.location).status_code == 200


def test_where_the_clock_is_moved_codes_are_those_of_a_real_phone(app: Flask, visitor: Visitor, organiser: Account):
    visitor.sign_in(EMAIL, PASSWORD)
    made, _codes = add_app(visitor)
    assert clock.now() > clock.unmoved() + timedelta(days=1)
    step = browser_of(app).form("/en/sign-in/factor")
    assert "This code is wrong" in step.send(code=made.at(clock.now())).text
    assert step.send(code=made.now()).status_code == 302


def test_recovery_codes_are_shown_once_and_each_is_spent_at_once(app: Flask, visitor: Visitor, organiser: Account):
    visitor.sign_in(EMAIL, PASSWORD)
    _app, codes = add_app(visitor)
    assert not any(code in visitor.get(path).text for path in (PROTECTION, "/en/account") for code in codes)
    one = browser_of(app)
    page = one.get(one.form("/en/sign-in/factor").send(code=codes[0]).location, follow_redirects=True)
    assert "9 recovery codes are left." in page.text
    other = browser_of(app)
    assert "This code is wrong" in other.form("/en/sign-in/factor").send(code=codes[0]).text
    assert other.get("/en/account").status_code == 302


def test_half_a_session_opens_no_page_at_all(app: Flask, session: Session, organiser: Account):
    protect(app, organiser)
    half = browser_of(app)
    for path in ("/en/account", PROTECTION, APP, "/en/manage/", "/en/manage/meeting/attendees", "/en/accounts"):
        assert half.get(path).location.startswith("/en/sign-in?"), path
    assert half.post(APP, data={"password": PASSWORD}).status_code in {302, 400, 403}
    session.rollback()
    assert session.scalars(sa.select(SignIn).where(SignIn.awaits_factor.is_(False))).all() == []


def test_the_cookie_of_half_a_session_is_worth_nothing_as_a_whole_one(app: Flask, organiser: Account):
    protect(app, organiser)
    half = browser_of(app)
    with half.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = cookie["half"], True
    assert half.get("/en/account").status_code == 302


def test_a_key_planted_before_signing_in_opens_nothing_afterwards(app: Flask, session: Session, organiser: Account):
    victim = app.test_client()
    assert isinstance(victim, Visitor)
    with victim.session_transaction() as cookie:
        cookie["_user_id"] = cookie["half"] = cookie["participant"] = "a key that a thief knows"
    victim.sign_in(EMAIL, PASSWORD)
    with victim.session_transaction() as cookie:
        contents = dict(cookie)
    assert "a key that a thief knows" not in contents.values()
    assert victim.get("/en/account").status_code == 200


def test_the_second_step_without_the_first_is_the_first(visitor: Visitor):
    assert visitor.get("/en/sign-in/factor?next=/en/account").location == "/en/sign-in?next=/en/account"


def test_guesses_at_the_second_step_are_counted(app: Flask, organiser: Account):
    protect(app, organiser)
    half = browser_of(app)
    step = half.form("/en/sign-in/factor")
    answers = [step.send(code="000000") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert step.send(code=pyotp.TOTP(SECRET).now()).status_code == 429


def test_what_is_weighty_asks_for_the_password_again(
    app: Flask, visitor: Visitor, session: Session, organiser: Account
):
    visitor.sign_in(EMAIL, PASSWORD)
    key = protect(app, organiser)["passkey"]
    for path in (APP, f"{APP}/removal", f"{PROTECTION}/codes", f"{PROTECTION}/passkeys/{key}/removal"):
        answer = visitor.own_form(path).send(password="not my password at all")
        assert "This is not your password." in answer.text, path
    session.rollback()
    assert accounts.codes_left(session, organiser.id) == 10


def test_a_passkey_is_asked_for_only_after_the_password(visitor: Visitor, organiser: Account):
    visitor.sign_in(EMAIL, PASSWORD)
    page = visitor.get(f"{PROTECTION}/passkeys/new")
    assert "Passkeys need scripts" in page.text
    token = visitor.form_in(page, f"{PROTECTION}/passkeys/new").form.fields["csrf_token"]
    sent = {"csrf_token": token, "name": "Phone", "password": "not my password at all"}
    answer = visitor.post(f"{PROTECTION}/passkeys/options", data=sent)
    assert (answer.status_code, "challenge" in answer.text) == (400, False)
    good = visitor.post(f"{PROTECTION}/passkeys/options", data={**sent, "password": PASSWORD})
    assert (good.status_code, good.json["rp"]["id"]) == (200, "localhost")  # of BASE_URL, whatever the Host said
    foreign = visitor.post(f"{PROTECTION}/passkeys/new", data={"csrf_token": token, "name": "Phone", "answer": "{}"})
    assert "This passkey could not be checked." in foreign.text


def test_setting_up_an_app_that_was_left_open_begins_with_the_password(
    visitor: Visitor, session: Session, organiser: Account
):
    visitor.sign_in(EMAIL, PASSWORD)
    visitor.own_form(APP).send(password=PASSWORD)
    assert visitor.get(CODE).status_code == 200
    with transaction() as writing:
        writing.execute(sa.update(Authenticator).values(pending_at=clock.now() - APP_WAITS))
    assert visitor.get(CODE).location == APP


def test_an_endless_answer_of_a_stranger_is_refused_like_any_other(visitor: Visitor):
    token = visitor.form("/en/sign-in").form.fields["csrf_token"]
    answer = visitor.post("/en/sign-in/passkey", data={"csrf_token": token, "answer": "[" * 19_000})
    assert (answer.status_code, "This passkey could not be checked." in answer.text) == (200, True)


def test_an_administrator_without_a_second_factor_is_led_to_one_and_does_nothing_else(
    strict: Flask, session: Session, event: Event
):
    make_account(email="admin@example.org", is_admin=True)
    admin = browser_of(strict, "admin@example.org")
    with strict.test_request_context("/en/"):
        paths = {
            url_for(rule.endpoint, lang="en", **({"edition": "meeting"} if "edition" in rule.arguments else {}))
            for rule in strict.url_map.iter_rules()
            if rule.arguments <= {"lang", "edition"}
            and (audience := audience_of(strict, rule.endpoint)) is not None
            and audience.kind is Kind.STAFF
            and not audience.before_factor
        }
    assert len(paths) > 40
    answers = [ask(path) for path in paths for ask in (admin.get, admin.post)]
    assert {answer.location for answer in answers if answer.status_code != 405} == {PROTECTION}
    _app, codes = add_app(admin)
    assert len(codes) == 10
    assert admin.get("/en/accounts").status_code == 200


def test_an_administrator_keeps_the_last_factor(strict: Flask, session: Session):
    make_account(email="admin@example.org", is_admin=True)
    admin = browser_of(strict, "admin@example.org")
    add_app(admin)
    answer = admin.own_form(f"{APP}/removal").send(password=PASSWORD)
    assert "Administrators need a second factor." in answer.text


def test_whoever_becomes_an_administrator_is_led_to_a_factor_at_the_next_click(
    strict: Flask, session: Session, organiser: Account
):
    browser = browser_of(strict)
    assert browser.get("/en/account").status_code == 200
    with transaction() as writing:
        writing.get_one(Account, organiser.id).is_admin = True
    assert browser.get("/en/account").location == PROTECTION


def test_sessions_are_seen_and_ended_one_by_one_and_all_at_once(app: Flask, visitor: Visitor, organiser: Account):
    visitor.sign_in(EMAIL, PASSWORD)
    others = [browser_of(app) for _ in range(3)]
    page = visitor.get("/en/account")
    ends = re.findall(r'action="(/en/account/sessions/\d+/end)"', page.text)
    assert len(ends) == 3
    visitor.form_in(page, ends[0]).send()
    assert sorted(each.get("/en/account").status_code for each in others) == [200, 200, 302]
    visitor.form("/en/account", "/en/account/sessions/others/end").send()
    assert [each.get("/en/account").status_code for each in others] == [302] * 3
    assert visitor.get("/en/account").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(app: Flask, visitor: Visitor, session: Session, organiser: Account):
    victim = browser_of(app)
    session.rollback()
    number = session.scalars(sa.select(SignIn.id)).one()
    make_account(email="other@example.org")
    visitor.sign_in("other@example.org", PASSWORD)
    token = visitor.own_form("/en/account/name").form.fields["csrf_token"]
    visitor.post(f"/en/account/sessions/{number}/end", data={"csrf_token": token})
    assert victim.get("/en/account").status_code == 200


def test_a_changed_password_ends_every_other_session_and_the_old_one_opens_nothing(
    app: Flask, visitor: Visitor, organiser: Account
):
    visitor.sign_in(EMAIL, PASSWORD)
    elsewhere = browser_of(app)
    path = "/en/account/password"
    assert "This is not your password." in visitor.own_form(path).send(password="x" * 20, new_password="y").text
    visitor.own_form(path).send(password=PASSWORD, new_password="sieben Zwerge am See")
    assert (visitor.get("/en/account").status_code, elsewhere.get("/en/account").status_code) == (200, 302)
    assert browser_of(app).get("/en/account").status_code == 302


def test_passkey_questions_of_one_office_lock_nobody_out_of_the_second_step(app: Flask, organiser: Account):
    protect(app, organiser)
    half = browser_of(app)
    token = half.form("/en/sign-in/factor").form.fields["csrf_token"]
    for _ in range(60):
        assert half.post("/en/sign-in/passkey/options", data={"csrf_token": token}).status_code == 200
    answer = half.form("/en/sign-in/factor").send(code=pyotp.TOTP(SECRET).now())
    assert answer.status_code == 302
