"""People whose names and institutions are alike, and what somebody may type to find one of them."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from gocluster_events.core.text import search_text, sort_key
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.entry import reference
from tests.support.make import registration_values

_FIRST = (
    "Silke",
    "Jürgen",
    "Juergen",
    "Jördis",
    "Anna-Lena",
    "Chiara",
    "Li",
    "Lê Thị",
    "Paweł",
    "Åsa",
    "Dr. Ute",
    "偉",
)
_LAST = (
    "Fährmann", "Fahrmann", "Faehrmann", "Müller", "Mueller", "Muller", "Meier", "Maier", "Mayer", "Meyer-Lindner",
    "Käßbohrer", "Weiß", "D’Angelo", "O'Brien", "Obrien", "Iłowiecki", "Straße", "Petersen", "ŉandi", "de la Cruz",
)  # fmt: skip
_ORGANISATIONS = (
    "", "BioCon Valley", "cyberLAGO e.V.", "Netz_werk 100%", "100 Häuser", "(Nord) „Labor“", "A\\B", "Smørrebrød A/S",
    "Mayer & Söhne", "Hochschule Muster", "´Akut´ GmbH", "Straßenbau-Müller", "%", "--",
)  # fmt: skip
_TYPED = (
    "a", "m", "mei", "me", "müller", "mueller", "muller meier", "%", "_", "100%", "netz_", "a\\b", "--", "'", "o brien",
    "dangelo", "´akut´", "(nord)", "strasse 7", "silke li", "0", "偉", "fährmann, silke", "ŉandi", "x" * 100, "́", "(",
    "miller", "moller", "mülbach", "fhrmann", "petersenn silcke", "d'angello", "obriem", "mülller meyerr",
)  # fmt: skip


def people_alike(event_id: int, many: int, dice: Random) -> Sequence[dict[str, Any]]:
    """The columns of so many registrations of the edition."""
    people = []
    for number in range(many):
        first, last, organisation = dice.choice(_FIRST), dice.choice(_LAST), dice.choice(_ORGANISATIONS)
        title, status = dice.choice(("", "Dr.")), dice.choice((Status.CONFIRMED, Status.CANCELLED))
        code, email = reference(Random(10_000 + number)), f"p{number}.{first}@example.org"
        people.append(
            registration_values(
                event_id, title=title, first_name=first, last_name=last, organisation=organisation, email=email,
                status=status, reference=code, sort_key=sort_key(last, first),
                search_text=search_text(title, first, last, email, organisation),
            )
        )  # fmt: skip
    return people


def typed_for(people: Sequence[tuple[str, Sequence[str]]], dice: Random, sample: int = 20) -> Iterator[str]:
    """What somebody may type to find one of these, each some words and numbers."""
    yield from _TYPED
    for name, numbers in dice.sample(people, sample):
        words, number = name.split(), numbers[0]
        yield dice.choice(words)[: dice.randint(1, 9)].lower()
        yield _mistyped(dice.choice(words), dice)
        yield " ".join((_mistyped(words[-1], dice), words[0][: dice.randint(1, 5)]))
        yield number[dice.randrange(5) : dice.randint(5, 9)]
        yield dice.choice((number, numbers[-1].lower(), f"{words[0]} {number[:4]}"))


def _mistyped(word: str, dice: Random) -> str:
    """The word with a letter added, left out, changed or swapped with the next."""
    at = dice.randrange(len(word))
    ways = (
        word[:at] + dice.choice("aemnrx") + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + dice.choice("aemnrx") + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    )
    return dice.choice(ways)
