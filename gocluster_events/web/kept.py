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

Value = TypeVar("Value")
MOST = 64
_ROOT = Path(__file__).parents[2]
_CODE = ("gocluster_events/**/*.py", "gocluster_events/**/*.mo", "gocluster_events/**/*.typ", "templates/**/*")


class Kept(Generic[Value]):
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
        """The value is kept, and if there are too many now, the one that nobody has asked for longest is not."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def kept(name: str, most: int = MOST) -> Kept[Any]:
    """The app's own values of that name."""
    store: Kept[Any] = current_app.extensions.setdefault(f"kept {name}", Kept(most))
    return store


@dataclass(frozen=True, slots=True)
class _Body:
    plain: bytes
    packed: bytes


def answer(
    name: str, key: Hashable, make: Callable[[], str | bytes], mimetype: str = "text/html", most: int = MOST
) -> Response:
    """What ``make`` gives for that key: made once, and not even sent to a browser that has it already.

    The key names everything that the bytes depend on, but for the app's release and settings.
    """
    settings = current_app.config["SETTINGS"]
    world = (release(), settings.mode, settings.base_url, settings.clock)
    etag = sha256(repr((world, name, key)).encode()).hexdigest()[:24]
    if request.if_none_match.contains_weak(etag):
        return _known(Response(status=304, mimetype=mimetype), etag)
    store = kept(name, most)
    found = store.get(key)
    if found is None:
        made = make()
        plain = made.encode() if isinstance(made, str) else made
        found = store.put(key, _Body(plain, gzip.compress(plain, mtime=0) if mimetype.startswith("text/") else b""))
    is_packed = bool(found.packed) and request.accept_encodings["gzip"] > 0
    response = Response(found.packed if is_packed else found.plain, mimetype=mimetype)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return _known(response, etag)


def _known(response: Response, etag: str) -> Response:
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def release() -> str:
    """A digest of code, templates, translations and static files: another release makes other pages of one version."""
    digest = sha256()
    paths = sorted(path for pattern in _CODE for path in _ROOT.glob(pattern) if path.is_file())
    for path in (*paths, *_ROOT.glob("static/.build")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
