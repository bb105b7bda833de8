"""The page on which somebody takes notes at an item, with network and without, and what its script sends."""

from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Response, current_app, g, jsonify, render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.core.web.audience import contributor, public
from gocluster_events.core.web.collision import Difference, collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries import draft, people as people_queries
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable, in_order
from gocluster_events.meeting.agenda.views.people import OWN as OWN_PAGE
from gocluster_events.post_event.cards.forms.notes import NoteForm, note_form
from gocluster_events.post_event.cards.queries import cards as cards_queries, notes as queries
from gocluster_events.post_event.cards.rules.cards import TEXTS
from gocluster_events.post_event.cards.rules.notes import Note, NoteRefusal, kept_until
from gocluster_events.post_event.cards.services import noting
from gocluster_events.post_event.cards.views.blueprint import blueprint
from gocluster_events.post_event.cards.words import codes as words, notes as notes_words

OWN = f"{OWN_PAGE}/notes"
_REFUSALS: dict[Any, Any] = {**words.REFUSALS, **notes_words.NOTE_REFUSALS}


@blueprint.route(f"{OWN}/<item>", methods=["GET", "POST"])
@contributor
def notes(item: str) -> Reply:
    """What was typed is a card, and the page is there for the next one; ``?card=`` is one of theirs to be changed."""
    noted, written = _item_or_404(item), _written(item)
    chosen = next((each for each in written if each.uuid == request.args.get("card") and each.is_own), None)
    form = note_form(chosen, str(uuid4()))
    if form.validate_on_submit():
        try:
            with refusals(form, _REFUSALS, {NoteRefusal.EMPTY: "question"}):
                _take_down(form, item)
                return saved(_("The card is saved. You can write the next one."), ".notes", item=item)
        except Stale:
            return _page(form, noted, written, collision=_collision(form)), 409
    return _page(form, noted, written)


@blueprint.post(f"{OWN}/<item>/card")
@contributor
def note(item: str) -> Reply:
    """A card as the script sends it, once more as often as it likes; to a token that is old the answer is a new one."""
    _item_or_404(item)
    form = NoteForm()
    if not form.validate():
        if form.csrf_token.errors:
            return jsonify(problem="token", token=generate_csrf()), 400
        return jsonify(problem="form", words=next(iter(form.errors.values()))[0]), 400
    try:
        stored = _take_down(form, item)
    except Refused as refusal:
        return jsonify(problem="refused", words=str(_REFUSALS[refusal.code])), 409
    except Stale:
        return jsonify(problem="changed", words=str(_REFUSALS[NoteRefusal.CHANGED]), **_stored(form)), 409
    return jsonify(number=stored.number, revision=stored.revision)


@blueprint.route(f"{OWN}/<item>/<uuid>/removal", methods=["GET", "POST"])
@contributor
def note_removal(item: str, uuid: str) -> Reply:
    """The card is no longer among those with which the team works."""
    noted, form = _item_or_404(item), Confirm()
    card = found_or_404(next((each for each in _written(item) if each.uuid == uuid), None))
    if form.validate_on_submit():
        with refusals(form, _REFUSALS):
            noting.discard(g.event.id, item, uuid, _act())
            return saved(_("The card is discarded."), ".notes", item=item)
    return render_template("post_event/cards/note_removal.html", form=form, item=noted, note=card)


@blueprint.get(f"{OWN_PAGE}/notes-worker.js")
@public
def notes_worker() -> Response:
    """The script that opens pages of notes without network; its address decides that it serves no others."""
    script = Path(current_app.root_path) / "static" / "js" / "notes" / "worker.js"
    return Response(script.read_text(encoding="utf-8"), mimetype="text/javascript")


def own_notes(timetable: Timetable, person: Person) -> Markup:
    """What the page of somebody on the programme shows of the items at which they take notes; else nothing."""
    uuids = queries.noted_items(db.session(), g.contributor)
    items = in_order(each for uuid in uuids if (each := timetable.item(uuid) or _planned(uuid)))
    if not items:
        return Markup()
    text = render_template("post_event/cards/_own_notes.html", items=items, timetable=timetable, whose=person.uuid)
    return Markup(text)  # noqa: S704 -- a template of ours, which escapes


def _planned(item: str) -> Item | None:
    return draft.item(db.session(), g.event.id, item)


def _item_or_404(item: str) -> Item:
    """The item, dropped or not, at which the person takes notes."""
    mine = queries.noted_items(db.session(), g.contributor)
    return found_or_404(_planned(item) if item in mine else None)


def _written(item: str) -> Collection[Note]:
    return queries.own_notes(db.session(), g.event.id, item, _act().by)


def _act() -> Act:
    """What the person does now themselves."""
    return Act(f"person:{g.contributor}", clock.now())


def _take_down(form: NoteForm, item: str) -> Note:
    return noting.take_down(g.event.id, form.uuid.data or "", form.facts(item), read_revision(form), _act())


def _collision(form: NoteForm) -> tuple[Difference, ...]:
    row = found_or_404(cards_queries.row_of(db.session(), g.event.id, form.uuid.data or ""))
    return collided(form, note_form(queries.note_of(row), "", formdata=None))


def _stored(form: NoteForm) -> dict[str, Any]:
    row = found_or_404(cards_queries.row_of(db.session(), g.event.id, form.uuid.data or ""))
    return {"text": text_of(queries.note_of(row)), "revision": row.revision}


def text_of(stored: Note) -> dict[str, Any]:
    """What of a card its author types, as the script has it."""
    return {name: getattr(stored.facts, name) for name in (*TEXTS, "is_open")}


def _page(form: NoteForm, item: Item, written: Collection[Note], **facts: Any) -> str:
    """The page of the item. Its copy that a browser keeps has no card."""
    person = found_or_404(people_queries.person_with_event(db.session(), g.contributor))[0]
    return render_template(
        "post_event/cards/notes.html",
        form=form,
        item=item,
        timetable=draft.draft(db.session(), g.event),
        written=() if "kept" in request.args else written,
        kept_until=kept_until(item, g.event.ends_at),
        whose=person.uuid,
        text_of=text_of,
        **facts,
    )
