"""Markdown that organisers write, as HTML that cannot run."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
_document = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})


def markdown(source: str) -> Markup:
    """Paragraphs, emphasis, lists, links and small headings; everything else stays text."""
    return _clean(_markdown.render(source))


def document(source: str) -> Markup:
    """Markup for a text in which a line break is one, such as an address."""
    return _clean(_document.render(source))


def _clean(html: str) -> Markup:
    cleaned = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})
    return Markup(cleaned)  # noqa: S704 -- nh3 has cleaned it
