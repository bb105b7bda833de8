"""A browser without JavaScript that speaks real HTTP, over TLS where the site has it, from an address of its own."""

import ssl
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.support.html_forms import Form, forms_of

NAME = "events.example.org"
HERE = "127.0.0.1"
SECONDS = 30.0
TYPED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Site:
    """Where it listens, under which name, and what proves that it is the one."""

    port: int
    host: str = HERE
    name: str = NAME
    trust: ssl.SSLContext | None = None

    def connect(self, source: str = "", seconds: float = SECONDS) -> HTTPConnection:
        """A new connection, from that address of this machine where one is named."""
        own = (source, 0) if source else None
        if self.trust is None:
            return HTTPConnection(self.host, self.port, timeout=seconds, source_address=own)
        connection = HTTPSConnection(self.name, self.port, timeout=seconds, source_address=own, context=self.trust)
        connect = connection._create_connection  # type: ignore[attr-defined]
        connection._create_connection = lambda at, *rest: connect((self.host, at[1]), *rest)  # type: ignore[attr-defined]
        return connection


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    text: str

    @property
    def way_on(self) -> str:
        """The path to which it leads."""
        at = urlsplit(self.headers.get("Location", ""))
        return f"{at.path}?{at.query}" if at.query else at.path


@dataclass
class Browser:
    """Somebody who opens pages and sends forms; ``headers`` go with every request."""

    site: Site
    source: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    seconds: float = SECONDS

    def get(self, path: str, **headers: str) -> Answer:
        """The page."""
        return self.ask("GET", path, None, **headers)

    def ask(self, method: str, path: str, body: str | bytes | None, kind: str = TYPED, **headers: str) -> Answer:
        """One request over a connection of its own; redirects are not followed."""
        connection = self.site.connect(self.source, self.seconds)
        sent = {"Host": self.site.name, "Connection": "close", **self.headers, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = kind
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers, text)

    def form(self, path: str, action: str | None = None) -> Form:
        """The form that the page wants posted; the one for ``action`` where there are several."""
        answer = self.get(path)
        assert answer.status == 200, f"{path}: {answer.status} {answer.way_on}"
        return form_in(answer, path, action)

    def own_form(self, path: str) -> Form:
        """The one that the page sends to where it stands."""
        return self.form(path, path)

    def send(self, form: Form, button: str = "", /, **typed: str) -> Answer:
        """The answer to the form with ``typed`` in it."""
        fields = {**form.fields, **{name: [value] for name, value in typed.items()}}
        if button:
            fields[button] = [form.buttons[button]]
        return self.ask("POST", form.action, urlencode(fields, doseq=True))

    def upload(self, form: Form, name: str, content: bytes, /, **typed: str) -> Answer:
        """The answer to the form with ``typed`` in it and a file in the field of that name."""
        fields: dict[str, Any] = {**form.fields, **typed, name: FileStorage(BytesIO(content), f"{name}.png")}
        boundary, body = encode_multipart(fields)
        return self.ask("POST", form.action, body, f"multipart/form-data; boundary={boundary}")

    def sign_in(self, email: str, password: str) -> Answer:
        """The answer of the sign-in page."""
        return self.send(self.form("/de/sign-in"), email=email, password=password)


def form_in(answer: Answer, path: str, action: str | None = None) -> Form:
    """The form of a page already answered."""
    posted = [form for form in forms_of(answer.text) if form.method == "post"]
    for form in posted:
        form.action = form.action.partition("#")[0] or path
    matches = [form for form in posted if action in {None, form.action}]
    assert len(matches) == 1, f"{len(matches)} such forms on {path}, which has {[form.action for form in posted]}"
    return matches[0]
