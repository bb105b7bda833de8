"""The letter that tells somebody what they got by their wishes, and why nothing better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gocluster_events.attendance.wishes.rules.reasons import reason
from gocluster_events.core.text import Localized
from gocluster_events.meeting.letters.rules import MEETING, Letter

WISHES = (
    Localized("Ihr Erstwunsch", "your first choice"),
    Localized("Ihr Zweitwunsch", "your second choice"),
    Localized("Ihr Drittwunsch", "your third choice"),
)
_PLACE = Localized("{when}: {item}{room}. Das ist {wish}.", "{when}: {item}{room}. This is {wish}.")
_NOTHING = Localized("{when}: Hier haben Sie keinen Platz bekommen.", "{when}: you did not get a place here.")
_WHY = Localized("Weshalb nicht {item} ({wish})? {reason}", "Why not {item} ({wish})? {reason}")
_LIST = Localized("Warteliste für {item}: Platz {number}.", "Waiting list for {item}: number {number}.")
NO_ITEMS = Localized(
    "Was jemand in jedem Zeitblock bekommen hat und weshalb nichts Besseres.",
    "What somebody got at each time, and why nothing better.",
)
WAITING = Localized(
    "Rücken Sie auf einer Warteliste nach, tauschen wir den Platz dafür ein und schreiben Ihnen. Bis dahin behalten "
    "Sie, was Sie haben. Wenn Sie nicht warten möchten, verlassen Sie auf der Seite Ihres Ergebnisses alle "
    "Listen auf einmal.",
    "If you move up on a waiting list, we swap your place for the new one and write to you. Until then you keep what "
    "you have. If you do not want to wait, you can leave all lists at once on the page with your result.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What somebody gets in one block: ``item`` is empty for nothing, ``rank`` counts from 1.

    ``why`` are the explanations with the titles of their items, ``lists`` the titles and the person's numbers.
    """

    when: str
    item: str = ""
    room: str = ""
    rank: int = 0
    why: Sequence[tuple[Mapping[str, Any], Localized]] = ()
    lists: Sequence[tuple[str, int]] = ()


def values(parts: Sequence[Part], language: str) -> dict[str, str]:
    """What fills the letter: a paragraph a block, and what there is to know where they wait."""
    waits = any(each.lists for each in parts)
    return {
        "results": "\n\n".join(_paragraph(each, language) for each in parts),
        "waiting": WAITING.pick(language)[0] if waits else "",
    }


def _paragraph(part: Part, language: str) -> str:
    room = f", {part.room}" if part.room else ""
    if part.item:
        wish = WISHES[part.rank - 1].pick(language)[0]
        lines = [_PLACE.pick(language)[0].format(when=part.when, item=part.item, room=room, wish=wish)]
    else:
        lines = [_NOTHING.pick(language)[0].format(when=part.when)]
    lines += [_sentence(explanation, title, language) for explanation, title in part.why]
    lines += [_LIST.pick(language)[0].format(item=item, number=number) for item, number in part.lists]
    return "\n".join(lines)


def _sentence(explanation: Mapping[str, Any], title: Localized, language: str) -> str:
    return _WHY.pick(language)[0].format(
        item=title.pick(language)[0],
        wish=WISHES[explanation["rank"] - 1].pick(language)[0],
        reason=reason(explanation, title).pick(language)[0],
    )


def sample(language: str, when: str, better: Localized, item: str, room: str = "") -> dict[str, str]:
    """The values of a letter that nobody gets: a second choice in place of the better one."""
    explanation = {"rank": 1, "cause": "lot", "seats": 40, "first_wishes": 61}
    lists = [(better.pick(language)[0], 5)]
    part = Part(when=when, item=item, room=room, rank=2, why=[(explanation, better)], lists=lists)
    return values([part], language)


_SAMPLE = sample(
    "de",
    "Do., 22. Apr., 11:45–12:45",
    Localized("B1 Start-ups in Clustern halten"),
    "C1 Wissen sichern, wenn Köpfe gehen",
    "Raum 1.06",
)
WISHES_RESULT = Letter(
    "wishes_result",
    "attendance/wishes/mail/wishes_result.txt",
    {**MEETING, "salutation": "Frau Dr. Tannert", "reference": "4K7M-92QX-3", **_SAMPLE},
    "own.personal",
)
