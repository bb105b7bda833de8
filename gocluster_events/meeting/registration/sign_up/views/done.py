"""After the button: to whom mails are on their way, and what can be done when one does not arrive."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.text import email_key
from gocluster_events.core.web.answers import Reply, refusals, saved
from gocluster_events.core.web.audience import draft_holder
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.seats import HOLD, LINK_LASTS
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.sign_up.forms.draft import AddressForm
from gocluster_events.meeting.registration.sign_up.queries import OpenDraft
from gocluster_events.meeting.registration.sign_up.rules import Addressee, Answer, read_answer
from gocluster_events.meeting.registration.sign_up.services import answers, links
from gocluster_events.meeting.registration.sign_up.views import drafts


@drafts.blueprint.route("/<edition>/register/<draft>/done", methods=["GET", "POST"])
@draft_holder
def done(draft: str) -> Reply:
    """Please confirm your e-mail address: the same for everyone, whatever is known of the address."""
    open_draft, form = drafts.opened(draft), Confirm()
    answer = _answer_of(open_draft)
    if answer is None:
        return drafts.way_on(open_draft)
    reply = refusals(form, codes.REFUSALS, too_many=codes.TOO_SOON)
    if form.validate_on_submit():
        with reply:
            answers.note_sending(draft, _per_hour(), clock.now())
            _send_again(answer.people)
            return saved(str(codes.SENT_AGAIN), ".done", draft=draft)
    return render_template(
        "meeting/registration/sign_up/done.html", form=form, **_facts(open_draft, answer)
    ), *reply.status


@drafts.blueprint.route("/<edition>/register/<draft>/<int:number>/address", methods=["GET", "POST"])
@draft_holder
def address(draft: str, number: int) -> Reply:
    """Another address for one of the mails; the page after it is the same, whatever is known of either address."""
    open_draft, form = drafts.opened(draft), AddressForm()
    answer = _answer_of(open_draft)
    if answer is None or not 1 <= number <= len(answer.people):
        return drafts.way_on(open_draft)
    before = answer.people[number - 1].email
    reply = refusals(form, codes.REFUSALS, drafts.AT_ADDRESS, codes.TOO_MANY)
    if form.validate_on_submit():
        with reply:
            return _change(draft, number, before, form.email.data or "")
    if not answer.may_change(number - 1) and not form.is_submitted():
        return drafts.way_on(open_draft)
    facts = {"draft": draft, "before": before}
    return render_template("meeting/registration/sign_up/address.html", form=form, **facts), *reply.status


def _change(draft: str, number: int, before: str, email: str) -> Reply:
    people_views.count_address(before, email)
    sends = email_key(before) != email_key(email) and people_views.may_resend(email)
    answers.change_address(g.event.id, draft, number - 1, email, _per_hour(), clock.now(), sends=sends)
    return redirect(url_for(".done", draft=draft))


def _answer_of(open_draft: OpenDraft) -> Answer | None:
    """What is left of the draft; None until it is sent."""
    row = open_draft.row
    return read_answer(row.answer, row.submitted_at) if row.answer else None


def _send_again(people_of: Sequence[Addressee]) -> None:
    """The mail goes out once more to whom it may, and the page says the same in any case."""
    keys = [email_key(each.email) for each in people_of]
    known = (people.registration_by_address(db.session(), g.event.id, key) for key in keys if key)
    for registration in [each for each in known if each is not None]:
        if people_views.may_resend(registration.email):
            links.send_link(g.event.id, registration.id, clock.now())


def _facts(open_draft: OpenDraft, answer: Answer) -> dict[str, Any]:
    """What the page says, all of it from the draft: to whom, since when and until when, and from when again."""
    submitted_at, now = open_draft.row.submitted_at or clock.now(), clock.now()
    held_until, again_from = submitted_at + HOLD, answer.sendable_from(_per_hour())
    numbered = [(number, each.email) for number, each in enumerate(answer.people, 1) if each.email]
    return {
        "draft": open_draft.row.id,
        "addresses": [(email, number if answer.may_change(number - 1) else None) for number, email in numbered],
        "until": submitted_at + LINK_LASTS,
        "held_until": held_until if answer.has_place and now < held_until else None,
        "sent_at": answer.sent[-1],
        "again_from": again_from if now < again_from else None,
    }


def _per_hour() -> int:
    limit: int = current_app.config["SETTINGS"].resend_per_hour
    return limit
