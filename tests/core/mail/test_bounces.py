"""Reports of mails that did not arrive, as many servers write them."""

import random
import time
from datetime import UTC, datetime

import pytest

from gocluster_events.core.mail.rules.bounces import MOST_BYTES, MOST_RECIPIENTS, bounce
from gocluster_events.core.mail.rules.failure_reasons import Reason, reason
from tests.support import bounces as samples

TOKEN = "0123456789abcdef" * 2
TO = "b.ueberschaer@mowin.example"


def read(template):
    return bounce(samples.report(template, TO, f"{TOKEN}@example.org"))


@pytest.mark.parametrize(
    ("server", "why"),
    [
        ("postfix", Reason.MAILBOX_UNKNOWN),
        ("exim", Reason.DOMAIN_UNKNOWN),
        ("old exim", Reason.MAILBOX_FULL),
        ("exchange", Reason.MAILBOX_UNKNOWN),
        ("gmail", Reason.MAILBOX_UNKNOWN),
    ],
)
def test_each_server_says_which_mail_did_not_arrive_and_why(server, why):
    report = read(samples.FAILURES[server])
    assert (report.tokens, report.recipients, report.is_final, reason(report.line)) == ((TOKEN,), (TO,), True, why)


def test_the_line_of_the_server_is_kept_as_one_line():
    assert read(samples.POSTFIX).line == (
        f"550 5.1.1 <{TO}>: Recipient address rejected: User unknown in virtual mailbox table"
    )


@pytest.mark.parametrize("spelled", ["jörg@mowin.example", r"j\x{F6}rg@mowin.example"])
def test_an_address_with_letters_of_any_alphabet_comes_back_too(spelled):
    raw = samples.report(samples.POSTFIX_GLOBAL, spelled, f"{TOKEN}@example.org")
    report = bounce(raw)
    assert (report.tokens, report.recipients, report.is_final) == ((TOKEN,), ("jörg@mowin.example",), True)
    assert report.line.startswith("5.6.7 SMTPUTF8 is required")
    assert not bounce(raw.replace(b"Action: failed", b"Action: delayed")).is_final


def test_a_delayed_mail_has_not_failed():
    report = read(samples.POSTFIX_DELAYED)
    assert (report.is_final, reason(report.line)) == (False, Reason.UNREACHABLE)


def test_a_mail_that_was_given_up_after_days_has_failed():
    assert read(samples.POSTFIX_GIVEN_UP).is_final


def test_a_report_that_returns_nothing_names_recipient_and_time():
    report = read(samples.NAMELESS)
    assert (report.tokens, report.recipients, report.sent_at) == ((), (TO,), datetime(2027, 3, 20, 9, 1, tzinfo=UTC))
    assert reason(report.line) is Reason.MAILBOX_CLOSED


@pytest.mark.parametrize("kind", samples.NO_BOUNCES)
def test_other_messages_are_no_bounces(kind):
    assert read(samples.NO_BOUNCES[kind]) is None


def test_a_person_who_quotes_a_bounce_is_no_server():
    text = f"From: maria@example.org\n\nIch bekam das hier: 550 5.1.1 unknown, <{TOKEN}@example.org>"
    assert bounce(text.encode()) is None


def test_a_bounce_that_somebody_passes_on_is_no_bounce():
    inner = samples.report(samples.POSTFIX, TO, f"{TOKEN}@example.org")
    head = b"From: maria@example.org\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"
    assert bounce(head + b"--m\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--m--\r\n") is None


def test_the_same_report_is_the_same_whenever_it_is_read():
    one, other = (samples.report(samples.POSTFIX, TO, f"{TOKEN}@example.org", variant) for variant in ("", "b"))
    assert bounce(one).report == bounce(b"X-Copied: yes\r\n" + one).report != bounce(other).report


HOSTILE = {
    "nothing": b"",
    "bytes of no charset": b"From: \xff\xfe\r\nContent-Type: text/plain; charset=\xff\r\n\r\n\xff\x00\x80",
    "a charset that is none": b"X-Failed-Recipients: a@x.de\r\nContent-Type: text/plain; charset=x-none\r\n\r\n\xff",
    "a time that is none": samples.report(samples.NAMELESS, TO, "").replace(b"20 Mar 2027", b"99 Foo 99999999999999"),
    "boxes in boxes": b"".join(
        b"Content-Type: multipart/report; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(4000)
    ),
    "thousands of parts": b"Content-Type: multipart/report; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000,
    "one endless line": b"From: mailer-daemon@example.org\r\n\r\n" + b"550 " * 60_000,
    "one endless header": b"Message-ID: " + b"<" * 250_000,
    "a thousand tokens": b"From: mailer-daemon@x\r\n\r\n550 no\r\n" + b"".join(b"%032x@x " % n for n in range(5000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_confuse_is_read_within_a_moment(name):
    started = time.process_time()
    report = bounce(HOSTILE[name])
    assert time.process_time() - started < 5
    assert report is None or len(report.line) <= 300


def of_many(recipients: int, lines: int) -> bytes:
    """A text of a server that names many recipients, and has a line below none of them."""
    named = b",".join(b"%d@b" % number for number in range(recipients))
    head = b"From: mailer-daemon@example.org\r\nX-Failed-Recipients: " + named + b"\r\n\r\n"
    return head + f"{TOKEN}@x".encode() + b"\r\nx" * lines


@pytest.mark.parametrize(("recipients", "lines"), [(20_000, 75_000), (7_000, 5_000), (20, 75_000)])
def test_many_recipients_and_many_lines_hold_nothing_up(recipients: int, lines: int):
    raw = of_many(recipients, lines)
    started = time.process_time()
    report = bounce(raw)
    assert time.process_time() - started < 1  # reading all of it took a minute
    assert len(report.recipients if report else ()) <= MOST_RECIPIENTS


@pytest.mark.parametrize(("filling", "is_read"), [(b"x\r\n" * 1990, True), (b"x\r\n" * 2000, False)])
def test_no_more_than_two_thousand_lines_are_read(filling: bytes, is_read: bool):  # noqa: FBT001 -- a parameter of the test
    head, token = b"X-Failed-Recipients: a@x.example\r\n\r\n", f"{TOKEN}@example.org".encode()
    assert (bounce(head + filling + token) is not None) is is_read


@pytest.mark.parametrize(("size", "is_read"), [(64_000, True), (MOST_BYTES, False)])
def test_no_more_than_64_kilobytes_are_read(size: int, is_read: bool):  # noqa: FBT001 -- a parameter of the test
    head, token = b"X-Failed-Recipients: a@x.example\r\n\r\n", f" {TOKEN}@example.org".encode()
    assert (bounce(head + b"z" * size + token) is not None) is is_read


def test_a_thousand_broken_reports_stop_nothing():
    chance = random.Random(20270320)
    whole = [samples.report(template, TO, f"{TOKEN}@example.org") for template in samples.FAILURES.values()]
    for _ in range(1000):
        broken = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(broken))
            broken[place : place + chance.choice((0, 1, 40))] = bytes(chance.randrange(256) for _ in range(3))
        report = bounce(bytes(broken[: chance.randint(1, len(broken))]))
        assert report is None or len(report.tokens) <= 20
