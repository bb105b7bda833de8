"""nginx as `docs/operating.md` sets it up: only ports, paths and the certificate are filled in."""

import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.tree import ROOT
from tests.support.wire import HERE, NAME, Site
from tools import servers

PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SERVER = r"server [\d.]+:\d+"
FRAME = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 2;
worker_rlimit_nofile {files};
events {{ worker_connections {connections}; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/other;
    uwsgi_temp_path {folder}/other;
    scgi_temp_path {folder}/other;
    {site}
}}
"""


@dataclass(frozen=True)
class Setup:
    """What the manual says: the file for the site, how it names several machines, and two numbers for nginx itself."""

    site: str
    several: str
    connections: str
    files: str


def manual() -> Setup:
    """The set-up that operators read."""
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    one, several = (block for block in blocks if block.startswith("upstream"))
    site = one + (ROOT / "deployment" / "nginx" / "events.conf").read_text(encoding="utf-8")
    numbers = [re.search(rf"`{name}`[^`]*`(\d+)`", text) for name in ("worker_connections", "worker_rlimit_nofile")]
    assert all(numbers)
    return Setup(site, several, *(match[1] for match in numbers if match))


def needed() -> str:
    """The program, or one sentence on how to get it."""
    if PROGRAM is None:
        pytest.fail("The full form needs nginx; install it, such as with `apt-get install nginx-light`.", pytrace=False)
    return PROGRAM


@contextmanager
def running(folder: Path, upstreams: Sequence[str], setup: Setup | None = None, host: str = HERE) -> Iterator[Site]:
    """nginx passes on to those addresses, until the block ends."""
    program, port, plain = needed(), servers.free_port(), servers.free_port()
    folder.mkdir(parents=True, exist_ok=True)
    setup = setup or manual()
    file = folder / "nginx.conf"
    file.write_text(_filled(setup, folder, upstreams, {"443": f"{host}:{port}", "80": f"{host}:{plain}"}))
    _make_certificate(folder)
    checked = subprocess.run([program, "-t", "-c", file], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    proxy = servers.start("nginx", [program, "-c", str(file)], os.environ, folder / "said.log")
    trust = ssl.create_default_context(cafile=folder / "events.pem")
    site = Site(port, host, trust=trust)
    try:
        _wait_for(site, proxy)
        yield site
    finally:
        servers.stop([proxy])


def _filled(setup: Setup, folder: Path, upstreams: Sequence[str], ports: dict[str, str]) -> str:
    site = setup.site if len(upstreams) == 1 else re.sub(r"^upstream [^}]*}\n", setup.several, setup.site)
    assert len(re.findall(SERVER, site)) == len(upstreams)
    addresses = iter(upstreams)
    site = re.sub(SERVER, lambda _found: f"server {next(addresses)}", site)
    site = re.sub(r"^\s*listen \[::\].*\n", "", site, flags=re.MULTILINE)
    site = re.sub(r"listen (\d+)", lambda listen: f"listen {ports[listen[1]]}", site)
    for path in ("/etc/ssl/private", "/etc/ssl", "/var/log/nginx"):
        site = site.replace(path, str(folder))
    user = "user root;" if sys.platform != "win32" and os.geteuid() == 0 else ""
    numbers = {"connections": setup.connections, "files": setup.files}
    return FRAME.format(user=user, folder=folder, site=site, **numbers)


def _make_certificate(folder: Path) -> None:
    files = ["-keyout", str(folder / "events.key"), "-out", str(folder / "events.pem")]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(["openssl", *kind, *files, *names], check=True, capture_output=True)


def _wait_for(site: Site, proxy: servers.Server) -> None:
    for _ in range(1000):
        servers.refuse_ended([proxy])
        try:
            connection = site.connect(seconds=5)
            connection.request("GET", "/healthz", headers={"Host": site.name})
            assert connection.getresponse().status == 200
        except ConnectionRefusedError:
            time.sleep(0.01)
        else:
            connection.close()
            return
    raise AssertionError(proxy.last_words)
