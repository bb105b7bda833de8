"""Pages that are the same for everyone, kept by a process once they are rendered; without them it only takes longer."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from flask import Response, current_app, request
from werkzeug.http import quote_etag

Value = TypeVar("Value")
MOST = 64
COMPRESSION_LEVEL = 6  # the highest one takes twice as long for hardly less
_ROOT = Path(__file__).parents[2]
_CODE = ("gocluster_events/**/*.py", "gocluster_events/**/*.mo", "gocluster_events/**/*.typ", "templates/**/*")


class PageCache(Generic[Value]):
    """The values used last, by key; at most ``most`` of them."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        """What was kept under that key."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> Value:
        """The value is kept, and if there are too many now, the one not asked for longest is dropped."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def page_cache(name: str, most: int = MOST) -> PageCache[Any]:
    """The app's page cache of that name, made when it is first asked for."""
    store: PageCache[Any] = current_app.extensions.setdefault(f"kept {name}", PageCache(most))
    return store


@dataclass(frozen=True, slots=True)
class _Body:
    etag: str
    plain: bytes
    packed: bytes


def answer(
    name: str, key: Hashable, make: Callable[[], str | bytes], mimetype: str = "text/html", most: int = MOST
) -> Response:
    """What ``make`` gives for that key: made once, and not even sent to a browser that has it already.

    The key names everything that the bytes depend on, but for the app's release and settings.
    """
    store: PageCache[_Body] = page_cache(name, most)
    body = store.get(key)
    etag = body.etag if body else _etag(name, key)
    if request.if_none_match.contains_weak(etag):
        return Response(status=304, headers=_headers(etag), mimetype=mimetype)
    if body is None:
        made = make()
        plain = made.encode() if isinstance(made, str) else made
        packed = gzip.compress(plain, COMPRESSION_LEVEL, mtime=0) if mimetype.startswith("text/") else b""
        body = store.put(key, _Body(etag, plain, packed))
    if body.packed and request.accept_encodings["gzip"] > 0:
        return Response(body.packed, headers=[*_headers(etag), ("Content-Encoding", "gzip")], mimetype=mimetype)
    return Response(body.plain, headers=_headers(etag), mimetype=mimetype)


def _etag(name: str, key: Hashable) -> str:
    settings = current_app.config["SETTINGS"]
    world = (release(), settings.mode, settings.base_url, settings.clock)
    return sha256(repr((world, name, key)).encode()).hexdigest()[:24]


def _headers(etag: str) -> list[tuple[str, str]]:
    return [("ETag", quote_etag(etag, weak=True)), ("Cache-Control", "no-cache")]


@cache
def release() -> str:
    """A digest of code, templates, translations and static files: another release makes other pages of one version."""
    digest = sha256()
    paths = sorted(path for pattern in _CODE for path in _ROOT.glob(pattern) if path.is_file())
    for path in (*paths, *_ROOT.glob("static/.build")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
