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


def article(source: str) -> Markup:
    """As `markdown`, for a text that is the body of its page: its headings are those below the page's own."""
    tokens = _markdown.parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2" if token.tag in {"h1", "h2"} else "h3"
    return _clean(_markdown.renderer.render(tokens, _markdown.options, {}), _TAGS | {"h2"})


def document(source: str) -> Markup:
    """Markup for a text in which a line break is one, such as an address."""
    return _clean(_document.render(source))


def _clean(html: str, tags: set[str] = _TAGS) -> Markup:
    cleaned = nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})
    return Markup(cleaned)  # noqa: S704 -- nh3 has cleaned it
