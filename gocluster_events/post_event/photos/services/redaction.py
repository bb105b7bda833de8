"""A name that was removed from the programme goes out of what is said of photos, too."""

from sqlalchemy.orm import Session

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.redaction import without
from gocluster_events.post_event.photos.queries import photos as queries

_LONGEST = {"credit": 120, "licence": 200, "basis": 1000}  # characters, as in their columns


def take_name_out(session: Session, event_id: int, _person: str, names: tuple[str, ...]) -> None:
    """No caption, alt text, credit, licence or note of the edition's photos has one of the names.

    Joins the transaction.
    """
    for row in queries.photos(session, event_id):
        texts = {name: without(getattr(row, name), names) for name in ("alt", "caption")}
        lines = {name: without(Localized(getattr(row, name)), names).de[:most] for name, most in _LONGEST.items()}
        changed = {name: value for name, value in {**texts, **lines}.items() if value != getattr(row, name)}
        for name, value in changed.items():
            setattr(row, name, value)
        row.revision += bool(changed)  # a form read before does not bring it back
