"""The mails of the demo, and the command that fills it."""

from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

import pytest
from flask import Flask

from gocluster_events.core.smtp import Folder
from gocluster_events.core.web.headers import CONTENT_SECURITY_POLICY
from gocluster_events.demo.environment import write_unfilled
from gocluster_events.factory import create_app
from tests.support.databases import Database
from tests.support.settings import settings
from tests.support.visitor import Visitor


def start(database: Database, folder: Path, **changes: str) -> Flask:
    app = create_app(settings(mode="demo", database_url=database.url, mail_url=f"file:{folder}", **changes))
    app.test_client_class = Visitor
    return app


HTML = "<html><head><title>Hallo</title></head><body><p>HTML</p></body></html>"


def send(folder, name, text="Hallo", html=HTML):
    message = EmailMessage()
    message["Subject"], message["To"], message["Message-ID"] = (
        f"Bestätigung {name}",
        "jörg@example.org",
        f"<{name}@here>",
    )
    message["Date"] = "Sat, 20 Mar 2027 09:30:00 +0000"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="tagung.ics")
    Folder(folder).send(message.as_bytes(policy=SMTPUTF8), "tagung@example.org", "jörg@example.org")


@pytest.fixture
def demo(database, tmp_path):
    return start(database, tmp_path)


def test_before_the_first_mail_the_mailbox_says_how_one_gets_there(demo):
    answer = demo.test_client().get("/de/demo-mail/")
    assert (answer.status_code, "Noch keine E-Mails" in answer.text) == (200, True)


def test_a_visitor_finds_the_mail_and_follows_its_link(demo, tmp_path):
    link = "http://127.0.0.1/de/my/prove/abc.def-_1"
    send(tmp_path, "one", f"Guten Tag <Welt>,\n\nbitte bestätigen: {link}\n")
    visitor = demo.test_client()
    assert "Bestätigung one" in visitor.get("/de/demo-mail/").text
    text = visitor.get("/de/demo-mail/one@here?view=text").text
    assert f'<a href="{link}"' in text
    assert "Guten Tag &lt;Welt&gt;" in text
    assert ("20. März 2027, 10:30 Uhr" in text, "tagung.ics" in text) == (True, True)


def test_a_mail_is_shown_as_it_looks_in_a_frame_of_its_own_that_can_load_and_run_nothing(demo, tmp_path):
    send(tmp_path, "one")
    visitor = demo.test_client()
    page = visitor.get("/de/demo-mail/one@here")
    assert '<iframe class="mail-letter" src="/de/demo-mail/one@here/letter.html"' in page.text
    assert page.headers["Content-Security-Policy"] == f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    letter = visitor.get("/de/demo-mail/one@here/letter.html")
    assert letter.text.strip() == HTML.replace("<head>", '<head><base target="_top">')
    allowed = set(letter.headers["Content-Security-Policy"].split("; "))
    assert {"default-src 'none'", "form-action 'none'", "sandbox allow-top-navigation-by-user-activation"} <= allowed
    assert not [each for each in allowed if each.startswith(("script-src", "connect-src", "frame-src"))]


def test_the_headers_of_a_mail_are_shown_as_they_read(demo, tmp_path):
    send(tmp_path, "one")
    text = demo.test_client().get("/de/demo-mail/one@here?view=headers").text
    assert ("&lt;one@here&gt;" in text, "jörg@example.org" in text, "multipart/mixed" in text) == (True, True, True)


def test_of_a_mail_without_html_there_are_text_and_headers(demo, tmp_path):
    (tmp_path / "plain.eml").write_bytes(
        b"Subject: Kurz\nTo: a@example.org\nDate: Sat, 20 Mar 2027 09:30:00 +0000\n\nHallo\n"
    )
    page = demo.test_client().get("/de/demo-mail/plain")
    assert ("Hallo" in page.text, "iframe" in page.text, "Ansicht" in page.text) == (True, False, False)
    assert demo.test_client().get("/de/demo-mail/plain/letter.html").status_code == 404


@pytest.mark.parametrize("name", ["nothing", "..%2Fevents", "%2e%2e"])
def test_a_mail_that_is_not_there_is_not_found(demo, tmp_path, name):
    (tmp_path.parent / "events.eml").write_text("secret", encoding="utf-8")
    assert demo.test_client().get(f"/de/demo-mail/{name}").status_code == 404


def test_the_mailbox_is_closed_where_others_could_read_it(database, tmp_path):
    send(tmp_path, "one")
    app = start(database, tmp_path, base_url="https://events.example.org")
    for path in ("/de/demo-mail/", "/de/demo-mail/one@here", "/de/demo-mail/one@here/letter.html"):
        assert app.test_client().get(path, base_url="https://events.example.org").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(visitor):
    assert visitor.get("/de/demo-mail/").status_code == 404


def test_the_command_refuses_to_publish_passwords(database, tmp_path):
    app = start(database, tmp_path, base_url="https://events.example.org")
    done = app.test_cli_runner().invoke(args=["seed-demo"])
    assert (done.exit_code, "loopback" in done.output) == (1, True)


def test_a_meeting_that_is_still_being_filled_in_says_so_and_loads_itself_again(database: Database, tmp_path: Path):
    folder = database.path.parent
    visitor = start(database, tmp_path).test_client()
    write_unfilled(folder, ["jahrestagung-2018"])
    waiting, other = visitor.get("/de/jahrestagung-2018/"), visitor.get("/de/")
    write_unfilled(folder, [])
    assert (waiting.status_code, waiting.headers["Refresh"], other.status_code) == (503, "2", 200)
    assert "Diese Veranstaltung wird vorbereitet" in waiting.text
    assert "Diese Veranstaltung wird vorbereitet" not in visitor.get("/de/jahrestagung-2018/").text
