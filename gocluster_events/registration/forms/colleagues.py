"""What the pages of a sign-up carry along without showing it: whose page it is, and what the check page has said."""

import re

from wtforms import HiddenField

from gocluster_events.registration.rules.colleagues import FIRST, MOST
from gocluster_events.registration.rules.outlook import Prospect
from gocluster_events.web.fields import Form

_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_SHOWN = re.compile(rf"[{''.join(each.value for each in Prospect)}]{{1,{MOST}}}")


class OfPerson(Form):
    """A page about one person of the sign-up."""

    entry = HiddenField()

    @property
    def key(self) -> str:
        """Whose page it is; what nobody has sent like this is the first person's."""
        typed = self.entry.data or ""
        return typed if _KEY.fullmatch(typed) else FIRST


class RemovalForm(OfPerson):
    """The button that takes a person out of the sign-up."""


class CheckForm(Form):
    """The binding button. ``outlook`` is what the page says of each person, as `rules.outlook.spelled`."""

    outlook = HiddenField()

    @property
    def shown(self) -> str:
        """What the page has said; empty for what no page of ours has sent."""
        typed = self.outlook.data or ""
        return typed if _SHOWN.fullmatch(typed) else ""
