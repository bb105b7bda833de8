"""An app under test that is answered for by other processes: a real web server over HTTP, and a real worker."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask

from tests.support import nursery
from tests.support.settings import around
from tools import servers

HERE = "127.0.0.1"
SECONDS = 120.0  # for one answer, however many share the machine
IN_PATHS = "/:@!$&'()*+,;=~"  # characters that stay as they are
OF_ONE_HOP = frozenset({"connection", "transfer-encoding", "keep-alive"})
ENVIRON = "ENVIRON"
Began = Callable[[str, list[tuple[str, str]]], object]


class Remote:
    """The servers with these settings; the web server starts when it is first asked, so that all is arranged before."""

    def __init__(self, environ: Mapping[str, str], folder: Path) -> None:
        self.environ, self.folder = {**around(), **environ}, folder
        self.started: list[servers.Server] = []

    @cached_property
    def port(self) -> int:
        """Where the web server listens, and nobody else."""
        port_number, log = servers.free_port(), self.folder / "web.log"
        self.started.append(servers.web(HERE, port_number, self.environ, log, 1, nursery.start))
        servers.await_ready(f"http://{HERE}:{port_number}", self.started)
        assert f"http://{HERE}:{port_number}" in self.log, self.log  # or another took the port at the same moment
        return port_number

    @property
    def web(self) -> servers.Server:
        """The web server, which answers."""
        assert self.port
        return self.started[0]

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HERE}:{self.port}"

    @property
    def log(self) -> str:
        """What all of them have written so far."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.log")))

    def __call__(self, environ: dict[str, Any], start_response: Began) -> Iterable[bytes]:
        """A WSGI application that hands on each request as it is."""
        assert environ["wsgi.url_scheme"] == "http"
        connection = HTTPConnection(HERE, self.port, timeout=SECONDS)
        path, query = quote(environ["PATH_INFO"].encode("latin-1"), IN_PATHS), environ["QUERY_STRING"]
        try:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or None
            connection.request(environ["REQUEST_METHOD"], f"{path}?{query}" if query else path, body, _headers(environ))
            answer = connection.getresponse()
            content = answer.read()
        except OSError:
            servers.refuse_ended(self.started)
            raise
        finally:
            connection.close()
        start_response(f"{answer.status} {answer.reason}", _told(answer))
        return [content]

    def work(self) -> None:
        """The worker has done what was due, in a process that has ended since."""
        number = len(list(self.folder.glob("worker-*.log")))
        worker = servers.worker(self.environ, self.folder / f"worker-{number}.log", nursery.start, once=True)
        try:
            code = worker.process.wait(SECONDS)
        finally:
            servers.stop([worker])
        assert code == 0, worker.last_words

    def stop(self) -> None:
        """All servers have ended, and none of them has logged a warning."""
        servers.stop(self.started)
        warned = [line for line in self.log.splitlines() if "Warning:" in line]
        assert warned == []


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    headers = {name[5:].replace("_", "-").title(): value for name, value in environ.items() if name.startswith("HTTP_")}
    kind = {"Content-Type": environ["CONTENT_TYPE"]} if environ.get("CONTENT_TYPE") else {}
    return {**headers, **kind, "Connection": "close"}


def _told(answer: HTTPResponse) -> list[tuple[str, str]]:
    return [(name, value) for name, value in answer.getheaders() if name.lower() not in OF_ONE_HOP]


def is_remote(app: Flask) -> bool:
    """Whether others answer for the app."""
    return isinstance(app.wsgi_app, Remote)


def servers_of(app: Flask) -> Remote:
    """Those that answer for the app of a proof."""
    assert isinstance(app.wsgi_app, Remote)
    return app.wsgi_app


@contextmanager
def remote(app: Flask, folder: Path) -> Iterator[Remote]:
    """Whoever visits the app in this block is answered over HTTP by a web server with its settings."""
    made, here = Remote(app.config[ENVIRON], folder), app.wsgi_app
    app.wsgi_app = made  # type: ignore[method-assign]
    try:
        yield made
    finally:
        app.wsgi_app = here  # type: ignore[method-assign]
        made.stop()
