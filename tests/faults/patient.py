"""Workers that wait for a mail server longer than any machine, however busy, takes for what is done meanwhile."""

from gocluster_events.cli import duties
from gocluster_events.core.smtp import Server, Transport

SECONDS = 600.0


def wait_for_mail_servers() -> None:
    """The worker of this process does not give up a mail server that hangs."""
    duties.transport = _patient  # type: ignore[attr-defined]


def _patient(url: str) -> Transport:
    return Server(url, SECONDS)
