"""Texts as they are searched and quoted: without the signs of Markdown, and put together by language."""

import re
from collections.abc import Iterable

from gocluster_events.core.text import LANGUAGES, Localized

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_BEGIN = re.compile(r"^\s*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+", re.MULTILINE)
_SIGNS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~])")


def plain(source: Localized) -> Localized:
    """A text written in Markdown as one line without its signs."""
    return Localized(**{language: _plain(getattr(source, language)) for language in LANGUAGES})


def _plain(source: str) -> str:
    return " ".join(_SIGNS.sub("", _BEGIN.sub("", _LINK.sub(r"\1", source))).split())


def joined(parts: Iterable[Localized], names: Iterable[str] = ()) -> Localized:
    """The parts one after the other in each language in which one is written, and behind them the names, which are the
    same in every language.
    """
    texts, ending = tuple(parts), tuple(filter(None, names))
    written = {language: tuple(filter(None, (getattr(each, language) for each in texts))) for language in LANGUAGES}
    everywhere = not any(written.values())
    return Localized(
        **{language: " · ".join((*own, *ending)) for language, own in written.items() if own or everywhere}
    )
