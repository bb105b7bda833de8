"""No style sheet has a rule that no page needs: what it names, a template, Python or a script names too."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from tests.support.tree import ROOT, files, name_of
from tools import css_rules, stylesheet

CSS = ROOT / "static" / "css"
WORD = re.compile(r"[a-zA-Z][\w-]*")
NOTE = {".html": re.compile(r"\{#.*?#\}", re.DOTALL), ".js": re.compile(r"^\s*//.*$", re.MULTILINE)}
# Class names of which the code writes only the beginning; what follows is a number, or the value of an enumeration.
COMPOSED = (
    *("at-", "for-", "day-", "lane-", "lanes-", "rows-"),
    *("badge--", "booking__state--", "chart__label--", "chart__line--", "check--", "check-count--"),
    *("drawn__piece--", "facts--", "field--", "ghost--", "guest__state--", "mark--", "notice--"),
    *("panel__finding--", "panel__state--", "photo--", "piece--", "point__state--", "proposal__answer--"),
    *("report-checks__line--", "screen--", "screen__part--", "slot--", "state--", "task__sign--", "verdict--"),
)
KERN_COMPOSED = {
    "kern-alert--": ("danger", "warning"),
    "kern-btn--": ("primary", "secondary", "tertiary"),
    "kern-form-check__": ("checkbox", "checkbox--error", "radio", "radio--error"),
    "kern-icon--": ("danger", "warning"),
}
NOT_FROM_KERN = {"kern-body"}  # it looks like the text around it


@cache
def code() -> tuple[Path, ...]:
    """What may give an element a class."""
    folders = ("templates/", "gocluster_events/", "static/js/")
    return tuple(path for path in files(".html", ".py", ".js") if name_of(path).startswith(folders))


def texts(path: Path) -> Iterator[str]:
    """The text of a file without what only its readers see; of Python the strings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield NOTE[path.suffix].sub("", text)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def words() -> frozenset[str]:
    return frozenset(chain.from_iterable(WORD.findall(text) for path in code() for text in texts(path)))


def named(sheet: Path) -> set[str]:
    return css_rules.class_names(sheet.read_text(encoding="utf-8"))


def all_named() -> set[str]:
    return {name for sheet in CSS.rglob("*.css") for name in named(sheet)}


def test_every_class_of_a_sheet_occurs_on_a_page():
    unused = {
        f"{name_of(sheet)}: .{name}"
        for sheet in CSS.rglob("*.css")
        for name in named(sheet) - words()
        if not name.startswith(COMPOSED)
    }
    assert sorted(unused) == []


def test_every_beginning_of_a_class_is_composed_somewhere():
    text = "\n".join(path.read_text(encoding="utf-8") for path in code())
    assert [each for each in COMPOSED if not re.search(rf"(?<![\w-]){each}(?:\{{|\$\{{)", text)] == []
    needed = all_named() - words()
    assert [each for each in COMPOSED if not any(name.startswith(each) for name in needed)] == []


def test_of_kern_a_page_loads_the_classes_that_pages_have():
    kern = (ROOT / "node_modules" / "@kern-ux" / "native" / "dist" / "kern.css").read_text(encoding="utf-8")
    composed = {f"{beginning}{end}" for beginning, ends in KERN_COMPOSED.items() for end in ends}
    used = {word for word in words() if word.startswith("kern-")} | composed
    assert {f".{name}" for name in (used & set(css_rules.CLASS.findall(kern))) - NOT_FROM_KERN} == stylesheet.CLASSES
    assert {word for word in words() if word.startswith("kern-") and word.endswith(("--", "__"))} == set(KERN_COMPOSED)


def test_alerts_are_of_the_kinds_that_a_page_loads():
    calls = re.findall(r'\balert\("(\w+)"', "\n".join(path.read_text(encoding="utf-8") for path in code()))
    assert set(calls) <= set(KERN_COMPOSED["kern-alert--"])


def test_what_kern_reads_is_defined_among_the_tokens():
    """What they do not define is written into KERN's rules as a value, so it cannot be set anew elsewhere."""
    own = {path: set(re.findall(r"(--kern-[\w-]+):", path.read_text(encoding="utf-8"))) for path in CSS.rglob("*.css")}
    tokens = own.pop(CSS / "tokens.css")
    assert {name_of(path): names - tokens for path, names in own.items() if names - tokens} == {}
