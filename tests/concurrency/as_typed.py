"""The app with an `email_key` that compares addresses as they were typed. It must take one person for several."""

from gocluster_events.core import text
from gocluster_events.factory import create_app
from tests.faults.exchange import everywhere


def as_typed(address: str) -> str:
    """The address, and nothing of what makes two spellings one."""
    return address


everywhere("email_key", text.email_key, as_typed)

app = create_app()
