"""The app with an `email_key` that compares addresses as they were typed. It must take one person for several."""

from gocluster_events import text


def as_typed(address: str) -> str:
    """The address, and nothing of what makes two spellings one."""
    return address


text.email_key = as_typed  # before any feature takes it by its name

from gocluster_events.factory.app import create_app  # noqa: E402 -- after the exchange

app = create_app()
