"""Our mail cannot be turned against anyone: no header but ours, no link but to our own address."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.backoffice.feedback.rules import Topic
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.web import letter_frame
from gocluster_events.meeting.letters import exports as letters
from tests.support import apps, mailed
from tests.support.databases import Database
from tests.support.mailed import LETTERS, addresses
from tests.support.meeting import Meeting
from tests.support.proving import Proof
from tests.support.smtp_server import SmtpServer
from tests.support.visitor import Visitor

OURS = "http://tagung.example.org"
VICTIM = "victim@example.org"
HEADERS = ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]
ENDS = ("\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x00")


def hostile(end: str) -> dict[str, str]:
    """What people typed, in every place that a letter has for it: more headers, another body, another link."""
    text = f"Eva{end}Bcc: {VICTIM}{end}Subject: Gewonnen{end}{end}Hallo"
    return {name: text for letter in LETTERS for name in letter.samples}


@pytest.fixture
def site(
    database: Database, meeting: Meeting, smtp: SmtpServer, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The app at its own address, whose mail goes to a real server."""
    made = apps.made(mode="demo", base_url=OURS, database_url=database.url, mail_url=smtp.url)
    with apps.answering(made, request.node, tmp_path) as app:
        yield app


def forget_mails(site: Flask) -> None:
    """Nothing is in the outbox."""
    with site.app_context(), db.transaction() as session:
        session.execute(sa.delete(Mail))


def sent(site: Flask, meeting: Meeting, smtp: SmtpServer, end: str) -> list[str]:
    """What is wrong with one of each letter, as the mail server got them."""
    forget_mails(site)
    smtp.letters.clear()
    mailed.queue(site, meeting, **hostile(end))
    mailed.deliver(site)
    ours = [letter for letter in smtp.letters if letter["To"] == mailed.TO]
    wrong = strangers(ours)
    number = len(LETTERS) * 2
    return wrong if len(ours) == number else [*wrong, f"{number - len(ours)} letters did not arrive"]


def strangers(ours: list[EmailMessage]) -> list[str]:
    """Letters with a header more or less than all have, or with somebody in them to whom nobody wrote."""
    wrong = [f"{letter['Subject']}: {sorted(letter.keys())}" for letter in ours if sorted(letter.keys()) != HEADERS]
    wrong += [
        f"{letter['Subject']}: {letter['From']}" for letter in ours if VICTIM in f"{letter['From']}{letter['To']}"
    ]
    return wrong


@pytest.mark.promise("P13")
def test_no_name_or_title_writes_a_header(site: Flask, meeting: Meeting, smtp: SmtpServer, proof: Proof):
    ends = proof.size((proof.random.choice(ENDS[:3]),), ENDS)
    assert [complaint for end in ends for complaint in sent(site, meeting, smtp, end)] == []
    typed = ", ".join(map(ascii, ends))
    proof.says(
        f"{typed} and headers stand in every value of {len(LETTERS)} kinds of letters in 2 languages, over SMTP",
        f"{len(smtp.letters) * len(ends)} letters with {len(HEADERS)} headers, all ours",
    )


@pytest.mark.promise("P13", control=True)
def test_where_line_ends_stay_in_a_subject_letters_do_not_leave(
    site: Flask, meeting: Meeting, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    for module, guard in ((letters, "one_line"), (letter_frame, "_one_line")):
        monkeypatch.setattr(module, guard, lambda text: text)
    wrong = sent(site, meeting, smtp, "\r\n")
    assert wrong
    proof.says("line ends stay in subjects; the library's own guard still holds them back", wrong[-1])


@pytest.mark.promise("P13", control=True)
def test_a_header_more_in_a_letter_is_found(site: Flask, meeting: Meeting, smtp: SmtpServer, proof: Proof):
    assert sent(site, meeting, smtp, "\r\n") == []
    more = f"Bcc: {VICTIM}\r\n".encode()
    spoilt = [message_from_bytes(more + letter.as_bytes(), policy=default) for letter in smtp.letters]
    wrong = strangers(spoilt)
    assert (len(wrong), len(spoilt) > 0) == (len(spoilt), True)
    proof.says("a Bcc stands before the bytes of each letter", f"{len(wrong)} of {len(spoilt)} are found")


FORGED = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
FEEDBACK = {"topic": Topic.BARRIER.value, "about": "0"}
ASKING = (  # whoever gets a mail because somebody typed an address
    ("/de/lost-link", {"email": "miriam@example.org"}),
    ("/de/lost-password", {"email": "verloren@example.org"}),
    ("/de/accessibility/feedback", {**FEEDBACK, "email": "kim@example.org", "text": "Die Auswahl ist eine Falle."}),
)


def answers_to(site: Flask, header: str) -> list[int]:
    """Somebody asks for letters in the name of another host; what they get."""
    visitor, statuses = Visitor.of(site), []
    for path, typed in ASKING:
        fields = {**visitor.form_in(visitor.get(path, base_url=OURS), path).form.fields, **typed}
        _known_at(visitor, FORGED["Host"])
        with visitor.post(path, base_url=OURS, data=fields, headers={header: FORGED[header]}) as answer:
            statuses.append(answer.status_code)
    return statuses


def _known_at(visitor: Visitor, host: str) -> None:
    """The browser would show its cookie to that host, too."""
    cookie = visitor.get_cookie("events", OURS.partition("//")[2])
    assert cookie is not None
    visitor.set_cookie("events", cookie.value, domain=host)


def strange(smtp: SmtpServer) -> list[str]:
    """Addresses in mails that are not ours."""
    return [each for letter in smtp.letters for each in addresses(letter) if not each.startswith(f"{OURS}/")]


@pytest.mark.promise("P13")
def test_links_lead_only_to_our_own_address_whatever_host_is_named(
    site: Flask, meeting: Meeting, smtp: SmtpServer, proof: Proof
):
    forget_mails(site)
    assert answers_to(site, "Host") == [400] * len(ASKING)
    for header in ("X-Forwarded-Host", "Forwarded"):
        assert set(answers_to(site, header)) == {302}
    mailed.queue(site, meeting)
    mailed.deliver(site)
    number = sum(1 for letter in smtp.letters for _address in addresses(letter))
    assert number > len(LETTERS)
    assert strange(smtp) == []
    assert all("evil.example" not in letter.as_string() for letter in smtp.letters)
    proof.says(
        f"letters are asked for with {', '.join(FORGED)} forged, and one of each kind leaves",
        f"{number} links in {len(smtp.letters)} letters, all to BASE_URL; a forged Host gets 400",
    )


@pytest.mark.promise("P13", control=True)
def test_without_the_list_of_hosts_a_forged_one_is_answered(site: Flask, proof: Proof):
    site.config["TRUSTED_HOSTS"] = None
    answers = answers_to(site, "Host")
    assert answers == [302] * len(ASKING)
    proof.says("no host is refused", f"{len(answers)} forged requests are answered with {set(answers)}")
