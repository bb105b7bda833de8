"""What the software promises: one line a promise, which `docs/promises/README.md` shows with its proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.steps import Failed


@dataclass(frozen=True)
class Promise:
    """One line: its number, the word by which `dev.py prove` calls it, and what it says."""

    number: str
    name: str
    says: str


PROMISES = (
    Promise("P1", "seats", "No seat is given twice and none is lost."),
    Promise("P2", "kill", "A registration that was confirmed to somebody survives the death of every process."),
    Promise("P3", "disk", "A full or read-only disk is a readable page, never a success that is not stored."),
    Promise("P4", "busy", "A busy or restarting database is waited for; beyond a bounded wait, it is a readable page."),
    Promise("P5", "intention", "One intention is one registration, however often and in whatever spelling it is sent."),
    Promise("P6", "mail", "Mail is sent at least once and never silently dropped."),
    Promise("P7", "scanners", "Mail scanners that open links change nothing."),
    Promise("P8", "links", "A leaked personal link can be revoked, and stands nowhere it should not."),
    Promise("P9", "roles", "Roles hold on every address and every method."),
    Promise("P10", "needs", "Diet and access needs are seen only where their purpose needs it."),
    Promise("P11", "scripts", "Typed text never runs."),
    Promise("P12", "exports", "An export neither executes nor alters data."),
    Promise("P13", "letters", "Our mail cannot be turned against anyone."),
    Promise("P14", "calendars", "A calendar file holds only our items."),
    Promise("P15", "uploads", "Uploads are inert."),
    Promise("P16", "editors", "Nobody silently overwrites a colleague."),
    Promise("P17", "summertime", "Times are right on the days when clocks change."),
    Promise("P18", "gone", "What expired or was erased is gone."),
    Promise("P19", "backup", "A backup restores."),
    Promise("P20", "upgrades", "Upgrades lose nothing."),
    Promise("P21", "abuse", "It stays up under abuse, and a ministry behind one address is not locked out."),
    Promise("P22", "everyone", "Everyone can use it."),
    Promise("P23", "scale", "Several machines on one PostgreSQL are one site."),
    Promise("P24", "hoarding", "Nobody hoards places: whoever proves an address within the hour has one."),
    Promise("P25", "networks", "A network is one, everywhere a rate counts."),
    Promise("P26", "clocks", "A wrong clock erases nothing."),
    Promise("P27", "figures", "Figures outlive the people whom they count."),
    Promise("P28", "consents", "Nobody consents for another."),
    Promise("P29", "patience", "One mail, one file and one slow server hold nothing up."),
    Promise("P30", "bookings", "What is booked changes no byte of the programme, which everybody keeps."),
    Promise("P31", "own-day", "One's own day is right without network, unreadable on the device, and gone after it."),
    Promise("P32", "wishes", "Wishes are granted as fairly as places allow, and every reason given is true."),
    Promise("P33", "releases", "Nothing is shown without the release of everybody whose it is."),
    Promise("P34", "withdrawn", "What is withdrawn is gone everywhere at once."),
    Promise("P35", "archive", "An archive copy needs nobody: it opens from a folder, without network, and is whole."),
)


def named(names: Sequence[str]) -> list[str]:
    """The numbers of those promises, called by number or word; all when none is named.

    Raises Failed for a name that no promise has.
    """
    known = {name: each.number for each in PROMISES for name in (each.number.lower(), each.name)}
    unknown = [name for name in names if name.lower() not in known]
    if unknown:
        choices = ", ".join(f"{each.number} {each.name}" for each in PROMISES)
        raise Failed(f"nothing is promised under the name {unknown[0]!r}; there are {choices}.")
    wanted = {known[name.lower()] for name in names}
    return [each.number for each in PROMISES if not wanted or each.number in wanted]
