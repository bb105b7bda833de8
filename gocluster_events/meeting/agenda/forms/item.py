"""The form of a programme item, with a row for each person."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.dates import exists
from gocluster_events.core.i18n import LazyString, _, _l, day
from gocluster_events.core.text import Localized
from gocluster_events.core.web import words as ground
from gocluster_events.core.web.fields import Choice, Form, Line, Number, Paragraph, Radio, Required
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.links import LONGEST_TYPED, MOST_LINKS, links_text, read_links
from gocluster_events.meeting.agenda.rules.sign_up import sign_up_fault
from gocluster_events.meeting.agenda.rules.timetable import LONGEST_ABSTRACT, Appearance, Item, Timetable
from gocluster_events.meeting.agenda.words import people as people_words, programme as words

MOST_ROWS = 40
_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{0,3}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_LONGEST_MINUTES = 24 * 60


def _is_code(_form: Any, field: Any) -> None:
    if field.data and not _CODE.fullmatch(field.data):
        raise StopValidation(_("Write the code as letters and a number, for example A1."))


def _is_start(form: Any, field: Any) -> None:
    """A time of day, and one that is on the clocks of that day; only together with a day."""
    if bool(field.data) is not bool(form.day.data):
        raise StopValidation(_("Enter both the day and the start, or neither."))
    if not field.data:
        return
    if not _CLOCK.fullmatch(field.data):
        raise StopValidation(_("Enter the start as hours and minutes, for example 9:45."))
    if form.day.data in dict(form.day.choices) and not exists(form.wall_clock(), form.zone):
        raise StopValidation(str(ground.NO_LOCAL_TIME))


def _are_links(_form: Any, field: Any) -> None:
    try:
        read_links(field.data or "")
    except ValueError as error:
        if not error.args:
            raise StopValidation(_("At most %(most)d links.", most=MOST_LINKS)) from None
        sentence = _(
            "“%(line)s” is no link. Write what it leads to and then the address, which begins with https:// or http://.",
            line=error.args[0][:80],
        )
        raise StopValidation(sentence) from None


class Clocks:
    """The day and the start that were typed, as an instant."""

    day: Any
    start: Any
    zone = ""  # whose clocks `start` means; set for each form

    def wall_clock(self) -> datetime:
        """The typed day and start, as the venue's clocks show them."""
        hour, minute = (int(number) for number in re.split("[:.]", self.start.data))
        return datetime.combine(date.fromisoformat(self.day.data), time(hour, minute))

    def starts_at(self) -> datetime | None:
        """The instant that was typed, None without one; only of a valid form."""
        return self.wall_clock().replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC) if self.start.data else None


class ItemForm(Clocks, Form):
    """A programme item. ``revision`` is the one that was read; a new item's UUID is derived from ``token``."""

    revision = HiddenField()
    token = HiddenField()
    rows = HiddenField()
    code = Line(_l("Code"), limit=6, validators=[_is_code])
    kind = Choice(
        _l("Kind"), choices=[(kind.value, label) for kind, label in words.KINDS.items()], validators=[Required()]
    )
    title_de = Line(_l("Title, German"), limit=200, validators=[Required()])
    title_en = Line(_l("Title, English"), limit=200)
    summary_de = Line(_l("Short text, German"), limit=200)
    summary_en = Line(_l("Short text, English"), limit=200)
    abstract_de = Paragraph(_l("Description, German"), limit=LONGEST_ABSTRACT)
    abstract_en = Paragraph(_l("Description, English"), limit=LONGEST_ABSTRACT)
    links = Paragraph(_l("Links"), limit=LONGEST_TYPED, validators=[_are_links])
    track = Choice(_l("Track"))
    language = Choice(_l("Language"), choices=[(code.value, label) for code, label in words.LANGUAGES.items()])
    length_minutes = Number(_l("Length in minutes"), least=1, most=_LONGEST_MINUTES)
    seats = Number(_l("Places"), least=0, most=100_000)
    visibility = Choice(_l("Visibility"), choices=[(code.value, label) for code, label in words.VISIBILITIES.items()])
    sign_up = Radio(_l("Booking of places"), choices=[(code.value, label) for code, label in words.SIGN_UPS.items()])
    has_stream = Radio(_l("Is streamed"), choices=[(code, label) for code, label in words.STREAMS.items()])
    do_not_record = BooleanField(_l("Not recorded"))
    day = Choice(_l("Day"))
    start = Line(_l("Start"), limit=5, validators=[_is_start])
    room = Choice(_l("Room"))
    is_pinned = BooleanField(_l("Do not move"))

    timetable: Timetable
    uuid = ""  # of the item that the form is about; empty for a new one

    def validate(self, extra_validators: Any = None) -> bool:
        """Places can only be booked where there are some, and where not everybody is invited."""
        if not super().validate(extra_validators):
            return False
        fault = sign_up_fault(self.item(self.uuid), self.timetable)
        if fault is not None:
            self.sign_up.errors = [str(words.SIGN_UP_FAULTS[fault])]
        return fault is None

    @property
    def cast(self) -> list[tuple[Any, Any]]:
        """The fields of each row: person and part."""
        return [(self[f"person_{row}"], self[f"part_{row}"]) for row in range(1, row_count(self.rows.data) + 1)]

    def item(self, uuid: str, before: Item | None = None) -> Item:
        """The item as typed; only of a valid form. People who stand in for somebody in ``before`` still do."""
        cast = (Appearance(person.data, Part(part.data)) for person, part in self.cast if person.data)
        return Item(
            uuid=uuid,
            code=self.code.data,
            kind=Kind(self.kind.data),
            title=Localized(self.title_de.data, self.title_en.data),
            summary=Localized(self.summary_de.data, self.summary_en.data),
            abstract=Localized(self.abstract_de.data, self.abstract_en.data),
            track=int(self.track.data) if self.track.data else None,
            language=SpokenLanguage(self.language.data),
            length_minutes=self.length_minutes.data or 0,
            seats=self.seats.data or 0,
            visibility=Visibility(self.visibility.data),
            has_stream={"yes": True, "no": False}.get(self.has_stream.data),
            starts_at=self.starts_at(),
            room=int(self.room.data) if self.room.data else None,
            people=_as_before(dict.fromkeys(cast), before),
            is_pinned=self.is_pinned.data,
            links=read_links(self.links.data or ""),
            do_not_record=self.do_not_record.data,
            sign_up=SignUp(self.sign_up.data),
        )


def item_form(
    timetable: Timetable, rows: int, item: Item | None = None, *, is_typed: bool = True, **hidden: Any
) -> ItemForm:
    """A form for an item of this timetable with ``rows`` rows for people.

    It shows what was typed; before anything was typed, or if not ``is_typed``, it shows ``item``.
    """
    source: dict[str, Any] = {} if is_typed else {"formdata": None}
    people = [("", _l("Nobody")), *((person.uuid, people_words.person_name(person)) for person in timetable.people)]
    parts = [(part.value, label) for part, label in words.PARTS.items()]
    fields: dict[str, Any] = {"zone": timetable.zone}
    for row in range(1, rows + 1):
        fields[f"person_{row}"] = Choice(_l("Person %(row)d", row=row), choices=people, default="")
        fields[f"part_{row}"] = Choice(_l("Role of person %(row)d", row=row), choices=parts, default=Part.SPEAKER.value)
    form: ItemForm = type("ItemForm", (ItemForm,), fields)(data=typed_values(timetable, item) | hidden, **source)
    form.track.choices = [("", _l("No track")), *((str(t.id), _named(t.letter, t.name)) for t in timetable.tracks)]
    form.room.choices = room_choices(timetable)
    form.day.choices = day_choices(timetable, item)
    form.rows.data = str(rows)
    form.timetable, form.uuid = timetable, item.uuid if item else ""
    return form


def _as_before(typed: Iterable[Appearance], before: Item | None) -> tuple[Appearance, ...]:
    known = {(each.person, each.part): each for each in (before.people if before else ())}
    return tuple(known.get((each.person, each.part), each) for each in typed)


def row_count(typed: Any, people: int = 0) -> int:
    """How many rows a form has: as typed, at least two more than there are people, at most `MOST_ROWS`."""
    number = int(typed) if str(typed).isascii() and str(typed).isdigit() and len(str(typed)) <= 3 else 0
    return max(1, min(MOST_ROWS, max(number, people + 2 if people or not number else 0)))


def _named(letter: str, name: Localized) -> LazyString | str:
    return f"{letter} {name.de or name.en}"


def room_choices(timetable: Timetable) -> list[tuple[str, Any]]:
    """What a field for the room offers: none, and every room."""
    return [("", _l("No room yet")), *((str(room.id), words.room_name(room)) for room in timetable.rooms)]


def day_choices(timetable: Timetable, item: Item | None, form: str = "long") -> list[tuple[str, Any]]:
    """What a field for the day offers, in that form: none, the days of the meeting, and that of the item."""
    days = {each.date for each in timetable.days} | ({timetable.day_of(item)} if item and item.starts_at else set())
    return [
        ("", _l("Not scheduled")),
        *((each.isoformat(), day(each, form=form)) for each in sorted(filter(None, days))),
    ]


def typed_values(timetable: Timetable, item: Item | None) -> dict[str, Any]:
    """What the fields hold for an item; for a new one, the usual values."""
    if item is None:
        return {
            "kind": Kind.TALK.value,
            "language": "de",
            "length_minutes": 60,
            "seats": 0,
            "visibility": "public",
            "sign_up": SignUp.NONE.value,
            "has_stream": "room",
        }
    local = item.starts_at.astimezone(ZoneInfo(timetable.zone)) if item.starts_at else None
    values: dict[str, Any] = {
        "code": item.code,
        "kind": item.kind.value,
        "title_de": item.title.de,
        "title_en": item.title.en,
        "summary_de": item.summary.de,
        "summary_en": item.summary.en,
        "abstract_de": item.abstract.de,
        "abstract_en": item.abstract.en,
        "track": str(item.track or ""),
        "language": item.language.value,
        "length_minutes": item.length_minutes,
        "seats": item.seats,
        "visibility": item.visibility.value,
        "sign_up": item.sign_up.value,
        "has_stream": {True: "yes", False: "no", None: "room"}[item.has_stream],
        "day": f"{local:%Y-%m-%d}" if local else "",
        "start": f"{local:%H:%M}" if local else "",
        "room": str(item.room or ""),
        "is_pinned": item.is_pinned,
        "links": links_text(item.links),
        "do_not_record": item.do_not_record,
    }
    for row, appearance in enumerate(item.people, start=1):
        values |= {f"person_{row}": appearance.person, f"part_{row}": appearance.part.value}
    return values


class RemovalForm(Form):
    """A button that confirms; ``revision`` is the one that the page showed."""

    revision = HiddenField()
