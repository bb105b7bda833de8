"""A mail server on the loopback address that does what it is told, message by message, however rude."""

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

REPLIES = {b"EHLO": b"250 hostile", b"HELO": b"250 hostile", b"MAIL": b"250 OK", b"RCPT": b"250 OK", b"RSET": b"250 OK"}


@dataclass
class Hostile:
    """``script``: one deed a message, ``take``, a reply such as ``450 Later`` or a deed of `_Talk`."""

    script: list[str] = field(default_factory=list)  # when it is used up, all are taken
    seen: list[EmailMessage] = field(default_factory=list)  # whole messages that arrived, whatever was answered
    pause_seconds: float = 0.0
    url: str = ""


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: "_Server"

    def handle(self) -> None:
        hostile = self.server.hostile
        deed = hostile.script.pop(0) if hostile.script else "take"
        if deed == "hang up at once":
            return
        self.say(b"220 hostile")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say(b"354 Go on")
                if not self.data(hostile, deed):
                    return
            elif verb == b"RCPT" and deed.startswith("refuse "):
                self.say(deed.removeprefix("refuse ").encode())
            elif verb == b"QUIT":
                self.say(b"221 Bye")
                return
            else:
                self.say(REPLIES.get(verb, b"502 Unknown"))

    def data(self, hostile: Hostile, deed: str) -> bool:
        """Whether the talk goes on after the message."""
        if deed == "drop in the middle of the data":
            self.rfile.readline()
            self.reset()
            return False
        if deed == "stall":
            self.rfile.read()  # until the other side loses patience
            return False
        content = b"".join(iter(self.rfile.readline, b".\r\n"))
        hostile.seen.append(message_from_bytes(content, policy=policy.default))
        time.sleep(hostile.pause_seconds)
        if deed == "drop after the final dot":
            self.reset()
            return False
        self.say(b"250 OK" if deed == "take" else deed.encode())
        return True

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
def listening(*script: str, pause_seconds: float = 0.0) -> Iterator[Hostile]:
    """The server answers until the block ends."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.hostile = Hostile(list(script), pause_seconds=pause_seconds)
        server.hostile.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.hostile
        finally:
            server.shutdown()
