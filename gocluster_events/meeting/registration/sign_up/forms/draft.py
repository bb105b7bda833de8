"""A sign-up as a whole: whose page it is, the button that sends it, and a mistyped address."""

import re

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Email, Form, Required
from gocluster_events.core.web.words import NO_EMAIL
from gocluster_events.meeting.registration.people.rules.changing import Outcome
from gocluster_events.meeting.registration.sign_up.rules import FIRST, MOST

_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_PROMISES = re.compile(rf"[{''.join(each.value for each in Outcome)}]{{1,{MOST}}}")


class OfPerson(Form):
    """A page about one person of the sign-up."""

    entry = HiddenField()

    @property
    def key(self) -> str:
        """The key of the person whose page it is; the first person's where no valid key was sent."""
        typed = self.entry.data or ""
        return typed if _KEY.fullmatch(typed) else FIRST


class AddressForm(Form):
    """Another address for a mail that is on its way."""

    email = Email(_l("E-mail"), validators=[Required(NO_EMAIL)])


class CheckForm(Form):
    """The binding button. ``outlook`` is what the page says of each person, as `rules.changing.encode` writes it."""

    outlook = HiddenField()

    @property
    def promised(self) -> str:
        """The prospects that the page has shown; empty where the field holds anything else."""
        typed = self.outlook.data or ""
        return typed if _PROMISES.fullmatch(typed) else ""
