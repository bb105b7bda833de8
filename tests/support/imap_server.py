"""A real IMAP server with one empty mailbox, and what somebody can do with it by hand."""

import imaplib
import os
import socket
import socketserver
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tools import servers
from tools.servers import free_port

USER, PASSWORD = "bounces", "pä ss:wörd/@1"
READY_SECONDS = 20
# Half a million rounds for each sign-in take longer than all the rest.
PYMAP = """
from pysasl.hashing import BuiltinHash
BuiltinHash.__init__.__kwdefaults__["rounds"] = 1000
from pymap.main import main
main()
"""


@dataclass
class ImapServer:
    """``secure_port`` speaks TLS from the first byte on; the other one offers to begin it where it was started so."""

    port: int
    certificate: Path
    secure_port: int = 0

    def url(self, scheme: str = "imap", password: str = PASSWORD) -> str:
        """The setting BOUNCE_MAILBOX for it."""
        port = self.secure_port if scheme == "imaps" else self.port
        return f"{scheme}://{USER}:{quote(password, safe='')}@127.0.0.1:{port}/INBOX"

    def put(self, *messages: bytes) -> None:
        """The messages lie in the mailbox, unread."""
        with self._signed_in() as mailbox:
            for each in messages:
                mailbox.append("INBOX", "", "", each)

    def last(self) -> int:
        """The number of the message that was put into it last (UIDNEXT, RFC 9051, before it)."""
        with self._signed_in() as mailbox:
            answer = mailbox.status("INBOX", "(UIDNEXT)")[1][0]
        return int(answer.split()[-1].strip(b")")) - 1

    def unread(self) -> int:
        """How many messages nobody has read."""
        with self._signed_in() as mailbox:
            mailbox.select("INBOX", readonly=True)
            return len(mailbox.search(None, "UNSEEN")[1][0].split())

    def empty(self) -> None:
        """Nothing lies in the mailbox."""
        with self._signed_in() as mailbox:
            mailbox.select("INBOX")
            mailbox.store("1:*", "+FLAGS", r"(\Deleted)")
            mailbox.expunge()

    @contextmanager
    def _signed_in(self) -> Iterator[imaplib.IMAP4]:
        mailbox = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        try:
            if "STARTTLS" in mailbox.capabilities:
                mailbox.starttls(ssl.create_default_context(cafile=str(self.certificate)))
            mailbox.authenticate("PLAIN", lambda _challenge: f"\0{USER}\0{PASSWORD}".encode())
            yield mailbox
        finally:
            mailbox.logout()


@contextmanager
def listening(folder: Path, *, encrypted: bool = False) -> Iterator[ImapServer]:
    """The server answers until the block ends; what it needs lies in ``folder``."""
    certificate, key = _certificate(folder)
    server = ImapServer(free_port(), certificate)
    tls = [f"--cert={certificate}", f"--key={key}"] if encrypted else ["--no-tls"]
    command = [sys.executable, "-c", PYMAP, "--host=127.0.0.1", f"--port={server.port}"]
    account = ["dict", f"--demo-user={USER}", f"--demo-password={PASSWORD}"]
    running = servers.start("mailbox", [*command, *tls, *account], os.environ, folder / "imap.log")
    try:
        _await(server.port, running)
        with _wrapped(server.port, certificate, key) as server.secure_port:
            yield server
    finally:
        servers.kill(running)


def _await(port: int, running: servers.Server) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert not running.has_ended, running.last_words
            assert time.monotonic() < deadline, running.last_words
            time.sleep(0.05)
        else:
            return


@contextmanager
def _wrapped(port: int, certificate: Path, key: Path) -> Iterator[int]:
    """A second port of the same server, with TLS around it."""
    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(certificate, key)

    class Through(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            inside = socket.create_connection(("127.0.0.1", port))
            with inside, secure.wrap_socket(self.request, server_side=True) as outside:
                back = threading.Thread(target=_copy, args=(inside, outside), daemon=True)
                back.start()
                _copy(outside, inside)
                back.join(5)

    class Wrapper(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that does not trust the certificate is no error of ours."""

    with Wrapper(("127.0.0.1", 0), Through) as wrapper:
        threading.Thread(target=wrapper.serve_forever, daemon=True).start()
        yield wrapper.server_address[1]
        wrapper.shutdown()


def _copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return  # one of both has hung up


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the loopback address, which trusts itself, and its key."""
    folder.mkdir(parents=True, exist_ok=True)
    private, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(
        issuer_name=name, subject_name=name, public_key=private.public_key(), serial_number=1,
        not_valid_before=now - timedelta(days=1), not_valid_after=now + timedelta(days=1),
    ).add_extension(address, critical=False).sign(private, hashes.SHA256())  # fmt: skip
    certificate, key = folder / "imap.crt", folder / "imap.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, key
