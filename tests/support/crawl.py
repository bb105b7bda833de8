"""What everybody gets at every address of the table of roles, as text to look something up in."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.html_forms import forms_of
from tests.support.meeting import Meeting, Who
from tests.support.paper import text_of
from tests.support.proving import Proof
from tests.support.roles import read, visitors
from tests.support.routes import ROLES
from tests.support.visitor import Visitor

MANAGE = "/{lang}/manage/{edition}"
BUTTONS = (  # behind which something is shown or handed out
    f"{MANAGE}/registration/{{registration}}/needs",
    *(f"{MANAGE}/lists/{name}" for name in ("needs", "gate", "caterer", "press", "participants", "items/{workshop}")),
)


class Look(NamedTuple):
    """Somebody got an answer: what is in it with its headers, in lower case."""

    method: str
    address: str
    who: Who
    text: str


def looks(
    app: Flask, meeting: Meeting, people: Iterable[Who], proof: Proof, always: Iterable[str] = ()
) -> Iterator[Look]:
    """Everybody at every address (in the short form at some, and at those that are ``always`` looked at)."""
    clients = visitors(app, meeting)
    pages = [each.address for each in read(ROLES).home if each.method == "GET"]
    chosen = sorted({*proof.random.sample(pages, proof.size(50, len(pages))), *always})
    for who in people:
        for address in chosen:
            with clients[who].get(meeting.address(address)) as answer:
                yield Look("GET", address, who, _all_of(answer))
        for address in BUTTONS:
            for text in pressed(clients[who], meeting.address(address)):
                yield Look("POST", address, who, text)


def pressed(client: Visitor, path: str) -> list[str]:
    """The answers to the button on that page, once for each kind of file; of somebody who gets no such page, to a POST.

    What a list is taken away for is said.
    """
    token = _token(client.get(path).text)
    kinds = ("xlsx", "pdf", "csv_excel") if token and "/lists/" in path else ("",)
    pages = []
    for kind in kinds:
        with client.post(path, data={"csrf_token": token, "purpose": "Einkauf", "format": kind}) as answer:
            pages.append(_all_of(answer))
    return pages


def _token(page: str) -> str:
    tokens = [form.fields["csrf_token"][0] for form in forms_of(page) if "csrf_token" in form.fields]
    return tokens[0] if tokens else ""


def opened(content: bytes) -> str:
    """All that stands in a page or a file, in lower case."""
    if content.startswith(b"%PDF"):
        return text_of(content).lower()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist()).lower()
    return content.decode("utf-8", "replace").lower()


def _all_of(answer: TestResponse) -> str:
    return f"{answer.headers}{opened(answer.get_data())}".lower()
