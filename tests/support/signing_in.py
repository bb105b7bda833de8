"""Signing in to the team's pages in a browser."""

from datetime import datetime

from flask import current_app
from playwright.sync_api import Page

from gocluster_events.core.db import session
from tests.support import sessions
from tests.support.make import PASSWORD
from tests.support.settings import NOW


def enter(page: Page, address: str, email: str, now: datetime = NOW) -> None:
    """Whoever has that address has signed in before, in the browser of that page, without its three pages."""
    cookie = sessions.cookie(current_app, sessions.by_password(email, now))
    page.context.add_cookies([{"name": "events", "value": cookie, "url": address}])
    session().rollback()  # signing in has read here: what servers write would not be seen by who goes on reading


def sign_in(page: Page, email: str) -> None:
    """Whoever stands before the sign-in page is signed in, and where they wanted to be."""
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Einloggen", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url, wait_until="commit")  # a click does not wait for the answer
