"""Title and text as somebody on the programme suggests them, and what the team answers."""

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form, Line, Paragraph, Required
from gocluster_events.meeting.agenda.rules.suggestions import Texts
from gocluster_events.meeting.agenda.rules.timetable import LONGEST_ABSTRACT


class TextForm(Form):
    """Title and text of an item. ``digest`` names the programme's text, ``revision`` the suggestion that was read."""

    revision = HiddenField()
    digest = HiddenField()
    title_de = Line(_l("Title, German"), limit=200, validators=[Required()])
    title_en = Line(_l("Title, English"), limit=200)
    abstract_de = Paragraph(_l("Description, German"), limit=LONGEST_ABSTRACT)
    abstract_en = Paragraph(_l("Description, English"), limit=LONGEST_ABSTRACT)

    def texts(self) -> Texts:
        """The texts as typed; only of a valid form."""
        title = Localized(self.title_de.data, self.title_en.data)
        return Texts(title, Localized(self.abstract_de.data, self.abstract_en.data))


def text_form(texts: Texts, digest: str, revision: int, *, is_typed: bool = True) -> TextForm:
    """A form that shows what was typed; before anything was typed, or if not ``is_typed``, it shows ``texts``."""
    parts = {"title": texts.title, "abstract": texts.abstract}
    values = {f"{name}_{lang}": getattr(text, lang) for name, text in parts.items() for lang in ("de", "en")}
    source = {} if is_typed else {"formdata": None}
    return TextForm(data={**values, "digest": digest, "revision": str(revision)}, **source)


class AcceptanceForm(Form):
    """A button that takes the text over, as it was looked at."""

    revision = HiddenField()
    digest = HiddenField()


class DeclineForm(Form):
    """A word with which a suggested text is declined."""

    revision = HiddenField()
    reason = Paragraph(_l("Why not"), limit=500, validators=[Required(_l("Say in a few words why not."))])
