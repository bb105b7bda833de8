"""What somebody tells of a barrier, and what is answered."""

from collections.abc import Mapping

from wtforms.validators import Optional

from gocluster_events.backoffice.feedback.rules import LONGEST, Report, Topic
from gocluster_events.backoffice.feedback.words import TOPICS
from gocluster_events.core.i18n import _l, current_language
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Choice, Email, Form, Line, Paragraph, Radio, Required

SITE = "0"


class FeedbackForm(Form):
    """Nothing but the text must be told; ``about`` is an edition or the site."""

    topic = Radio(
        _l("What is it about?"), choices=[(each.value, TOPICS[each]) for each in Topic], default=Topic.BARRIER.value
    )
    about = Choice(_l("Event"))
    place = Line(_l("Page or place"), limit=300)
    text = Paragraph(
        _l("Description"), limit=LONGEST, validators=[Required(_l("Describe the barrier, or what you need."))]
    )
    name = Line(_l("Name"), limit=200)
    email = Email(_l("E-mail"), validators=[Optional()])

    def offer(self, meetings: Mapping[int, Localized]) -> None:
        """The editions that can be chosen, and the site."""
        known = [(str(number), title.pick(current_language())[0]) for number, title in meetings.items()]
        self.about.choices = [(SITE, str(WHOLE_SITE)), *known]

    def report(self, language: str) -> Report:
        """What was typed; only of a valid form."""
        event_id = int(self.about.data or SITE)
        return Report(
            event_id=event_id or None,
            topic=Topic(self.topic.data),
            place=self.place.data,
            text=self.text.data,
            name=self.name.data,
            email=self.email.data or "",
            language=language,
        )


class AnswerForm(Form):
    """The answer, as it is sent."""

    answer = Paragraph(_l("Answer"), limit=LONGEST, validators=[Required(_l("Write the answer."))])


WHOLE_SITE = _l("This website as a whole")
