"""A message leaves: to whom and when, how far it is, and held back while it waits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events.backoffice.messages import queries, rules, services, words
from gocluster_events.backoffice.messages.forms import SendingForm
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.views import recipients
from gocluster_events.backoffice.messages.views.blueprint import MESSAGES, blueprint
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.portions import Portion, portion, read_portion


@blueprint.route(f"{MESSAGES}/<int:message_id>/sending", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message_sending(message_id: int) -> Reply:
    """The message is planned for the recipients that the page shows."""
    form = SendingForm()
    form.zone = g.event.zone
    if form.validate_on_submit():
        try:
            with refusals(form, words.SEND_REFUSALS):
                services.plan_message(
                    g.event.id,
                    message_id,
                    recipients.of(message_or_404(message_id)).ids,
                    seal=form.seal.data or "",
                    revision=read_revision(form),
                    due_at=form.due_at,
                    act=acting(),
                )
                done = _("The message is scheduled. You can withdraw it until it is sent.")
                return saved(done, "messages.message", message_id=message_id)
        except Stale:
            form.form_errors.append(_("Somebody has changed the text since you last saw it. Please check it again."))
            return _sending(form, message_id), 409
    return _sending(form, message_id)


@blueprint.route(f"{MESSAGES}/<int:message_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message_withdrawal(message_id: int) -> Reply:
    """The message does not leave: it is a draft again, or what still waits of it is taken back."""
    row, form = message_or_404(message_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.SEND_REFUSALS):
            _withdraw(row)
            return redirect(url_for("messages.message", message_id=message_id))
    outcome = queries.outcomes(db.session(), g.event.id, [message_id])[message_id]
    return rendered(
        "backoffice/messages/message_withdrawal.html", form=form, message=message_or_404(message_id), outcome=outcome
    )


def _sending(form: SendingForm, message_id: int) -> str:
    row = message_or_404(message_id)
    wanted, text = recipients.of(row), queries.text_of(row)
    listed = wanted.listed(text)
    form.seal.data, form.revision.data = listed.seal(), str(row.revision)
    facts = wanted.facts(text, listed)  # read after the seal, which names nobody whom the page does not count
    return rendered("backoffice/messages/message_sending.html", form=form, message=row, **facts)


def _withdraw(row: Message) -> None:
    now = clock.now()
    if row.stage is rules.Stage.PLANNED:
        services.withdraw_message(g.event.id, row.id, Act(g.account.email, now))
        flash(_("The message is withdrawn. Nobody has received it, and the draft remains."), "success")
    else:
        number = services.stop_message(g.event.id, row.id, Act(g.account.email, now))
        flash(_n("%(num)d e-mail was stopped.", "%(num)d e-mails were stopped.", number), "success")


def rendered(template: str, **facts: Any) -> str:
    """A page about messages."""
    return render_template(template, heading=_heading, person_url=recipients.person_url, **facts)


def _heading(row: Message) -> str:
    return services.heading(g.event, queries.text_of(row), g.lang) or _("No subject yet")


def message_or_404(message_id: int) -> Message:
    """The message of this edition."""
    return found_or_404(queries.message(db.session(), g.event.id, message_id))


def sent_page(row: Message) -> str:
    """A message that is planned or has left, with what became of it for each, in portions where they are many."""
    session, is_planned = db.session(), row.stage is rules.Stage.PLANNED
    outcome = queries.outcomes(session, g.event.id, [row.id])[row.id]
    planned = portion([number for number, _status in row.people] if is_planned else [], "recipients")
    mails = _mails(row, sum(outcome.values()))
    missed: Portion[Any] = portion([] if is_planned else _missed(row, outcome), "missed")
    numbers = {*planned.rows, *(_number(each) for each in mails.rows), *(number for number, _status in missed.rows)}
    people = {each.id: each for each in queries.readers(session, g.event, row.readers, sorted(numbers))}
    reasons = [(number, _reason(row, status, people.get(number))) for number, status in missed.rows]
    return rendered(
        "backoffice/messages/message_sent.html",
        message=row,
        mails=mails,
        people=people,
        missed=replace(missed, rows=reasons),
        planned=planned,
        waiting=planned.total,
        outcome=outcome,
    )


def _mails(row: Message, total: int) -> Portion[Mail]:
    return read_portion(total, "mails", partial(queries.sent_to, db.session(), g.event.id, row.id))


def _number(mail: Mail) -> int:
    """The number of whoever the mail is to."""
    return int(mail.subject.partition(":")[2])


def _missed(row: Message, outcome: Mapping[State, int]) -> Sequence[tuple[int, str]]:
    """The recipients seen by the sender who got nothing after all, and where they stood; there is a mail to each other.

    Who they are is looked for only where there are fewer mails than people.
    """
    if sum(outcome.values()) == len(row.people):
        return []
    reached, subject = queries.subjects(db.session(), g.event.id, row.id), rules.SUBJECTS[row.readers]
    return [(number, status) for number, status in row.people if f"{subject}:{number}" not in reached]


def _reason(row: Message, status: str, person: rules.Candidate | None) -> rules.NotSentReason:
    only_missing = queries.text_of(row).names_what_is_missing
    return rules.not_sent_reason(rules.standing(row.readers, status), person, row.stage, only_missing=only_missing)
