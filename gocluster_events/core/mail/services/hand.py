"""What one worker has in hand of the outbox: mails that leave together are taken up and ticked off together."""

import logging
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from gocluster_events.core.errors import Busy
from gocluster_events.core.mail.rules.outbox import LEASE
from gocluster_events.core.mail.services import outbox

JOIN_SECONDS = 0.2
MOST_SECONDS = LEASE.total_seconds() / 2
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Hand:
    """Mails that are leased since ``now``: those that have left since the outbox was last told, and those to come."""

    now: datetime
    _begun: float = field(default_factory=time.monotonic)
    _left: list[outbox.Leased] = field(default_factory=list)
    _left_at: float = 0.0  # when the first of them has
    _to_come: deque[outbox.Leased] = field(default_factory=deque)
    _may_be_due: bool = True  # a mail that is not in hand

    def take(self, most: int) -> outbox.Leased | None:
        """The next mail; once none is in hand, up to so many are taken up. None when no other was due, or after
        `MOST_SECONDS`: the lease counts from ``now``, and what leaves after its end leaves twice.
        """
        if time.monotonic() - self._begun > MOST_SECONDS:
            return None
        if self._left and time.monotonic() - self._left_at > JOIN_SECONDS:
            outbox.mark_sent(self._left, self.now)
            self._left.clear()
        if not self._to_come and self._may_be_due:
            self._to_come.extend(outbox.lease(self.now, most))
            self._may_be_due = False
        return self._to_come.popleft() if self._to_come else None

    def has_left(self, mail: outbox.Leased) -> None:
        """The outbox will be told so, together with what leaves within `JOIN_SECONDS`."""
        self._left_at = self._left_at if self._left else time.monotonic()
        self._left.append(mail)

    def lay_down(self) -> None:
        """The outbox knows what has left, and what has not yet is anybody's."""
        self._may_be_due = self._may_be_due or bool(self._to_come)
        outbox.mark_sent(self._left, self.now, self._to_come)
        self._left.clear()
        self._to_come.clear()

    def lay_down_meanwhile(self) -> None:
        """The same while a mail is on its way, which no outage of the database may break off: then later."""
        try:
            self.lay_down()
        except (Busy, SQLAlchemyError) as outage:
            reason = getattr(outage, "orig", None) or outage  # without the statement and what it held
            log.warning("The outbox could not be told yet what has left: %r", reason)
