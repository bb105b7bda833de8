"""How long each class of data is kept."""

from collections.abc import Mapping

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form, Number
from gocluster_events.meeting.registration.people.rules.codes import MOST_DAYS, DataClass
from gocluster_events.meeting.registration.people.words import history


class RetentionForm(Form):
    """Days after the end of the meeting, a field for each class."""

    revision = HiddenField()
    identity = Number(history.RETAINED[DataClass.IDENTITY], least=0, most=MOST_DAYS)
    needs = Number(history.RETAINED[DataClass.NEEDS], least=0, most=MOST_DAYS)
    ended = Number(history.RETAINED[DataClass.ENDED], least=0, most=MOST_DAYS)
    invitations = Number(history.RETAINED[DataClass.INVITATIONS], least=0, most=MOST_DAYS)
    registrations = Number(history.RETAINED[DataClass.REGISTRATIONS], least=0, most=MOST_DAYS)

    def days(self) -> dict[DataClass, int]:
        """What was typed; only of a valid form."""
        return {kind: self[kind.value].data for kind in DataClass}

    def show(self, days: Mapping[DataClass, int], revision: int) -> None:
        """The fields hold these periods."""
        for kind, number in days.items():
            self[kind.value].data = number
        self.revision.data = str(revision)
