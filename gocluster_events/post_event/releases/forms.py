"""What somebody answers who is asked for a release, and whom the team reminds."""

from collections.abc import Iterable

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Confirm, MultipleChoice, Radio, Required
from gocluster_events.post_event.releases import rules
from gocluster_events.post_event.releases.words.release import OTHER_SUBJECT

YES, NO = "yes", "no"


class ReleaseForm(Confirm):
    """A yes or a no, to the text of the number ``wording`` and to what was shown in ``revision``."""

    wording = HiddenField()
    revision = HiddenField()
    answer = Radio(
        _l("Your answer"),
        choices=[(YES, _l("Yes, I release it")), (NO, _l("No, I do not release it"))],
        validators=[Required(_l("Choose one of the answers."))],
    )

    @property
    def is_granted(self) -> bool:
        """Whether it is a yes; only of a valid form."""
        return bool(self.answer.data == YES)

    @property
    def is_outdated(self) -> bool:
        """Whether another text than that in force now was answered."""
        return bool(self.wording.data != str(rules.WORDING))


class SeenForm(Confirm):
    """One button of the team about what the page showed, of which ``seen`` is the number or the subject."""

    seen = HiddenField()

    def show_again(self, seen: str) -> None:
        """The page has what is there now, and asks to look at it."""
        self.seen.data = seen
        self.form_errors.append(str(OTHER_SUBJECT))


class PaperForm(SeenForm):
    """What somebody has told the team: a release on paper, or with the answer ``NO`` its withdrawal."""

    answer = HiddenField()

    @property
    def is_withdrawal(self) -> bool:
        """Whether a release that stands is withdrawn."""
        return bool(self.answer.data == NO)


class ReminderForm(Confirm):
    """Who is reminded."""

    people = MultipleChoice(_l("Who is reminded"), validators=[Required(_l("Choose at least one person."))])

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """The people, by UUID and name, that can be chosen."""
        self.people.choices = list(people)
