"""What is new in the programme as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gocluster_events.core.text import for_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One version: its UUID, the page that describes it, and what it changed as plain text.

    ``first_at`` is when it was published first, if that was before.
    """

    uuid: str
    title: str
    url: str
    at: datetime
    content: str
    first_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed as a whole: title, author, language and addresses; ``itself`` is the address of the feed."""

    uuid: str
    title: str
    author: str
    language: str
    url: str
    itself: str
    changed_at: datetime


def to_atom(feed: Feed, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as Atom XML in UTF-8; the entries keep their order."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 -- only who reads the feed waits for it

    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    _add(root, "id", f"urn:uuid:{feed.uuid}")
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.changed_at))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.itself)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    _add(_add(root, "author"), "name", feed.author)
    for each in entries:
        entry = _add(root, "entry")
        _add(entry, "id", f"urn:uuid:{each.uuid}")
        _add(entry, "title", each.title)
        _add(entry, "updated", _instant(each.at))
        _add(entry, "published", _instant(each.first_at or each.at))
        _add(entry, "link", rel="alternate", type="text/html", href=each.url)
        _add(entry, "content", each.content)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _instant(at: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: Element, element: str, text: str = "", /, **attributes: str) -> Element:
    from xml.etree.ElementTree import SubElement  # noqa: PLC0415 -- as above

    child = SubElement(parent, f"{{{ATOM}}}{element}", attributes)
    child.text = for_xml(text)
    return child
