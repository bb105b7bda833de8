"""Somebody who has no mouse: only keys are pressed, and wherever Tab leads, the focus is to be seen."""

from playwright.sync_api import Page

from tools import page_checks

MOST_STOPS = 120  # more presses of Tab than a page of a journey has stops
_NAME = """() => {
    const it = document.activeElement;
    return (it.getAttribute("aria-label") ?? (it.labels?.[0] ?? it).innerText ?? "").trim();
}"""


def focused(page: Page) -> str:
    """What a person would call the element with the focus: its label, or its text."""
    name: str = page.evaluate(_NAME)
    return name


def tab_to(page: Page, name: str) -> None:
    """The focus is on the field, link or button whose name begins so; only Tab was pressed."""
    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page_checks.hidden(page) == [], (page.url, page_checks.hidden(page), focused(page))
        if focused(page).startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name!r}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    """The button was reached and used; a box is ticked with ``Space``."""
    tab_to(page, name)
    page.keyboard.press(key)


def follow(page: Page, name: str) -> None:
    """The link or button was reached and has led to another page."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, name: str, text: str) -> None:
    """The field was reached, and holds the text in place of what it held."""
    tab_to(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
