"""What somebody says before a list for one purpose leaves the house."""

from typing import Any

from wtforms import HiddenField

from gocluster_events.attendees.rules.profiles import Part, Profile
from gocluster_events.attendees.rules.table import PURPOSE_LIMIT, Format
from gocluster_events.attendees.words.profiles import PARTS
from gocluster_events.i18n import _l
from gocluster_events.web.fields import Filled, Form, Line, Radio


class ProfileForm(Form):
    """What for, how much of it, and as what. It is sent by POST, because the next list is compared with this one."""

    purpose = Line(
        _l("Purpose of the download"),
        limit=PURPOSE_LIMIT,
        validators=[Filled(_l("State what the list is for, for example: name badges."))],
    )
    part = Radio(_l("How much"), choices=[(each.value, PARTS[each]) for each in Part], default=Part.WHOLE.value)
    format = HiddenField()

    def wanted(self, profile: Profile) -> tuple[Format, Part]:
        """The format of the button, the list's first one where it has no such; and the part. Only of a valid form."""
        kind = next((each for each in profile.formats if each.value == self.format.data), profile.formats[0])
        return kind, Part(self.part.data) if "part" in self else Part.WHOLE


def profile_form(purpose: str, *, has_changes: bool) -> ProfileForm:
    """The form with the purpose of the last time; it asks how much only where something has changed since."""
    shown: dict[str, Any] = {"purpose": purpose}
    form = ProfileForm(data=shown)
    if not has_changes:
        del form.part
    return form
