"""What is typed about somebody on the programme, by the team and by themselves."""

from dataclasses import replace
from typing import Any, TypeVar

from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.validators import Optional, StopValidation

from gocluster_events.core.i18n import _, _l
from gocluster_events.core.picture import Picture
from gocluster_events.core.text import Localized
from gocluster_events.core.web import fields
from gocluster_events.meeting.agenda.forms.availability import AvailabilityForm, availability_data, availability_fields
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.people import entries
from gocluster_events.meeting.agenda.rules.timetable import LONGEST_BIOGRAPHY, Person, Timetable
from gocluster_events.meeting.agenda.words import people as words, programme

Made = TypeVar("Made", bound="DetailsForm")

PORTRAIT_BOX = (640, 640)  # pixels; twice what the pages show at most, for sharp screens


def _is_agreed(form: Any, field: Any) -> None:
    if form.portrait.data and not field.data:
        raise StopValidation(_("Tick this if the person has agreed, or leave the portrait out."))


class DetailsForm(AvailabilityForm):
    """What the programme says of somebody, and when they can be there. ``revision`` is the one that was read."""

    revision = HiddenField()
    position_de = fields.Line(_l("Position, German"), limit=200)
    position_en = fields.Line(_l("Position, English"), limit=200)
    organisation = fields.Line(_l("Organisation"), limit=200)
    biography_de = fields.Paragraph(_l("Biography, German"), limit=LONGEST_BIOGRAPHY)
    biography_en = fields.Paragraph(_l("Biography, English"), limit=LONGEST_BIOGRAPHY)
    portrait = fields.Upload(_l("Portrait"), box=PORTRAIT_BOX)
    portrait_gone = BooleanField(_l("Remove the portrait"))
    portrait_consent = BooleanField(_l("The portrait may be published"), validators=[_is_agreed])

    @property
    def picture(self) -> Picture | None:
        """The portrait that was chosen; None when it stays as it is."""
        portrait: Picture | None = self.portrait.data
        return portrait

    def details(self, before: Person) -> Person:
        """The person with these details as typed, in all else as ``before``; only of a valid form."""
        return replace(
            before,
            position=Localized(self.position_de.data, self.position_en.data),
            organisation=self.organisation.data,
            biography=Localized(self.biography_de.data, self.biography_en.data),
            portrait=self._portrait(before),
            portrait_consent=self.portrait_consent.data,
            available=self.available() if self.dates else before.available,
        )

    def _portrait(self, before: Person) -> str:
        if self.picture is not None:
            return self.picture.sha256
        return "" if self.portrait_gone.data else before.portrait


class PersonForm(DetailsForm):
    """A person on the programme. A new person's UUID is derived from ``token``."""

    token = HiddenField()
    title = fields.Line(_l("Title"), limit=60)
    first_name = fields.Line(_l("First name"), limit=100, validators=[fields.Required()])
    last_name = fields.Line(_l("Last name"), limit=100, validators=[fields.Required()])
    email = fields.Email(_l("E-mail"), validators=[Optional()])
    status = fields.Choice(
        _l("Participation"), choices=[(code.value, word) for code, word in words.PERSON_STATUSES.items()]
    )

    def person(self, uuid: str, before: Person | None = None) -> Person:
        """The person as typed, in all else as ``before``; only of a valid form."""
        return replace(
            self.details(before or Person(uuid=uuid, first_name="", last_name="")),
            title=self.title.data,
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            email=self.email.data or "",
            status=PersonStatus(self.status.data),
        )


def person_form(
    timetable: Timetable, person: Person | None = None, *, is_typed: bool = True, **hidden: Any
) -> PersonForm:
    """A form that shows what was typed; before anything was typed, or if not ``is_typed``, it shows ``person``."""
    return _made(PersonForm, timetable, person, hidden | ({} if is_typed else {"formdata": None}))


def own_form(
    timetable: Timetable, person: Person, *, is_typed: bool = True, with_days: bool = True, **hidden: Any
) -> DetailsForm:
    """The form in which a person on the programme edits their own details; ``with_days``: and when they are there."""
    timetable = timetable if with_days else replace(timetable, days=())
    return _made(DetailsForm, timetable, person, hidden | ({} if is_typed else {"formdata": None}))


def _made(kind: type[Made], timetable: Timetable, person: Person | None, options: dict[str, Any]) -> Made:
    source = {name: options.pop(name) for name in ("formdata",) if name in options}
    made = type(kind.__name__, (kind,), availability_fields(timetable))
    form: Made = made(data=_typed(person) | availability_data(timetable, person) | options, **source)
    return form


def _typed(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {"status": PersonStatus.ASKED.value}
    return {
        "title": person.title,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "position_de": person.position.de,
        "position_en": person.position.en,
        "organisation": person.organisation,
        "biography_de": person.biography.de,
        "biography_en": person.biography.en,
        "email": person.email,
        "status": person.status.value,
        "portrait_consent": person.portrait_consent,
    }


class StandInForm(fields.Form):
    """Who stands in, and in which items, both by UUID."""

    substitute = fields.Choice(_l("Who stands in"), validators=[fields.Required()])
    items = fields.MultipleChoice(_l("In these items"), validators=[fields.Required(_l("Choose at least one item."))])

    @property
    def chosen(self) -> list[str]:
        """The items' UUIDs."""
        return list(self.items.data or ())


def stand_in_form(timetable: Timetable, absent: Person) -> StandInForm:
    """A form that offers everybody else as a substitute; before anything is typed, ``absent``'s items are chosen."""
    theirs = {each.item.uuid: each.item for each in entries(timetable).get(absent.uuid, ())}
    form = StandInForm(data={"items": list(theirs)})
    others = [each for each in timetable.people if each.uuid != absent.uuid and not each.is_redacted]
    form.substitute.choices = [("", _l("Choose a person")), *((each.uuid, each.name) for each in others)]
    form.items.choices = [
        SelectChoice(uuid, f"{programme.name(item)}, {programme.place_and_time(item, timetable)}")
        for uuid, item in theirs.items()
    ]
    return form


_ANSWERS = ((PersonStatus.AGREED.value, _l("I take part")), (PersonStatus.DECLINED.value, _l("I cannot take part")))


class AnswerForm(fields.Confirm):
    """The answer of a person on the programme: whether they take part."""

    answer = fields.Radio(
        _l("Your answer"), choices=_ANSWERS, validators=[fields.Required(_l("Choose one of the answers."))]
    )

    @property
    def status(self) -> PersonStatus:
        """The answer; only of a valid form."""
        return PersonStatus(self.answer.data)


class LinkForm(fields.Confirm):
    """Sending a person the link to their own page: in which language, and whether older links stop working."""

    language = fields.Choice(_l("Language of the e-mail"), choices=[("de", _l("German")), ("en", _l("English"))])
    is_new = BooleanField(_l("Links sent earlier stop working"))


class RedactionForm(fields.Confirm):
    """The confirmation of a redaction; it cannot be undone, so it needs a tick."""

    is_sure = BooleanField(
        _l("I understand that this cannot be undone"), validators=[fields.Required(_l("Tick this to continue."))]
    )
