"""The words that a file may use for our codes, in both languages; keys are `plain`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gocluster_events import text
from gocluster_events.agenda.rules.codes import Kind, Part, PersonStatus, SpokenLanguage, Visibility
from gocluster_events.agenda.rules.reading.told import Column, PersonColumn
from gocluster_events.agenda.rules.timetable import Item, Timetable

_KINDS = {
    "lecture": Kind.TALK, "vortrag": Kind.TALK, "presentation": Kind.TALK, "long talk": Kind.TALK,
    "lightning talk": Kind.IMPULSE, "lightningtalk": Kind.IMPULSE, "short talk": Kind.IMPULSE, "podium": Kind.PANEL,
    "panel": Kind.PANEL, "podiumsdiskussion": Kind.PANEL, "discussion": Kind.PANEL, "opening": Kind.WELCOME,
    "break": Kind.COFFEE, "pause": Kind.COFFEE, "kaffee": Kind.COFFEE, "mittag": Kind.LUNCH, "tutorial": Kind.WORKSHOP,
    "poster": Kind.POSTERS, "party": Kind.GET_TOGETHER, "pitch": Kind.PITCHES,
}  # fmt: skip
_LANGUAGES = {"de": SpokenLanguage.GERMAN, "en": SpokenLanguage.ENGLISH, "de en": SpokenLanguage.BOTH}
_LONGEST_TAG = 12


def plain(value: str) -> str:
    """A word as it is compared: without case, accents, and what is no letter or digit."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.fold(value)).split())


def no_cast(_item: Item, _timetable: Timetable) -> tuple[str, ...]:
    """Nobody is told in a description."""
    return ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``casts``: an item's people as a calendar's description begins with them. ``members``: what a title ends with
    where the item is for members only. ``no_room``: what stands where a room is still open. ``standing_in``: what
    stands between somebody and who is stood in for.
    """

    heads: Mapping[str, Column] = field(default_factory=dict)
    person_heads: Mapping[str, PersonColumn] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    languages: Mapping[str, SpokenLanguage] = field(default_factory=dict)
    visibilities: Mapping[str, Visibility] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    statuses: Mapping[str, PersonStatus] = field(default_factory=dict)
    standing_in: tuple[str, ...] = ()
    no_room: frozenset[str] = frozenset()
    room_words: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    casts: Callable[[Item, Timetable], tuple[str, ...]] = no_cast

    def kind(self, word: str) -> Kind | None:
        """The kind that a word means, ours or another program's."""
        key = plain(word)
        return self.kinds.get(key) or _KINDS.get(key) or next((each for each in Kind if plain(each.value) == key), None)

    def part(self, word: str) -> Part | None:
        """What somebody does."""
        key = plain(word)
        return self.parts.get(key) or next((each for each in Part if plain(each.value) == key), None)

    def language(self, word: str) -> SpokenLanguage | None:
        """A language by its name or tag, such as de or de-formal."""
        key = plain(word)
        known = self.languages.get(key) or _LANGUAGES.get(key)
        return known or (_LANGUAGES.get(key.split()[0]) if key and len(key) <= _LONGEST_TAG else None)

    def visibility(self, word: str) -> Visibility | None:
        """Who learns of it."""
        key = plain(word)
        return self.visibilities.get(key) or next((each for each in Visibility if each.value == key), None)

    def status(self, word: str) -> PersonStatus | None:
        """Whether somebody takes part."""
        key = plain(word)
        return self.statuses.get(key) or next((each for each in PersonStatus if each.value == key), None)
