"""Writing to a filtered list: the drafts, their text, and how it reads to each."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from typing import Any

from flask import flash, g, redirect, request, url_for

from gocluster_events.backoffice.messages import queries, rules, services, words
from gocluster_events.backoffice.messages.forms import MessageForm, message_form
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.views import recipients, sending
from gocluster_events.backoffice.messages.views.blueprint import MESSAGES, blueprint
from gocluster_events.backoffice.outbox.views.mails import letter_of
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, number_in, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.portions import PER_PORTION
from gocluster_events.meeting.letters.rules import Unwritable


@blueprint.get(MESSAGES)
@requires(Permission.SEND_MESSAGES)
def messages() -> str:
    """The messages of the edition, with the state of their mails."""
    session = db.session()
    rows = queries.messages(session, g.event.id)
    outcomes = queries.outcomes(session, g.event.id, [each.id for each in rows])
    lists = recipients.names([each for each in rows if each.stage is rules.Stage.DRAFT])
    planned = [each.id for each in rows if each.stage is rules.Stage.PLANNED]
    numbers = queries.numbers_of_people(session, planned) if planned else {}
    facts = {"lists": lists, "numbers": numbers, "bookings": recipients.bookings()}
    return sending.rendered("backoffice/messages/messages.html", messages=rows, outcomes=outcomes, **facts)


@blueprint.route(f"{MESSAGES}/new", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def new_message() -> Reply:
    """There is a draft to the people that the filter in the address finds."""
    wanted = recipients.requested()
    form = message_form(words.ASKING if "missing" in wanted.parameters else words.BEGINNING, 0, wanted.readers)
    if form.validate_on_submit():
        with refusals(form, words.SEND_REFUSALS):
            made = services.keep_message(g.event.id, form.text(), wanted.parameters, acting(), wanted.readers)
            return redirect(_next(made))
    return _page(form, None, wanted)


@blueprint.route(f"{MESSAGES}/<int:message_id>", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message(message_id: int) -> Reply:
    """A draft says what is typed; a message that is planned or sent is shown with what becomes of it."""
    row = sending.message_or_404(message_id)
    if row.stage is not rules.Stage.DRAFT:
        return sending.sent_page(row)
    form = message_form(queries.text_of(row), row.revision, row.readers)
    if form.validate_on_submit():
        try:
            with refusals(form, words.SEND_REFUSALS):
                services.change_message(g.event.id, message_id, form.text(), read_revision(form))
                return redirect(_next(message_id))
        except Stale:
            row = sending.message_or_404(message_id)
            theirs = message_form(queries.text_of(row), row.revision, row.readers, is_typed=False)
            return _page(form, row, recipients.of(row), collision=collided(form, theirs)), 409
    return _page(form, row, recipients.of(row))


@blueprint.get(f"{MESSAGES}/<int:message_id>/preview")
@requires(Permission.SEND_MESSAGES)
def message_preview(message_id: int) -> str:
    """The message as one of its recipients would get it."""
    row, session = sending.message_or_404(message_id), db.session()
    text = queries.text_of(row)
    listed = recipients.of(row).listed(text)
    ids = listed.ids()
    place = max(1, min(number_in(request.args.get("recipient", "1")), len(ids)))
    choices, steps = _choices(listed, ids, place)
    person = choices.get(place)
    made = services.written(session, g.event, row, [person] if person else [])
    letter, flaw = None, ""
    try:
        letter = letter_of(made[0].content, made[0].language) if made and text.languages else None
    except Unwritable as failure:
        flaw = str(failure)
    return sending.rendered(
        "backoffice/messages/message_preview.html", message=row,
        shown=made[0] if made else None, letter=letter, flaw=flaw,
        person=person, place=place, number_of_people=len(ids), choices=choices.items(), steps=steps,
    )  # fmt: skip


def _choices(
    listed: queries.Listed, ids: Sequence[int], place: int
) -> tuple[Mapping[int, rules.Candidate], AbstractSet[int]]:
    """Whom one can go on to, by their place: those round this one, and where they are many, whoever each portion of
    others begins with (the steps, whose places are given, too).
    """
    first = (place - 1) // PER_PORTION * PER_PORTION
    near = range(first, min(first + PER_PORTION, len(ids)))
    steps = {at for at in range(0, len(ids), PER_PORTION) if at not in near}
    places = sorted({*near, *steps})
    people = {each.id: each for each in listed.named([ids[at] for at in places])}
    return {at + 1: people[ids[at]] for at in places if ids[at] in people}, {at + 1 for at in steps}


@blueprint.route(f"{MESSAGES}/<int:message_id>/removal", methods=["GET", "POST"])
@requires(Permission.SEND_MESSAGES)
def message_removal(message_id: int) -> Reply:
    """The draft is gone."""
    row, form = sending.message_or_404(message_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.SEND_REFUSALS):
            services.remove_message(g.event.id, message_id, acting())
            return saved(_("The draft has been deleted."), "messages.messages")
    return sending.rendered("backoffice/messages/message_removal.html", form=form, message=row)


def _next(message_id: int) -> str:
    """The address to which the pressed button leads."""
    noun = request.form.get("next", "")
    endpoint = {"preview": "messages.message_preview", "sending": "messages.message_sending"}.get(
        noun, "messages.message"
    )
    if endpoint == "messages.message":
        flash(_("The draft is saved."), "success")
    return url_for(endpoint, message_id=message_id)


def _page(form: MessageForm, row: Message | None, wanted: recipients.Recipients, **facts: Any) -> str:
    text = queries.text_of(row) if row else None
    return sending.rendered(
        "backoffice/messages/message.html",
        form=form,
        message=row,
        fields=form.letter.samples,
        **wanted.facts(text, wanted.listed(text)),
        **facts,
    )
