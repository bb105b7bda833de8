"""The short form of a programme item: what it is called, how long it is, and when and where it takes place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wtforms import HiddenField

from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form
from gocluster_events.meeting.agenda.forms.item import Clocks, ItemForm, day_choices, room_choices, typed_values
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

BRIEF = ("code", "kind", "length_minutes", "day", "start", "room")
"""The fields that the address of a new item may fill in."""


class EssentialsForm(Clocks, Form):
    """The essentials of an item. ``revision`` is the one that was read; a new item's UUID is derived from ``token``."""

    revision = HiddenField()
    token = HiddenField()
    code: Any = ItemForm.code
    title_de: Any = ItemForm.title_de
    kind: Any = ItemForm.kind
    length_minutes: Any = ItemForm.length_minutes
    day: Any = ItemForm.day
    start: Any = ItemForm.start
    room: Any = ItemForm.room

    def item(self, uuid: str, before: Item | None) -> Item:
        """The item with what was typed, everything else as ``before``; only of a valid form."""
        known = before or Item(uuid, Kind.TALK, Localized(), 60)
        return replace(
            known,
            code=self.code.data,
            kind=Kind(self.kind.data),
            title=Localized(self.title_de.data, known.title.en),
            length_minutes=self.length_minutes.data or 0,
            starts_at=self.starts_at(),
            room=int(self.room.data) if self.room.data else None,
        )


def essentials_form(
    timetable: Timetable, item: Item | None = None, *, is_typed: bool = True, place: Mapping[str, str] | None = None,
    **hidden: Any,
) -> EssentialsForm:  # fmt: skip
    """A form for an item of this timetable; ``place`` is where a new one shall be, as an address names it."""
    source: dict[str, Any] = {} if is_typed else {"formdata": None}
    given = {name: value for name, value in (place or {}).items() if name in BRIEF}
    form = EssentialsForm(data=typed_values(timetable, item) | given | hidden, **source)
    form.zone = timetable.zone
    form.room.choices = room_choices(timetable)
    form.day.choices = day_choices(timetable, item, "short")
    return form
