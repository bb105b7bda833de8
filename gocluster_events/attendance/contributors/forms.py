"""What the team answers about somebody on the programme and a registration of the same name."""

from wtforms import HiddenField
from wtforms.validators import AnyOf

from gocluster_events.attendance.contributors.rules import Answer, Pair, read_pair
from gocluster_events.core.web.fields import Form


class AnswerForm(Form):
    """A pair, and the button that was pressed."""

    pair = HiddenField()
    answer = HiddenField(validators=[AnyOf([each.value for each in Answer])])

    def pair_in(self) -> Pair | None:
        """The ids of the two; None where they were tampered with."""
        return read_pair(self.pair.data or "")

    def verdict(self) -> Answer:
        """What was answered; only of a valid form."""
        return Answer(self.answer.data)
