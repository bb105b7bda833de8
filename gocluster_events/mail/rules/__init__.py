"""When a mail is tried again, when it is given up, and what is to be sent."""

from gocluster_events.mail.rules.states import (
    LEASE,
    MOST_ATTEMPTS,
    Outgoing,
    State,
    message_token,
    next_attempt,
    state_after,
)

__all__ = ["LEASE", "MOST_ATTEMPTS", "Outgoing", "State", "message_token", "next_attempt", "state_after"]
