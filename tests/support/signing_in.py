"""Signing in to the team's pages in a browser."""

from playwright.sync_api import Page

from tests.support.make import PASSWORD


def sign_in(page: Page, email: str) -> None:
    """Whoever stands before the sign-in page is signed in, and where they wanted to be."""
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Einloggen", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url, wait_until="commit")  # a click does not wait for the answer
