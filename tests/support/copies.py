"""Archive copies: made, unpacked, and looked through by a program that knows nothing of how they are made."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from flask import Flask
from lxml import html

from gocluster_events.core import clock
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.archive.exports.copying import Summary


def ignore(_done: int, _total: int) -> None:
    """Whoever does not want to know how far it is."""


def make_copy(
    app: Flask, event: Event, now: datetime | None = None, step: Callable[[int, int], None] = ignore
) -> tuple[bytes, Summary]:  # fmt: skip
    """The copy of the edition, and what is said of it."""
    into = BytesIO()
    summary = app.extensions["archive_copy"](event.id, now or clock.now(), step, into)
    return into.getvalue(), summary


def contents(copy: bytes) -> dict[str, bytes]:
    """The files of the copy by their names in its one folder, in its order."""
    with ZipFile(BytesIO(copy)) as archive:
        assert archive.testzip() is None
        (folder,) = {name.partition("/")[0] for name in archive.namelist()}
        return {name.removeprefix(f"{folder}/"): archive.read(name) for name in archive.namelist()}


def unpacked(copy: bytes, folder: Path) -> Path:
    """The one folder of the copy, unpacked into that folder."""
    with ZipFile(BytesIO(copy)) as archive:
        archive.extractall(folder)
    (whole,) = folder.iterdir()
    return whole


def not_as_listed(files: dict[str, bytes]) -> list[str]:
    """What the list of digests says wrongly, or not at all."""
    lines = files["manifest-sha256.txt"].decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    real = {name: sha256(content).hexdigest() for name, content in files.items() if name != "manifest-sha256.txt"}
    return sorted(name for name in {*listed, *real} if listed.get(name) != real.get(name))


def dead_ends(folder: Path) -> Iterator[str]:
    """Each address of a page that leads neither to a file of the copy, with its anchor, nor to another site."""
    pages = {path: html.parse(str(path), html.HTMLParser(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    anchors = {path: {*page.xpath("//@id")} for path, page in pages.items()}
    for path, page in pages.items():
        for address in _addresses(page):
            parts = urlsplit(address)
            if not parts.scheme:
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                is_here = target.is_file() and target.is_relative_to(folder.resolve()) and not parts.query
                if not is_here or (parts.fragment and parts.fragment not in anchors.get(target, {parts.fragment})):
                    yield f"{path.relative_to(folder)}: {address}"


def _addresses(page: html.HtmlElement) -> Iterator[str]:
    yield from page.xpath("//@href | //@src")
    for choices in page.xpath("//@srcset"):
        yield from (each.split()[0] for each in choices.split(","))


def needing_a_server(files: dict[str, bytes]) -> list[str]:
    """The pages on which something stands that only a living site can do."""
    living = re.compile(rb"<form|<button|<template|data-live|type=\"module\"|rel=\"preload\"")
    return [name for name, content in files.items() if name.endswith(".html") and living.search(content)]
