"""The forms of a page, with the values that a browser would send; and a part of it."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

BUTTONS = frozenset({"submit", "image", "reset", "button", "file"})
TICKS = frozenset({"checkbox", "radio"})


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


def forms_of(html: str) -> list[Form]:
    """Every form, in the page's order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.textarea: str | None = None
        self.select = ""
        self.first_option: str | None = None  # what a drop-down sends when nothing is selected
        self.is_multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self.form)
        elif self.form is not None and "disabled" not in given:
            start = {"input": self.an_input, "button": self.a_button, "option": self.an_option}.get(tag)
            if start:
                start(self.form, given)
            elif tag == "textarea":
                self.textarea = given.get("name", "")
                self.form.add(self.textarea, "")
            elif tag == "select":
                self.select, self.first_option, self.is_multiple = given.get("name", ""), None, "multiple" in given

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.textarea = None
        elif tag == "select" and self.form is not None:
            if self.select not in self.form.fields and self.first_option is not None and not self.is_multiple:
                self.form.add(self.select, self.first_option)
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.textarea:
            values = self.form.fields[self.textarea]
            values[-1] += data if values[-1] else data.removeprefix("\r").removeprefix("\n")

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
