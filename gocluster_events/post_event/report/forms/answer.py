"""What somebody says to a quote of theirs."""

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form


class AnswerForm(Form):
    """``subject`` names the words; ``answer`` is the button that was pressed."""

    subject = HiddenField()
    answer = HiddenField()

    @property
    def is_yes(self) -> bool:
        """Whether they agree."""
        return bool(self.answer.data == "yes")
