"""Names that items and people keep in every version and feed."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("0b4f4a52-3c5e-4d0e-9a8e-6d1f6a0c2b17")


def uuid_from(token: str, event_id: int) -> str:
    """The UUID of what a form with this token makes in this edition: a form that is sent twice makes one thing."""
    return str(uuid5(_NAMESPACE, f"edition:{event_id} {token}"))
