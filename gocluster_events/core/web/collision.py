"""Two texts of one thing: what was typed, and what a colleague stored meanwhile."""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, FileField, HiddenField, SelectField

from gocluster_events.core.i18n import _
from gocluster_events.core.web.fields import Form
from gocluster_events.core.web.time_fields import ClockTime, LocalTime


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both versions, as people read it."""

    label: str
    mine: str
    theirs: str


def differences(mine: Form, theirs: Form) -> tuple[Difference, ...]:
    """The fields in which two forms of one kind differ."""
    return tuple(
        Difference(field.label.text, _as_text(field), _as_text(theirs[field.name]))
        for field in mine
        if not isinstance(field, HiddenField | FileField)
        and field.name in theirs
        and field.data != theirs[field.name].data
    )


def collided(mine: Form, theirs: Form) -> tuple[Difference, ...]:
    """The fields in which both forms differ; the typed form takes the stored revision, so it can be sent again."""
    both, seen = differences(mine, theirs), "revision" if "revision" in mine else "seen"
    mine[seen].data = theirs[seen].data
    return both


def read_revision(form: Any) -> int:
    """The revision a form was read at; one that nothing ever has if it was tampered with."""
    return read_number(form.revision)


def read_number(field: Any) -> int:
    """The number in a hidden field; -1 if it was tampered with."""
    return number_in(str(field.data or ""))


def number_in(typed: str) -> int:
    """The number that a text is, of at most nine digits, which every database holds; -1 for any other text."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _as_text(field: Any) -> str:
    if isinstance(field, BooleanField):
        return str(_("yes") if field.data else _("no"))
    if isinstance(field, SelectField):
        labels = {value: label for value, label, *_more in field.iter_choices()}
        return str(labels.get(field.data, "")) or "–"
    if isinstance(field, LocalTime) and field.data:
        return f"{field.data:%Y-%m-%d %H:%M}"
    if isinstance(field, ClockTime) and field.data:
        return f"{field.data:%H:%M}"
    return str(field.data or "") or "–"
