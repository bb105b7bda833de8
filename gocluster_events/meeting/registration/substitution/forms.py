"""Whom somebody names as their substitute."""

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Email, Form, Line, Required, Voluntary
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import FormOfAddress
from gocluster_events.meeting.registration.people.words import codes


class SubstituteForm(Form):
    """Name and address of the substitute."""

    form_of_address = Voluntary(
        _l("Ms/Mr"), choices=[(code.value, label) for code, label in codes.FORMS_OF_ADDRESS.items()]
    )
    title = Line(_l("Title"), limit=60)
    first_name = Line(_l("First name"), limit=100, validators=[Required(_l("Enter the substitute’s first name."))])
    last_name = Line(_l("Last name"), limit=100, validators=[Required(_l("Enter the substitute’s last name."))])
    email = Email(_l("E-mail"), validators=[Required(_l("Enter the substitute’s e-mail address."))])

    def substitute(self, language: str) -> Substitute:
        """Who is to come instead, with mails in ``language``; only of a valid form."""
        return Substitute(
            form_of_address=FormOfAddress(self.form_of_address.data) if self.form_of_address.data else None,
            title=self.title.data,
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            email=self.email.data or "",
            language=language,
        )
