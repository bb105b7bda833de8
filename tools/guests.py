"""People who register, as a browser does it without script: each form is opened, sent, and left by its redirect."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode

from flask import Flask

from tools.stage import SLUG
from tools.steps import Failed

FIELD = '<input[^>]*name="{}"[^>]*value="([^"]*)"'
TOKEN, OUTLOOK = re.compile(FIELD.format("csrf_token")), re.compile(FIELD.format("outlook"))
LINK = re.compile(r"https?://[^/\s]+(/\S*/my/prove/\S+)")
PAGE = {
    "first_name": "Miriam", "last_name": "Tannert", "organisation": "Musternetzwerk", "member": "no",
    "actor_type": "cluster", "state": "SN", "mode": "onsite", "diet": "unsaid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    page: str
    location: str
    cookie: str


Send = Callable[[str, str, Mapping[str, str] | None, str], Answer]


@dataclass(slots=True)
class Guest:
    """Somebody with a browser of their own; ``took`` holds the seconds of each request."""

    send: Send
    email: str
    cookie: str = ""
    took: list[float] = field(default_factory=list)
    pages: int = 0

    def sign_up(self) -> None:
        """The guest fills in and sends all pages, up to "please confirm your e-mail address"."""
        here, page = f"/de/{SLUG}/register", self._get(f"/de/{SLUG}/register")
        here, page = self._post(here, page, {**PAGE, "email": self.email})
        while here.endswith("/check"):  # once more if others have taken the places that the page told of
            here, page = self._post(here, page, {"outlook": OUTLOOK.findall(page)[0]})
        if not here.endswith("/done"):
            raise Failed(f"signing up ended at {here}.")

    def prove(self, text: str) -> None:
        """The guest follows the link in the letter's ``text`` and reaches the personal page."""
        link = LINK.findall(text)[0]
        here, _page = self._post(link, self._get(link), {})
        if here != "/de/my/":
            raise Failed(f"proving ended at {here}.")

    def _get(self, path: str) -> str:
        answer = self._ask("GET", path, None)
        if answer.status != 200:
            raise Failed(f"{path} answered {answer.status}.")
        self.pages += 1
        return answer.page

    def _post(self, path: str, page: str, fields: Mapping[str, str]) -> tuple[str, str]:
        """Sends the form of a page; returns the path at which the guest is afterwards, and its page."""
        answer = self._ask("POST", path, {**fields, "csrf_token": TOKEN.findall(page)[0]})
        if answer.status == 200:
            self.pages += 1
            return path, answer.page
        return answer.location, self._get(answer.location)

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        began = time.perf_counter()
        answer = self.send(method, path, fields, self.cookie)
        self.took.append(time.perf_counter() - began)
        self.cookie = answer.cookie or self.cookie
        return answer


def over_http(port: int) -> Send:
    """Asks the web server, each time over a new connection, as a reverse proxy does."""

    def send(method: str, path: str, fields: Mapping[str, str] | None, cookie: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **({"Cookie": cookie} if cookie else {})}
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        new_cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return Answer(answer.status, page, answer.getheader("Location") or "", new_cookie)

    return send


def in_process(app: Flask) -> Send:
    """Asks the app itself, where its statements can be counted."""
    client = app.test_client(use_cookies=False)

    def send(method: str, path: str, fields: Mapping[str, str] | None, cookie: str) -> Answer:
        headers = {"Cookie": cookie} if cookie else {}
        answer = client.open(path, method=method, data=fields, headers=headers)
        new_cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return Answer(answer.status_code, answer.text, answer.headers.get("Location", ""), new_cookie)

    return send
