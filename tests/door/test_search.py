"""The door's search reads those who may be meant, and finds whom the rule finds among everybody."""

from collections.abc import Iterator, Sequence
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events import db
from gocluster_events.db import session as reading
from gocluster_events.door import queries
from gocluster_events.door.rules import MOST, Guest, read_code
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.people.rules.entry import reference
from gocluster_events.search import Hit, search
from gocluster_events.text import sort_key
from tests.support.arrivals import arrive, make_guest, number_of
from tests.support.counting import counted_calls, counted_statements
from tests.support.make import registration_values
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

DAY = NOW.date()
FIRST = ("Silke", "Jürgen", "Juergen", "Jördis", "Anna-Lena", "Chiara", "Li", "Lê Thị", "Paweł", "Åsa", "Dr. Ute", "偉")
LAST = (
    "Fährmann", "Fahrmann", "Faehrmann", "Müller", "Mueller", "Muller", "Meier", "Maier", "Mayer", "Meyer-Lindner",
    "Käßbohrer", "Weiß", "D’Angelo", "O'Brien", "Obrien", "Iłowiecki", "Straße", "Petersen", "ŉandi", "de la Cruz",
)  # fmt: skip
ORGANISATIONS = (
    "", "BioCon Valley", "cyberLAGO e.V.", "Netz_werk 100%", "100 Häuser", "(Nord) „Labor“", "A\\B", "Smørrebrød A/S",
    "Mayer & Söhne", "Hochschule Muster", "´Akut´ GmbH", "Straßenbau-Müller", "%", "--",
)  # fmt: skip
TYPED = (
    "a", "m", "mei", "me", "müller", "mueller", "muller meier", "%", "_", "100%", "netz_", "a\\b", "--", "'", "o brien",
    "dangelo", "´akut´", "(nord)", "strasse 7", "silke li", "0", "偉", "fährmann, silke", "ŉandi", "x" * 100, "́", "(",
)  # fmt: skip


@pytest.fixture
def meeting(event: Event) -> Event:
    """An edition with many people whose names are alike, of whom some came, and two on its programme."""
    dice = Random(22)
    people = []
    for number in range(150):
        first, last = dice.choice(FIRST), dice.choice(LAST)
        names = {"first_name": first, "last_name": last, "organisation": dice.choice(ORGANISATIONS)}
        facts = {"reference": reference(Random(10_000 + number)), "sort_key": sort_key(last, first)}
        title, status = dice.choice(("", "Dr.")), dice.choice((Status.CONFIRMED, Status.CANCELLED))
        people.append(registration_values(event.id, **names, **facts, title=title, status=status))
    with db.transaction() as session:
        session.execute(sa.insert(Registration), people)
    for each in people[:20]:
        arrive(event, each["reference"])
    plan(event, MAI, TAREK, with_people(slot(1, room=None), MAI, TAREK))
    publish(event)
    make_guest(event, first_name=TAREK.first_name, last_name=TAREK.last_name)
    return event


def mistyped(word: str, dice: Random) -> str:
    """The word with a letter added, left out, changed or swapped with the next."""
    at = dice.randrange(len(word))
    ways = (
        word[:at] + dice.choice("aemnrx") + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + dice.choice("aemnrx") + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    )
    return dice.choice(ways)


def typed(guests: Sequence[Guest], dice: Random) -> Iterator[str]:
    """What somebody at a desk may type to find one of them."""
    yield from TYPED
    for guest in dice.sample(guests, 20):
        words = f"{guest.name} {guest.organisation}".split()
        yield dice.choice(words)[: dice.randint(1, 9)].lower()
        yield mistyped(dice.choice(words), dice)
        yield " ".join((mistyped(words[-1], dice), words[0][: dice.randint(1, 5)]))
        yield guest.reference[dice.randrange(5) : dice.randint(5, 9)]
        yield dice.choice(
            (guest.reference, guest.number or guest.reference.lower(), f"{words[0]} {guest.reference[:4]}")
        )


def among_everybody(query: str, guests: Sequence[Guest]) -> Sequence[Hit[Guest]]:
    """The rule by itself: everybody is looked at."""
    code = read_code(query)
    if code is not None:
        return [Hit(each, is_sure=True) for each in guests if code.reference in (each.reference, each.number)]
    return search(query, guests, lambda each: f"{each.name} {each.organisation}", lambda each: each.reference)[:MOST]


@pytest.mark.both_databases
def test_the_door_finds_whom_the_rule_finds_among_everybody_in_the_same_order(meeting: Event):
    guests, dice = queries.guests(reading(), meeting.id, DAY), Random(22)
    sizes = set()
    for query in (*typed(guests, dice), number_of(meeting, MAI), number_of(meeting, TAREK)):
        hits = queries.search(reading(), meeting.id, query, DAY)
        assert (query, hits) == (query, among_everybody(query, guests))
        sizes.add(min(len(hits), sum(each.is_sure for each in hits)))
    assert {0, 1, MOST} <= sizes


def test_the_door_reads_only_those_who_may_be_meant(meeting: Event):
    with counted_calls(queries._candidate, queries._guest) as calls, counted_statements() as statements:
        hits = queries.search(reading(), meeting.id, "Iłowiekci", DAY)
    assert {each.who.name.split()[-1] for each in hits} == {"Iłowiecki"}
    assert calls["_candidate"] == calls["_guest"] == len(hits)
    assert [each for each in statements if "name_words" in each][1:] != []  # nobody is called so: asked once more
