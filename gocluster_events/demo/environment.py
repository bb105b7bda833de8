"""The demo's settings, its clock, who signs in to it, and which of its meetings are not filled in yet."""

import secrets
import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from gocluster_events.core import clock

PASSWORD = "go-cluster-demo-2027"  # noqa: S105 -- printed for everybody, and only of use on a loopback address
ADMIN, ORGANISER, STAFF = "admin@example.org", "organiser@example.org", "staff@example.org"
PUBLIC_HOST = "HOST is {host!r}; the demo's passwords are public, so it listens on a loopback address only."
OPENS_AT = datetime(2027, 3, 20, 10, tzinfo=ZoneInfo("Europe/Berlin"))
GOES_ON = timedelta(hours=12)


def address(host: str, port: int) -> str:
    """Return where a browser finds a server on ``host``, which may be an IPv6 address."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def say_sign_ins(where: TextIO) -> None:
    """Write who may sign in to the demo, and how."""
    for email in (ADMIN, ORGANISER, STAFF):
        print(f"Sign in as {email:<22} password {PASSWORD}", file=where, flush=True)


def settings_of(folder: Path, base_url: str) -> dict[str, str]:
    """Return the demo's settings but for its clock; its key is made once, so that links in its mails go on working."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return {
        "GOCLUSTER_MODE": "demo",
        "GOCLUSTER_DATABASE_URL": f"sqlite:///{folder / 'events.db'}",
        "GOCLUSTER_MAIL_URL": f"file:{folder / 'mail'}",
        "GOCLUSTER_MAIL_FROM": "jahrestagung@example.org",
        "GOCLUSTER_BASE_URL": base_url,
        "GOCLUSTER_OPERATOR": "Geschäftsstelle go-cluster (Demo)",
        "GOCLUSTER_ADMINS_NEED_FACTOR": "no",
        "GOCLUSTER_SECRET_KEYS": key.read_text(encoding="ascii"),
    }


def clock_of(folder: Path) -> str:
    """Return the setting of the clock: that of the start before, or one that begins where the demo was left.

    The one before goes on for half a day after the last change of the database.
    """
    path, database = folder / "clock", folder / "events.db"
    before = path.read_text(encoding="ascii") if path.exists() else ""
    changed = max((file.stat().st_mtime for file in folder.glob("events.db*")), default=0.0)
    if before and database.exists():
        left = datetime.fromtimestamp(changed, UTC)
        if datetime.now(UTC) < left + GOES_ON:
            return before
        begins = left + clock.offset_from(before)
    else:
        begins = OPENS_AT
    path.write_text(f"{begins.isoformat()}@{int(time.time())}", encoding="ascii")
    return path.read_text(encoding="ascii")


def write_unfilled(folder: Path, slugs: Collection[str]) -> None:
    """Write down which meetings are still to come; without any there is no file."""
    path = folder / "unfilled"
    if slugs:
        path.write_text(" ".join(slugs), encoding="ascii")
    else:
        path.unlink(missing_ok=True)


def unfilled(folder: Path) -> frozenset[str]:
    """Return the slugs of the meetings that are still to come, or were when the filling was ended."""
    try:
        return frozenset((folder / "unfilled").read_text(encoding="ascii").split())
    except FileNotFoundError:
        return frozenset()
