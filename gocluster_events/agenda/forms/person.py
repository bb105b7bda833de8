"""The form of somebody on the programme."""

from typing import Any

from wtforms import HiddenField

from gocluster_events.agenda.rules.timetable import Person
from gocluster_events.i18n import _l
from gocluster_events.text import Localized
from gocluster_events.web.fields import Filled, Form, Line


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

    def person(self, uuid: str) -> Person:
        """The person as typed; only of a valid form."""
        return Person(
            uuid=uuid,
            title=self.title.data,
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            position=Localized(self.position_de.data, self.position_en.data),
            organisation=self.organisation.data,
        )


def person_form(person: Person | None = None, *, is_typed: bool = True, **hidden: Any) -> PersonForm:
    """A form that shows what was typed, before that (or not ``is_typed``) ``person``."""
    source: dict[str, Any] = {} if is_typed else {"formdata": None}
    return PersonForm(data=_typed(person) | hidden, **source)


def _typed(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {
        "title": person.title,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "position_de": person.position.de,
        "position_en": person.position.en,
        "organisation": person.organisation,
    }
