"""The programme on paper, and what door signs share with it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from flask import Response, g, url_for

from gocluster_events.core import db
from gocluster_events.core.i18n import _, clock_time, current_language, day, moment, time_span
from gocluster_events.core.text import Localized
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public_by_name
from gocluster_events.core.web.page_cache import answer
from gocluster_events.meeting.agenda.exports import printed as door_signs_to_pdf
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules.codes import SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.people import PersonAppearance, appearing
from gocluster_events.meeting.agenda.rules.time_block import named_at
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.meeting.agenda.views.draft import blueprint
from gocluster_events.meeting.agenda.views.feeds import base_url
from gocluster_events.meeting.agenda.views.latest import enter, latest_version
from gocluster_events.meeting.agenda.words import programme as words
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.days import day_names
from gocluster_events.meeting.events.rules.edition import ACCENT, palette
from gocluster_events.meeting.events.rules.location import location


@blueprint.get("/<lang:lang>/<edition>/programme.pdf")
@public_by_name
def programme_pdf() -> Response:
    """The published programme on A4, tagged for screen readers. A cached one needs no database."""
    standing = enter()
    make = partial(_programme_pdf, standing)
    response = answer("programme.pdf", (standing.key, g.lang), make, "application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{g.event.slug}-{g.lang}.pdf"'
    return response


def _programme_pdf(standing: queries.ProgrammeState) -> bytes:
    version = found_or_404(latest_version(standing)).release.version
    mark = events.logo(db.session(), g.event)
    picture = events.file(db.session(), mark.sha256) if mark else None
    logo = picture.content if picture else None
    names = day_names(standing.days)
    return door_signs_to_pdf.to_pdf(
        _printed(version, names, logo_alt=mark.alt if mark else ""), version.published_at, logo
    )


def _printed(
    published: queries.Published, names: Mapping[date, Localized], *, logo_alt: str
) -> door_signs_to_pdf.Printed:
    event, language, timetable = g.event, current_language(), published.timetable
    title = event.title.pick(language)
    return door_signs_to_pdf.Printed(
        title=_("Programme: %(event)s", event=title[0]),
        lang=language,
        edition=title,
        motto=event.motto.pick(language),
        when=day(event.starts_at, event.zone),
        place=location(event),
        version=version_line(published),
        note=published.note.pick(language),
        url=base_url() + url_for("agenda.programme", lang=language),
        publisher=_("Published by %(name)s, %(email)s", name=event.contact_name, email=event.contact_email),
        accent=accent(),
        logo_alt=logo_alt,
        words=paper_words(),
        tracks=printed_tracks(timetable),
        days=tuple(
            door_signs_to_pdf.PrintedDay(_day_title(on, names, language), tuple(_rows(items, timetable)))
            for on, items in timetable.by_day().items()
        ),
        people=tuple(_entry(person, entries, timetable) for person, entries in appearing(timetable)),
    )


def _day_title(on: date, names: Mapping[date, Localized], language: str) -> str:
    """The day, and what it is for."""
    return f"{day(on)} · {names[on].pick(language)[0]}" if on in names else day(on)


def version_line(published: queries.Published) -> str:
    """Which edition's programme this is, and as of when."""
    at = moment(published.published_at, g.event.zone)
    version = _("Version %(number)d of %(time)s", number=published.number, time=at)
    return f"{g.event.title.pick(current_language())[0]} · {version}"


def accent() -> str:
    """The edition's colour, or the site's."""
    colours = palette(g.event.accent)
    return colours.light if colours else ACCENT


def printed_tracks(timetable: Timetable) -> tuple[door_signs_to_pdf.PrintedTrack, ...]:
    """The tracks that have an item."""
    used, language = {item.track for item in timetable.items}, current_language()
    return tuple(
        door_signs_to_pdf.PrintedTrack(t.letter, t.name.pick(language), t.colour)
        for t in timetable.tracks
        if t.id in used
    )


def paper_words() -> dict[str, str | tuple[str, ...]]:
    """The labels that templates of papers ask for."""
    return {
        "programme": _("Programme"),
        "time": _("Time"),
        "item": _("Programme item"),
        "room": _("Room"),
        "people": _("People"),
        "members": _("Members only"),
        "zone": _("All times are local times at the venue."),
        "latest": _("Subject to change. The latest version:"),
        # what stands before, between and after the page's number and how many there are
        "page": tuple(_("Page %(number)s of %(total)s", number="\n", total="\n").split("\n")),
    }


def _rows(items: tuple[Item, ...], timetable: Timetable) -> Iterator[door_signs_to_pdf.PrintedItem]:
    before, language = None, current_language()
    common = dict(named_at(timetable.blocks, [item.span[0] for item in items if item.kind not in BREAKS]))
    for item in items:
        row = printed_item(item, timetable, begins=item.starts_at != before)
        blocks = () if row.pause else common.pop(item.span[0], ())
        yield replace(row, common=tuple(block.name.pick(language) for block in blocks))
        before = item.starts_at


def printed_item(item: Item, timetable: Timetable, *, begins: bool = True) -> door_signs_to_pdf.PrintedItem:
    """The item as a row of the printed programme or of a door sign."""
    language, track = current_language(), timetable.track(item)
    title, kind = item.title.pick(language), str(words.KINDS[item.kind])
    foreign = item.language is not SpokenLanguage.GERMAN
    facts = (
        item.code,
        kind if kind != title[0] else "",
        str(words.LANGUAGES[item.language]) if foreign else "",
        _("Stream") if timetable.is_streamed(item) else "",
        str(words.SIGN_UPS[item.sign_up]) if item.sign_up is not SignUp.NONE else "",
        _("Not recorded") if item.do_not_record else "",
    )
    return door_signs_to_pdf.PrintedItem(
        times=time_span(*item.span, timetable.zone),
        title=title,
        facts=tuple(filter(None, facts)),
        people=words.cast(item, timetable),
        room=words.where(item, timetable),
        track=track.letter if track else "",
        members=item.visibility is Visibility.MEMBERS,
        pause=item.kind in BREAKS,
        begins=begins,
    )


def _entry(
    person: Person, entries: tuple[PersonAppearance, ...], timetable: Timetable
) -> door_signs_to_pdf.PrintedPerson:
    language = current_language()
    about = (person.position.pick(language), (person.organisation, language))
    first = " ".join(filter(None, (person.title, person.first_name)))
    return door_signs_to_pdf.PrintedPerson(
        name=f"{person.last_name}, {first}" if person.last_name and first else person.name,
        about=tuple(each for each in about if each[0]),
        items=tuple(dict.fromkeys(_where(each.item, timetable) for each in entries)),
    )


def _where(item: Item, timetable: Timetable) -> str:
    """An item and when it begins, as the index of people names it: A1 (Thu 11:45)."""
    begin = item.span[0]
    return f"{words.name(item)} ({day(begin, timetable.zone, 'weekday')} {clock_time(begin, timetable.zone)})"
