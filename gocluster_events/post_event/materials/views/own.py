"""Materials on the own page of somebody on the programme: what stands there, handing in, releasing and removing."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Response, g, render_template, request

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, saved, take_a_file
from gocluster_events.core.web.audience import contributor
from gocluster_events.core.web.collision import read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import people as people_queries
from gocluster_events.meeting.agenda.queries.draft import person_of
from gocluster_events.meeting.agenda.views.people import OWN as OWN_PAGE
from gocluster_events.post_event.materials.forms import NewMaterialForm, empty
from gocluster_events.post_event.materials.queries import own as queries, uploads
from gocluster_events.post_event.materials.rules.own import OwnFile, OwnItem
from gocluster_events.post_event.materials.services import editing, releasing, uploading, waiving
from gocluster_events.post_event.materials.views.adding import FIELDS
from gocluster_events.post_event.materials.views.arriving import begun, part_stored, progress
from gocluster_events.post_event.materials.views.blueprint import blueprint, limits
from gocluster_events.post_event.materials.views.public import file_response
from gocluster_events.post_event.materials.words import codes as words, own as own_words
from gocluster_events.post_event.materials.words.items import item_name
from gocluster_events.post_event.releases import queries as releases, rules
from gocluster_events.post_event.releases.forms import NO, YES, ReleaseForm
from gocluster_events.post_event.releases.rules import SAID_NO, Kind, State
from gocluster_events.post_event.releases.words import release as release_words

OWN = f"{OWN_PAGE}/materials"
_REFUSALS: dict[Any, Any] = {**words.REFUSALS, **release_words.REFUSALS}


@blueprint.get(OWN)
@contributor
def own() -> str:
    """The person's items with their materials: how each stands, and what they can do about it."""
    person = _mine()
    own_releases = releases.asked_of(db.session(), g.event.id, person.uuid)
    quotes = [each.release.state for each in own_releases if each.kind is Kind.QUOTE]
    mine = queries.own_materials(db.session(), person, clock.now())
    return render_template(
        "post_event/materials/own.html",
        person=person_of(person),
        items=mine.items,
        timetable=mine.timetable,
        quotes=len(quotes),
        open_quotes=quotes.count(State.ASKED),
    )


@blueprint.route(f"{OWN}/<item>/upload", methods=["GET", "POST"])
@contributor
def own_upload(item: str) -> Reply:
    """An item of theirs has a material, which waits for the release of everybody in it."""
    take_a_file(limits().file)
    mine = _item_or_404(item)
    form = empty(item, request.args.get("kind", ""))
    form.offer([(item, item_name(mine.item) if mine.item else "")])
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS, FIELDS):
            uuid = editing.add(g.event.id, form.facts(), _arrived(form), _act())
            return saved(
                _("Thank you, we have received it. Now say whether it may be public."), ".own_release", uuid=uuid
            )
    row = uploads.blob(db.session(), g.event.id, form.upload.data or "", _act().by)
    facts = {"item": mine.item, "arrived": row, "most": limits().file}
    return render_template("post_event/materials/own_upload.html", form=form, **facts)


def _arrived(form: NewMaterialForm) -> str:
    """The UUID of the file, whether it came before or comes with the form; empty for a link."""
    if form.has_chosen:
        chosen = form.file.data
        form.upload.data = uploading.take_stream(
            g.event.id, chosen.filename, form.size(), chosen.stream, limits(), _act()
        )
    return form.upload.data or ""


@blueprint.route(f"{OWN}/<item>/waiver", methods=["GET", "POST"])
@contributor
def own_waiver(item: str) -> Reply:
    """No materials of an item of theirs come from the person, and nobody reminds them of any."""
    done = _("Noted: you are not handing in any materials. We will not remind you again.")
    return _waived(item, waiving.waive, done, is_removal=False)


@blueprint.route(f"{OWN}/<item>/waiver/removal", methods=["GET", "POST"])
@contributor
def own_waiver_removal(item: str) -> Reply:
    """The person is asked for materials of an item of theirs again."""
    done = _("You can hand in materials, and we remind you of them.")
    return _waived(item, waiving.ask_after_all, done, is_removal=True)


def _waived(item: str, verb: Callable[[int, str, Act, Collection[str]], None], done: str, *, is_removal: bool) -> Reply:
    mine, form = _item_or_404(item), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            verb(g.event.id, item, _act(), {_mine().uuid})
            return saved(done, ".own")
    return render_template("post_event/materials/own_waiver.html", form=form, item=mine.item, is_removal=is_removal)


@blueprint.post(f"{OWN}/files")
@contributor
def own_new_file() -> Reply:
    """A file of the person's may arrive."""
    return begun(g.event.id, _act())


@blueprint.post(f"{OWN}/files/<upload>/<int:number>")
@contributor
def own_file_part(upload: str, number: int) -> Reply:
    """A part of a file of the person's."""
    return part_stored(g.event.id, upload, number, _act())


@blueprint.get(f"{OWN}/files/<upload>")
@contributor
def own_file_progress(upload: str) -> Reply:
    """How far a file of the person's is."""
    return progress(g.event.id, upload, _act())


@blueprint.get(f"{OWN}/<uuid>/file")
@contributor
def own_file(uuid: str) -> Response:
    """The checked file of a material of the person's, to be read before they release it."""
    return file_response(_file_or_404(uuid).entry)


@blueprint.route(f"{OWN}/<uuid>/release", methods=["GET", "POST"])
@contributor
def own_release(uuid: str) -> Reply:
    """The person has released the material or not; after a no nobody outside the team can open it any more."""
    file = _file_or_404(uuid)
    found_or_404(file if file.is_asked else None)
    form = _release_form(file)
    if form.validate_on_submit():
        if form.is_granted and form.is_outdated:
            return _asked_again(form, uuid, own_words.OTHER_WORDS)
        try:
            with refusals(form, _REFUSALS):
                state = releasing.answer_release(
                    g.event.id, g.contributor, uuid, read_revision(form), _act(), is_granted=form.is_granted
                )
                return saved(str(own_words.ANSWERED[state]), ".own")
        except Stale:
            return _asked_again(form, uuid, release_words.OTHER_SUBJECT)
    return _release_page(form, file)


def _release_form(file: OwnFile) -> ReleaseForm:
    state = file.answer.state if file.answer else State.ASKED
    answer = YES if file.is_granted else NO if state in SAID_NO else None
    known = {"wording": str(rules.WORDING), "revision": str(file.entry.record.revision), "answer": answer}
    return ReleaseForm(data=known)


def _asked_again(form: ReleaseForm, uuid: str, why: Any) -> Reply:
    """The page with what is there now; what was chosen stays."""
    file = _file_or_404(uuid)
    form.form_errors.append(str(why))
    form.wording.data, form.revision.data = str(rules.WORDING), str(file.entry.record.revision)
    return _release_page(form, file), 409


def _release_page(form: ReleaseForm, file: OwnFile) -> str:
    answer = file.answer
    before = release_words.wording(Kind.FILE, answer.wording) if answer and answer.answered_at else ()
    return render_template(
        "post_event/materials/own_release.html",
        form=form,
        file=file,
        sentences=release_words.wording(Kind.FILE),
        before=before if answer and answer.wording != rules.WORDING else (),
    )


@blueprint.route(f"{OWN}/<uuid>/removal", methods=["GET", "POST"])
@contributor
def own_removal(uuid: str) -> Reply:
    """What the person handed in is gone, with its file."""
    file, form = _file_or_404(uuid), Confirm()
    found_or_404(file if file.is_uploader else None)
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            editing.remove(g.event.id, uuid, _act())
            return saved(_("It is removed. Nobody can open it any more."), ".own")
    return render_template("post_event/materials/own_removal.html", form=form, file=file)


def _act() -> Act:
    """What the person does now themselves."""
    return Act(f"person:{g.contributor}", clock.now())


def _mine() -> Person:
    return found_or_404(people_queries.person_with_event(db.session(), g.contributor))[0]


def _item_or_404(item: str) -> OwnItem:
    items = queries.own_materials(db.session(), _mine(), clock.now()).items
    return found_or_404(next((each for each in items if each.item and each.item.uuid == item), None))


def _file_or_404(uuid: str) -> OwnFile:
    return found_or_404(queries.own_material(db.session(), _mine(), uuid, clock.now()))
