"""The letters about a new version: how they read to one of those who get them, and withdrawing them."""

from typing import Any

from flask import current_app, flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.queries import rows
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.i18n import _n
from gocluster_events.letters.rules.letter import fill
from gocluster_events.mail.rules.outbox import Outgoing
from gocluster_events.publishing import queries as publishing_queries
from gocluster_events.publishing import services, words
from gocluster_events.publishing.forms import LetterForm
from gocluster_events.publishing.rules import Announcement, Audience, Voice, telling
from gocluster_events.publishing.services import Issue
from gocluster_events.publishing.views.blueprint import blueprint
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action
from gocluster_events.web.letter_frame import letter_frame

_PUBLICATION = "/<lang:lang>/manage/<edition>/agenda/publication"


def voice() -> Voice:
    """What letters need of Flask, in a request."""
    base = str(current_app.config["SETTINGS"].base_url).rstrip("/")

    def address(language: str, slug: str, path: str) -> str:
        return base + url_for("agenda.item", lang=language, edition=slug, address=path)

    return Voice(words.told, words.others, words.entry_texts, address)


@blueprint.route(f"{_PUBLICATION}/letters/<any(participants,people,waiting):audience>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def letter(audience: str) -> str:
    """One letter of those that publishing would send, as its reader gets it, with what is typed so far."""
    form, chosen = LetterForm(), Audience(audience)
    form.validate_on_submit()
    written = _written(form.announcement, chosen)
    if not form.is_submitted() or not written[chosen]:  # those it concerns may have changed since
        written = _written(Announcement(form.announcement.note, frozenset({chosen})), chosen)
    letters = written[chosen]
    place = form.place(len(letters))
    shown = letters[place - 1] if letters else None
    return render_template(
        "publishing/letter.html",
        form=form,
        audience=chosen,
        number=len(letters),
        place=place,
        shown=shown,
        framed=_framed(shown) if shown else None,
        titles=words.AUDIENCES,
    )


def _written(announcement: Announcement, audience: Audience) -> dict[Audience, list[Outgoing]]:
    session, event, now = db.session(), g.event, clock.now()
    latest = queries.latest(session, event.id)
    told = telling(latest.timetable if latest else None, as_published(rows.draft(session, event)))
    said = Announcement(announcement.note, announcement.audiences | {audience})
    issue = Issue("preview", latest.number + 1 if latest else 1, now)
    return services.letters_about(
        event, told, publishing_queries.concerned(session, event.id, told), said, issue, voice()
    )


def _framed(shown: Outgoing) -> Any:
    link = shown.content["link"]
    address = current_app.config["SETTINGS"].base_url.rstrip("/") + "/…" if link else None
    return letter_frame(shown.content["template"], shown.language, shown.content["values"], address, fill)


@blueprint.route(f"{_PUBLICATION}/withdrawal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_AGENDA)
def letters_withdrawal() -> Any:
    """Letters about the programme that have not left yet do not leave."""
    form, now = Action(), clock.now()
    if form.validate_on_submit():
        number = services.withdraw_announcement(g.event.id, g.account.email, now)
        flash(_n("%(num)d e-mail was taken back.", "%(num)d e-mails were taken back.", number), "success")
        return redirect(url_for("publishing.publication"))
    number = publishing_queries.letters_to_withdraw(db.session(), g.event.id, now)
    return render_template("publishing/letters_withdrawal.html", form=form, number=number)
