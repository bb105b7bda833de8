"""Who stands in for somebody, and where."""

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3

from gocluster_events.agenda import words
from gocluster_events.agenda.rules.appearing import entries
from gocluster_events.agenda.rules.timetable import Person, Timetable
from gocluster_events.i18n import _l
from gocluster_events.web.fields import Choice, Filled, Form, Several


class StandInForm(Form):
    """The substitute and the items, by UUID."""

    substitute = Choice(_l("Who stands in"), validators=[Filled()])
    items = Several(_l("In these items"), validators=[Filled(_l("Choose at least one item."))])

    @property
    def chosen(self) -> list[str]:
        """The items' UUIDs."""
        return list(self.items.data or ())


def stand_in_form(timetable: Timetable, absent: Person) -> StandInForm:
    """A form for whoever is on the programme; before anything is typed all items of ``absent`` are chosen."""
    theirs = {each.item.uuid: each.item for each in entries(timetable).get(absent.uuid, ())}
    form = StandInForm(data={"items": list(theirs)})
    others = [each for each in timetable.people if each.uuid != absent.uuid and not each.is_redacted]
    form.substitute.choices = [("", _l("Choose a person")), *((each.uuid, each.name) for each in others)]
    form.items.choices = [
        SelectChoice(uuid, f"{words.name(item)}, {words.place_and_time(item, timetable)}")
        for uuid, item in theirs.items()
    ]
    return form
