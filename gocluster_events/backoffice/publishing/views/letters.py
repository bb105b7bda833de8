"""The letters about a version: looked at before they are sent, taken back, and the first ones to contributors."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gocluster_events.backoffice.publishing import queries, words
from gocluster_events.backoffice.publishing.forms import FirstLettersForm, LetterForm
from gocluster_events.backoffice.publishing.rules import Announcement, Audience, Phrases, is_told_of
from gocluster_events.backoffice.publishing.services import letters, people, publishing
from gocluster_events.backoffice.publishing.views.blueprint import PUBLICATION, blueprint
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import _n
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import read_number
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.letter_frame import Framed, letter_frame
from gocluster_events.meeting.agenda.queries import publishing as programme
from gocluster_events.meeting.agenda.words import people as people_words
from gocluster_events.meeting.letters.rules import fill
from gocluster_events.meeting.registration.people.queries import people as people_queries


def phrases() -> Phrases:
    """The functions that put parts of a letter into words, within a request."""
    base = str(current_app.config["SETTINGS"].base_url).rstrip("/")

    def address(language: str, slug: str, path: str) -> str:
        return base + url_for("agenda.item", lang=language, edition=slug, address=path)

    return words.phrases(address)


@blueprint.route(f"{PUBLICATION}/letters/<any(participants,people,waiting):audience>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def letter(audience: str) -> str:
    """One letter of those that publishing would send, as its reader gets it, with what is typed so far."""
    form, chosen, upcoming = LetterForm(), Audience(audience), queries.Upcoming(db.session(), g.event, clock.now())
    form.validate_on_submit()
    typed = form.announcement
    announcement = Announcement(typed.note, typed.audiences | {chosen}) if form.is_submitted() else None
    whom = _recipients(announcement, chosen, upcoming) if announcement else []
    if not whom:  # those it concerns may have changed
        announcement = Announcement(typed.note, frozenset({chosen}))
        whom = _recipients(announcement, chosen, upcoming)
    place = form.place(len(whom))
    sample = _letter(announcement or typed, chosen, upcoming, whom[place - 1 : place])
    return render_template(
        "backoffice/publishing/letter.html",
        form=form,
        audience=chosen,
        number=len(whom),
        place=place,
        shown=sample,
        framed=framed_letter(sample) if sample else None,
        titles=words.AUDIENCES,
    )


def _recipients(announcement: Announcement, audience: Audience, upcoming: queries.Upcoming) -> Sequence[Any]:
    return letters.recipients(upcoming.concerned, announcement)[audience]


def _letter(
    announcement: Announcement, audience: Audience, upcoming: queries.Upcoming, whom: Sequence[Any]
) -> Outgoing | None:
    """The letter to the one of the audience who is named; nobody else's is written."""
    latest, session = upcoming.latest, db.session()
    issue = letters.Issue("preview", latest.number + 1 if latest else 1, clock.now())
    if audience is not Audience.PEOPLE:
        whom = list(filter(None, (people_queries.registration(session, each.id) for each in whom)))
    about = letters.Letters(g.event, upcoming.telling, upcoming.concerned, announcement, issue, phrases())
    return next(iter(about.to(audience, whom)), None)


def framed_letter(outgoing: Outgoing) -> Framed:
    """The letter as its reader gets it, with a link that opens nothing."""
    link = outgoing.content["link"]
    address = current_app.config["SETTINGS"].base_url.rstrip("/") + "/…" if link else None
    return letter_frame(outgoing.content["template"], outgoing.language, outgoing.content["values"], address, fill)


@blueprint.route(f"{PUBLICATION}/withdrawal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def letters_withdrawal() -> ResponseReturnValue:
    """Letters about the programme that have not left yet do not leave."""
    form, now = Confirm(), clock.now()
    if form.validate_on_submit():
        number = publishing.withdraw_announcement(g.event.id, Act(g.account.email, now))
        flash(_n("%(num)d e-mail was stopped.", "%(num)d e-mails were stopped.", number), "success")
        return redirect(url_for("publishing.publication"))
    session, event_id = db.session(), g.event.id
    return render_template(
        "backoffice/publishing/letters_withdrawal.html",
        form=form,
        number=queries.letters_to_withdraw(session, event_id, now),
        about_places=queries.letters_about_places(session, event_id, now),
        untold=queries.untold_places(session, event_id, now),
    )


@blueprint.route(f"{PUBLICATION}/people", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def first_letters() -> Reply:
    """Everybody on the public programme who has had no letter about it gets the first one."""
    form = FirstLettersForm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            seen = read_number(form.seen)
            number = people.write_to_people(g.event.id, acting(), seen=seen, voice=phrases())
            return saved(words.leaving(number), "publishing.publication")
    return _first_letters_page(form)


def _first_letters_page(form: FirstLettersForm) -> str:
    version = programme.latest(db.session(), g.event.id)
    first = queries.first_letters(db.session(), g.event.id, version) if version else None
    outgoing = people.letters_to_people(g.event, first, clock.now(), phrases()) if first else []
    form.seen.data = str(len(outgoing))
    sample = outgoing[0] if outgoing else None
    return render_template(
        "backoffice/publishing/first_letters.html",
        form=form,
        first=first,
        number=len(outgoing),
        is_public=is_told_of(g.event.status),
        shown=sample,
        framed=framed_letter(sample) if sample else None,
        unreached=people_words.names(first.unreached, first.version.timetable) if first else [],
    )
