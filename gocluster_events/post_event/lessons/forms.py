"""What somebody of the team notes for next time."""

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Choice, Form, Paragraph, Required
from gocluster_events.post_event.lessons.rules import LONGEST, WEEKS, Facts
from gocluster_events.post_event.lessons.words import when


class LessonForm(Form):
    """One text and a time. ``page`` leads back to where one was; ``revision`` notices a colleague's change."""

    revision = HiddenField()
    page = HiddenField()
    text = Paragraph(
        _l("What should be different next time?"), limit=LONGEST, validators=[Required(_l("Write what to remember."))]
    )
    weeks = Choice(_l("When should the next team be reminded?"))

    def facts(self) -> Facts:
        """What was typed; only of a valid form."""
        return Facts(self.text.data, int(self.weeks.data))


def lesson_form(facts: Facts, revision: int = 1, page: str = "", *, is_typed: bool = True) -> LessonForm:
    """The form, which holds these facts until something is typed."""
    form = LessonForm() if is_typed else LessonForm(formdata=None)
    form.weeks.choices = [(str(weeks), when(weeks)) for weeks in WEEKS]
    if not (is_typed and form.is_submitted()):
        form.revision.data, form.page.data = str(revision), page
        form.text.data, form.weeks.data = facts.text, str(facts.weeks)
    return form
