"""What is new in the programme as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from gocluster_events.text import for_xml

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One version: its UUID, the page that tells of it, and what it changed as plain text."""

    uuid: str
    title: str
    url: str
    at: datetime
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What all entries share; ``itself`` is the feed's own address."""

    uuid: str
    title: str
    author: str
    language: str
    url: str
    itself: str
    changed_at: datetime


def to_atom(feed: Feed, entries: Sequence[FeedEntry]) -> bytes:
    """The feed, UTF-8, its entries in their order."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    _add(root, "id", f"urn:uuid:{feed.uuid}")
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.changed_at))
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=feed.itself)
    ET.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.url)
    _add(ET.SubElement(root, f"{{{ATOM}}}author"), "name", feed.author)
    for each in entries:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, "id", f"urn:uuid:{each.uuid}")
        _add(entry, "title", each.title)
        _add(entry, "updated", _instant(each.at))
        _add(entry, "published", _instant(each.at))
        ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=each.url)
        _add(entry, "content", each.content)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _instant(at: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = for_xml(text)
