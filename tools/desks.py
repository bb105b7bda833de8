"""Two desks at the door as programs, and a network between them and the server that can be cut.

They do what static/js/admission/ does: send at once, keep what gets no answer, and send it again in its order.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Self
from urllib.parse import urlencode
from uuid import uuid4

CUT_AFTER, CUT_SECONDS = 0.35, 1.5  # of the scans; without network
PATIENCE_SECONDS = 4.0
IDLE_SECONDS = 1.0  # the server closes a line that nobody used for two seconds
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Network:
    """A way to the server that can be cut, also between a request and its answer."""

    def __init__(self, port: int) -> None:
        self.behind, self.is_cut, self._open = port, False, set[socket.socket]()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def cut(self) -> None:
        """Nothing gets through, and what is under way is lost."""
        self.is_cut = True
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def restore(self) -> None:
        """Everything gets through again."""
        self.is_cut = False

    def __enter__(self) -> Self:
        """The way is open until the end of the block."""
        return self

    def __exit__(self, *_why: object) -> None:
        """Nothing listens any more, and everything is closed."""
        self.cut()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._listening.join()
        self._door.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
            else:
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self.behind)) as far:
            for each in (near, far):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or the way itself costs 40 ms
            self._open |= {near, far}
            back = threading.Thread(target=self._carry, args=(far, near), daemon=True)
            back.start()
            self._carry(near, far)
            back.join()
            self._open -= {near, far}

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := near.recv(65536):
                far.sendall(data)
        for each in (near, far):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class Desk:
    """A desk that has signed in: ``seconds`` is how long each answer of the server took, ``queue`` what waits."""

    def __init__(self, port: int, slug: str, name: str, email: str, password: str) -> None:
        self.port, self.path, self.name = port, f"/de/manage/{slug}/admission", name
        self.cookie = self.token = ""
        self.queue: list[dict[str, str]] = []
        self.seconds: list[float] = []
        self.answers: list[str] = []
        self.lost = 0
        self._line: HTTPConnection | None = None
        self._used_at = 0.0
        self.token = TOKEN.findall(self._ask("GET", "/de/sign-in")[1])[0]
        self._ask("POST", "/de/sign-in", {"email": email, "password": password, "csrf_token": self.token})
        self.token = TOKEN.findall(self._ask("GET", self.path)[1])[0]

    def scan(self, code: str) -> None:
        """A code is held before the camera; without an answer the intention is kept."""
        sent = {"verb": "admit", "key": str(uuid4()), "code": code, "desk": self.name, "ago": "0"}
        if self.queue or not self._send(sent):
            self.queue.append(sent)

    def replay(self) -> None:
        """Every admission that waits in the queue has been sent and answered."""
        while self.queue:
            if self._send(self.queue[0]):
                self.queue.pop(0)
            else:
                time.sleep(0.05)

    def close(self) -> None:
        """Nothing is open to the server any more."""
        if self._line:
            self._line.close()
        self._line = None

    def floor(self) -> float:
        """How long the server takes to say that it is there."""
        began = time.perf_counter()
        self._ask("GET", "/healthz")
        return time.perf_counter() - began

    def _send(self, sent: dict[str, str]) -> bool:
        began = time.perf_counter()
        try:
            status, body = self._ask("POST", f"{self.path}/passages", {**sent, "csrf_token": self.token})
        except (OSError, HTTPException):
            self.lost += 1
            return False
        self.seconds.append(time.perf_counter() - began)
        if status != 200:
            raise RuntimeError(f"the desk was answered {status}: {body[:200]}")
        self.answers.append(json.loads(body)["verdict"])
        return True

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self.close()
        self._used_at = time.monotonic()
        try:
            self._line = self._line or HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
            headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            self._line.request(method, path, urlencode(fields) if fields else None, headers)
            answer = self._line.getresponse()
            body = answer.read().decode()
        except (OSError, HTTPException):
            self.close()
            raise
        given = answer.getheader("Set-Cookie")
        self.cookie = given.partition(";")[0] if given else self.cookie
        return answer.status, body


def through_the_day(desks: Sequence[Desk], codes: Sequence[Sequence[str]], network: Network) -> None:
    """Each desk has scanned its codes while the network went and came back, and everything has arrived."""

    def stand(desk: Desk, mine: Sequence[str]) -> None:
        for number, code in enumerate(mine):
            if number == int(len(mine) * CUT_AFTER) and desk is desks[0]:
                network.cut()
                threading.Timer(CUT_SECONDS, network.restore).start()
            desk.scan(code)
            if desk.queue:
                time.sleep(0.01)  # people are let in by the list meanwhile
            if desk.queue and not network.is_cut:
                desk.replay()
        desk.replay()

    running = [threading.Thread(target=stand, args=each) for each in zip(desks, codes, strict=True)]
    for each in running:
        each.start()
    for each in running:
        each.join()


def dealt(slug: str, numbers: Sequence[str], scans: int) -> list[list[str]]:
    """Everybody's code for two desks, and some of them once more at either."""
    chance = Random(2027)  # noqa: S311 -- the same scans each time
    codes = [f"{slug}/{number}" for number in numbers]
    codes += chance.choices(codes, k=scans - len(codes))
    chance.shuffle(codes)
    return [codes[0::2], codes[1::2]]
