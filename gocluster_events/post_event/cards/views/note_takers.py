"""Who takes notes at which item: the team appoints them, and they have a letter with their link."""

from typing import Any
from uuid import uuid4

from flask import g, render_template, request

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import uuid_from
from gocluster_events.meeting.agenda.rules.codes import ASIDE
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.post_event.cards.forms.appointing import NoteTakerForm
from gocluster_events.post_event.cards.queries import notes as queries
from gocluster_events.post_event.cards.rules.codes import Refusal
from gocluster_events.post_event.cards.rules.notes import NoteRefusal, takers
from gocluster_events.post_event.cards.services import appointing
from gocluster_events.post_event.cards.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.cards.words import codes as words, notes as notes_words

_REFUSALS: dict[Any, Any] = {**words.REFUSALS, **notes_words.NOTE_REFUSALS}
_FIELDS = {Refusal.NO_ITEM: "item", NoteRefusal.NO_PERSON: "person", NoteRefusal.NO_ADDRESS: "person"}


@blueprint.route(f"{MANAGE}/note-takers", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def note_takers() -> Reply:
    """Somebody takes notes at an item, and the letter with their link is on its way."""
    timetable = draft.draft(db.session(), g.event)
    form = _form(timetable)
    if form.validate_on_submit():
        who = form.who(uuid_from(form.token.data or "", g.event.id))
        with refusals(form, _REFUSALS, _FIELDS):
            appointing.appoint(g.event.id, form.item.data, who, form.language.data, acting(), notes_words.item_place)
            return saved(_("The note taker is appointed. The link is on its way to them."), ".note_takers")
    appointed = queries.appointed(db.session(), g.event.id)
    rows = [(item, takers(timetable, item, appointed.get(item.uuid, ()))) for item in timetable.items]
    taken = [(item, people) for item, people in rows if people]
    return render_template("post_event/cards/note_takers.html", form=form, rows=taken, timetable=timetable)


@blueprint.route(f"{MANAGE}/note-takers/<item>/<person>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def note_taker_removal(item: str, person: str) -> Reply:
    """The person takes no more notes at the item; their cards stay."""
    form = Confirm()
    noted = found_or_404(draft.item(db.session(), g.event.id, item))
    taker = found_or_404(draft.person(db.session(), g.event.id, person))
    found_or_404(person in queries.appointed(db.session(), g.event.id).get(item, ()) or None)
    if form.validate_on_submit():
        appointing.dismiss(g.event.id, item, person, acting())
        return saved(_("%(name)s no longer takes notes there.", name=taker.name), ".note_takers")
    return render_template("post_event/cards/note_taker_removal.html", form=form, item=noted, person=taker)


def _form(timetable: Timetable) -> NoteTakerForm:
    """The form for the item that the address names, if any."""
    form = NoteTakerForm(data={"token": str(uuid4()), "item": request.args.get("item", ""), "language": "de"})
    items = [each for each in timetable.items if each.kind not in ASIDE]
    people = [each for each in timetable.people if not each.is_redacted]
    form.offer(
        [(each.uuid, notes_words.item_title(each)) for each in items],
        [(each.uuid, ", ".join(filter(None, (each.name, each.organisation)))) for each in people],
    )
    return form
