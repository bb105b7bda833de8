"""One mail: how it reads, what became of it, and what is done about it."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, current_app, g, make_response, render_template, send_file

from gocluster_events.backoffice.outbox import services, words
from gocluster_events.backoffice.outbox.forms import AddressForm, DismissalForm
from gocluster_events.backoffice.outbox.queries import Addressee, addressees
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.mail import queries as mail_queries, words as mail_words
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services.outbox import leased
from gocluster_events.core.text import email_key
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.letters.queries import wording
from gocluster_events.meeting.letters.rules import Framed, Unwritable, Wording, fill
from gocluster_events.meeting.letters.services import as_message, framed as as_letter
from gocluster_events.meeting.registration.deciding.forms import AT_FIELD
from gocluster_events.meeting.registration.own.services import addresses as correcting
from gocluster_events.meeting.registration.people.words import codes

blueprint = Blueprint("outbox", __name__)
Written = TypeVar("Written")
OUTBOX = "/<lang:lang>/manage/<edition>/outbox"
FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""The letter's own styles are all that its page may use: no script, no picture, no form, nothing from elsewhere."""


def scope() -> str:
    """The scope of the edition's mails in the outbox."""
    return f"edition:{g.event.id}"


def mail_of(mail_id: int) -> Mail:
    """The mail of this edition, or the page that says that there is none."""
    return found_or_404(mail_queries.mail(db.session(), scope(), mail_id))


def framed(mail: Mail) -> Framed:
    """The letter as its reader gets it. Raises Unwritable."""
    own_wording = wording(db.session(), mail.scope, mail.letter, mail.language)
    return as_letter(mail.content or {}, mail.language, _frame, _dead_link, own_wording)


def letter_of(content: Mapping[str, Any], language: str) -> Framed:
    """A letter that is in no outbox yet, as its reader would get it. Raises Unwritable."""
    return as_letter(content, language, _frame, _dead_link, None)


@blueprint.get(f"{OUTBOX}/<int:mail_id>/letter.html")
@requires(Permission.VIEW_ATTENDEES)
def mail_html(mail_id: int) -> Response:
    """The HTML of the letter as a page of its own, which can load nothing and run nothing."""
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
    """What ``write`` makes of the mail; 404 when its text is not kept any more or cannot be written."""
    if mail.content is None:
        abort(404)
    try:
        return write(mail)
    except Unwritable:
        abort(404)


def _message(mail: Mail) -> bytes:
    sender = current_app.config["SETTINGS"].sender
    own_wording = wording(db.session(), mail.scope, mail.letter, mail.language)
    return as_message(leased(mail), mail.sent_at or clock.now(), _frame, _dead_link, sender, own_wording)


def _frame(
    template: str, language: str, values: Mapping[str, str], link: str | None, text: Wording | None
) -> Framed:  # fmt: skip
    return letter_frame(template, language, values, link, fill, text)


def _dead_link(_endpoint: str, _identity: int, _generation: int, language: str) -> str:
    """What stands in place of the personal link, which is signed only when a mail leaves."""
    base: str = current_app.config["SETTINGS"].base_url.rstrip("/")
    return f"{base}/{language}/my/…"


_CORRECT = {"registration": correcting.correct_email, "invitation": correcting.correct_invitation_email}


@blueprint.route(f"{OUTBOX}/<int:mail_id>/attempt", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def mail_attempt(mail_id: int) -> Reply:
    """The mail is tried at once."""
    row, form = mail_of(mail_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, mail_words.OUTBOX_REFUSALS):
            services.send_again(g.event.id, mail_id, acting())
            done = _("The e-mail to %(address)s is being sent again.", address=row.recipient)
            return saved(done, "outbox.mail", mail_id=mail_id)
    return _page("backoffice/outbox/mail_attempt.html", form, mail_of(mail_id))


@blueprint.route(f"{OUTBOX}/attempts", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def mail_attempts() -> Reply:
    """Every failed mail is tried at once."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, mail_words.OUTBOX_REFUSALS):
            number = services.send_all_again(g.event.id, acting())
            done = _n("%(num)d e-mail is being sent again.", "%(num)d e-mails are being sent again.", number)
            return saved(done, "outbox.outbox")
    failed, resendable = mail_queries.failed(db.session(), scope())
    return render_template("backoffice/outbox/mail_attempts.html", form=form, failed=failed, kept=resendable)


@blueprint.route(f"{OUTBOX}/<int:mail_id>/dismissal", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def mail_dismissal(mail_id: int) -> Reply:
    """The failure of the mail counts no more, and the note is kept with it."""
    row, form = mail_of(mail_id), DismissalForm()
    if form.validate_on_submit():
        with refusals(form, mail_words.OUTBOX_REFUSALS):
            services.dismiss_failure(g.event.id, mail_id, form.note.data, acting())
            return saved(_("The failure has been acknowledged. It no longer counts."), "outbox.mail", mail_id=mail_id)
    return _page("backoffice/outbox/mail_dismissal.html", form, row)


@blueprint.route(f"{OUTBOX}/<int:mail_id>/address", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def mail_address(mail_id: int) -> Reply:
    """The person has another address, and the mail goes there."""
    row = mail_of(mail_id)
    person = found_or_404(correctable(row, _addressee(row)))
    form = AddressForm(data={"email": row.recipient})
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS, AT_FIELD):
            correct = _CORRECT[person.kind]
            correct(g.event.id, person.id, form.email.data or "", mail_id, acting())
            done = _(
                "The address has been corrected. The e-mail is on its way to %(address)s.", address=form.email.data
            )
            return saved(done, "outbox.mail", mail_id=mail_id)
    return _page("backoffice/outbox/mail_address.html", form, row)


@blueprint.route(f"{OUTBOX}/pause", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def mail_pause() -> Reply:
    """No mail of the edition leaves."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, mail_words.OUTBOX_REFUSALS):
            services.pause_mails(g.event.id, acting())
            return saved(_("Sending is paused. New e-mails wait in the outbox."), "outbox.outbox")
    return render_template("backoffice/outbox/mail_pause.html", form=form)


@blueprint.route(f"{OUTBOX}/pause/removal", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def mail_pause_removal() -> Reply:
    """Mails leave again."""
    form = Confirm()
    if form.validate_on_submit():
        services.resume_mails(g.event.id, acting())
        return saved(_("Sending has resumed."), "outbox.outbox")
    since = mail_queries.paused_since(db.session(), scope())
    return render_template("backoffice/outbox/mail_pause_removal.html", form=form, since=since)


def correctable(row: Mail, person: Addressee | None) -> Addressee | None:
    """Whose address can be corrected because of this mail: somebody registered or invited, after the mail failed.

    An invitation whose text is not kept any more cannot be sent again; it is taken back and written anew.
    """
    is_theirs = person is not None and email_key(person.email) == email_key(row.recipient)
    tried = row.state is State.FAILED or (row.state is State.QUEUED and row.attempts > 0)
    is_open = person is not None and (person.kind == "registration" or row.content is not None)
    return person if person and person.kind in _CORRECT and is_open and is_theirs and tried else None


def _addressee(row: Mail) -> Addressee | None:
    return addressees(db.session(), g.event.id, {row.subject}).get(row.subject)


def _page(template: str, form: Any, row: Mail) -> str:
    return render_template(
        template,
        form=form,
        mail=row,
        addressee=_addressee(row),
        title=words.title(row.letter),
        explanation=words.explanation(row) if row.last_error else "",
    )
