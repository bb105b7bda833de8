"""Publishing the programme: what changes for its readers, who is told of it, and the button."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts import queries as accounts
from gocluster_events.agenda import queries, words
from gocluster_events.agenda.rules.conflicts import Conflict, Severity, conflicts
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import Timetable, as_published
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.pages import queries as pages
from gocluster_events.pages import services
from gocluster_events.pages import words as pages_words
from gocluster_events.pages.forms import PublicationForm
from gocluster_events.pages.rules.telling import Audience, Telling, telling
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.pages.views.letters import voice
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import read_revision
from gocluster_events.web.fields import show_refusal


@blueprint.route("/<lang:lang>/manage/<edition>/agenda/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication() -> Any:
    """The draft that was looked at is the public programme, and those whom it concerns are told."""
    form, said = _form(), g.account.email
    if form.validate_on_submit():
        try:
            done = services.publish(
                g.event.id, form.announcement, said, clock.now(), seen=read_revision(form), voice=voice()
            )
        except Stale:
            return _overtaken(form), 409
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(pages_words.published(done.number, done.letters), "success")
            return redirect(url_for("pages.publication" if done.letters else "agenda.draft"))
    return _page(form)


def _form() -> PublicationForm:
    """The form as it is shown first: those are ticked whom it concerns."""
    session, event = db.session(), g.event
    revision = queries.head(session, event.id).revision  # first: what is read after it is never older
    draft, latest = queries.draft(session, event), queries.latest(session, event.id)
    told = telling(latest.timetable if latest else None, as_published(draft))
    ticks = {audience.value: told.matters(audience) for audience in Audience}
    form = PublicationForm(data={"revision": revision, **ticks})
    form.errors_left = len(_errors(draft))
    return form


def _overtaken(form: PublicationForm) -> str:
    """What would be published now is not what was looked at: show that first, the note is kept."""
    form.revision.data = str(queries.head(db.session(), g.event.id).revision)
    form.form_errors.append(
        _("A colleague has changed the programme in the meantime. Review the changes, then publish again.")
    )
    return _page(form)


def _errors(draft: Timetable) -> list[Conflict]:
    return [conflict for conflict in conflicts(draft) if conflict.severity is Severity.ERROR]


def _page(form: PublicationForm) -> str:
    session, event = db.session(), g.event
    draft, latest = queries.draft(session, event), queries.latest(session, event.id)
    planned, versions = as_published(draft), queries.versions(session, event.id)
    old, kept = latest.timetable if latest else None, queries.snapshots(session, event.id)
    found, told = changes(old, planned), telling(old, planned)
    return render_template(
        "pages/publication.html",
        form=form,
        draft=draft,
        latest=latest,
        changes=found,
        unchanged=len(planned.items) - sum(change.new is not None for change in found),
        errors=_errors(draft),
        versions=versions,
        snapshots=kept,
        names=accounts.names(session, {*(each.published_by for each in versions), *(each.created_by for each in kept)}),
        words=words,
        to_withdraw=pages.letters_to_withdraw(session, event.id, clock.now()),
        **_audiences(told, form),
    )


def _audiences(told: Telling, form: PublicationForm) -> dict[str, Any]:
    """Who is told of it, how many they are, and who of the programme cannot be."""
    who = pages.concerned(db.session(), g.event.id, told)
    reached = {contact.uuid for contact in who.people}
    people = {person.uuid: person.name for shown in (told.old, told.new) if shown for person in shown.people}
    return {
        "told": told,
        "who": who,
        "audiences": [audience for audience in Audience if who.number(audience)],
        "total": who.total(form.announcement.audiences),
        "unreached": [people[uuid] for uuid in told.people if uuid in people and uuid not in reached],
        "learns": lambda change: _learns(change.item.uuid, told, who),
    }


def _learns(uuid: str, told: Telling, who: pages.Concerned) -> str:
    own = told.people_told(uuid)
    people = [contact for contact in who.people if contact.uuid in own]
    return pages_words.learns(who.taking_part(told.modes_told(uuid)), len(who.participants), people)
