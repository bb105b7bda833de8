"""What a person reads on a page, and what a screen reader is told of it, as lines of text that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

SPACE = re.compile(r"\s+")
SILENT = frozenset({"script", "style", "template", "head"})
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "label", "mark", "q", "s", "samp",
     "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip
ROLES = {
    "a": "link", "article": "article", "aside": "complementary", "blockquote": "blockquote", "button": "button",
    "caption": "caption", "dd": "definition", "details": "details", "dialog": "dialog", "dl": "terms", "dt": "term",
    "fieldset": "group", "figcaption": "caption", "figure": "figure", "footer": "contentinfo", "form": "form",
    "h1": "heading 1", "h2": "heading 2", "h3": "heading 3", "h4": "heading 4", "h5": "heading 5", "h6": "heading 6",
    "header": "banner", "hr": "separator", "iframe": "frame", "img": "image", "input": "input", "label": "label",
    "legend": "legend", "li": "item", "main": "main", "meter": "meter", "nav": "navigation", "ol": "list of steps",
    "optgroup": "options", "option": "option", "output": "status", "p": "paragraph", "pre": "preformatted",
    "progress": "progress", "section": "region", "select": "choice", "summary": "summary", "svg": "drawing",
    "table": "table", "td": "cell", "textarea": "text field", "th": "header cell", "time": "time", "tr": "row",
    "ul": "list", "video": "video",
}  # fmt: skip
CONTROLS = frozenset({"input", "select", "textarea", "meter", "progress", "output"})
ATTRIBUTES = (
    *("type", "name", "value", "checked", "selected", "disabled", "required", "readonly", "multiple", "open", "hidden"),
    *("href", "action", "formaction", "method", "src", "alt", "lang", "datetime", "scope", "colspan", "rowspan", "for"),
    *("autocomplete", "inputmode", "min", "max", "step", "minlength", "maxlength", "pattern", "accept", "placeholder"),
    *("tabindex", "target", "rel", "download", "title"),
)
VOLATILE = frozenset({"csrf_token"})  # fields whose value is signed at a moment


def title(page: HtmlElement) -> str:
    """What the tab is called, and the language of the page."""
    return f"{page.get('lang', '-')} · {one_line(page.findtext('.//title') or '')}"


def read(text: str) -> HtmlElement:
    """The page that the text is of."""
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def visible(page: HtmlElement) -> list[str]:
    """The text that is to be seen, block by block."""
    lines = _Lines()
    for body in page.iter("body"):
        _see(body, lines)
    lines.end()
    return lines.lines


def outline(page: HtmlElement) -> list[str]:
    """Roles with their names and states, one a line, the inner ones indented."""
    made = _Outline({each.get("for"): one_line(each.text_content()) for each in page.iter("label")}, page)
    for body in page.iter("body"):
        made.children(body, 0)
    made.lines.end()
    return made.lines.lines


def one_line(text: str) -> str:
    """The text with single spaces, and none at its ends."""
    return SPACE.sub(" ", text).strip()


@dataclass
class _Lines:
    """Lines that are finished, and pieces of text that have yet to become one."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        self.pieces.append(text or "")

    def end(self, before: str = "") -> None:
        """The pieces of text added so far become one line, after ``before``, unless they are blank."""
        text = one_line("".join(self.pieces))
        self.pieces.clear()
        if text:
            self.lines.append(before + text)


def _see(element: HtmlElement, lines: _Lines) -> None:
    is_block = element.tag not in INLINE or element.tag == "br"
    if is_block:
        lines.end()
    lines.add(element.text)
    for child in element:
        if _is_element(child) and child.get("hidden") is None:
            _see(child, lines)
        lines.add(child.tail)
    if is_block:
        lines.end()


def _is_element(child: HtmlElement) -> bool:
    """No comment, and nothing that is never seen."""
    return isinstance(child.tag, str) and child.tag not in SILENT


@dataclass
class _Outline:
    """The outline as far as it is made; ``labels`` by the id of what they are for."""

    labels: dict[str | None, str]
    page: HtmlElement
    lines: _Lines = field(default_factory=_Lines)

    def children(self, element: HtmlElement, depth: int) -> None:
        """The text and the elements inside the element are in the outline."""
        self.lines.add(element.text)
        for child in element:
            if _is_element(child) and child.get("aria-hidden") != "true":
                self.element(child, depth)
            self.lines.add(child.tail)

    def element(self, element: HtmlElement, depth: int) -> None:
        """The element is a line with its own below it, or only what is inside it where it has no role."""
        role = element.get("role") or ROLES.get(str(element.tag))
        if role is None:
            self._without_role(element, depth)
            return
        self.end(depth)
        holds_more = any(_has_role(each) for each in element.iterdescendants())
        name = self.name(element) or ("" if holds_more else one_line(element.text_content()))
        words = [f"- {role}", *([f'"{name}"'] if name else []), *self.states(element)]
        self.lines.lines.append("  " * depth + " ".join(words))
        if holds_more:
            self.children(element, depth + 1)
            self.end(depth + 1)

    def _without_role(self, element: HtmlElement, depth: int) -> None:
        is_block = element.tag not in INLINE
        if is_block:
            self.end(depth)
        self.children(element, depth)
        if is_block:
            self.end(depth)

    def end(self, depth: int) -> None:
        """Text collected between elements becomes a line of its own at that depth."""
        self.lines.end("  " * depth + "- text: ")

    def name(self, element: HtmlElement) -> str:
        """What the element is called, where its contents do not say it."""
        pointed = self.texts(element.get("aria-labelledby", ""))
        given = pointed or element.get("aria-label") or element.get("alt")
        if given is None and element.tag in CONTROLS:
            given = self.labels.get(element.get("id", "-")) or self._around(element)
        return one_line(given or "")

    @staticmethod
    def _around(element: HtmlElement) -> str:
        """The label that the element stands in."""
        return next((each.text_content() for each in element.iterancestors("label")), "")

    def texts(self, ids: str) -> str:
        """The texts of those elements."""
        named = [self.page.get_element_by_id(each, None) for each in ids.split()]
        return " ".join(one_line(each.text_content()) for each in named if each is not None)

    def states(self, element: HtmlElement) -> Iterator[str]:
        """Its attributes that a person notices, in one order."""
        for name in ATTRIBUTES:
            value = element.get(name)
            if value is not None and not (name == "value" and element.get("name") in VOLATILE):
                yield f"[{name}={value}]" if value not in {"", name} else f"[{name}]"
        for name in sorted(str(each) for each in element.attrib if str(each).startswith("aria-")):
            if name == "aria-describedby":
                yield f"[described: {self.texts(element.get(name, ''))}]"
            elif name not in {"aria-label", "aria-labelledby"}:
                yield f"[{name}={element.get(name)}]"


def _has_role(element: HtmlElement) -> bool:
    return _is_element(element) and (element.get("role") is not None or element.tag in ROLES)
