"""Publishing the programme: what changes for its readers, who is told of it, and the button."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts import queries as accounts
from gocluster_events.agenda.queries import checking, publishing, rows, snapshots
from gocluster_events.agenda.queries import undoing as queries
from gocluster_events.agenda.rules.conflicts.accepting import Findings
from gocluster_events.agenda.rules.conflicts.finding import Severity
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import Timetable, as_published
from gocluster_events.agenda.words import people as people_words
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _, moment
from gocluster_events.publishing import queries as publishing_queries
from gocluster_events.publishing import services
from gocluster_events.publishing import words as publishing_words
from gocluster_events.publishing.forms import PublicationForm
from gocluster_events.publishing.rules import Audience, Telling, telling
from gocluster_events.publishing.views.blueprint import blueprint
from gocluster_events.publishing.views.letters import voice
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import read_revision
from gocluster_events.web.fields import show_refusal


@blueprint.route("/<lang:lang>/manage/<edition>/agenda/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication() -> Any:
    """The draft that was looked at is the public programme, and those whom it concerns are told."""
    form = _form()
    if form.validate_on_submit():
        try:
            said, endpoint = _plan(form) if form.is_for_later else _publish(form)
        except Stale:
            return _overtaken(form), 409
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(said, "success")
            return redirect(url_for(endpoint))
    return _page(form)


def _publish(form: PublicationForm) -> tuple[str, str]:
    """What is said then, and where one goes on."""
    seen, now = read_revision(form), clock.now()
    done = services.publish(g.event.id, form.announcement, g.account.email, now, seen=seen, voice=voice())
    where = "publishing.publication" if done.letters else "agenda.draft"
    return publishing_words.published(done.number, done.letters), where


def _plan(form: PublicationForm) -> tuple[str, str]:
    seen, due_at = read_revision(form), form.at.instant(form)
    services.plan_publication(g.event.id, form.announcement, due_at, g.account.email, clock.now(), seen=seen)
    said = _("This state of the draft is published on %(time)s.", time=moment(due_at, g.event.zone))
    return said, "publishing.publication_time"


def _form() -> PublicationForm:
    """The form as it is shown first: those are ticked whom it concerns."""
    session, event = db.session(), g.event
    revision = queries.head(session, event.id).revision  # first: what is read after it is never older
    draft, latest = rows.draft(session, event), publishing.latest(session, event.id)
    told = telling(latest.timetable if latest else None, as_published(draft))
    ticks = {audience.value: told.matters(audience) for audience in Audience}
    form = PublicationForm(data={"revision": revision, **ticks})
    form.errors_left, form.zone = len(_findings(draft).of(Severity.ERROR).open), event.zone
    return form


def _overtaken(form: PublicationForm) -> str:
    """What would be published now is not what was looked at: show that first, the note is kept."""
    form.revision.data = str(queries.head(db.session(), g.event.id).revision)
    form.form_errors.append(
        _("A colleague has changed the programme in the meantime. Review the changes, then publish again.")
    )
    return _page(form)


def _findings(draft: Timetable) -> Findings:
    return checking.findings(db.session(), g.event.id, draft)


def _page(form: PublicationForm) -> str:
    session, event = db.session(), g.event
    draft, latest = rows.draft(session, event), publishing.latest(session, event.id)
    planned, versions = as_published(draft), publishing.versions(session, event.id)
    old, kept = latest.timetable if latest else None, snapshots.snapshots(session, event.id)
    found, told = changes(old, planned), telling(old, planned)
    findings = _findings(draft)
    return render_template(
        "publishing/publication.html",
        form=form,
        draft=draft,
        latest=latest,
        changes=found,
        unchanged=len(planned.items) - sum(change.new is not None for change in found),
        errors=findings.of(Severity.ERROR).open,
        remaining=findings.of(Severity.WARNING, Severity.HINT),
        versions=versions,
        snapshots=kept,
        planned=publishing.planned(session, event.id),
        names=accounts.names(session, {*(each.published_by for each in versions), *(each.created_by for each in kept)}),
        failures=publishing_words.FAILURES,
        to_withdraw=publishing_queries.letters_to_withdraw(session, event.id, clock.now()),
        **_audiences(told, form),
    )


def _audiences(told: Telling, form: PublicationForm) -> dict[str, Any]:
    """Who is told of it, how many they are, and who of the programme cannot be."""
    who = publishing_queries.concerned(db.session(), g.event.id, told)
    reached = {contact.uuid for contact in who.people}
    known = [person for shown in (told.old, told.new) if shown for person in shown.people]
    people = {person.uuid: people_words.person_name(person) for person in known if not person.is_redacted}
    return {
        "told": told,
        "who": who,
        "audiences": [audience for audience in Audience if who.number(audience)],
        "total": who.total(form.announcement.audiences),
        "unreached": [people[uuid] for uuid in told.people if uuid in people and uuid not in reached],
        "learns": lambda change: _learns(change.item.uuid, told, who),
    }


def _learns(uuid: str, told: Telling, who: publishing_queries.Concerned) -> str:
    own = told.people_told(uuid)
    people = [contact for contact in who.people if contact.uuid in own]
    return publishing_words.learns(who.taking_part(told.modes_told(uuid)), len(who.participants), people)
