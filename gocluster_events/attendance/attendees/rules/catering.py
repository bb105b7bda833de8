"""What a caterer must know: how many people eat what. Nobody's words leave the house, for words can name somebody.

No number is told exactly: who knows that one new person has registered would know what that person eats.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from gocluster_events.attendance.attendees.rules.disclosure import LEAST, nearest
from gocluster_events.core.text import fold
from gocluster_events.meeting.registration.people.rules.codes import Diet


class Food(Enum):
    """What somebody does not eat: Annex II of Regulation (EU) 1169/2011, and what is often named beside it."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGG = "egg"
    FISH = "fish"
    PEANUT = "peanut"
    SOY = "soy"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"
    FRUCTOSE = "fructose"
    HISTAMINE = "histamine"
    PORK = "pork"
    HALAL = "halal"
    KOSHER = "kosher"
    OTHER = "other"  # what we do not recognise


class Total(Enum):
    """How many there are in all."""

    PEOPLE = "people"


class FewPeople(Enum):
    """What stands in place of a number that could betray somebody: from 1 to `LEAST` - 1."""

    FEW = "few"


What = Total | Diet | Food
Number = int | FewPeople
_NAMED: Mapping[Food, re.Pattern[str]] = {
    food: re.compile(pattern)
    for food, pattern in {
        Food.GLUTEN: r"gluten|zoliakie|coeliac|celiac|weizen|wheat",
        Food.CRUSTACEANS: r"krebstier|krustentier|crustacea|garnele|shrimp|prawn|shellfish|schalentier|meeresfr",
        Food.EGG: r"\bei(er|weiss)?\b|huhnerei|\beggs?\b",
        Food.FISH: r"\bfish|\bfisch",
        Food.PEANUT: r"erdnuss|peanut|groundnut",
        Food.SOY: r"soja|\bsoy",
        Food.MILK: r"milch|milk|laktose|lactose|dairy|casein|kasein",
        Food.NUTS: r"(?<!erd)(?<!kokos)(?<!muskat)nuss|(?<!pea)(?<!ground)(?<!coco)nuts?\b|mandel|almond|cashew"
        r"|pista[zc]|schalenfr",
        Food.CELERY: r"sellerie|celery",
        Food.MUSTARD: r"senf|mustard",
        Food.SESAME: r"sesam",
        Food.SULPHITES: r"sulfit|sulphit|schwefel",
        Food.LUPIN: r"lupin",
        Food.MOLLUSCS: r"weichtier|muschel|mollus|mussel|tintenfisch|squid|meeresfr",
        Food.FRUCTOSE: r"fru[ck]tose",
        Food.HISTAMINE: r"histamin",
        Food.PORK: r"schwein|\bpork",
        Food.HALAL: r"halal",
        Food.KOSHER: r"koscher|kosher",
    }.items()
}
_BETWEEN = re.compile(r"[,;/\n+&]| und | and | sowie | oder | or ")
_NOTHING = frozenset({"", "-", "–", "keine", "nein", "none", "no", "nichts"})


def foods(words: str) -> frozenset[Food]:
    """What somebody's own words name; OTHER for a part of them in which nothing is recognised."""
    return frozenset(food for part in _BETWEEN.split(words.lower()) for food in _foods(fold(part).strip(" .")))


def _foods(part: str) -> Iterator[Food]:
    if part in _NOTHING:
        return
    matches = [food for food, pattern in _NAMED.items() if pattern.search(part)]
    yield from matches or [Food.OTHER]


def counts(people: int, answers: Sequence[tuple[Diet, str]]) -> tuple[tuple[What, Number], ...]:
    """How many of ``people`` eat what, from the diet and the own words of those who gave an answer.

    Those who stated no diet are not counted: with that number, the others would give each other away.
    """
    diets = Counter(diet for diet, _words in answers)
    named = Counter(food for _diet, words in answers for food in foods(words))
    numbers: list[tuple[What, Number]] = [(Total.PEOPLE, rounded(people))]
    numbers += [(diet, rounded(diets[diet])) for diet in (Diet.VEGETARIAN, Diet.VEGAN)]
    return (*numbers, *((food, rounded(named[food])) for food in Food if named[food]))


def rounded(number: int) -> Number:
    """The number as it may leave the house: rounded, or FEW where it is too small even for that."""
    return FewPeople.FEW if 0 < number < LEAST else nearest(number)
