"""The site as `docs/operating.md` sets it up, and whoever looks every moment whether it still answers."""

import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from tests.support import nginx, nursery
from tests.support.databases import Database
from tests.support.live import Mailbox
from tests.support.settings import settings
from tests.support.wire import HERE, NAME, Browser, Site
from tools import servers

PROCESSES = 2
WATCHER = "127.0.0.9"
EVERY_SECONDS = 0.1
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Stage:
    """Where the site is, and where its mails arrive."""

    site: Site
    mailbox: Mailbox
    web: servers.Server


@contextmanager
def standing(database: Database, folder: Path, *, behind: nginx.Setup | None = None, **changes: str) -> Iterator[Stage]:
    """Web server and worker, behind nginx where it is set up; all end with the block."""
    port, mail = servers.free_port(), folder / "mail"
    scheme, hops = ("https", "1") if behind else ("http", "0")
    rates = {"drafts_per_hour": "60", "unproven_per_hour": "300"}  # as the site comes
    variables = {**rates, "base_url": f"{scheme}://{NAME}", "mail_url": f"file:{mail}", "proxy_hops": hops, **changes}
    environ = settings(database_url=database.url, **variables)
    web = servers.web(HERE, port, environ, folder / "web.log", PROCESSES, nursery.start)
    worker = servers.worker(environ, folder / "worker.log", nursery.start)
    with ExitStack() as stack:
        stack.callback(servers.stop, [web, worker])
        servers.await_ready(f"http://{HERE}:{port}", [web, worker])
        upstreams = [f"{HERE}:{port}"]
        site = stack.enter_context(nginx.running(folder / "nginx", upstreams, behind)) if behind else Site(port)
        yield Stage(site, Mailbox(mail), web)


@dataclass
class Watch:
    """How long each look took, and those that brought nothing."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def look(self, browser: Browser, path: str) -> None:
        """Once."""
        begun = time.monotonic()
        try:
            answer = browser.get(path)
        except (OSError, HTTPException) as error:
            self.failures.append(f"{path}: {type(error).__name__}")
            return
        self.seconds.setdefault(path, []).append(time.monotonic() - begun)
        if answer.status != 200:
            self.failures.append(f"{path}: {answer.status}")

    def p95(self, path: str) -> float:
        """Of a hundred looks, ninety-five were faster, in milliseconds."""
        return p95(self.seconds[path]) * 1000


def p95(seconds: Sequence[float]) -> float:
    """Of a hundred, ninety-five were faster."""
    return statistics.quantiles(seconds, n=20)[-1]


@contextmanager
def watched(site: Site, *paths: str, patience: float = PATIENCE_SECONDS) -> Iterator[Watch]:
    """Somebody at an address of their own opens those pages in turn as long as the block lasts, or until one fails."""
    watch, over = Watch(), threading.Event()
    browser = Browser(site, WATCHER, seconds=patience)

    def look() -> None:
        turn = 0
        while not watch.failures and (turn < 2 or not over.is_set()):
            for path in paths:
                watch.look(browser, path)
                over.wait(EVERY_SECONDS)
            turn += 1

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield watch
    finally:
        over.set()
        thread.join()
