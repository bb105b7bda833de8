"""Writing to a filtered list: the text, who gets it, how it reads to each, and when it leaves."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.act import Act
from gocluster_events.attendees.queries import finding, listing
from gocluster_events.attendees.rules.filter import Field, Filter, read
from gocluster_events.attendees.words import filter as filter_words
from gocluster_events.errors import Stale
from gocluster_events.i18n import _, _n
from gocluster_events.letters.rules import Unwritable
from gocluster_events.messages import queries, rules, services, words
from gocluster_events.messages.forms import MessageForm, SendingForm, message_form
from gocluster_events.messages.models import Message
from gocluster_events.outbox.views.mails import letter_of
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.people.words import codes
from gocluster_events.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import collided, number_in, read_revision
from gocluster_events.web.fields import Confirm

blueprint = Blueprint("messages", __name__)


MESSAGES = "/<lang:lang>/manage/<edition>/messages"
_LONGEST_ADDRESS = 2_000  # characters that every browser and proxy takes; hundreds of people by their numbers are more


@blueprint.get(MESSAGES)
@requires(Permission.SEND_MESSAGES)
def messages() -> str:
    """The messages of the edition, with the state of their mails."""
    session = db.session()
    rows = queries.messages(session, g.event.id)
    outcomes = queries.outcomes(session, g.event.id, [each.id for each in rows])
    drafts = [each for each in rows if each.stage is rules.Stage.DRAFT]
    known = listing.filter_choices(session, g.event) if drafts else None
    lists = {each.id: _list(read(each.parameters, known)[0]) for each in drafts if known}
    return _rendered("messages/messages.html", messages=rows, outcomes=outcomes, lists=lists)


@blueprint.route(f"{MESSAGES}/new", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def new_message() -> Reply:
    """There is a draft to the people that the filter in the address finds."""
    wanted = _requested_filter()
    form = message_form(words.BEGINNING, 0)
    if form.validate_on_submit():
        with refusals(form, words.SEND_REFUSALS):
            parameters = wanted.numbered(_ids(wanted)).parameters()
            made = services.keep_message(g.event.id, form.text(), parameters, acting())
            return redirect(_next(made))
    return _page(form, None, wanted)


@blueprint.route(f"{MESSAGES}/<int:message_id>", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message(message_id: int) -> Reply:
    """A draft says what is typed; a message that is planned or sent is shown with what becomes of it."""
    row = _message_or_404(message_id)
    if row.stage is not rules.Stage.DRAFT:
        return _sent_page(row)
    form = message_form(queries.text_of(row), row.revision)
    if form.validate_on_submit():
        try:
            with refusals(form, words.SEND_REFUSALS):
                services.change_message(g.event.id, message_id, form.text(), read_revision(form))
                return redirect(_next(message_id))
        except Stale:
            row = _message_or_404(message_id)
            theirs = message_form(queries.text_of(row), row.revision, is_typed=False)
            return _page(form, row, _wanted(row), collision=collided(form, theirs)), 409
    return _page(form, row, _wanted(row))


@blueprint.get(f"{MESSAGES}/<int:message_id>/preview")
@requires(Permission.SEND_MESSAGES)
def message_preview(message_id: int) -> str:
    """The message as one of its recipients would get it."""
    row, session = _message_or_404(message_id), db.session()
    people = _chosen(_wanted(row)).people
    place = max(1, min(number_in(request.args.get("recipient", "1")), len(people)))
    chosen = people[place - 1 : place]
    made = services.written(session, g.event, row.id, queries.text_of(row), [each.id for each in chosen])
    letter, flaw = None, ""
    try:
        letter = letter_of(made[0].content, made[0].language) if made and queries.text_of(row).languages else None
    except Unwritable as failure:
        flaw = str(failure)
    return _rendered(
        "messages/message_preview.html", message=row, shown=made[0] if made else None, letter=letter, flaw=flaw,
        person=chosen[0] if chosen else None, place=place, people=people,
    )  # fmt: skip


@blueprint.route(f"{MESSAGES}/<int:message_id>/sending", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message_sending(message_id: int) -> Reply:
    """The message is planned for the recipients that the page shows."""
    form = SendingForm()
    form.zone = g.event.zone
    ids = _ids(_wanted(_message_or_404(message_id)))
    if form.validate_on_submit():
        try:
            with refusals(form, words.SEND_REFUSALS):
                services.plan_message(
                    g.event.id,
                    message_id,
                    ids,
                    seal=form.seal.data or "",
                    revision=read_revision(form),
                    due_at=form.due_at,
                    act=acting(),
                )
                done = _("The message is scheduled. You can withdraw it until it is sent.")
                return saved(done, "messages.message", message_id=message_id)
        except Stale:
            form.form_errors.append(_("Somebody has changed the text since you last saw it. Please check it again."))
            return _sending(form, message_id, ids), 409
    return _sending(form, message_id, ids)


@blueprint.route(f"{MESSAGES}/<int:message_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message_withdrawal(message_id: int) -> Reply:
    """The message does not leave: it is a draft again, or what still waits of it is taken back."""
    row, form = _message_or_404(message_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.SEND_REFUSALS):
            _withdraw(row)
            return redirect(url_for("messages.message", message_id=message_id))
    outcome = queries.outcomes(db.session(), g.event.id, [message_id])[message_id]
    return _rendered(
        "messages/message_withdrawal.html", form=form, message=_message_or_404(message_id), outcome=outcome
    )


@blueprint.route(f"{MESSAGES}/<int:message_id>/removal", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message_removal(message_id: int) -> Reply:
    """The draft is gone."""
    row, form = _message_or_404(message_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.SEND_REFUSALS):
            services.remove_message(g.event.id, message_id, acting())
            return saved(_("The draft has been deleted."), "messages.messages")
    return _rendered("messages/message_removal.html", form=form, message=row)


def _sending(form: SendingForm, message_id: int, ids: Sequence[int]) -> str:
    row, chosen = _message_or_404(message_id), rules.choose(queries.candidates(db.session(), g.event.id, ids))
    form.seal.data, form.revision.data = chosen.seal, str(row.revision)
    return _rendered(
        "messages/message_sending.html", form=form, message=row, chosen=chosen, **_recipients(row, chosen, _wanted(row))
    )  # fmt: skip


def _withdraw(row: Message) -> None:
    now = clock.now()
    if row.stage is rules.Stage.PLANNED:
        services.withdraw_message(g.event.id, row.id, Act(g.account.email, now))
        flash(_("The message is withdrawn. Nobody has received it, and the draft remains."), "success")
    else:
        number = services.stop_message(g.event.id, row.id, Act(g.account.email, now))
        flash(_n("%(num)d e-mail was stopped.", "%(num)d e-mails were stopped.", number), "success")


def _next(message_id: int) -> str:
    """The address to which the pressed button leads."""
    noun = request.form.get("next", "")
    endpoint = {"preview": "messages.message_preview", "sending": "messages.message_sending"}.get(
        noun, "messages.message"
    )
    if endpoint == "messages.message":
        flash(_("The draft is saved."), "success")
    return url_for(endpoint, message_id=message_id)


def _rendered(template: str, **facts: Any) -> str:
    return render_template(template, heading=_heading, **facts)


def _heading(row: Message) -> str:
    return services.heading(g.event, queries.text_of(row), g.lang) or _("No subject yet")


def _message_or_404(message_id: int) -> Message:
    return found_or_404(queries.message(db.session(), g.event.id, message_id))


def _filter(parameters: dict[str, list[str]]) -> tuple[Filter, Any]:
    wanted, ignored = read(parameters, listing.filter_choices(db.session(), g.event))
    return finding.with_similar(db.session(), g.event.id, wanted), ignored


def _requested_filter() -> Filter:
    """The filter in the address: only ticked people, unless it says that all whom the filter finds are meant."""
    parameters = request.args.to_dict(flat=False)
    if "all" in parameters:
        parameters.pop(Field.CHOSEN.value, None)
    return _filter(parameters)[0]


def _wanted(row: Message) -> Filter:
    return _filter(row.parameters)[0]


def _ids(wanted: Filter) -> Sequence[int]:
    return listing.ids(db.session(), g.event.id, wanted)


def _chosen(wanted: Filter) -> rules.Chosen:
    return rules.choose(queries.candidates(db.session(), g.event.id, _ids(wanted)))


def _page(form: MessageForm, row: Message | None, wanted: Filter, **facts: Any) -> str:
    chosen = _chosen(wanted)
    return _rendered(
        "messages/message.html",
        form=form,
        message=row,
        chosen=chosen,
        fields=rules.MESSAGE.samples,
        **_recipients(row, chosen, wanted),
        **facts,
    )


def _list(wanted: Filter) -> str:
    """The list in words, as it stands above itself."""
    return " · ".join(chip.label for chip in filter_words.chips(wanted)) or _("All registrations")


def _recipients(row: Message | None, chosen: rules.Chosen, wanted: Filter) -> dict[str, Any]:
    by_language = chosen.by_language()
    parameters: dict[str, Any] = wanted.parameters()
    list_url = url_for("attendees.attendees", **parameters)
    return {
        "by_language": by_language,
        "unspoken": rules.missing_languages(queries.text_of(row), by_language) if row else (),
        "statuses": codes.STATUSES,
        "list_name": _list(wanted),
        "list_url": list_url if len(list_url) <= _LONGEST_ADDRESS else None,
    }


def _sent_page(row: Message) -> str:
    session = db.session()
    waiting = [number for number, _status in row.people] if row.stage is rules.Stage.PLANNED else []
    mails = queries.sent_to(session, g.event.id, row.id)
    people = {each.id: each for each in queries.candidates(session, g.event.id, [n for n, _s in row.people])}
    return _rendered(
        "messages/message_sent.html",
        message=row,
        mails=mails,
        people=people,
        missed=[] if waiting else _missed(row, {each.subject for each in mails}, people),
        waiting=waiting,
        outcome=queries.outcomes(session, g.event.id, [row.id])[row.id],
    )


def _missed(
    row: Message, reached: AbstractSet[str], people: Mapping[int, rules.Candidate]
) -> Sequence[tuple[int, rules.NotSentReason]]:
    """The recipients seen by the sender who got nothing after all: registration and reason."""
    left = [(number, Status(status)) for number, status in row.people if f"registration:{number}" not in reached]
    return [(number, rules.not_sent_reason(then, people.get(number), row.stage)) for number, then in left]
