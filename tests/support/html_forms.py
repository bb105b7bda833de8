"""The forms of a page, with the values that a browser would send; and a part of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

BUTTONS = frozenset({"submit", "image", "reset", "button", "file"})
TICKS = frozenset({"checkbox", "radio"})
_REST = r"""((?:\s(?:[^>"']++|"[^"]*+"|'[^']*+')*+)?)>"""
_OF_FORMS = re.compile(
    rf"<!--.*?-->|<(textarea){_REST}(.*?)</textarea>|<(/?form|input|button|/?select|option){_REST}",
    re.DOTALL | re.IGNORECASE,
)
_GIVEN = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")


class Tag(NamedTuple):
    """Where an element of a form begins, or ``/form`` and ``/select`` where one ends; a textarea with its text."""

    name: str
    given: dict[str, str]
    text: str = ""


@dataclass
class Form:
    """One form as the page shows it. A field may have several values; a button counts only when pressed."""

    method: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        """One more value."""
        if name:
            self.fields.setdefault(name, []).append(value)


def tags(html: str) -> Iterator[Tag]:
    """What forms consist of, in the page's order; all else is passed over, for a parser of whole pages takes tests
    longer than the app takes to make them.
    """
    for each in _OF_FORMS.finditer(html):
        area, of_area, text, name, rest = each.groups()
        if area:
            yield Tag("textarea", _given(of_area), unescape(text).removeprefix("\r").removeprefix("\n"))
        elif name:
            yield Tag(name.lower(), _given(rest))


def _given(rest: str) -> dict[str, str]:
    return {name.lower(): unescape(one or other or bare) for name, one, other, bare in _GIVEN.findall(rest)}


def forms_of(html: str) -> list[Form]:
    """Every form, in the page's order."""
    reader = _Reader()
    for tag in tags(html):
        reader.take(tag)
    return reader.forms


class _Reader:
    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.first_option: str | None = None  # what a drop-down sends when nothing is selected
        self.is_multiple = False

    def take(self, tag: Tag) -> None:
        given = tag.given
        if tag.name == "form":
            self.form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self.form)
        elif self.form is not None and tag.name.startswith("/"):
            self.an_end(self.form, tag.name)
        elif self.form is not None and "disabled" not in given:
            self.an_element(self.form, tag)

    def an_end(self, form: Form, name: str) -> None:
        if name == "/form":
            self.form = None
            return
        if self.select not in form.fields and self.first_option is not None and not self.is_multiple:
            form.add(self.select, self.first_option)
        self.select = ""

    def an_element(self, form: Form, tag: Tag) -> None:
        given = tag.given
        match tag.name:
            case "input":
                self.an_input(form, given)
            case "button":
                self.a_button(form, given)
            case "option":
                self.an_option(form, given)
            case "textarea":
                form.add(given.get("name", ""), tag.text)
            case "select":
                self.select, self.first_option, self.is_multiple = given.get("name", ""), None, "multiple" in given

    def an_input(self, form: Form, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in BUTTONS:
            self.a_button(form, given)
        elif kind not in TICKS:
            form.add(given.get("name", ""), given.get("value", ""))
        elif "checked" in given:
            form.add(given.get("name", ""), given.get("value", "on"))

    def a_button(self, form: Form, given: dict[str, str]) -> None:
        if given.get("name"):
            form.buttons[given["name"]] = given.get("value", "")

    def an_option(self, form: Form, given: dict[str, str]) -> None:
        if self.first_option is None:
            self.first_option = given.get("value", "")
        if "selected" in given:
            form.add(self.select, given.get("value", ""))


def part(page: str, begins: str) -> str:
    """The element whose tag begins like that, with all that stands in it."""
    start = page.index(begins)
    name = begins[1:].split(maxsplit=1)[0]
    depth = 0
    for tag in re.finditer(rf"<(/?){name}\b[^>]*>", page[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return unescape(page[start : start + tag.end()])
    raise AssertionError(begins)
