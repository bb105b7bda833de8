"""The letters to people who register, and how they are addressed."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.letters.rules import MEETING, Letter
from gocluster_events.meeting.registration.people.rules.codes import ENDED as HAVE_ENDED, STATES, FormOfAddress, Status

_PERSON = {
    "salutation": "Frau Dr. Tannert",
    "reference": "4K7M-92QX-3",
}
_PLACE = {**_PERSON, "mode": "vor Ort"}
_STREAM = {**_PERSON, "mode": "online"}
_PROVE = "own.prove"
_PROVE_AGAIN = "own.prove_again"
_PERSONAL = "own.personal"
_SUBSTITUTE = "substitution.substitute"
_PROVE_EMAIL = "own.prove_email"
_INVITATION = "sign_up.invitation"
HOLD = Localized(
    "Bis {until} ist Ihr Platz sicher, danach nur, solange Plätze frei sind.",
    "Your place is held until {until}; after that, only as long as places are free.",
)
"""What the letter that asks for a proof says where a place is held."""
CALENDAR_REMOVED = Localized(
    "Der Anhang entfernt die Veranstaltung aus Ihrem Kalender.",
    "The attachment removes the event from your calendar.",
)
RETURN = Localized(
    "Sie haben es sich anders überlegt? Bis {until} können Sie sich auf Ihrer persönlichen Seite wieder anmelden.",
    "Have you changed your mind? You can register again on your personal page until {until}.",
)
NO_RETURN = Localized(
    "Die Anmeldung ist nicht geöffnet. Möchten Sie doch kommen? Dann schreiben Sie uns bitte.",
    "Registration is not open. Would you like to come after all? Then please write to us.",
)
"""What the letter about a cancellation says of the calendar and of coming back, as far as each is true."""
_INVITED = {"salutation": "Frau Dr. Tannert", "code": "4K7M9-2QX3B", "until": "8. April 2027, 12:00 Uhr"}


def _letter(name: str, link: str | None, **samples: str) -> Letter:
    return Letter(name, f"meeting/registration/people/mail/{name}.txt", {**MEETING, **samples}, link)


PROVE_ADDRESS = _letter(
    "prove_address",
    _PROVE,
    until="22. März 2027, 10:00 Uhr",
    hold="Bis 20. März 2027, 11:00 Uhr ist Ihr Platz sicher, danach nur, solange Plätze frei sind.",
)
PROVE_AGAIN = _letter("prove_again", _PROVE_AGAIN, until="22. März 2027, 10:00 Uhr")
PROVE_COLLEAGUE = _letter(
    "prove_colleague",
    _PROVE,
    typist="jemand aus „Musternetzwerk Leichtbau“",
    until="22. März 2027, 10:00 Uhr",
    hold="Bis 20. März 2027, 11:00 Uhr ist Ihr Platz sicher, danach nur, solange Plätze frei sind.",
)
PROVE_COLLEAGUE_AGAIN = _letter(
    "prove_colleague_again",
    _PROVE_AGAIN,
    typist="jemand aus „Musternetzwerk Leichtbau“",
    until="22. März 2027, 10:00 Uhr",
)
_TYPIST = Localized("jemand", "Somebody")
_TYPIST_OF = Localized("jemand aus „{institution}“", "Somebody from “{institution}”")


def of_typist(institution: str, language: str) -> str:
    """What a letter calls whoever filled in the form for somebody else; the institution may have no name."""
    sentence, _language = (_TYPIST_OF if institution else _TYPIST).pick(language)
    return sentence.format(institution=quoted(institution))


_CONFIRMED = Localized("Haben ihre Anmeldung bestätigt:", "Have confirmed their registration:")
_LAPSED = Localized("Nicht bestätigt, der Link gilt nicht mehr:", "Not confirmed, the link has lapsed:")
_MISSING = Localized(
    "Fragen Sie am besten nach: Wer sich schon selbst angemeldet hat, muss nichts tun. "
    "Alle anderen können sich noch anmelden, solange die Anmeldung offen ist.",
    "It is best to ask them: whoever has registered themselves need not do anything. "
    "All others can still register while registration is open.",
)


def of_confirmed(names: Sequence[str], language: str) -> str:
    """What the registrant reads of those who have confirmed; empty where nobody has."""
    return "\n- ".join((_CONFIRMED.pick(language)[0], *names)) if names else ""


def of_lapsed(names: Sequence[str], language: str) -> str:
    """What the registrant reads of those whose link has lapsed, and what can be done; empty where there are none."""
    text = "\n- ".join((_LAPSED.pick(language)[0], *names))
    return f"{text}\n\n{_MISSING.pick(language)[0]}" if names else ""


def without_name(name: str) -> Callable[[str], str]:
    """A function that replaces that person in such a list of names by dots; longer names that contain it stay."""
    return lambda text: "\n".join("- …" if line == f"- {name}" else line for line in text.split("\n"))


COLLEAGUES = Letter(
    "colleagues",
    "meeting/registration/people/mail/colleagues.txt",
    {
        **MEETING,
        **_PERSON,
        "confirmed": of_confirmed(("Jördis Mehnert", "Tarek Lindholm"), "de"),
        "lapsed": of_lapsed(("Mai Lan Petersen",), "de"),
    },
    _PERSONAL,
    leaves_nothing=True,
)
LAPSED = _letter("lapsed", _PROVE, closes="8. April 2027, 12:00 Uhr")
KNOWN = _letter("known", _PERSONAL)
NEW_LINK = _letter("new_link", _PERSONAL)
CONFIRMED_ONSITE = _letter("confirmed_onsite", _PERSONAL, **_PLACE)
CONFIRMED_ONLINE = _letter("confirmed_online", _PERSONAL, **_STREAM)
MOVED_UP_ONSITE = _letter("moved_up_onsite", _PERSONAL, **_PLACE)
MOVED_UP_ONLINE = _letter("moved_up_online", _PERSONAL, **_STREAM)
WAITLISTED = _letter("waitlisted", _PERSONAL, **_PLACE, number="7")
WAITING_MOVED = _letter("waiting_moved", _PERSONAL, **_PLACE, number="2")
RECEIVED = _letter("received", _PERSONAL, **_PLACE)
OFFERED = _letter("offered", _PERSONAL, **_PLACE, until="24. März 2027, 10:00 Uhr")
OFFER_LAPSED = _letter("offer_lapsed", _PERSONAL, **_PERSON)
CHANGED = _letter("changed", _PERSONAL, **_PERSON)
CANCELLED = _letter(
    "cancelled", _PERSONAL, **_PERSON,
    afterwards=f"{CALENDAR_REMOVED.de} {RETURN.de.format(until='8. April 2027, 12:00 Uhr')}",
)  # fmt: skip
SUBSTITUTE_ASKED = _letter(
    "substitute_asked", _SUBSTITUTE, until="22. März 2027, 10:00 Uhr", asker="Miriam Tannert, Musternetzwerk Leichtbau"
)
SUBSTITUTE_DECLINED = _letter("substitute_declined", _PERSONAL, **_PERSON)
SUBSTITUTE_KNOWN = _letter("substitute_known", _PERSONAL)
SUBSTITUTED = _letter("substituted", _PERSONAL, **_PERSON)
DECLINED = _letter(
    "declined", _PERSONAL, **_PERSON, reason="Es gab mehr Anmeldungen als Plätze. Die Plätze haben andere erhalten."
)
IN_REVIEW = _letter("in_review", _PERSONAL, **_PLACE)
DETAILS_CHANGED = _letter("details_changed", _PERSONAL, **_PERSON, fields="Nachname, Institution")
DETAILS_CORRECTED = _letter(
    "details_corrected", _PERSONAL, **_PERSON, fields="Nachname, Institution", reason="Sie haben uns angerufen."
)
PROVE_EMAIL = _letter("prove_email", _PROVE_EMAIL, until="22. März 2027, 10:00 Uhr")
EMAIL_KNOWN = _letter("email_known", _PERSONAL)
EMAIL_ASKED = _letter("email_asked", _PERSONAL, **_PERSON)
EMAIL_PROVEN = _letter("email_proven", _PERSONAL, **_PERSON)
EMAIL_REPLACED = _letter("email_replaced", None, **_PERSON)
MERGED = _letter("merged", _PERSONAL, **_PERSON)
PROGRAMME_CHANGED = _letter(
    "programme_changed", _PERSONAL, salutation=_PERSON["salutation"], note="Frau Dr. Tannert ist erkrankt.",
    changes="- Verschoben: P4 Pitches, 13:20–13:50 statt 13:15–13:45\n- Neu: N1 Beratung, Do., 22. Apr., 12:45–14:00",
)  # fmt: skip
PROGRAMME_PUBLISHED = _letter(
    "programme_published", _PERSONAL, salutation=_PERSON["salutation"], note="Wir freuen uns auf Sie."
)
INVITATION = _letter("invitation", _INVITATION, **_INVITED)
INVITATION_REMINDER = _letter("invitation_reminder", _INVITATION, **_INVITED)
DEADLINE_INVITED = _letter("deadline_invited", _INVITATION, **_INVITED)
DEADLINE_UNPROVEN = _letter("deadline_unproven", _PROVE, until="8. April 2027, 12:00 Uhr")
WEEK_ONSITE = _letter("week_onsite", _PERSONAL, **_PERSON)
WEEK_ONLINE = _letter("week_online", _PERSONAL, **_PERSON)
DAY_ONSITE = _letter("day_onsite", _PERSONAL, **_PERSON)
DAY_ONLINE = _letter("day_online", _PERSONAL, **_PERSON)
ERASED = Letter("erased", "meeting/registration/people/mail/erased.txt", {**MEETING, **_PERSON}, leaves_nothing=True)

LETTERS: tuple[Letter, ...] = tuple(each for each in vars().values() if isinstance(each, Letter))
MOVED_UP = {Mode.ONSITE: MOVED_UP_ONSITE, Mode.ONLINE: MOVED_UP_ONLINE}
_BY_NAME = {letter.name: letter for letter in LETTERS}


def of_state(status: Status, mode: Mode) -> Letter:
    """The letter that tells somebody with this mode of attendance that their registration has this status."""
    return _BY_NAME[STATES[status].letter.format(mode=mode.value)]


STANDING = frozenset(
    letter.name
    for letter in (
        CONFIRMED_ONSITE, CONFIRMED_ONLINE, MOVED_UP_ONSITE, MOVED_UP_ONLINE, WAITLISTED, OFFERED, OFFER_LAPSED,
        CANCELLED, DECLINED, IN_REVIEW, SUBSTITUTED, WAITING_MOVED,
    )
)  # fmt: skip
"""Those that say where somebody stands: each takes the place of one that still waits to be sent."""

PROGRAMME = frozenset({PROGRAMME_CHANGED.name, PROGRAMME_PUBLISHED.name})
"""Those that tell of a new version of the programme."""

ENDED = frozenset(STATES[status].letter for status in HAVE_ENDED)
"""Whoever gets one of these is not written to as somebody who comes."""

WITH_CODE = frozenset({CONFIRMED_ONSITE.name, MOVED_UP_ONSITE.name, DAY_ONSITE.name})
"""Those that show the code for admission."""

TO_LISTS = frozenset({"message"})
"""What the team writes to a list, which a feature above knows."""

REMINDERS = frozenset(
    letter.name for letter in (DEADLINE_INVITED, DEADLINE_UNPROVEN, WEEK_ONSITE, WEEK_ONLINE, DAY_ONSITE, DAY_ONLINE)
)
"""Those that go out by themselves so many days before something."""

MODES = {
    ("de", Mode.ONSITE): "vor Ort",
    ("de", Mode.ONLINE): "online",
    ("en", Mode.ONSITE): "in person",
    ("en", Mode.ONLINE): "online",
}
"""How a letter says in which way somebody takes part."""

_ADDRESS = {
    ("de", FormOfAddress.MS): "Frau",
    ("de", FormOfAddress.MR): "Herr",
    ("en", FormOfAddress.MS): "Ms",
    ("en", FormOfAddress.MR): "Mr",
}


class Addressed(Protocol):
    """Somebody who can be written to."""

    @property
    def form_of_address(self) -> FormOfAddress | None:
        """Ms, Mr or neither."""

    @property
    def title(self) -> str:
        """Dr., or empty."""

    @property
    def last_name(self) -> str:
        """The family name."""

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""


def salutation(person: Addressed, language: str) -> str:
    """Frau Dr. Tannert; without a form of address the full name: Dr. Miriam Tannert.

    English has no form of address before an academic title: Dr. Tannert.
    """
    word = _ADDRESS.get((language, person.form_of_address)) if person.form_of_address else None
    if word is None:
        return person.name
    words = (word if language == "de" or not person.title else "", person.title, person.last_name)
    return " ".join(each for each in words if each)


LONGEST_QUOTE = 80
_JOINT = re.compile(r"(?<=\w)([.:/@。．]+)(?=\w)")


def quoted(typed: str) -> str:
    """Somebody's words for a letter to somebody else: one short line in which no mail program sees a link."""
    line = _JOINT.sub(r"\1 ", " ".join(typed.split()))
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1].rstrip()}…"
