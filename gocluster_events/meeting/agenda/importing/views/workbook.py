"""The workbook to fill in: all of the draft, with what may stand in each column."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, time
from zoneinfo import ZoneInfo

from flask import Response, g

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language, day
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.agenda.importing import words
from gocluster_events.meeting.agenda.importing.exports import MEDIA_TYPE, Cell, FormSheet, HelpSheet, to_workbook
from gocluster_events.meeting.agenda.importing.views.blueprint import blueprint
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.links import links_text
from gocluster_events.meeting.agenda.rules.source import Column, PersonColumn, comparable
from gocluster_events.meeting.agenda.rules.timetable import Credit, Item, Person, Timetable, Track
from gocluster_events.meeting.agenda.views.draft import MANAGE
from gocluster_events.meeting.agenda.words import people as people_words, programme

_APART = frozenset(";:()[]\n")  # what separates people in a cell


@blueprint.get(f"{MANAGE}/items.xlsx")
@requires(Permission.EDIT_AGENDA)
def item_form() -> Response:
    """All items and people of the draft, with a help sheet, in the language of the page."""
    timetable = draft.draft(db.session(), g.event)
    response = Response(workbook(timetable), mimetype=MEDIA_TYPE)
    name = _("programme")
    response.headers.set("Content-Disposition", "attachment", filename=f"{g.event.slug}-{name}.xlsx")
    return response


def workbook(timetable: Timetable) -> bytes:
    """The Excel form, filled with a timetable's items and people."""
    lists = _lists(timetable)
    namesakes = Counter(comparable(person.name) for person in timetable.people)
    items = FormSheet(
        title=_("Items"),
        heads=tuple(str(words.COLUMNS[column]) for column in Column),
        rows=tuple(_item(item, timetable, namesakes) for item in timetable.items),
        lists={at: str(words.COLUMNS[column]) for at, column in enumerate(Column)},
    )
    people = FormSheet(
        title=_("People"),
        heads=tuple(str(words.PERSON_COLUMNS[column]) for column in PersonColumn),
        rows=tuple(
            tuple(_PERSON[column](person) for column in PersonColumn)
            for person in timetable.people
            if not person.is_redacted
        ),
        lists={at: str(words.PERSON_COLUMNS[column]) for at, column in enumerate(PersonColumn)},
    )
    return to_workbook((items, people), HelpSheet(_("Help"), _sentences(timetable), lists))


def _lists(timetable: Timetable) -> dict[str, tuple[str, ...]]:
    values: dict[Column, tuple[object, ...]] = {
        Column.KIND: tuple(programme.KINDS.values()),
        Column.LANGUAGE: tuple(programme.LANGUAGES.values()),
        Column.VISIBILITY: tuple(programme.VISIBILITIES.values()),
        Column.SIGN_UP: tuple(programme.SIGN_UPS.values()),
        Column.STREAM: (_("yes"), _("no")),
        Column.DO_NOT_RECORD: (_("yes"), _("no")),
        Column.ROOM: tuple(room.name for room in timetable.rooms),
        Column.TRACK: tuple(_track(track) for track in timetable.tracks),
    }
    column_lists = {
        str(words.COLUMNS[column]): tuple(str(each) for each in each_one) for column, each_one in values.items()
    }
    return {
        **column_lists,
        _("Roles of people"): tuple(str(each) for each in programme.PARTS.values()),
        str(words.PERSON_COLUMNS[PersonColumn.STATUS]): tuple(
            str(each) for each in people_words.PERSON_STATUSES.values()
        ),
    }


def _sentences(timetable: Timetable) -> tuple[str, ...]:
    dates = " · ".join(f"{day(each.date, form='short')}: {each.date:%Y-%m-%d}" for each in timetable.days)
    return tuple(
        str(each)
        for each in (
            _("Change rows, or add new ones at the end, and upload the file under “Import into the draft”."),
            _("Leave the ID of a row as it is: it identifies the item. A new row has none."),
            _("An item whose row you delete stays in the draft. Deleting a column changes nothing."),
            _("Day and start stay empty for an item that is not scheduled. Days of the meeting: %(days)s", days=dates),
            _("People: one per line, with the role, a colon and the name, for example “Moderation: Kim Weber”."),
            _("Links: one per line, with a name before the address, for example “Slides: https://example.org/a”."),
            _("New names become new people. Their organisation and position are in the sheet of people."),
            _("These values are allowed in the columns:"),
        )
    )


def _item(item: Item, timetable: Timetable, namesakes: Mapping[str, int]) -> tuple[Cell, ...]:
    starts_on, starts = _wall_clock(item, timetable)
    room, track = timetable.room(item), timetable.track(item)
    values: dict[Column, Cell] = {
        Column.ID: item.uuid,
        Column.CODE: item.code,
        Column.KIND: str(programme.KINDS[item.kind]),
        Column.TITLE_DE: item.title.de,
        Column.TITLE_EN: item.title.en,
        Column.DAY: starts_on,
        Column.START: starts,
        Column.LENGTH: item.length_minutes,
        Column.ROOM: room.name if room else "",
        Column.TRACK: _track(track) if track else "",
        Column.LANGUAGE: str(programme.LANGUAGES[item.language]),
        Column.PEOPLE: "\n".join(_credited(credit, namesakes) for credit in timetable.credits(item)),
        Column.SEATS: item.seats or None,
        Column.VISIBILITY: str(programme.VISIBILITIES[item.visibility]),
        Column.SIGN_UP: str(programme.SIGN_UPS[item.sign_up]),
        Column.STREAM: "" if item.has_stream is None else str(_("yes") if item.has_stream else _("no")),
        Column.DO_NOT_RECORD: str(_("yes") if item.do_not_record else _("no")),
        Column.SUMMARY_DE: item.summary.de,
        Column.SUMMARY_EN: item.summary.en,
        Column.ABSTRACT_DE: item.abstract.de,
        Column.ABSTRACT_EN: item.abstract.en,
        Column.LINKS: links_text(item.links),
    }
    return tuple(values[column] for column in Column)


def _wall_clock(item: Item, timetable: Timetable) -> tuple[date | None, Cell]:
    """Day and time at the venue; in the hour that autumn repeats, the offset says which one it is."""
    if item.starts_at is None:
        return None, None
    local = item.starts_at.astimezone(ZoneInfo(timetable.zone))
    if local.utcoffset() == local.replace(fold=not local.fold).utcoffset():
        return local.date(), time(local.hour, local.minute)
    return local.date(), local.isoformat()[11:16] + local.isoformat()[-6:]


def _credited(credit: Credit, namesakes: Mapping[str, int]) -> str:
    who = f"{programme.PARTS[credit.part]}: {_called(credit.person, namesakes)}"
    if credit.absent is None:
        return who
    instead = _("(standing in for %(absent)s)", absent=_called(credit.absent, namesakes))
    return f"{who} {instead}"


def _called(person: Person, namesakes: Mapping[str, int]) -> str:
    """The name, with the ID where the name alone does not say who it is."""
    if not person.is_redacted and namesakes[comparable(person.name)] == 1 and not _APART & set(person.name):
        return person.name
    plainly = "".join(" " if each in _APART else each for each in person.name)
    return f"{plainly} [{person.uuid}]"


def _track(track: Track) -> str:
    return f"{track.letter} {track.name.pick(current_language())[0]}"


_PERSON: dict[PersonColumn, Callable[[Person], Cell]] = {
    PersonColumn.ID: lambda person: person.uuid,
    PersonColumn.TITLE: lambda person: person.title,
    PersonColumn.FIRST_NAME: lambda person: person.first_name,
    PersonColumn.LAST_NAME: lambda person: person.last_name,
    PersonColumn.POSITION_DE: lambda person: person.position.de,
    PersonColumn.POSITION_EN: lambda person: person.position.en,
    PersonColumn.ORGANISATION: lambda person: person.organisation,
    PersonColumn.EMAIL: lambda person: person.email,
    PersonColumn.STATUS: lambda person: str(people_words.PERSON_STATUSES[person.status]),
    PersonColumn.BIOGRAPHY_DE: lambda person: person.biography.de,
    PersonColumn.BIOGRAPHY_EN: lambda person: person.biography.en,
}
