"""What every page must be for everyone, measured in a browser: by the tests and by `dev.py sweep`.

A finding is one line that begins with its rule.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
HEIGHT = 900
MOST_STOPS = 600  # more presses of Tab than any page has stops
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_ON_DEMAND = {"target-size": {"enabled": True}}  # axe leaves it out unless it is asked for
COLOURS = ("color-contrast", "link-in-text-block")  # the rules that depend on the colours
_AXE = Axe()
_SOURCE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_VIOLATIONS = """async (options) => (await axe.run(window.places ?? document, options)).violations.flatMap(
    (each) => each.nodes.map((node) => [each.id, node.html.slice(0, 160)]))"""


def axe(page: Page, without: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong with the whole page at once: a link half under a bar that sticks to the edge is no fault.

    Rules ``without`` which it goes are left out: they take the longest, and another run has asked them. Where parts are
    marked, it looks at them and at what is around them.
    """
    seen = page.viewport_size or {"width": WIDTHS[-1], "height": HEIGHT}
    whole = cast("int", _evaluate(page, "document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": seen["width"], "height": max(seen["height"], whole)})
    rules = {**_ON_DEMAND, **{rule: {"enabled": False} for rule in without}}
    findings = _run(page, {"runOnly": {"type": "tag", "values": _TAGS}, "rules": rules})
    page.set_viewport_size(seen)
    return findings


def contrast(page: Page) -> list[str]:
    """The texts that are hard to read in the colours that the page has now."""
    return _run(page, {"runOnly": {"type": "rule", "values": list(COLOURS)}})


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    if not _evaluate(page, "'axe' in window"):
        page.evaluate(_AXE.axe_script)
    violations = page.evaluate(_VIOLATIONS, {**options, "resultTypes": ["violations"]})
    return [f"{rule}: {html}" for rule, html in cast("list[list[str]]", violations)]


def sideways(page: Page, width: int) -> list[str]:
    """What sticks out when the page is that wide; it stays as wide."""
    _widen(page, width)
    return cast("list[str]", _ask(page, "sideways", width))


def _widen(page: Page, width: int) -> None:
    """The page is that wide; to be told so takes it some time although it was."""
    if page.viewport_size != {"width": width, "height": HEIGHT}:
        page.set_viewport_size({"width": width, "height": HEIGHT})


def structure(page: Page, lang: str) -> list[str]:
    """What is wrong with its language, headings, landmarks and order of focus."""
    return cast("list[str]", _ask(page, "structure", lang))


def glance(page: Page, lang: str, width: int) -> tuple[list[str], set[str]]:
    """What `structure` and `sideways` find, and the `parts`: asked for at once, when the page is that wide."""
    _widen(page, width)
    findings, parts = cast("tuple[list[str], list[str]]", _ask(page, "glance", lang, width))
    return findings, set(parts)


def parts(page: Page) -> set[str]:
    """What axe could find something at, each kind once: how elements are made, and in which colours a text is read.

    A page of nothing but parts that axe has looked at elsewhere has no fault that axe would find, or that fault.
    """
    return set(cast("list[str]", _ask(page, "parts")))


def is_of_colours(part: str) -> bool:
    """Whether no rule but those of ``COLOURS`` could find something at that part."""
    return part.startswith("colours ")


def mark(page: Page, parts: Collection[str]) -> None:
    """From now on axe looks only at where these parts of the page are, and at what is around them."""
    _ask(page, "mark", list(parts))


def tabbed(page: Page) -> list[str]:
    """What goes wrong on the way through the page by Tab: focus that is not to be seen, hidden, or stuck."""
    page.emulate_media(reduced_motion="reduce")
    _ask(page, "prepare")
    findings: list[str] = []
    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = cast("dict[str, Any]", _ask(page, "stop"))
        if here["end"]:
            return findings + cast("list[str]", _ask(page, "missed"))
        findings += here["found"]
    return [*findings, f"focus-order: Tab has not come to an end after {MOST_STOPS} stops"]


def hidden(page: Page) -> list[str]:
    """The element with the focus, if it lies outside the window or something covers it."""
    return cast("list[str]", _ask(page, "hidden"))


def _ask(page: Page, what: str, *given: object) -> Any:
    return _evaluate(page, f"given => ({_SOURCE}).{what}(...given)", list(given))


def _evaluate(page: Page, script: str, given: object = None) -> Any:
    """What the script says of the whole page: a click returns when the next page begins, before it has any content."""
    page.wait_for_load_state()
    return page.evaluate(script, given)
