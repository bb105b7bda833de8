"""The form of somebody on the programme."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, StopValidation

from gocluster_events.agenda import words
from gocluster_events.agenda.rules.codes import PersonStatus
from gocluster_events.agenda.rules.timetable import Person
from gocluster_events.i18n import _, _l
from gocluster_events.picture import Picture
from gocluster_events.text import Localized
from gocluster_events.web.fields import Choice, Email, Filled, Form, Line, Paragraph, Upload

PORTRAIT_BOX = (640, 640)  # pixels; twice what the pages show at most, for sharp screens


def _is_agreed(form: Any, field: Any) -> None:
    if form.portrait.data and not field.data:
        raise StopValidation(_("Tick this when the person has agreed, or leave the portrait out."))


class PersonForm(Form):
    """A person. ``revision`` is the one that was read, ``token`` what a new person's UUID follows from."""

    revision = HiddenField()
    token = HiddenField()
    title = Line(_l("Title"), limit=60)
    first_name = Line(_l("First name"), limit=100, validators=[Filled()])
    last_name = Line(_l("Last name"), limit=100, validators=[Filled()])
    position_de = Line(_l("Position, German"), limit=200)
    position_en = Line(_l("Position, English"), limit=200)
    organisation = Line(_l("Institution"), limit=200)
    biography_de = Paragraph(_l("Biography, German"), limit=2000)
    biography_en = Paragraph(_l("Biography, English"), limit=2000)
    email = Email(_l("E-mail"), validators=[Optional()])
    status = Choice(_l("Participation"), choices=[(code.value, word) for code, word in words.PERSON_STATUSES.items()])
    portrait = Upload(_l("Portrait"), box=PORTRAIT_BOX)
    portrait_gone = BooleanField(_l("Remove the portrait"))
    portrait_consent = BooleanField(_l("The person agrees that the portrait is published"), validators=[_is_agreed])

    @property
    def picture(self) -> Picture | None:
        """The portrait that was chosen; None when it stays as it is."""
        found: Picture | None = self.portrait.data
        return found

    def person(self, uuid: str, before: Person | None = None) -> Person:
        """The person as typed, in all else as ``before``; only of a valid form."""
        blank = Person(uuid=uuid, first_name="", last_name="")
        return replace(
            before or blank,
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            title=self.title.data,
            position=Localized(self.position_de.data, self.position_en.data),
            organisation=self.organisation.data,
            biography=Localized(self.biography_de.data, self.biography_en.data),
            email=self.email.data or "",
            status=PersonStatus(self.status.data),
            portrait=self._portrait(before),
            portrait_consent=self.portrait_consent.data,
        )

    def _portrait(self, before: Person | None) -> str:
        if self.picture is not None:
            return self.picture.sha256
        return before.portrait if before and not self.portrait_gone.data else ""


def person_form(person: Person | None = None, *, is_typed: bool = True, **hidden: Any) -> PersonForm:
    """A form that shows what was typed, before that (or not ``is_typed``) ``person``."""
    source: dict[str, Any] = {} if is_typed else {"formdata": None}
    return PersonForm(data=_typed(person) | hidden, **source)


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
