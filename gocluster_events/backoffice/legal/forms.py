"""A legal document as it is edited: each section in both languages."""

from collections.abc import Mapping

from wtforms import BooleanField, HiddenField

from gocluster_events.backoffice.legal.rules import LONGEST, Kind, Texts, sections
from gocluster_events.backoffice.legal.words import LANGUAGES, heading
from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form, Paragraph


class TextForm(Form):
    """``seen`` is the version that was opened; the sections stand in fields such as ``controller_de``.

    ``is_checked`` stands there while sections are older than what is shipped.
    """

    seen = HiddenField()
    is_checked = BooleanField(_l("I have checked these sections"))
    kind: Kind

    def texts(self) -> Texts:
        """The text of each section as typed, in both languages."""
        return {
            each.id: Localized(*(self[f"{each.id}_{language}"].data or "" for language in LANGUAGES))
            for each in sections(self.kind)
        }


def text_form(kind: Kind, texts: Texts, seen: int, *, is_typed: bool = True) -> TextForm:
    """The form of a document, with these texts until something is typed."""
    fields = {
        f"{each.id}_{language}": Paragraph(f"{heading(each, language)}, {LANGUAGES[language]}", limit=LONGEST)
        for each in sections(kind)
        for language in LANGUAGES
    }
    shape = type("TextForm", (TextForm,), {**fields, "kind": kind})
    form: TextForm = shape(data=_data(kind, texts, seen)) if is_typed else shape(None, data=_data(kind, texts, seen))
    return form


def _data(kind: Kind, texts: Texts, seen: int) -> Mapping[str, str]:
    fields = {
        f"{each.id}_{language}": getattr(texts.get(each.id, Localized()), language)
        for each in sections(kind)
        for language in LANGUAGES
    }
    return {**fields, "seen": str(seen)}
