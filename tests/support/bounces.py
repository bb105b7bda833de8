"""Reports of mails that did not arrive, as servers write them; each is handed the mail's Message-ID and recipient."""

from pathlib import Path

_FOLDER = Path(__file__).with_name("reports")


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.eml").read_text(encoding="utf-8")


POSTFIX = _read("postfix")
POSTFIX_DELAYED = (
    POSTFIX.replace("Undelivered Mail Returned to Sender", "Delayed Mail (still being retried)")
    .replace("Action: failed", "Action: delayed")
    .replace("Status: 5.1.1", "Status: 4.4.1")
    .replace(
        "smtp; 550 5.1.1 <{recipient}>: Recipient address rejected:\n    User unknown in virtual mailbox table",
        "X-Postfix; connect to mx.mowin.example[192.0.2.25]:25:\n    Connection timed out",
    )
)
POSTFIX_GIVEN_UP = POSTFIX_DELAYED.replace("Action: delayed", "Action: failed")
POSTFIX_GLOBAL = (
    POSTFIX.replace("report-type=delivery-status", "report-type=global-delivery-status")
    .replace("message/delivery-status", "message/global-delivery-status\nContent-Transfer-Encoding: 8bit")
    .replace("text/rfc822-headers", "message/global-headers\nContent-Transfer-Encoding: 8bit")
    .replace("Recipient: rfc822;", "Recipient: utf-8;")
    .replace("Status: 5.1.1", "Status: 5.6.7")
    .replace(
        "smtp; 550 5.1.1 <{recipient}>: Recipient address rejected:\n    User unknown in virtual mailbox table",
        "X-Postfix; SMTPUTF8 is required, but was not offered by host\n    mx.mowin.example[192.0.2.25]",
    )
    .replace("said: 550 5.1.1 <{recipient}>:\n    Recipient address rejected", "SMTPUTF8 is required")
)
"""After RFC 6533, of a letter whose recipient has a letter like ö before the @."""
EXIM, OLD_EXIM, EXCHANGE, GMAIL = (_read(name) for name in ("exim", "old_exim", "exchange", "gmail"))
NAMELESS = _read("nameless")
"""It returns nothing of the mail, so that only recipient and time say which one it was."""
DELIVERED = POSTFIX.replace("Action: failed", "Action: delivered").replace("Status: 5.1.1", "Status: 2.0.0")
"""A server that was asked to says that all went well."""

FAILURES = {"postfix": POSTFIX, "exim": EXIM, "old exim": OLD_EXIM, "exchange": EXCHANGE, "gmail": GMAIL}
NO_BOUNCES = {
    "out of office": _read("out_of_office"),
    "read receipt": _read("read_receipt"),
    "delivered": DELIVERED,
}


def report(template: str, recipient: str, message_id: str, variant: str = "") -> bytes:
    """The message as a mailbox holds it; ``variant`` makes it another message about the same mail."""
    text = template.replace("{recipient}", recipient).replace("{message_id}", message_id).replace("{variant}", variant)
    return text.replace("\n", "\r\n").encode()
