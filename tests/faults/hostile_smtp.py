"""A mail server on the loopback address that does what it is told, message by message, however rude."""

import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

REPLIES = {
    **dict.fromkeys((b"EHLO", b"HELO"), b"250 hostile"),
    **dict.fromkeys((b"MAIL", b"RCPT", b"RSET", b"NOOP"), b"250 OK"),
}


@dataclass
class Hostile:
    """``script``: one deed a message, ``take``, a reply such as ``450 Later`` or a deed of `_Talk`."""

    script: list[str] = field(default_factory=list)
    then: Callable[[], str] = lambda: "take"  # what is done when the script is used up
    seen: list[EmailMessage] = field(default_factory=list)  # whole messages that arrived, whatever was answered
    arrived: Counter[str] = field(default_factory=Counter)  # Message-IDs that it took or that were lost to the sender
    taken: set[str] = field(default_factory=set)  # Message-IDs that it said it took
    refused: set[tuple[str, str]] = field(default_factory=set)  # whose mail it refused for good, and with which words
    done: Counter[str] = field(default_factory=Counter)  # how often each deed
    under_way: set[int] = field(default_factory=set)  # deliveries between DATA and its answer
    pause_seconds: float | Callable[[], float] = 0.0
    url: str = ""
    connections: int = 0

    def next_deed(self) -> str:
        """What is done to the message that begins."""
        deed = self.script.pop(0) if self.script else self.then()
        self.done[deed] += 1
        return deed

    def pause(self) -> None:
        """It thinks about a message that has arrived."""
        time.sleep(self.pause_seconds() if callable(self.pause_seconds) else self.pause_seconds)


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: "_Server"

    def handle(self) -> None:
        hostile = self.server.hostile
        hostile.connections += 1
        if hostile.script[:1] == ["hang up at once"]:
            hostile.next_deed()
            return
        deed = "take"
        self.say(b"220 hostile")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"MAIL":
                deed = hostile.next_deed()
            if not self.answer(verb, line, hostile, deed):
                return

    def answer(self, verb: bytes, line: bytes, hostile: Hostile, deed: str) -> bool:
        """Whether the talk goes on after that line."""
        if deed == "hang up at once":
            return False
        if verb == b"MAIL" and deed.startswith("421"):
            self.say(deed.encode())
            return False
        if verb == b"DATA":
            return self.data(hostile, deed)
        if verb == b"RCPT" and deed.startswith("refuse "):
            if deed.startswith("refuse 5"):
                to = line.decode().partition("<")[2].partition(">")[0]
                hostile.refused.add((to, deed.removeprefix("refuse ")))
            self.say(deed.removeprefix("refuse ").encode())
            return True
        self.say(b"221 Bye" if verb == b"QUIT" else REPLIES.get(verb, b"502 Unknown"))
        return verb != b"QUIT"

    def data(self, hostile: Hostile, deed: str) -> bool:
        """Whether the talk goes on after the message."""
        hostile.under_way.add(id(self))
        try:
            self.say(b"354 Go on")
            return self.message(hostile, deed)
        finally:
            hostile.under_way.discard(id(self))

    def message(self, hostile: Hostile, deed: str) -> bool:
        """Whether the talk goes on after what was done with the message."""
        if deed == "drop in the middle of the data":
            self.rfile.readline()
            self.reset()
            return False
        if deed == "stall":
            self.rfile.read()  # until the other side loses patience
            return False
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # who was sending it is gone
            lines.append(line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        hostile.seen.append(message)
        hostile.pause()
        if deed == "drop after the final dot":
            hostile.arrived[message["Message-ID"]] += 1
            self.reset()
            return False
        if deed.startswith("take"):
            hostile.arrived[message["Message-ID"]] += 1
            hostile.taken.add(message["Message-ID"])
        elif deed.startswith("5"):
            hostile.refused.add((str(message["To"]), deed))
        self.say(b"250 OK" if deed.startswith("take") else deed.encode())
        return deed != "take it and hang up"

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def reset(self) -> None:
        """The connection breaks without a word."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.connection.close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    hostile: Hostile

    def handle_error(self, request: object, client_address: object) -> None:
        """A worker that was killed leaves its connection behind; that is the point."""


@contextmanager
def listening(*script: str, pause_seconds: float | Callable[[], float] = 0.0) -> Iterator[Hostile]:
    """The server answers until the block ends."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.hostile = Hostile(list(script), pause_seconds=pause_seconds)
        server.hostile.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.hostile
        finally:
            server.shutdown()
