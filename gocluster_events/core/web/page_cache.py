"""Pages that are the same for everyone, kept by a process once they are rendered; without them it only takes longer."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from flask import Response, current_app, g, request
from werkzeug.http import quote_etag

from gocluster_events.core import clock, db

Value = TypeVar("Value")
MOST = 64
MOST_BYTES = 16 * 1024 * 1024  # of pages, as they leave; a process has no more
MOST_FACTS, FRESH = 512, timedelta(seconds=1)
COMPRESSION_LEVEL = 6  # the highest one takes twice as long for hardly less
COMPRESSED = frozenset({"text/html", "text/css", "text/calendar", "text/plain", "application/json"})
SMALLEST = 512
PRINTED = (
    "mode", "base_url", "clock", "operator", "easy_language_url", "sign_language_url", "funding", "funding_logo",
)  # fmt: skip
"""The settings that stand in public pages."""
_BESIDE = 1_000  # bytes of a page's key and of what holds it
_ROOT = Path(__file__).parents[3]
_CODE = ("gocluster_events/**/*.py", "gocluster_events/**/*.mo", "gocluster_events/**/*.typ", "templates/**/*")
_printed = attrgetter(*PRINTED)
_ASKING = Lock()


class PageCache(Generic[Value]):
    """The values used last, by key, that together weigh at most ``most``; each weighs 1, or what ``weight`` says."""

    def __init__(self, most: int = MOST, weight: Callable[[Value], int] = lambda _value: 1) -> None:
        self._most, self._weight, self._lock = most, weight, Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._load = 0

    def get(self, key: Hashable) -> Value | None:
        """What was kept under that key."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> Value:
        """The value is kept, and while all weigh too much, the one not asked for longest is dropped."""
        with self._lock:
            if key in self._values:
                self._load -= self._weight(self._values.pop(key))
            self._values[key] = value
            self._load += self._weight(value)
            while self._load > self._most:
                _key, oldest = self._values.popitem(last=False)
                self._load -= self._weight(oldest)
        return value


def page_cache(name: str, most: int = MOST, weight: Callable[[Any], int] = lambda _value: 1) -> PageCache[Any]:
    """The app's page cache of that name, made when it is first asked for."""
    place, stores = f"kept {name}", current_app.extensions
    store: PageCache[Any] = stores.get(place) or stores.setdefault(place, PageCache(most, weight))
    return store


def fresh(name: str, key: Hashable, read: Callable[[], Value]) -> Value:
    """What ``read`` gives for that key: at most `FRESH` old, and never older than what this process has written."""
    known: PageCache[tuple[Value, datetime, int]] = page_cache("facts", MOST_FACTS)
    now, commits = clock.now(), db.commits()
    entry = known.get((name, key))
    if entry is None or entry[2] != commits or not timedelta() <= now - entry[1] < FRESH:
        entry = known.put((name, key), (read(), now, commits))
    return entry[0]


def each_second(name: str, key: Hashable, now: datetime, read: Callable[[], Value]) -> Value:
    """What ``read`` gives for that key: asked at most once a second by a process, whatever is written meanwhile.

    For numbers that many ask for while many change them. While one asks, the others wait for the answer.
    """
    known: PageCache[tuple[Value, datetime]] = page_cache("numbers", MOST_FACTS)
    with _ASKING:
        entry = known.get((name, key))
        if entry is None or not timedelta() <= now - entry[1] < FRESH:
            entry = known.put((name, key), (read(), now))
    return entry[0]


def forget_facts() -> None:
    """What was read within the last second is read anew."""
    for name in ("facts", "numbers"):
        current_app.extensions.pop(f"kept {name}", None)


def digest(*facts: Any) -> str:
    """The facts in a few letters, the same in every process, for keys."""
    return sha256(repr(facts).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class _Body:
    etag: str
    content: bytes
    is_packed: bool


def answer_page(name: str, key: Hashable, make: Callable[[], str], reads: Collection[str] = ()) -> Response:
    """As `answer`, for a page in which its own address stands: with a parameter that it ``reads`` it is made anew, and
    kept by nobody, for of what people type there is no end. Others, such as newsletters add to their links, say
    nothing, and do not stand in the page.
    """
    if any(parameter in reads for parameter in request.args):
        return Response(make(), mimetype="text/html")
    g.reads = reads
    return answer(name, key, make)


def answer(name: str, key: Hashable, make: Callable[[], str | bytes], mimetype: str = "text/html") -> Response:
    """What ``make`` gives for that key: made once, and not even sent to a browser that has it already.

    The key names everything that the bytes depend on, but for the app's release and settings.
    """
    pages: PageCache[_Body] = page_cache("pages", MOST_BYTES, _bytes)
    body = pages.get((name, key))
    etag = body.etag if body else digest(release(), _printed(current_app.config["SETTINGS"]), name, key)
    if request.if_none_match.contains_weak(etag):
        return Response(status=304, headers=_headers(etag), mimetype=mimetype)
    if body is None:
        body = pages.put((name, key), _body(etag, make(), mimetype))
    if not body.is_packed:
        return Response(body.content, headers=_headers(etag), mimetype=mimetype)
    if request.accept_encodings["gzip"] > 0:
        headers = [*_headers(etag), ("Content-Encoding", "gzip")]
        return Response(body.content, headers=headers, mimetype=mimetype)
    return Response(gzip.decompress(body.content), headers=_headers(etag), mimetype=mimetype)


def _body(etag: str, page: str | bytes, mimetype: str) -> _Body:
    plain = page.encode() if isinstance(page, str) else page
    is_packed = mimetype in COMPRESSED and len(plain) >= SMALLEST
    return _Body(etag, gzip.compress(plain, COMPRESSION_LEVEL, mtime=0) if is_packed else plain, is_packed)


def _bytes(body: _Body) -> int:
    return len(body.content) + _BESIDE


def _headers(etag: str) -> list[tuple[str, str]]:
    return [("ETag", quote_etag(etag, weak=True)), ("Cache-Control", "no-cache")]


@cache
def release() -> str:
    """A digest of code, templates, translations and static files: another release makes other pages of one version."""
    every = sha256()
    paths = sorted(path for pattern in _CODE for path in _ROOT.glob(pattern) if path.is_file())
    for path in (*paths, *_ROOT.glob("static/.build")):
        every.update(path.read_bytes())
    return every.hexdigest()[:12]
