"""What an organiser may type about the places of items."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.attendance.bookings.rules.terms import (
    ABOUT,
    Terms,
    TermsRefusal,
    WindowEdit,
    WindowField,
    edited,
    terms_refusals,
)
from gocluster_events.attendance.bookings.words.terms import TERMS_REFUSALS
from gocluster_events.core.i18n import _, _l
from gocluster_events.core.web import words
from gocluster_events.core.web.fields import Choice, Form, Number
from gocluster_events.core.web.time_fields import OptionalLocalTime

MOST_SEATS = 10_000
AS_IT_IS, USUAL, AT = "as_it_is", "usual", "at"


class OptionalNumber(Number):
    """As `Number`, and may be left out; its data is None then."""

    def __init__(self, label: Any, *, least: int, most: int, **options: Any) -> None:
        super().__init__(label, least=least, most=most, **options)
        self.flags.required = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """An empty field means no number."""
        self.data = None
        if any(value.strip() for value in valuelist):
            super().process_formdata(valuelist)


class TermsForm(Form):
    """What is set about one item's places. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    seats = OptionalNumber(_l("Places on site"), least=0, most=MOST_SEATS)
    staff_seats = Number(_l("Places for the team"), least=0, most=MOST_SEATS)
    most_per_organisation = Number(_l("Maximum per organisation"), least=0, most=MOST_SEATS)
    opens_at = OptionalLocalTime(_l("Booking opens"), zone=lambda form: form.zone)
    closes_at = OptionalLocalTime(_l("Booking closes"), zone=lambda form: form.zone)
    moves_until = OptionalLocalTime(_l("Moving up until"), zone=lambda form: form.zone)
    is_paused = BooleanField(_l("Pause booking"))
    zone = "UTC"
    starts_at: datetime | None = None  # when the item begins; set for each form
    opens: datetime | None = None  # the stored opening hour where none can be typed; set for each form

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then whether the hours that could be read fit the item and each other."""
        super().validate(extra_validators)
        hours = [each for each in WindowField if each.value in self]
        unreadable = {each for each in hours if self[each.value].errors}
        for refusal in terms_refusals(self.terms(), self.starts_at) if self.starts_at else ():
            if not unreadable.intersection(ABOUT[refusal]):
                about = next(each for each in ABOUT[refusal] if each in hours)
                _object(self[about.value], str(TERMS_REFUSALS[refusal]))
        return not self.errors

    def terms(self) -> Terms:
        """The terms as typed; only of a valid form."""
        return Terms(
            opens_at=self.opens_at.if_any(self) if "opens_at" in self else self.opens,
            closes_at=self.closes_at.if_any(self),
            moves_until=self.moves_until.if_any(self),
            seats=self.seats.data,
            staff_seats=self.staff_seats.data or 0,
            most_per_organisation=self.most_per_organisation.data or 0,
            is_paused=bool(self.is_paused.data),
        )


def _object(field: Any, sentence: str) -> None:
    field.errors = [*field.errors, sentence]


def terms_form(
    terms: Terms, zone: str, revision: int, starts_at: datetime | None = None, *, is_typed: bool = True,
    by_wish: bool = False,
) -> TermsForm:  # fmt: skip
    """The form with these terms for an item that begins then, or with what was typed over them.

    What is allotted ``by_wish`` opens once it is allotted, and has no field for the hour.
    """
    data: dict[str, Any] = {each.name: _local(getattr(terms, each.name), zone) for each in fields(Terms)}
    data["revision"] = str(revision)
    form = TermsForm(data=data) if is_typed else TermsForm(formdata=None, data=data)
    form.zone, form.starts_at, form.opens = zone, starts_at, terms.opens_at
    if by_wish:
        del form.opens_at
    return form


def _local(value: Any, zone: str) -> Any:
    is_instant = isinstance(value, datetime)
    return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if is_instant else value


def _needed_with(choice: str) -> Any:
    """A check that an hour is typed where one was chosen to be."""

    def check(form: Any, field: Any) -> None:
        if form[choice].data == AT and field.data is None and not field.process_errors:
            raise StopValidation(str(words.NO_TIME))

    return check


def _choice(label: Any, usual: Any) -> Any:
    ways = ((AS_IT_IS, _l("Leave as it is")), (USUAL, usual), (AT, _l("At the time given")))
    return Choice(label, choices=ways, default=AS_IT_IS)


def _hour(label: Any, choice: str) -> Any:
    return OptionalLocalTime(label, zone=lambda form: form.zone, validators=[_needed_with(choice)])


class WindowsForm(Form):
    """The hours that several items are to have. ``seen`` stands for what was shown before the button."""

    seen = HiddenField()
    opens = _choice(_l("Booking opens"), _l("With the registration"))
    opens_at = _hour(_l("Opens at"), "opens")
    closes = _choice(_l("Booking closes"), _l("When the item begins"))
    closes_at = _hour(_l("Closes at"), "closes")
    moves = _choice(_l("Moving up until"), _l("Two hours before the item begins"))
    moves_until = _hour(_l("Moving up until: time"), "moves")
    zone = "UTC"
    chosen: Sequence[tuple[str, Terms, datetime]] = ()  # name, terms and begin of each item; set for each form

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then whether the hours that could be read fit each of the items, which are named."""
        doubtful = self._choose_by_hours()
        super().validate(extra_validators)
        for way in doubtful:
            _object(way, str(_("A time is given. Choose “At the time given”, or clear the time.")))
        if not doubtful and all(way.data == AS_IT_IS for way, _hour in self._hours.values()):
            _object(self.opens, str(TERMS_REFUSALS[TermsRefusal.NOTHING]))
        edit, concerned = self.edit(), dict[TermsRefusal, list[str]]()
        for name, terms, starts_at in self.chosen:
            for refusal in terms_refusals(edited(terms, edit), starts_at):
                concerned.setdefault(refusal, []).append(name)
        unreadable = {each for each, fields in self._hours.items() if any(field.errors for field in fields)}
        for refusal, names in concerned.items():
            if not unreadable.intersection(ABOUT[refusal]):
                self._refuse(refusal, f"{', '.join(names)}: {TERMS_REFUSALS[refusal]}")
        return not self.errors

    def _choose_by_hours(self) -> list[Any]:
        """A typed hour says by itself that it is to change; once that was shown, one that is to stay is in doubt."""
        ways = [way for way, hour in self._hours.values() if way.data == AS_IT_IS and any(hour.raw_data or ())]
        if self.seen.data:
            return ways
        for way in ways:
            way.data = AT
        return []

    def _refuse(self, refusal: TermsRefusal, sentence: str) -> None:
        """The sentence stands at the first of the hours that it is about and that is to change, or above all."""
        ways = [self._hours[each] for each in ABOUT[refusal] if self._hours[each][0].data != AS_IT_IS]
        if ways:
            way, hour = ways[0]
            _object(hour if way.data == AT else way, sentence)
        else:
            self.form_errors.append(sentence)

    @property
    def _hours(self) -> Mapping[WindowField, tuple[Any, Any]]:
        """How each hour is chosen, and the hour itself."""
        return {
            WindowField.OPENS_AT: (self.opens, self.opens_at),
            WindowField.CLOSES_AT: (self.closes, self.closes_at),
            WindowField.MOVES_UNTIL: (self.moves, self.moves_until),
        }

    def edit(self) -> WindowEdit:
        """The hours as typed, but for those that cannot be read."""
        return {
            field: hour.if_any(self) if way.data == AT else None
            for field, (way, hour) in self._hours.items()
            if way.data != AS_IT_IS and not hour.errors
        }


def windows_form(zone: str, chosen: Sequence[tuple[str, Terms, datetime]]) -> WindowsForm:
    """The form for items of that name, with these terms and that begin: nothing is chosen yet, or what was typed."""
    form = WindowsForm()
    form.zone, form.chosen = zone, chosen
    return form
