"""What the desk says at the door. In a heading ``{time}`` is when somebody came in; pages and scripts put it there."""

from gocluster_events.attendance.door.rules import DoorRefusal, DoorVerdict, Verdict
from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.core.search import SearchRefusal

HEADINGS: dict[DoorVerdict, LazyString] = {
    Verdict.WELCOME: _l("Welcome to the meeting"),
    Verdict.ALREADY_IN: _l("Already admitted at {time}"),
    Verdict.ONLINE: _l("Registered for online attendance only"),
    Verdict.UNPROVEN: _l("Not confirmed: e-mail address not confirmed"),
    Verdict.UNDER_REVIEW: _l("Not confirmed: under review"),
    Verdict.WAITING: _l("Not confirmed: on the waiting list"),
    Verdict.OFFERED: _l("Not confirmed: offer not accepted yet"),
    Verdict.CANCELLED: _l("Registration cancelled"),
    Verdict.DECLINED: _l("Registration declined"),
    Verdict.SUBSTITUTED: _l("Place passed on to a substitute"),
    Verdict.LAPSED: _l("Registration lapsed"),
    Verdict.TAKEN_BACK: _l("Not admitted: undone"),
    Verdict.USED: _l("Not admitted yet"),
    Verdict.OTHER_EDITION: _l("Registered for another event"),
    Verdict.UNKNOWN: _l("Not found"),
    Verdict.NO_CODE: _l("No code of this event"),
}

_ASK = _l("Please send the person to the organising team.")
HINTS: dict[DoorVerdict, LazyString] = {
    Verdict.WELCOME: _l("Admit the person."),
    Verdict.ALREADY_IN: _l("Nobody is counted twice. Ask for photo ID if somebody else may have come with this code."),
    Verdict.ONLINE: _ASK,
    Verdict.UNPROVEN: _ASK,
    Verdict.UNDER_REVIEW: _ASK,
    Verdict.WAITING: _ASK,
    Verdict.OFFERED: _ASK,
    Verdict.CANCELLED: _ASK,
    Verdict.DECLINED: _ASK,
    Verdict.SUBSTITUTED: _l("Ask for the name of the substitute and search for it."),
    Verdict.LAPSED: _ASK,
    Verdict.TAKEN_BACK: _l("Admit the person again if they may enter after all."),
    Verdict.USED: _l("This page was already sent for somebody else. Admit the person again."),
    Verdict.OTHER_EDITION: _l("The code belongs to another event. Search for the name."),
    Verdict.UNKNOWN: _l("Search for the name, or register the person as a walk-in."),
    Verdict.NO_CODE: _l("Ask for the code from the confirmation, or search for the name."),
}

SUCCESS, WARNING, DANGER = ("success", "tick"), ("warning", "warning"), ("danger", "cross")
"""The colour's name and the sign; neither stands without the words."""

LOOKS: dict[DoorVerdict, tuple[str, str]] = {
    Verdict.WELCOME: SUCCESS,
    Verdict.ALREADY_IN: WARNING,
    Verdict.ONLINE: WARNING,
    Verdict.UNPROVEN: WARNING,
    Verdict.UNDER_REVIEW: WARNING,
    Verdict.WAITING: WARNING,
    Verdict.OFFERED: WARNING,
    Verdict.CANCELLED: DANGER,
    Verdict.DECLINED: DANGER,
    Verdict.SUBSTITUTED: DANGER,
    Verdict.LAPSED: DANGER,
    Verdict.TAKEN_BACK: WARNING,
    Verdict.USED: WARNING,
    Verdict.OTHER_EDITION: DANGER,
    Verdict.UNKNOWN: DANGER,
    Verdict.NO_CODE: DANGER,
}

DOOR_REFUSALS: dict[DoorRefusal, LazyString] = {
    DoorRefusal.NO_PLACE: _l("No place is free for this person. Tick the last box to admit them anyway."),
}

SEARCH_REFUSALS: dict[SearchRefusal, LazyString] = {
    SearchRefusal.TOO_LONG: _l("The search text has more than 100 characters. Please shorten it."),
    SearchRefusal.NOT_TEXT: _l("The search text contains characters that cannot be read. Please type it again."),
}
