"""Two hundred name badges as one PDF, against the same names set bare by the same program."""

from __future__ import annotations

from datetime import UTC, datetime

from gocluster_events.attendance.papers.exports import BadgeContext, badges_pdf
from gocluster_events.attendance.papers.rules.badges import USUAL, Badge, Print, Role
from gocluster_events.core import paper
from tools.measuring import ROUNDS, Row, in_turn, seconds

BADGES = 200
LIMIT_SECONDS = 2.0
AT = datetime(2027, 4, 20, 9, tzinfo=UTC)
NAMES = ("Prof. Dr. Aylin Sommerfeld", "Mai Lan Petersen", "Dr. Emeka Brandl", "Katharina Osterloh")
ORGANISATIONS = ("Musternetzwerk Nord", "Kompetenzzentrum für Virtuelle Realität und Kooperatives Engineering w. V.")
BARE = "#for name in data.names { heading(name) }"
WORDS = {name: name for name in ("name", "organisation", "no_photos", "code")}
AROUND = BadgeContext("Badges", "de", "Jahrestagung 2027", "22. April 2027", {role: role.value for role in Role}, WORDS)


def run() -> list[Row]:
    """How long the badges take."""
    rounds = iter(range(2 * ROUNDS))
    ours, floor = in_turn(lambda: seconds(lambda: _badges(next(rounds))), lambda: seconds(lambda: _bare(next(rounds))))
    return [Row(f"{BADGES} badges with QR codes (floor: bare names)", ours, "s", floor, at_most=LIMIT_SECONDS)]


def _names(round_: int) -> tuple[str, ...]:
    """Other names in each round, for the setter remembers what it set before."""
    return tuple(f"{NAMES[number % 4]} {round_ * BADGES + number}" for number in range(BADGES))


def _bare(round_: int) -> bytes:
    return paper.pdf(BARE, {"title": "Namen", "lang": "de", "names": _names(round_)}, AT)


def _badges(round_: int) -> bytes:
    badges = tuple(
        Badge(Role.PARTICIPANT, name, ORGANISATIONS[number % 2], "Leitung", f"tagung/R{round_}{number:07d}")
        for number, name in enumerate(_names(round_))
    )
    return badges_pdf(Print(USUAL, badges), AROUND, AT)
