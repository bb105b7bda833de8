"""Several machines on one PostgreSQL: each has web servers and a worker, in the full form a folder and a network too.

Where `ip` may make network namespaces, each machine has its own in the full form, with one cable to a common bridge.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aiosmtpd.controller import Controller

from tests.support import nursery
from tests.support.databases import Database
from tests.support.settings import settings
from tests.support.smtp_server import SmtpServer
from tests.support.tree import ROOT
from tests.support.wire import HERE, NAME, Browser, Site
from tools import servers

PROCESSES, THREADS = 2, 4
WORKERS = 4  # connections of a worker: its three loops and the process for long jobs
TREE = ("gocluster_events", "static", "templates")
NETWORK = f"10.213.{os.getpid() % 250}"


@dataclass(frozen=True)
class Place:
    """Where a machine stands: its address, what its programs run under, and its own copy of the software if it has."""

    host: str = HERE
    prefix: Sequence[str] = ()
    tree: Path | None = None

    def start(self, name: str, command: Sequence[str], environ: dict[str, str], log: Path) -> servers.Server:
        """A program of that machine; ``command`` is as in `tools.servers`, for the copy that lies in the checkout."""
        if self.tree is None:
            return nursery.start(name, command, environ, log)
        if "gunicorn" in command:
            command = [*command[:3], "--chdir", str(self.tree), *command[3:]]
        else:
            command = [str(self.tree / "app.py") if word == "app" else word for word in command]
        return servers.start(name, [*self.prefix, *command], environ, log)


@dataclass
class Machine:
    """One that runs."""

    name: str
    place: Place
    site: Site
    web: servers.Server
    worker: servers.Server

    @property
    def address(self) -> str:
        """The machine's host and port, as nginx is told of them."""
        return f"{self.place.host}:{self.site.port}"


@dataclass
class Post(SmtpServer):
    """A mail server that keeps a mail, and says so only a moment later; each machine has a door of its own."""

    pause_seconds: float = 0.02
    host: str = HERE
    doors: dict[str, int] = field(default_factory=dict)  # ports by machine
    under_way: dict[int, str] = field(default_factory=dict)  # who is written to through each, where nothing is said yet
    is_silent: bool = False  # as long as it is, nobody is told that a mail is kept

    def door(self, machine: str) -> str:
        """The setting MAIL_URL for it."""
        return f"smtp://{self.host}:{self.doors[machine]}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Takes every mail."""
        reply = await super().handle_DATA(server, session, envelope)
        door = server.transport.get_extra_info("sockname")[1]
        self.under_way[door] = envelope.rcpt_tos[0]
        await asyncio.sleep(self.pause_seconds)
        while self.is_silent:  # noqa: ASYNC110 -- another thread says when, which an asyncio.Event would not bear
            await asyncio.sleep(self.pause_seconds)
        self.under_way.pop(door, None)
        return reply


@contextmanager
def post(host: str, names: Sequence[str]) -> Iterator[Post]:
    """It takes mails as long as the block, from machines of those names."""
    server = Post(host=host, doors={name: servers.free_port() for name in names})
    with ExitStack() as stack:
        for port in server.doors.values():
            controller = Controller(server, hostname=host, port=port)
            controller.start()
            stack.callback(controller.stop)
        yield server


@contextmanager
def places(folder: Path, names: Sequence[str], *, is_full: bool) -> Iterator[dict[str, Place]]:
    """Where machines of those names stand, and under "here" where everything else is."""
    if not is_full:
        yield {"here": Place(), **{name: Place() for name in names}}
        return
    trees = {name: _copied(folder / name) for name in names}
    if not may_make_networks():
        yield {"here": Place(), **{name: Place(tree=trees[name]) for name in names}}
        return
    with ExitStack() as stack:
        bridge = f"ev{os.getpid()}"
        _ip(stack, f"link add {bridge} type bridge", f"link del {bridge}")
        _ip(stack, f"address add {NETWORK}.1/24 dev {bridge}")
        _ip(stack, f"link set {bridge} up")
        place_by_name = {"here": Place(f"{NETWORK}.1")}
        for number, name in enumerate(names, 11):
            space, cable = f"{bridge}{name}", f"{bridge}{name}"
            _ip(stack, f"netns add {space}", f"netns del {space}")
            undo = f"link del {cable}"  # at once: what the space takes along lasts until the kernel has time
            _ip(stack, f"link add {cable} type veth peer name eth0 netns {space}", undo)
            _ip(stack, f"link set {cable} master {bridge} up")
            for each in (f"address add {NETWORK}.{number}/24 dev eth0", "link set eth0 up", "link set lo up"):
                _ip(stack, f"-n {space} {each}")
            place_by_name[name] = Place(f"{NETWORK}.{number}", ("ip", "netns", "exec", space), trees[name])
        yield place_by_name


def may_make_networks() -> bool:
    """Whether this machine lets the tests make networks of their own."""
    if shutil.which("ip") is None or sys.platform == "win32" or os.geteuid() != 0:
        return False
    name = f"ev{os.getpid()}try"
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True).returncode == 0
    if made:
        subprocess.run(["ip", "netns", "del", name], check=True)
    return made


def _ip(stack: ExitStack, command: str, undo: str = "") -> None:
    subprocess.run(["ip", *command.split()], check=True)
    if undo:
        stack.callback(subprocess.run, ["ip", *undo.split()], check=False)


def _copied(folder: Path) -> Path:
    """A copy of the software, with an `instance` of its own."""
    for each in TREE:
        shutil.copytree(ROOT / each, folder / each)
    for name in ("app.py", "gunicorn.conf.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@dataclass
class Park:
    """All machines, and where their mails go."""

    machines: list[Machine]
    post: Post
    settings: dict[str, str]


@contextmanager
def running(
    database: Database,
    folder: Path,
    *,
    is_full: bool = False,
    changes: Mapping[str, dict[str, str]] = MappingProxyType({}),
    releases: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Park]:
    """Machines "a" and "b" with one release and the same settings, but for what is named; all ends with the block."""
    with ExitStack() as stack:
        place_by_name = stack.enter_context(places(folder, ["a", "b"], is_full=is_full))
        mail = stack.enter_context(post(place_by_name["here"].host, ["a", "b"]))
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GOCLUSTER_")}
        common = {"database_url": database.url, "base_url": f"https://{NAME}", "proxy_hops": "1"}
        common |= {"registrations_per_minute": "100000"}
        common["clock"] = settings()["GOCLUSTER_CLOCK"]  # to the same second
        machines = []
        for name in ("a", "b"):
            own = {**common, "mail_url": mail.door(name), **changes.get(name, {})}
            if name in releases:
                (folder / name / "static" / ".build").write_text(releases[name])
            machine = _started(name, place_by_name[name], {**inherited, **settings(**own)}, folder)
            stack.callback(servers.stop, [machine.web, machine.worker])
            machines.append(machine)
        for each in machines:
            _await_ready(each)
        yield Park(machines, mail, common)


def _started(name: str, place: Place, environ: dict[str, str], folder: Path) -> Machine:
    port = servers.free_port()
    web = servers.web(place.host, port, environ, folder / f"{name}-web.log", PROCESSES, place.start)
    worker = servers.worker(environ, folder / f"{name}-worker.log", place.start)
    return Machine(name, place, Site(port, place.host), web, worker)


def _await_ready(machine: Machine) -> None:
    deadline = time.monotonic() + servers.READY_SECONDS
    while time.monotonic() < deadline:
        servers.refuse_ended([machine.web, machine.worker])
        with suppress(OSError):
            if Browser(machine.site).get("/readyz").status == 200:
                return
        time.sleep(0.05)
    raise AssertionError(machine.web.last_words)
