"""What somebody gets from a server at an address, without what is different each time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

from tests.support.html_forms import Form, forms_of
from tests.support.meeting import Meeting, Who
from tests.support.paper import text_of
from tools import crawl_outline

HOST, NAME = "127.0.0.1", "localhost"  # where it listens, and what it is called
SECONDS = 120
NAMED = ("content-type", "location", "cache-control", "content-disposition", "content-security-policy")
BUILD = re.compile(r"/static/[0-9a-z]+/")
SIGNED = re.compile(r' data-(clock-ahead-seconds|token)="[^"]*"')  # by the machine's clock
MADE_AT = re.compile(r"<dcterms:(created|modified)[^>]*>[^<]*")  # the same in a table
TOKEN = re.compile(r'(<input[^>]*name="csrf_token"[^>]*value=")[^"]*')
IN_NAMES = " {}?=&.,-_@+"
LONGEST_NAME = 180


@dataclass(frozen=True)
class Visit:
    """An address to open, and what is sent with the form that is found there, and where to, if anything."""

    address: str
    lang: str
    sends: Mapping[str, str] | None = None
    to: str = ""

    @property
    def name(self) -> str:
        """The name of the file in which the answer is written down."""
        rest = self.address.removeprefix("/{lang}").removeprefix("/").replace("/", "_") or "home"
        if self.sends is not None:
            rest += " + " + (",".join(f"{name}={value}" for name, value in self.sends.items()) or "nothing")
        return f"{self.lang}/{quote(rest, safe=IN_NAMES)[:LONGEST_NAME]}"

    def holds(self, words: Sequence[str], who: Who) -> bool:
        """Whether all the words stand in the role or in the address."""
        return all(word in f"{who.value} {self.address}" for word in words)


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    content: bytes

    @property
    def kind(self) -> str:
        """The type of the content, without its parameters."""
        return self.headers.get_content_type()

    @property
    def is_page(self) -> bool:
        """Whether it is there to be read in a browser, and leads nowhere else."""
        return self.kind == "text/html" and not 300 <= self.status < 400

    @property
    def text(self) -> str:
        """The content, without what is different each time."""
        return SIGNED.sub("", TOKEN.sub(r"\1", BUILD.sub("/static/", self.content.decode("utf-8", "replace"))))

    def as_text(self) -> str:
        """Status, headers, and what a person gets to know of the content."""
        head = [f"status: {self.status}", *(f"{name}: {self.headers[name]}" for name in NAMED if name in self.headers)]
        return "\n".join([*head, *self._body(), ""])

    def _body(self) -> list[str]:
        if self.is_page:
            page = crawl_outline.read(self.text)
            text, tree = crawl_outline.visible(page), crawl_outline.outline(page)
            return [f"title: {crawl_outline.title(page)}", "", "TEXT", *text, "", "OUTLINE", *tree]
        if 300 <= self.status < 400 or not self.content:
            return []
        return ["", *self._lines()]

    def _lines(self) -> list[str]:
        """Of a file what stands in it; of a picture whether it is the same."""
        if self.kind == "application/json":
            return json.dumps(json.loads(self.text), indent=1, ensure_ascii=False).split("\n")
        if self.content.startswith(b"%PDF"):
            return text_of(self.content).split("\n")
        if self.content.startswith(b"PK"):
            return _unpacked(self.content)
        if self.kind.startswith(("text/", "image/svg")) or self.kind.endswith(("xml", "javascript", "json")):
            return self.text.replace("\r\n", "\n").split("\n")
        return [f"{len(self.content)} bytes, {hashlib.sha256(self.content).hexdigest()}"]


@dataclass(frozen=True)
class Browser:
    """Somebody at a server on that port, with the cookie of a session, which stays as it is."""

    port: int
    meeting: Meeting
    cookie: str

    def visit(self, visit: Visit) -> Answer:
        """The page, or what its form answers where it has one."""
        path = self.meeting.address(visit.address, visit.lang)
        page = self.ask("GET", path, self.cookie)
        form = None if visit.sends is None else _form(page)
        if visit.sends is None or form is None:
            return page
        fields = urlencode({**form.fields, **visit.sends}, doseq=True)
        to = self.meeting.address(visit.to, visit.lang) or form.action.partition("#")[0] or path
        return self.ask("POST", to, _session(page) or self.cookie, fields)

    def ask(self, method: str, path: str, cookie: str, fields: str | None = None) -> Answer:
        """What comes back, wherever else it leads."""
        connection = HTTPConnection(HOST, self.port, timeout=SECONDS)
        headers = {"Host": NAME, "Cookie": f"events={cookie}", "Accept-Language": "de", "Connection": "close"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, quote(path, safe="/:?=&%+@,;~!$'()*"), fields, headers)
            response = connection.getresponse()
            return Answer(response.status, response.msg, response.read())
        finally:
            connection.close()


def _unpacked(content: bytes) -> list[str]:
    """The names of all files in it and what stands in them, an element a line."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = {name: MADE_AT.sub("", packed.read(name).decode("utf-8", "replace")) for name in packed.namelist()}
    return [line for name, text in texts.items() for line in (name, *text.replace("><", ">\n<").split("\n"))]


def _form(page: Answer) -> Form | None:
    """The first form of the page itself that is posted, if there is one."""
    inside = page.content.decode("utf-8", "replace").partition("<main")[2]
    return next((each for each in forms_of(inside) if each.method == "post"), None)


def _session(page: Answer) -> str:
    """The cookie that came with the page, if one came."""
    sent = [each.partition(";")[0] for each in page.headers.get_all("set-cookie", [])]
    return next((each.removeprefix("events=") for each in sent if each.startswith("events=")), "")
