"""A mail of the outbox as it left, or will: the same code writes it, but its personal link opens nothing."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, TypeVar

from flask import Response, abort, current_app, g, make_response, send_file

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.letters.queries import wording
from gocluster_events.letters.rules.letter import Framed, Unwritable, Wording, fill
from gocluster_events.letters.services.sending import as_message
from gocluster_events.letters.services.sending import framed as as_letter
from gocluster_events.mail import queries as mail_queries
from gocluster_events.mail.models import Mail
from gocluster_events.mail.services.outbox import leased
from gocluster_events.outbox.views.blueprint import blueprint
from gocluster_events.web.audience import requires
from gocluster_events.web.find import found_or_404
from gocluster_events.web.letter_frame import letter_frame

Written = TypeVar("Written")
OUTBOX = "/<lang:lang>/manage/<edition>/outbox"
FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""The letter's own styles are all that its page may use: no script, no picture, no form, nothing from elsewhere."""


def scope() -> str:
    """The edition in rows of mails."""
    return f"edition:{g.event.id}"


def mail_of(mail_id: int) -> Mail:
    """The mail of this edition, or the page that says that there is none."""
    return found_or_404(mail_queries.mail(db.session(), scope(), mail_id))


def framed(mail: Mail) -> Framed:
    """The letter as its reader gets it. Raises Unwritable."""
    told = wording(db.session(), mail.scope, mail.letter, mail.language)
    return as_letter(mail.content or {}, mail.language, _frame, _dead_link, told)


def letter_of(content: Mapping[str, Any], language: str) -> Framed:
    """A letter that is in no outbox yet, as its reader would get it. Raises Unwritable."""
    return as_letter(content, language, _frame, _dead_link, None)


@blueprint.get(f"{OUTBOX}/<int:mail_id>/letter.html")
@requires(Permission.VIEW_ATTENDEES)
def mail_html(mail_id: int) -> Response:
    """The letter's own page, shut in: it can load nothing and run nothing."""
    answer = make_response(_written(framed, mail_of(mail_id)).html)
    answer.headers["Content-Security-Policy"] = FRAME_POLICY
    return answer


@blueprint.get(f"{OUTBOX}/<int:mail_id>.eml")
@requires(Permission.VIEW_ATTENDEES)
def mail_file(mail_id: int) -> Response:
    """The whole message as a file for a mail program."""
    message = _written(_message, mail_of(mail_id))
    name = f"{g.event.slug}-{mail_id}.eml"
    return send_file(BytesIO(message), mimetype="message/rfc822", as_attachment=True, download_name=name)


def _written(write: Callable[[Mail], Written], mail: Mail) -> Written:
    """What can be written of the mail; there is nothing to see of one whose text is not kept any more."""
    if mail.content is None:
        abort(404)
    try:
        return write(mail)
    except Unwritable:
        abort(404)


def _message(mail: Mail) -> bytes:
    sender = current_app.config["SETTINGS"].sender
    told = wording(db.session(), mail.scope, mail.letter, mail.language)
    return as_message(leased(mail), mail.sent_at or clock.now(), _frame, _dead_link, sender, told).as_bytes()


def _frame(
    template: str, language: str, values: Mapping[str, str], link: str | None, told: Wording | None
) -> Framed:  # fmt: skip
    return letter_frame(template, language, values, link, fill, told)


def _dead_link(_endpoint: str, _identity: int, _generation: int, language: str) -> str:
    """What stands in place of the personal link, which is signed only when a mail leaves."""
    base: str = current_app.config["SETTINGS"].base_url.rstrip("/")
    return f"{base}/{language}/my/…"
