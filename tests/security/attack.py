"""A program that is no good guest: it holds slow connections, and sends what no browser sends, from many addresses.

Started with what it is to attack as JSON; when its standard input ends, it says what happened, and ends.
"""

import asyncio
import contextlib
import json
import socket
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.support.wire import NAME
from tools.steps import ROOT

DRIP_SECONDS = 2.0  # less than any patience: only bounds on the whole end it
PAUSE_SECONDS = 1.0
Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]
HEAD = f"HTTP/1.1\r\nHost: {NAME}\r\n"


@dataclass
class Enemy:
    """Where it attacks, and what happened so far: ``counts`` has no connection that was not established."""

    host: str
    port: int
    path: str
    is_tls: bool
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)  # connections now, of each kind
    most: Counter[str] = field(default_factory=Counter)  # the most of them at once

    @asynccontextmanager
    async def talking(self, kind: str, source: str, *, is_open: bool = True) -> AsyncIterator[Talk]:
        """A connection from that address, counted as long as it stands; without a word of TLS if not ``is_open``."""
        talk = await self._talk(source, is_open=is_open)
        self.counts[kind] += 1
        self.held[kind] += 1
        self.most[kind] = max(self.most[kind], self.held[kind])
        try:
            yield talk
        finally:
            self.held[kind] -= 1
            talk[1].close()

    async def _talk(self, source: str, *, is_open: bool) -> Talk:
        plug = socket.socket()
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plug.settimeout(0)
        plug.bind((source, 0))
        try:
            await asyncio.get_running_loop().sock_connect(plug, (self.host, self.port))
        except BaseException:
            plug.close()
            raise
        secure = ssl._create_unverified_context() if self.is_tls and is_open else None  # noqa: S323 -- an enemy trusts anybody
        return await asyncio.open_connection(sock=plug, ssl=secure, server_hostname=NAME if secure else None)


async def drip(talk: Talk, drops: bytes) -> None:
    """Something small every few seconds, until the other side has enough."""
    reader, writer = talk
    while not reader.at_eof():
        writer.write(drops)
        await writer.drain()
        with contextlib.suppress(TimeoutError):
            if await asyncio.wait_for(reader.read(100), DRIP_SECONDS):
                return


async def slow_header(enemy: Enemy, source: str) -> None:
    """A request whose header never ends."""
    async with enemy.talking("slow_header", source) as talk:
        talk[1].write(f"GET {enemy.path} {HEAD}".encode())
        await drip(talk, b"X-Patience: 1\r\n")


async def slow_body(enemy: Enemy, source: str) -> None:
    """A form that arrives letter by letter."""
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n"
    async with enemy.talking("slow_body", source) as talk:
        talk[1].write(f"POST {enemy.path}register {HEAD}{form}".encode())
        await drip(talk, b"a")


async def slow_reader(enemy: Enemy, source: str) -> None:
    """Many pages asked for at once, and read byte by byte."""
    async with enemy.talking("slow_reader", source) as (reader, writer):
        writer.write(f"GET {enemy.path} {HEAD}\r\n".encode() * 20)
        while await reader.read(1):
            await writer.drain()
            await asyncio.sleep(DRIP_SECONDS)


async def silent(enemy: Enemy, source: str) -> None:
    """Somebody rings the bell and says nothing, not even hello."""
    async with enemy.talking("silent", source, is_open=False) as (reader, _writer):
        await reader.read(1)


async def garbage(enemy: Enemy, source: str) -> None:
    """What is no request, or too much of one."""
    dice = Random(f"{enemy.seed}:{source}:{enemy.counts['garbage']}")
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    sent = dice.choice(
        [
            dice.randbytes(2000) + b"\r\n\r\n",
            f"GET {enemy.path} {HEAD}".encode() + b"X-Flood: %s\r\n" % (b"x" * 3000) * 30 + b"\r\n",
            f"GET {enemy.path} {HEAD}".encode() + b"".join(b"X-%d: y\r\n" % each for each in range(500)) + b"\r\n",
            f"GET /{'a' * 20_000} {HEAD}\r\n".encode(),
            f"POST {enemy.path}register {HEAD}{form}Content-Length: 900000000\r\n\r\n".encode() + b"a=" * 30_000,
            f"POST {enemy.path}register {HEAD}{form}Content-Length: 3000000\r\n\r\n".encode() + b"a&" * 1_500_000,
            f"POST {enemy.path}register {HEAD}{form}Content-Length: -1\r\n\r\n".encode(),
            f"POST {enemy.path}register {HEAD}Transfer-Encoding: chunked\r\n\r\nzzzz\r\n".encode(),
            f"GET {enemy.path}%00%ff/../../{'%2e' * 50} {HEAD}\r\n".encode(),
            b"GET / HTTP/1.1\r\nHost: elsewhere.example.org\r\n\r\n",
        ]
    )
    async with enemy.talking("garbage", source) as (reader, writer):
        writer.write(sent)
        with contextlib.suppress(TimeoutError):
            status_line = await asyncio.wait_for(reader.readline(), 10)
            enemy.counts[f"answer {status_line[9:12].decode(errors='replace') or 'none'}"] += 1
    await asyncio.sleep(PAUSE_SECONDS)


KINDS: dict[str, Callable[[Enemy, str], Awaitable[None]]] = {
    each.__name__: each for each in (slow_header, slow_body, slow_reader, silent, garbage)
}


async def again_and_again(enemy: Enemy, kind: str, source: str) -> None:
    """As soon as one connection has ended, the next one begins."""
    while True:
        with contextlib.suppress(OSError, EOFError):  # it may end as it likes: only what stood is counted
            await KINDS[kind](enemy, source)
        await asyncio.sleep(0.05)


async def attack(enemy: Enemy, wanted: dict[str, int], sources: list[str]) -> None:
    """So many connections of each kind, spread over the addresses, until nobody listens any more."""
    kinds = [kind for kind, number in wanted.items() for _ in range(number)]
    tasks = [
        asyncio.create_task(again_and_again(enemy, kind, sources[number % len(sources)]))
        for number, kind in enumerate(kinds)
    ]
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for task in tasks:
        task.cancel()


@dataclass
class Attack:
    """What came of it, once it is over."""

    counts: dict[str, int] = field(default_factory=dict)  # connections of each kind, answers of each status
    most: dict[str, int] = field(default_factory=dict)  # how many connections of each kind stood at once

    @property
    def slow(self) -> dict[str, int]:
        """The same of those that are there to be held."""
        return {kind: number for kind, number in self.most.items() if kind != "garbage"}

    @property
    def crashes(self) -> list[str]:
        """Answers that say that something broke; 503 says that somebody is to come again."""
        return sorted(answer for answer in self.counts if answer.startswith("answer 5") and answer != "answer 503")


@contextmanager
def under_attack(**scenario: Any) -> Iterator[Attack]:
    """The attack goes on as long as the block."""
    command = [sys.executable, "-m", "tests.security.attack", json.dumps(scenario)]
    result, options = Attack(), {"cwd": ROOT, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **options) as enemy:  # type: ignore[call-overload]
        try:
            assert enemy.stdout.readline() == "begins\n"
            yield result
            output, _nothing = enemy.communicate("", 60)
            result.counts, result.most = json.loads(output)
        finally:
            enemy.kill()


def main() -> None:
    """Attack, and tell."""
    arguments = json.loads(sys.argv[1])
    wanted, sources = arguments.pop("wanted"), arguments.pop("sources")
    enemy = Enemy(**arguments)
    say("begins")
    asyncio.run(attack(enemy, wanted, sources))
    say(json.dumps([enemy.counts, enemy.most]))


def say(word: str) -> None:
    """At once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
