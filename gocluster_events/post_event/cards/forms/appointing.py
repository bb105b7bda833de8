"""Who takes notes at an item: one of the programme's people, or somebody who is added to them."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _, _l
from gocluster_events.core.web import fields
from gocluster_events.core.web.words import MISSING
from gocluster_events.post_event.cards.rules.notes import Newcomer

_LANGUAGES = (("de", _l("German")), ("en", _l("English")))


def _of_newcomer(form: Any, field: Any) -> None:
    """Name and address are asked only of somebody who is not among the people yet, and used of nobody else."""
    if form.person.data:
        raise StopValidation
    if not field.data:
        raise StopValidation(str(MISSING))


class NoteTakerForm(fields.Form):
    """The item and who takes notes there. A newcomer's UUID is derived from ``token``."""

    token = HiddenField()
    item = fields.Choice(_l("Programme item"), validators=[fields.Required(_l("Choose a programme item."))])
    person = fields.Choice(_l("Who takes notes"))
    first_name = fields.Line(_l("First name"), limit=100, validators=[_of_newcomer])
    last_name = fields.Line(_l("Last name"), limit=100, validators=[_of_newcomer])
    email = fields.Email(_l("E-mail"), validators=[_of_newcomer])
    language = fields.Choice(_l("Language of the e-mail"), choices=_LANGUAGES)

    def offer(self, items: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]]) -> None:
        """These items and people can be chosen, by UUID and name, and somebody who is not among them."""
        self.item.choices = [("", _("Choose a programme item")), *items]
        self.person.choices = [("", _("Somebody new, with name and address below")), *people]

    def who(self, uuid: str) -> str | Newcomer:
        """The UUID of the chosen person, or who comes new, with that UUID; only of a valid form."""
        if self.person.data:
            return str(self.person.data)
        return Newcomer(uuid, self.first_name.data, self.last_name.data, self.email.data or "")
