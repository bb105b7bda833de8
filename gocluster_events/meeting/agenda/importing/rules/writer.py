"""Items of the draft made from a file's entries and from what the draft holds already."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gocluster_events.core.text import Localized, shortened
from gocluster_events.meeting.agenda.importing.rules.entries import IncomingAppearance, IncomingItem, IncomingProgramme
from gocluster_events.meeting.agenda.importing.rules.problems import EntryError, EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.roster import Places, Roster
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.source import Column, Vocabulary
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Timetable

USUAL_MINUTES = 60
_PARTS = {Kind.KEYNOTE: Part.KEYNOTE, Kind.PANEL: Part.PANELLIST, Kind.IMPULSE: Part.IMPULSE, Kind.PITCHES: Part.PITCH}
_TITLE = {"de": Column.TITLE_DE, "en": Column.TITLE_EN}
_SUMMARY = {"de": Column.SUMMARY_DE, "en": Column.SUMMARY_EN}
_ABSTRACT = {"de": Column.ABSTRACT_DE, "en": Column.ABSTRACT_EN}


class Writer:
    """Makes items of a file's entries; ``faults`` collects the problems with them."""

    def __init__(
        self, incoming: IncomingProgramme, draft: Timetable, places: Places, roster: Roster, vocabulary: Vocabulary
    ) -> None:
        self._is_exact, self._is_ours, self._draft = incoming.is_table, incoming.is_ours, draft
        self._places, self._roster, self._words = places, roster, vocabulary
        self.faults: list[EntryError] = []

    def item(self, entry: IncomingItem, before: Item | None, uuid: str) -> Item:
        """The item as it is after the import."""
        base = before or Item(uuid, entry.kind or Kind.TALK, Localized(), self._length(entry))
        item = replace(
            base,
            kind=entry.kind or base.kind,
            code=entry.texts.get(Column.CODE, base.code),
            title=self._both(base.title, entry.texts, _TITLE),
            summary=self._both(base.summary, entry.texts, _SUMMARY),
            abstract=self._both(base.abstract, self._text_alone(entry.texts, before), _ABSTRACT),
            language=self._language(base, entry),
            visibility=self._visibility(base, entry),
            sign_up=entry.sign_up or base.sign_up,
            has_stream=entry.has_stream if entry.tells_stream else base.has_stream,
            length_minutes=entry.length_minutes or base.length_minutes,
            do_not_record=base.do_not_record if entry.do_not_record is None else entry.do_not_record,
            links=base.links if entry.links is None else entry.links,
            seats=base.seats if entry.seats is None else entry.seats,
            starts_at=entry.starts_at if entry.starts_at or (entry.tells_start and self._is_exact) else base.starts_at,
            room=self._room(base, entry, is_new=before is None),
            track=self._places.track(entry.texts[Column.TRACK]) if Column.TRACK in entry.texts else base.track,
        )
        return item if entry.people is None else replace(item, people=self._people(item, entry, entry.people))

    def _room(self, base: Item, entry: IncomingItem, *, is_new: bool) -> int | None:
        """The item's room; a break for everybody, of which our schedules say the first room, stays without."""
        if Column.ROOM not in entry.texts:
            return base.room
        room, first = self._places.room(entry.texts[Column.ROOM]), next(iter(self._draft.rooms), None)
        is_only_written = self._is_ours and not is_new and is_band(base) and first is not None and room == first.id
        return None if is_only_written else room

    def _length(self, entry: IncomingItem) -> int:
        if entry.length_minutes is None:
            self.faults.append(EntryError(entry.number, EntryErrorKind.NO_LENGTH, name=shortened(entry.title, 60)))
        return entry.length_minutes or USUAL_MINUTES

    def _both(self, base: Localized, written: Mapping[Column, str], columns: Mapping[str, Column]) -> Localized:
        """The file's text in each language, unless its readers see the same text already in the other language."""
        texts = {"de": base.de, "en": base.en}
        for language, column in columns.items():
            if column in written and (self._is_exact or written[column] != base.pick(language)[0]):
                texts[language] = written[column]
        return Localized(**texts)

    def _text_alone(self, written: Mapping[Column, str], before: Item | None) -> Mapping[Column, str]:
        """The descriptions without the people and the short text, with which a calendar of ours begins them."""
        if self._is_exact or before is None:
            return written
        casts, texts = self._words.casts(before, self._draft), dict(written)
        for language, column in _ABSTRACT.items():
            if column in texts and _SUMMARY[language] not in texts:
                texts[column] = _after(_after(texts[column], casts), (before.summary.pick(language)[0],))
        return texts

    def _language(self, base: Item, entry: IncomingItem) -> SpokenLanguage:
        """The item's language; one that is held in both stays so, for our own schedules name only one language."""
        if entry.language is None or (self._is_ours and base.language is SpokenLanguage.BOTH):
            return base.language
        return entry.language

    def _visibility(self, base: Item, entry: IncomingItem) -> Visibility:
        """The item's visibility; only our own form opens a closed item, no other file."""
        is_closed = base.visibility is Visibility.CLOSED and not self._is_exact
        return base.visibility if entry.visibility is None or is_closed else entry.visibility

    def _people(
        self, item: Item, entry: IncomingItem, players: tuple[IncomingAppearance, ...]
    ) -> tuple[Appearance, ...]:
        appearances: list[Appearance] = []
        before = _persons(item.people)
        for player in players:
            named = () if self._is_exact else _persons(appearances)  # our form may name somebody twice
            uuid, has_namesakes = self._roster.find(player, before, named)
            if has_namesakes:
                self.faults.append(
                    EntryError(
                        entry.number, EntryErrorKind.NAMESAKES, shortened(player.name, 60), shortened(entry.title, 60)
                    )
                )
            if not uuid:
                continue
            old_appearances = [each for each in item.people if each.person == uuid]
            usual = old_appearances or [Appearance(uuid, _PARTS.get(item.kind, Part.SPEAKER))]
            appearances += [Appearance(uuid, player.part, self._absent(player))] if player.part else usual
        if not self._is_exact and _persons(appearances) == before:
            return item.people
        first_appearances: dict[tuple[str, Part], Appearance] = {}
        for each in appearances:
            first_appearances.setdefault((each.person, each.part), each)
        return tuple(first_appearances.values())

    def _absent(self, player: IncomingAppearance) -> str | None:
        """The UUID of the person for whom the player stands in; None if there is none."""
        if not player.absent and not player.absent_key:
            return None
        return self._roster.find(IncomingAppearance(player.absent, player.absent_key, None), ())[0] or None


def _persons(people: Iterable[Appearance]) -> tuple[str, ...]:
    """The UUIDs of the people who appear, each once, in their order."""
    return tuple(dict.fromkeys(each.person for each in people))


def _after(text: str, casts: tuple[str, ...]) -> str:
    for cast in filter(None, casts):
        if text == cast:
            return ""
        if text.startswith(f"{cast}\n\n"):
            return text.removeprefix(f"{cast}\n\n")
    return text
