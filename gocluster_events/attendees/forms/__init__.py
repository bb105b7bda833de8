"""What somebody types before a list leaves the house, and before something is decided about the people in it."""

from collections.abc import Collection
from typing import Any

from wtforms import HiddenField
from wtforms.validators import StopValidation

from gocluster_events.attendees.rules.selection import read_ids, write_ids
from gocluster_events.attendees.rules.table import PURPOSE_LIMIT
from gocluster_events.i18n import _l
from gocluster_events.registration.rules.reasons import LONGEST_REASON, TEXTS, Reason
from gocluster_events.registration.words import REASONS
from gocluster_events.text import Localized
from gocluster_events.web.fields import Filled, Form, Line, Paragraph, Radio


class DownloadForm(Form):
    """The purpose. It is sent by GET, so that the address of a download says everything."""

    class Meta(Form.Meta):
        """Nothing here needs a token: whoever follows a foreign link gets a file, the other site gets nothing."""

        csrf = False

    purpose = Line(
        _l("Purpose of the download"),
        limit=PURPOSE_LIMIT,
        validators=[Filled(_l("State what the list is for, for example: name badges."))],
    )


class DecisionForm(Form):
    """Whom it is decided about, as the page listed them."""

    ids = HiddenField()

    def chosen(self) -> tuple[int, ...]:
        """The registrations that the page listed."""
        return read_ids([self.ids.data or ""])

    def show(self, ids: Collection[int], languages: Collection[str]) -> None:
        """The form is about these people, who read these languages; what was sent stays."""
        if not self.is_submitted() or not self.ids.data:
            self.ids.data = write_ids(ids)

    def text(self) -> Localized:
        """The reason that the letters give."""
        return Localized()


class _Read:
    """The text must be there if one of the people reads that language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data and (self.language in form.languages or not form.text()):
            raise StopValidation(str(NO_REASON))


class DeclineForm(DecisionForm):
    """The same with the reason, which begins as one of ours and can be changed."""

    languages: Collection[str] = ()
    reason = Radio(_l("Reason"), choices=[(each.value, REASONS[each]) for each in Reason], default=Reason.FULL.value)
    text_de = Paragraph(_l("Text in German"), limit=LONGEST_REASON, validators=[_Read("de")])
    text_en = Paragraph(_l("Text in English"), limit=LONGEST_REASON, validators=[_Read("en")])

    def show(self, ids: Collection[int], languages: Collection[str]) -> None:
        """The form is about these people, and begins with the first reason when nothing was typed yet."""
        super().show(ids, languages)
        self.languages = languages
        if not self.is_submitted():
            self.put_in()

    def put_in(self) -> None:
        """Both texts are those of the chosen reason."""
        chosen = next((each for each in Reason if each.value == self.reason.data), Reason.OWN)
        self.text_de.data, self.text_en.data = TEXTS[chosen].de, TEXTS[chosen].en

    def text(self) -> Localized:
        """Both texts as they were typed."""
        return Localized(self.text_de.data or "", self.text_en.data or "")


NO_REASON = _l("Write a reason: the letters of decline give it.")
