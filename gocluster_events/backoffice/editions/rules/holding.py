"""What still waits to leave when an edition is archived or hidden: what is held back, and what leaves all the same."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many mails and plans wait. Everything but ``others`` is held back when the edition is archived or hidden.

    ``invitations`` are mails to those who are invited, ``reminders`` those that go out by themselves, ``messages``
    mails of messages to lists, ``programme`` letters about a version of the programme; ``planned`` are messages whose
    hour has not come, ``publications`` planned versions of the programme. ``others`` are letters to single people, such
    as a confirmation, or were tried already.
    """

    invitations: int = 0
    reminders: int = 0
    messages: int = 0
    programme: int = 0
    planned: int = 0
    publications: int = 0
    others: int = 0

    @property
    def mails(self) -> int:
        """How many mails are held back."""
        return self.invitations + self.reminders + self.messages + self.programme

    @property
    def is_any_held(self) -> bool:
        """Whether anything is held back."""
        return any(astuple(self)[:-1])
