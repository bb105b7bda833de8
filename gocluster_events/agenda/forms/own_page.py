"""What somebody on the programme answers, and how the link to their page is sent."""

from wtforms import BooleanField

from gocluster_events.agenda.rules.codes import PersonStatus
from gocluster_events.i18n import _l
from gocluster_events.web.fields import Action, Choice, Filled, Radio

_ANSWERS = ((PersonStatus.AGREED.value, _l("I take part")), (PersonStatus.DECLINED.value, _l("I cannot take part")))


class AnswerForm(Action):
    """Whether they take part."""

    answer = Radio(_l("Your answer"), choices=_ANSWERS, validators=[Filled(_l("Choose one of the answers."))])

    @property
    def status(self) -> PersonStatus:
        """The answer; only of a valid form."""
        return PersonStatus(self.answer.data)


class LinkForm(Action):
    """The language of the letter, and whether older links die."""

    language = Choice(_l("Language of the e-mail"), choices=[("de", _l("German")), ("en", _l("English"))])
    is_new = BooleanField(_l("Links that were sent before stop working"))
