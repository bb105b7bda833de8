"""A program that holds the lock of an edition, and says after how many seconds it learns that its database is gone.

With a second word it does without keepalives: the control.
"""

import sys
import time

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from gocluster_events.core import postgres
from gocluster_events.core.db import transaction
from gocluster_events.factory import create_app
from gocluster_events.meeting.events import queries as events


def main() -> None:
    """Lock, wait for a line, and ask."""
    if sys.argv[2:]:
        postgres._KEEPALIVES.clear()
        postgres._UNANSWERED.clear()
    with create_app().app_context(), transaction() as session:
        events.lock(session, int(sys.argv[1]))
        say("locked")
        sys.stdin.readline()
        begun = time.monotonic()
        try:
            session.execute(sa.text("SELECT 1"))
        except OperationalError:
            say(f"{time.monotonic() - begun:.1f}")
        session.invalidate()


def say(word: str) -> None:
    """Prints the word at once, without buffering."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
