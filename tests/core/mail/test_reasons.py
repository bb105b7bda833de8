"""…"""

import pytest

from gocluster_events.core.mail.rules.failure_reasons import Reason, reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("550 5.1.1 <b@example.org>: Recipient address rejected: User unknown", Reason.MAILBOX_UNKNOWN),
        ("550 user unknown", Reason.MAILBOX_UNKNOWN),
        ("550 No such user here", Reason.MAILBOX_UNKNOWN),
        ("550-5.7.1 mailbox unavailable", Reason.MAILBOX_UNKNOWN),
        ("550 5.2.1 The email account that you tried to reach is disabled", Reason.MAILBOX_CLOSED),
        ("552 5.2.2 Mailbox full", Reason.MAILBOX_FULL),
        ("452 4.2.2 The recipient's inbox is out of storage space", Reason.MAILBOX_FULL),
        ("552 Over quota", Reason.MAILBOX_FULL),
        ("550 5.7.1 Message rejected due to content (spam)", Reason.REFUSED_AS_SPAM),
        ("554 5.7.26 Unauthenticated email is not accepted, DMARC policy", Reason.REFUSED_AS_SPAM),
        ("550 5.1.2 Host or domain name not found", Reason.DOMAIN_UNKNOWN),
        ("451 4.7.1 Greylisted, please try again later", Reason.BUSY),
        ("421 Too many connections", Reason.BUSY),
        ("552 5.3.4 Message size exceeds fixed limit", Reason.TOO_LARGE),
        ("[Errno 111] Connection refused", Reason.UNREACHABLE),
        ("timed out", Reason.UNREACHABLE),
        ("[Errno -2] Name or service not known", Reason.UNREACHABLE),
        ("535 5.7.8 Authentication failed", Reason.SIGN_IN),
        ("registration/mail/x.txt: UnknownPlaceholder: day", Reason.UNWRITABLE),
        ("554 Transaction failed", Reason.OTHER),
        ("", Reason.OTHER),
        ("  5 . 1\x00", Reason.OTHER),
    ],
)
def test_what_a_server_says_becomes_a_reason(line: str, expected: Reason):
    assert reason(line) is expected
