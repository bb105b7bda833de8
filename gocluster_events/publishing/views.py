"""Publishing the programme: what changes, who is told of it, the button, and doing it at an hour."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts import queries as accounts
from gocluster_events.act import Act
from gocluster_events.agenda.queries import draft as draft_queries, publishing
from gocluster_events.agenda.rules.conflicts.finding import Severity
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.agenda.words import people as people_words, programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _, _n, moment
from gocluster_events.letters.rules import fill
from gocluster_events.mail.rules.outbox import Outgoing
from gocluster_events.publishing import queries, services, words as publishing_words
from gocluster_events.publishing.forms import LetterForm, PublicationForm, TimeForm
from gocluster_events.publishing.rules import Announcement, Audience, Briefing, Phrases
from gocluster_events.web.answers import acting, found_or_404
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences, read_revision
from gocluster_events.web.fields import Confirm, show_refusal
from gocluster_events.web.letter_frame import Framed, letter_frame

blueprint = Blueprint("publishing", __name__)


@blueprint.route("/<lang:lang>/manage/<edition>/agenda/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication() -> ResponseReturnValue:
    """The draft that was looked at is the public programme, and those whom it concerns are told."""
    upcoming = queries.Upcoming(db.session(), g.event)
    form = _form(upcoming)
    if not form.validate_on_submit():
        return _page(form, upcoming)
    try:
        done, endpoint = _plan(form) if form.is_for_later else _publish(form)
    except Stale:
        return _overtaken(form), 409
    except Refused as refusal:
        show_refusal(form, refusal, words.REFUSALS)
        return _page(form, queries.Upcoming(db.session(), g.event))
    flash(done, "success")
    return redirect(url_for(endpoint))


def _publish(form: PublicationForm) -> tuple[str, str]:
    """The draft is published; returns the sentence to show and the endpoint of the next page."""
    seen, now = read_revision(form), clock.now()
    done = services.publish(g.event.id, form.announcement, Act(g.account.email, now), seen=seen, voice=phrases())
    where = "publishing.publication" if done.letters else "agenda.draft"
    return publishing_words.published(done.number, done.letters), where


def _plan(form: PublicationForm) -> tuple[str, str]:
    seen, due_at = read_revision(form), form.at.instant(form)
    services.plan_publication(g.event.id, form.announcement, due_at, acting(), seen=seen)
    sentence = _("This state of the draft is published on %(time)s.", time=moment(due_at, g.event.zone))
    return sentence, "publishing.publication_time"


def _form(upcoming: queries.Upcoming) -> PublicationForm:
    """The form for publishing, at first with the audiences ticked that the changes concern."""
    ticks = {} if request.method == "POST" else {each.value: upcoming.telling.matters(each) for each in Audience}
    form = PublicationForm(data={"revision": upcoming.revision, **ticks})
    form.errors_left, form.zone = len(upcoming.findings.of(Severity.ERROR).open), g.event.zone
    return form


def _overtaken(form: PublicationForm) -> str:
    """The form again, with its note, because the draft is not the one that was looked at."""
    upcoming = queries.Upcoming(db.session(), g.event)
    form.revision.data = str(upcoming.revision)
    form.form_errors.append(
        _("A colleague has changed the programme in the meantime. Review the changes, then publish again.")
    )
    return _page(form, upcoming)


def _page(form: PublicationForm, upcoming: queries.Upcoming) -> str:
    session, event_id, telling = db.session(), g.event.id, upcoming.telling
    versions, snapshots = publishing.versions(session, event_id), publishing.snapshots(session, event_id)
    news = changes(telling.old, telling.new)
    return render_template(
        "publishing/publication.html",
        form=form,
        draft=upcoming.draft,
        latest=upcoming.latest,
        changes=news,
        unchanged=len(telling.new.items) - sum(change.new is not None for change in news),
        errors=upcoming.findings.of(Severity.ERROR).open,
        remaining=upcoming.findings.of(Severity.WARNING, Severity.HINT),
        versions=versions,
        snapshots=snapshots,
        planned=publishing.timed(session, event_id),
        names=accounts.names(
            session, {*(each.published_by for each in versions), *(each.created_by for each in snapshots)}
        ),
        to_withdraw=queries.letters_to_withdraw(session, event_id, clock.now()),
        **_audiences(telling, upcoming.concerned, form),
    )


def _audiences(briefing: Briefing, who: queries.ConcernedPeople, form: PublicationForm) -> dict[str, object]:
    """Who is told of it, how many they are, and who of the programme cannot be told."""
    reached = {contact.uuid for contact in who.people}
    known = [person for timetable in (briefing.old, briefing.new) if timetable for person in timetable.people]
    people = {person.uuid: people_words.person_name(person) for person in known if not person.is_redacted}
    return {
        "told": briefing,
        "who": who,
        "audiences": [audience for audience in Audience if who.number(audience)],
        "total": who.total(form.announcement.audiences),
        "unreached": [people[uuid] for uuid in briefing.people if uuid in people and uuid not in reached],
        "learns": lambda change: _learns(change.item.uuid, briefing, who),
    }


def _learns(uuid: str, briefing: Briefing, who: queries.ConcernedPeople) -> str:
    own = briefing.people_told(uuid)
    people = [contact for contact in who.people if contact.uuid in own]
    return publishing_words.learns(who.taking_part(briefing.modes_told(uuid)), len(who.participants), people)


_PUBLICATION = "/<lang:lang>/manage/<edition>/agenda/publication"


def phrases() -> Phrases:
    """The functions that put parts of a letter into words, within a request."""
    base = str(current_app.config["SETTINGS"].base_url).rstrip("/")

    def address(language: str, slug: str, path: str) -> str:
        return base + url_for("agenda.item", lang=language, edition=slug, address=path)

    return Phrases(publishing_words.change_rows, publishing_words.others, publishing_words.entry_texts, address)


@blueprint.route(f"{_PUBLICATION}/letters/<any(participants,people,waiting):audience>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def letter(audience: str) -> str:
    """One letter of those that publishing would send, as its reader gets it, with what is typed so far."""
    form, chosen, upcoming = LetterForm(), Audience(audience), queries.Upcoming(db.session(), g.event)
    form.validate_on_submit()
    typed = form.announcement
    letters = _letters(typed, chosen, upcoming) if form.is_submitted() else []
    letters = letters or _letters(Announcement(typed.note), chosen, upcoming)  # those it concerns may have changed
    place = form.place(len(letters))
    sample = letters[place - 1] if letters else None
    return render_template(
        "publishing/letter.html",
        form=form,
        audience=chosen,
        number=len(letters),
        place=place,
        shown=sample,
        framed=_framed(sample) if sample else None,
        titles=publishing_words.AUDIENCES,
    )


def _letters(announcement: Announcement, audience: Audience, upcoming: queries.Upcoming) -> list[Outgoing]:
    latest = upcoming.latest
    chosen = Announcement(announcement.note, announcement.audiences | {audience})
    issue = services.Issue("preview", latest.number + 1 if latest else 1, clock.now())
    letters_by_audience = services.letters_about(
        g.event, upcoming.telling, upcoming.concerned, chosen, issue, phrases()
    )
    return letters_by_audience[audience]


def _framed(outgoing: Outgoing) -> Framed:
    link = outgoing.content["link"]
    address = current_app.config["SETTINGS"].base_url.rstrip("/") + "/…" if link else None
    return letter_frame(outgoing.content["template"], outgoing.language, outgoing.content["values"], address, fill)


@blueprint.route(f"{_PUBLICATION}/withdrawal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def letters_withdrawal() -> ResponseReturnValue:
    """Letters about the programme that have not left yet do not leave."""
    form, now = Confirm(), clock.now()
    if form.validate_on_submit():
        number = services.withdraw_announcement(g.event.id, Act(g.account.email, now))
        flash(_n("%(num)d e-mail was stopped.", "%(num)d e-mails were stopped.", number), "success")
        return redirect(url_for("publishing.publication"))
    number = queries.letters_to_withdraw(db.session(), g.event.id, now)
    return render_template("publishing/letters_withdrawal.html", form=form, number=number)


_TIME = "/<lang:lang>/manage/<edition>/agenda/publication/time"


@blueprint.route(_TIME, methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication_time() -> ResponseReturnValue:
    """The planned publication happens at another hour."""
    planned = found_or_404(publishing.planned_publication(db.session(), g.event.id))
    form = _time_form(planned)
    if form.validate_on_submit():
        due_at = form.at.instant(form)
        try:
            seen = str(form.seen.data or "")
            services.move_publication(g.event.id, due_at, acting(), seen=seen)
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        except Stale:
            return _collision(form, planned), 409
        else:
            flash(_("The programme is published on %(time)s.", time=moment(due_at, g.event.zone)), "success")
            return redirect(url_for("publishing.publication_time"))
    return _time_page(form, planned)


def _time_form(planned: publishing.PlannedPublication, **typed: Any) -> TimeForm:
    at = planned.due_at.astimezone(ZoneInfo(g.event.zone)).replace(tzinfo=None)
    form = TimeForm(**typed, data={"at": at, "seen": planned.due_at.isoformat()})
    form.zone = g.event.zone
    return form


def _collision(form: TimeForm, planned: publishing.PlannedPublication) -> str:
    theirs = _time_form(planned, formdata=None)
    form.seen.data = theirs.seen.data
    return _time_page(form, planned, collision=differences(form, theirs))


def _time_page(form: TimeForm, planned: publishing.PlannedPublication, **facts: Any) -> str:
    session, event = db.session(), g.event
    latest = publishing.latest(session, event.id)
    draft, old = as_published(draft_queries.draft(session, event)), latest.timetable if latest else None
    return render_template(
        "publishing/publication_time.html",
        form=form,
        planned=planned,
        planner=accounts.names(session, {planned.planned_by}).get(planned.planned_by, planned.planned_by),
        number=latest.number + 1 if latest else 1,
        changes=changes(old, planned.timetable),
        old=old or planned.timetable,
        since=len(changes(planned.timetable, draft)),
        told=[publishing_words.AUDIENCES[audience] for audience in Audience if audience.value in planned.audiences],
        failures=publishing_words.FAILURES,
        **facts,
    )


@blueprint.route(f"{_TIME}/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def publication_time_removal() -> ResponseReturnValue:
    """No publication is planned any more."""
    form, planned = Confirm(), found_or_404(publishing.timed(db.session(), g.event.id))
    if form.validate_on_submit():
        services.cancel_publication(g.event.id, acting())
        flash(_("Nothing will be published automatically."), "success")
        return redirect(url_for("publishing.publication"))
    return render_template("publishing/publication_time_removal.html", form=form, planned=planned)
