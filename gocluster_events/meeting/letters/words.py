"""What is wrong with the wording of a letter or of a message, and how to mend it."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.letters.rules import WordingMistake, WordingRefusal

WORDING_REFUSALS: dict[WordingRefusal, LazyString] = {
    WordingRefusal.UNKNOWN: _l("This e-mail has no placeholder {%(name)s}. If you mean a brace, type it twice."),
    WordingRefusal.UNKNOWN_LIKE: _l("This e-mail has no placeholder {%(name)s}. Do you mean {%(nearest)s}?"),
    WordingRefusal.MISSING: _l(
        "The placeholder {%(name)s} is missing. Without it this e-mail leaves out the main point."
    ),
    WordingRefusal.BRACE: _l("The text contains a single brace %(name)s. If you mean a brace, type it twice."),
    WordingRefusal.EMPTY: _l("Write a text, or restore the default."),
    WordingRefusal.NO_BUTTON: _l("Write a label for the button. Without it nobody can find the link."),
    WordingRefusal.ARCHIVED: _l("This event is archived. Its e-mails stay as they are."),
}


def mistake_sentence(error: WordingMistake) -> str:
    """What is wrong, and how to mend it."""
    return str(WORDING_REFUSALS[error.fault]) % {"name": error.name, "nearest": error.nearest}
