"""Markdown that organisers write, as HTML that cannot run."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})


def markdown(source: str) -> Markup:
    """Paragraphs, emphasis, lists, links and small headings; everything else stays text."""
    html = nh3.clean(
        _markdown.render(source), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"}
    )
    return Markup(html)  # noqa: S704 -- nh3 has cleaned it
