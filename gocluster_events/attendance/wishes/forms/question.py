"""What somebody asks the team about their result."""

from gocluster_events.attendance.wishes.rules.question_letter import LONGEST_QUESTION
from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Form, Paragraph, Required


class QuestionForm(Form):
    """A question of a few sentences."""

    text = Paragraph(
        _l("Your question"), limit=LONGEST_QUESTION, validators=[Required(_l("Write what you would like to know."))]
    )
