"""What somebody types about what became of a next step: whoever takes it, and the team."""

from typing import Any

from wtforms import BooleanField, HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Confirm, Form, Paragraph, Radio, Required
from gocluster_events.post_event.cards.rules.outcomes import LONGEST_OUTCOME, Outcome
from gocluster_events.post_event.follow_ups.rules.codes import Showing
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer, FollowUp
from gocluster_events.post_event.follow_ups.words.codes import CHOICES


class AnswerForm(Form):
    """One of five answers, and a few words."""

    outcome = Radio(
        _l("What became of it?"),
        choices=[(each.value, word) for each, word in CHOICES.items()],
        validators=[Required()],
    )
    text = Paragraph(_l("In a few words"), limit=LONGEST_OUTCOME)

    def answer(self, language: str) -> Answer:
        """What was typed; only of a valid form."""
        return Answer(Outcome(self.outcome.data), self.text.data, language)


def answer_form(last: FollowUp | None) -> AnswerForm:
    """The form with what was answered before."""
    before: dict[str, Any] = {}
    if last is not None and last.outcome is not None:
        before = {"outcome": last.outcome.value, "text": last.text}
    return AnswerForm(data=before)


class NoteForm(AnswerForm):
    """The same of the team; ``revision`` notices a colleague's change."""

    revision = HiddenField()


def note_form(last: FollowUp | None, *, is_typed: bool = True) -> NoteForm:
    """The form with what the team wrote down before; what was sent takes its place if ``is_typed``."""
    before = {"outcome": last.outcome.value, "text": last.text} if last and last.outcome else {}
    facts = {**before, "revision": str(last.revision if last else 0)}
    return NoteForm(data=facts) if is_typed else NoteForm(formdata=None, data=facts)


class EndForm(Confirm):
    """Whether what was answered goes, too."""

    forgets = BooleanField(_l("Delete what I have answered, too"))


class SeenForm(Form):
    """A button that acts on what was read at a revision."""

    revision = HiddenField()


class PublicationForm(SeenForm):
    """What of an answer everybody reads."""

    showing = Radio(
        _l("What should everybody read?"),
        choices=[
            (Showing.ALL.value, _l("What became of it, and the text")),
            (Showing.OUTCOME.value, _l("Only what became of it")),
        ],
        validators=[Required()],
    )


def publication_form(last: FollowUp) -> SeenForm:
    """The form for this answer, without a choice where it has no words."""
    facts = {"revision": str(last.revision)}
    return PublicationForm(data=facts) if last.text else SeenForm(data=facts)
