"""Texts in two languages, as a page shows them."""

from flask import g
from markupsafe import Markup, escape

from gocluster_events.core.text import Localized


def localized(value: Localized | None) -> Markup:
    """The text in the reader's language; another one is marked, so that it is read aloud with the right voice.

    Source: WCAG 2.1, 3.1.2.
    """
    if not value:
        return Markup("")
    reader = str(g.get("lang", "de"))
    text, language = value.pick(reader)
    return escape(text) if language == reader else Markup('<span lang="{}">{}</span>').format(language, text)
