"""Invitations: their codes, where each stands, and what a code lets somebody do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from random import Random

from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import ENDED, FormOfAddress, Refusal, Status
from gocluster_events.meeting.registration.people.rules.entry import ALPHABET

CODE_LENGTH = 10
UNDO = timedelta(minutes=5)  # how long mails wait, so that sending can be taken back
REMINDER_EVERY = timedelta(days=1)
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})

# Whoever stands there has given the use of their code back; a place that was handed on still has it.
FREES_CODE = ENDED - {Status.SUBSTITUTED}


class Stage(Enum):
    """How far an invitation has come: the last of these stages that applies."""

    NEW = "new"  # no mail yet
    SENT = "sent"
    OPENED = "opened"
    BOUNCED = "bounced"
    DECLINED = "declined"
    REGISTERED = "registered"
    CONFIRMED = "confirmed"


class Mailing(Enum):
    """Which mail goes to many who are invited."""

    INVITATION = "invitation"  # to those who have none yet
    REMINDER = "reminder"  # to those who are silent


class Answer(Enum):
    """What somebody says to an invitation."""

    COME = "come"
    DECLINE = "decline"
    DECIDE_AGAIN = "decide_again"


SILENT = frozenset({Stage.SENT, Stage.OPENED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who is invited, as far as it is known."""

    form_of_address: FormOfAddress | None = None
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    organisation: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an invitation grants: its quota, the language of its mails, its expiry, and whether one address is bound."""

    quota_id: int | None = None
    language: str = "de"
    expires_at: datetime | None = None
    is_locked_to_email: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A code as it stands at this moment; ``uses`` None is no limit, ``email_key`` empty is anybody's."""

    uses: int | None
    used: int
    email_key: str = ""
    expires_at: datetime | None = None


def check_code(grant: Grant | None, email_key: str, now: datetime) -> None:
    """Raises Refused unless whoever has that address may use the code now; an empty address is not looked at."""
    if grant is None:
        raise Refused(Refusal.CODE_UNKNOWN)
    if grant.expires_at is not None and now >= grant.expires_at:
        raise Refused(Refusal.CODE_EXPIRED)
    if email_key and grant.email_key and grant.email_key != email_key:
        raise Refused(Refusal.CODE_LOCKED)
    if grant.uses is not None and grant.used >= grant.uses:
        raise Refused(Refusal.CODE_USED_UP)


def sending_obstacle(status: EventStatus, closes_at: datetime, now: datetime) -> Refusal | None:
    """Why no mail about invitations can leave at ``now``; None: it can."""
    if status is EventStatus.ARCHIVED:
        return Refusal.ARCHIVED
    if status is EventStatus.DRAFT:
        return Refusal.NOT_PUBLIC
    return Refusal.CLOSED if now >= closes_at else None


def new_code(chance: Random) -> str:
    """A new code; ``chance`` is the machine's own randomness, or seeded where it must repeat itself."""
    return "".join(chance.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """The code as it is stored, however somebody copied it from paper."""
    return typed.upper().translate(_MISREAD)


def format_code(code: str) -> str:
    """The code as people read it: 4K7M9-2QX3B."""
    return f"{code[:5]}-{code[5:]}" if len(code) == CODE_LENGTH else code


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationFilter:
    """Which invitations a page or a mailing is about; None and empty do not narrow it."""

    stage: Stage | None = None
    search: str = ""
    quota_id: int | None = None
    import_id: int | None = None
    ids: tuple[int, ...] = ()

    def parameters(self) -> dict[str, str | int | list[int]]:
        """The filter as the query of an address."""
        given = {
            "stage": self.stage.value if self.stage else "",
            "search": self.search,
            "quota": self.quota_id or "",
            "list": self.import_id or "",
            "id": list(self.ids),
        }
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were invited, and what became of them. ``declined`` said that they cannot come."""

    invited: int = 0
    sent: int = 0
    opened: int = 0
    declined: int = 0
    registered: int = 0
    confirmed: int = 0


def total(figures: Iterable[Figures]) -> Figures:
    """All of these together."""
    each = [(f.invited, f.sent, f.opened, f.declined, f.registered, f.confirmed) for f in figures]
    return Figures(*map(sum, zip(*each, strict=True))) if each else Figures()
