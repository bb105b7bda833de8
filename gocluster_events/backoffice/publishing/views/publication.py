"""Publishing the programme: what changes, who is told of it, the button, and doing it at an hour."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gocluster_events.backoffice.publishing import queries, words as publishing_words
from gocluster_events.backoffice.publishing.forms import PublicationForm
from gocluster_events.backoffice.publishing.rules import Audience, Briefing, is_told_of
from gocluster_events.backoffice.publishing.services import publishing as services
from gocluster_events.backoffice.publishing.views.blueprint import PUBLICATION, blueprint
from gocluster_events.backoffice.publishing.views.letters import phrases
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _, moment
from gocluster_events.core.web.answers import acting
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import read_revision
from gocluster_events.core.web.fields import show_refusal
from gocluster_events.meeting.agenda.queries import publishing
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.differences import block_changes, changes
from gocluster_events.meeting.agenda.rules.drawn_changes import drawn_days, strands
from gocluster_events.meeting.agenda.words import people as people_words, programme as words


@blueprint.route(PUBLICATION, methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication() -> ResponseReturnValue:
    """The draft that was looked at is the public programme, and those whom it concerns are told."""
    form = PublicationForm()
    form.zone = g.event.zone
    if not form.is_submitted():
        return _first_page()
    if not form.validate():
        return _page(form, _upcoming())
    try:
        done, endpoint = _plan(form) if form.is_for_later else _publish(form)
    except Stale:
        return _overtaken(form), 409
    except Refused as refusal:
        show_refusal(form, refusal, words.REFUSALS, {Refusal.ERRORS: "accepted"})
        return _page(form, _upcoming())
    flash(done, "success")
    return redirect(url_for(endpoint))


def _upcoming() -> queries.Upcoming:
    return queries.Upcoming(db.session(), g.event, clock.now())


def _first_page() -> str:
    """The form, with the audiences ticked that the changes concern."""
    upcoming = _upcoming()
    ticks = {each.value: upcoming.telling.matters(each) for each in Audience}
    return _page(PublicationForm(data={"revision": upcoming.revision, **ticks}), upcoming)


def _publish(form: PublicationForm) -> tuple[str, str]:
    """The draft is published; returns the sentence to show and the endpoint of the next page."""
    seen = read_revision(form)
    done = services.publish(
        g.event.id, form.announcement, acting(), seen=seen, voice=phrases(), despite_errors=form.accepted.data
    )
    where = "publishing.publication" if done.letters else "agenda.draft"
    return publishing_words.published(done.number, done.letters, is_public=done.is_public), where


def _plan(form: PublicationForm) -> tuple[str, str]:
    seen, due_at = read_revision(form), form.at.instant(form)
    services.plan_publication(
        g.event.id, form.announcement, due_at, acting(), seen=seen, despite_errors=form.accepted.data
    )
    sentence = _("This state of the draft is published on %(time)s.", time=moment(due_at, g.event.zone))
    return sentence, "publishing.publication_time"


def _overtaken(form: PublicationForm) -> str:
    """The form again, with its note, because the draft is not the one that was looked at."""
    upcoming = _upcoming()
    form.revision.data = str(upcoming.revision)
    form.form_errors.append(
        _("A colleague has changed the programme in the meantime. Review the changes, then publish again.")
    )
    return _page(form, upcoming)


def _page(form: PublicationForm, upcoming: queries.Upcoming) -> str:
    session, event_id, telling = db.session(), g.event.id, upcoming.telling
    return render_template(
        "backoffice/publishing/publication.html",
        form=form,
        draft=upcoming.draft,
        latest=upcoming.latest,
        **_changes(telling),
        booked=_booked(upcoming),
        in_use=[(item, publishing_words.in_use(item, number)) for item, number in upcoming.in_use],
        losses=upcoming.bookings.losses,
        unwished={item.uuid: number for item, number in upcoming.lost_wishes},
        **_place_letters(upcoming),
        errors=upcoming.findings.of(Severity.ERROR).open,
        remaining=upcoming.findings.of(Severity.WARNING, Severity.HINT),
        unplaced=sum(item.starts_at is None for item in upcoming.draft.items),
        planned=publishing.timed(session, event_id),
        to_withdraw=queries.letters_to_withdraw(session, event_id, clock.now()),
        first=queries.first_letters(session, event_id, upcoming.latest) if upcoming.latest else None,
        **_earlier(),
        **_audiences(telling, upcoming.numbers, form),
    )


def _changes(telling: Briefing) -> dict[str, object]:
    """What changes, as rows and drawn; of a first version also by strand."""
    news = changes(telling.old, telling.new)
    return {
        "changes": news,
        "block_changes": block_changes(telling.old, telling.new),
        "unchanged": len(telling.new.items) - sum(change.new is not None for change in news),
        "drawn": drawn_days(telling.old, telling.new, news),
        "strands": strands(telling.new) if telling.first else (),
        "dropped": [change.item for change in news if change.new is None],
    }


def _booked(upcoming: queries.Upcoming) -> list[str]:
    """What publishing does to those who have booked or wish, in sentences."""
    before = upcoming.latest.timetable if upcoming.latest else None
    booked = publishing_words.booked(upcoming.bookings, before, upcoming.telling.new)
    final = [str(publishing_words.FINAL)] if upcoming.allots else []
    return [*final, *booked, *publishing_words.lost_wishes(upcoming.lost_wishes)]


def _place_letters(upcoming: queries.Upcoming) -> dict[str, int]:
    """How many letters about places go out: where participants read of all changes in another one, and otherwise."""
    after, is_public = upcoming.bookings, is_told_of(g.event.status)
    return {
        "place_letters": after.letters(tells_readers=True) if is_public else 0,
        "place_letters_alone": after.letters(tells_readers=False) if is_public else 0,
    }


def _earlier() -> dict[str, object]:
    """The versions and the snapshots there are, with the names of those who made them."""
    session, event_id = db.session(), g.event.id
    versions, snapshots = publishing.versions(session, event_id), publishing.snapshots(session, event_id)
    makers = {*(each.published_by for each in versions), *(each.created_by for each in snapshots)}
    return {"versions": versions, "snapshots": snapshots, "names": accounts.names(session, makers)}


def _audiences(briefing: Briefing, who: queries.ConcernedNumbers, form: PublicationForm) -> dict[str, object]:
    """Who is told of it, how many they are, and who of the programme cannot be told."""
    reached = {contact.uuid for contact in who.people}
    unreached = [uuid for uuid in briefing.people if uuid not in reached]
    is_public = is_told_of(g.event.status)
    return {
        "told": briefing,
        "who": who,
        "is_public": is_public,
        "audiences": [audience for audience in Audience if is_public and who.number(audience)],
        "total": who.total(form.announcement.audiences) if is_public else 0,
        "unreached": people_words.names(unreached, briefing.old, briefing.new),
        "learns": lambda change: _learns(change.item.uuid, briefing, who) if is_public else "",
    }


def _learns(uuid: str, briefing: Briefing, who: queries.ConcernedNumbers) -> str:
    own = briefing.people_told(uuid)
    people = [contact for contact in who.people if contact.uuid in own]
    everybody = who.number(Audience.PARTICIPANTS)
    return publishing_words.learns(who.taking_part(briefing.modes_told(uuid)), everybody, people)
