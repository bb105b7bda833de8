"""What an organiser may type to compute with other seats than the plan has."""

from collections.abc import Iterable, Mapping
from typing import Any

from gocluster_events.core.web.fields import Form, Number

MOST_SEATS = 10_000


class SeatsForm(Form):
    """A number of seats for each item, by its UUID."""

    names: Mapping[str, str] = {}

    def seats(self) -> Mapping[str, int]:
        """The seats as typed, by item; only of a valid form."""
        return {uuid: self[name].data for name, uuid in self.names.items()}


def seats_form(rows: Iterable[tuple[str, str, int]], others: Mapping[str, int]) -> SeatsForm:
    """The form for items (UUID, title, seats of the plan), with what was typed; at first some have ``others``."""
    names: dict[str, str] = {}
    fields: dict[str, Any] = {}
    seats: dict[str, int] = {}
    for place, (uuid, title, number) in enumerate(rows):
        name = f"seats_{place}"
        names[name], seats[name] = uuid, others.get(uuid, number)
        fields[name] = Number(title, least=0, most=MOST_SEATS)
    form: SeatsForm = type("SeatsOfItems", (SeatsForm,), fields)(data=seats)
    form.names = names
    return form
