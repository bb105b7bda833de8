"""The report as everybody reads it, and as a feed."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public_by_name
from gocluster_events.core.web.data_block import data_block
from gocluster_events.core.web.markdown import article
from gocluster_events.core.web.page_cache import answer, answer_page, digest
from gocluster_events.meeting.agenda.exports.atom import Feed, FeedEntry, to_atom
from gocluster_events.meeting.agenda.queries.publishing import ProgrammeState
from gocluster_events.meeting.agenda.rules.change import uuid_from
from gocluster_events.meeting.agenda.views.feeds import base_url
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, registration_phase
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.happening import Happening
from gocluster_events.post_event.materials.queries.materials import public as public_materials
from gocluster_events.post_event.materials.rules.material import PublicMaterial
from gocluster_events.post_event.photos.queries.photos import published
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.report.exports.linked_data import Account, to_report
from gocluster_events.post_event.report.queries.published import Standing, granted, speakers, standing
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.rules.numbers import written
from gocluster_events.post_event.report.rules.reading import PublicReport, in_marks, public
from gocluster_events.post_event.report.views.blueprint import blueprint


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the page shows, and the key of what it shows."""

    report: PublicReport
    standing: Standing
    photos: Mapping[str, PublicPhoto]
    materials: tuple[PublicMaterial, ...]
    key: Hashable


@blueprint.get("/<lang:lang>/<edition>/report")
@public_by_name
def report() -> Response:
    """The report of the edition, but for what its people have not released; 404 while there is none."""
    state = enter()
    reading = _reading(state)
    key = (state.key, registration_phase(), g.lang, reading.key)
    return answer_page("report", key, lambda: report_page(reading))


def _reading(state: ProgrammeState) -> Reading:
    session = db.session()
    read = found_or_404(standing(session, state.event))
    version = latest_version(state)
    people = speakers(version.timetable if version else None)
    photos = public_photos()
    materials = public_materials(session, state.event, clock.now())
    known = public(read.report, granted(session, state.event.id), people, photos.keys())
    return Reading(known, read, photos, materials, digest(read.number, known, photos, materials))


def public_photos() -> Mapping[str, PublicPhoto]:
    """The photos of the edition that everybody may see, by UUID."""
    return {each.uuid: each for each in published(db.session(), g.event.id)}


def report_page(reading: Reading, **facts: Any) -> str:
    """The page of what is read; ``facts`` are for whoever looks at it before it is published."""
    account = _account(reading)
    top = reading.photos[reading.report.top.photo] if reading.report.top else None
    return render_template(
        "post_event/report/report.html",
        report=reading.report,
        standing=reading.standing,
        photos=reading.photos,
        top=top,
        images=account.images,
        materials=reading.materials,
        article=article,
        in_marks=in_marks,
        written=lambda number: written(number, g.lang),
        linked_data=data_block(to_report(account, _meeting())),
        **facts,
    )


def _account(reading: Reading) -> Account:
    report, language = reading.report, current_language()
    return Account(
        report.headline.pick(language)[0], report.lead.pick(language)[0],
        base_url() + url_for("report.report", lang=language), language,
        reading.standing.published_at, reading.standing.changed_at, _images(report),
    )  # fmt: skip


def _images(report: PublicReport) -> tuple[str, ...]:
    """The addresses of its pictures, that on top first."""
    blocks = (report.top, *report.body)
    uuids = [each.photo for each in blocks if isinstance(each, Photo)]
    return tuple(base_url() + url_for("photos.image", lang=g.lang, uuid=uuid, width=1600) for uuid in uuids)


def _meeting() -> Happening:
    language = current_language()
    edition, register = (base_url() + url_for(each, lang=language) for each in ("site.edition", "sign_up.register"))
    return events.happening(g.event, language, url=edition, register_url=register)


@blueprint.get("/<edition>/report.atom")
@public_by_name
def feed() -> Response:
    """The report as a feed in the language of ``?lang=``: one entry, which is new when it was published anew."""
    state = enter()
    read = found_or_404(standing(db.session(), state.event))
    return answer("report.atom", (state.key, read.number, g.lang), lambda: _feed(read), "application/atom+xml")


def _feed(read: Standing) -> bytes:
    language = current_language()
    page = base_url() + url_for("report.report", lang=language)
    whole = Feed(
        uuid=uuid_from(f"report feed {language}", g.event.id),
        title=_("Report: %(event)s", event=g.event.title.pick(language)[0]),
        author=g.event.contact_name,
        language=language,
        url=page,
        itself=base_url() + url_for("report.feed", lang=language),
        changed_at=read.changed_at,
    )
    entry = FeedEntry(
        uuid=uuid_from(f"report {language}", g.event.id),
        title=read.report.headline.pick(language)[0],
        url=page,
        at=read.changed_at,
        content=read.report.lead.pick(language)[0],
        first_at=read.published_at,
    )
    return to_atom(whole, [entry])
