"""The names of what somebody tells, as a letter and the page of what happened say what has changed."""

from collections.abc import Sequence

from gocluster_events.i18n import LazyString, _l, force_locale
from gocluster_events.registration.words.fields import CORE_FIELDS

__all__ = ["CHANGES", "changes_named"]

CHANGES: dict[str, LazyString] = {
    **{core.value: label for core, label in CORE_FIELDS.items()},
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "email": _l("E-mail"),
    "language": _l("Language of your e-mails"),
    "mode": _l("Mode of attendance"),
    "list_public": _l("Name in the public attendee list"),
    "needs": _l("Catering and accessibility"),
    "identity": _l("For the entrance check"),
    "answers": _l("Further questions"),
}


def changes_named(names: Sequence[str], language: str) -> str:
    """The fields of these names as a list in a sentence in that language."""
    with force_locale(language):
        return ", ".join(str(CHANGES.get(name, name)) for name in names)
