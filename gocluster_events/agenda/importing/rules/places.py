"""Which room and which track a file means; those that the edition does not have get ids below zero."""

from dataclasses import replace

from gocluster_events import text
from gocluster_events.agenda.rules.reading.vocabulary import Vocabulary
from gocluster_events.agenda.rules.timetable import Room, Timetable, Track
from gocluster_events.text import Localized

_UNKNOWN_COLOUR = "#576164"


class Places:
    """The edition's rooms and tracks, and those that the file names besides."""

    def __init__(self, draft: Timetable, vocabulary: Vocabulary, language: str) -> None:
        self._words, self._language = vocabulary, language
        self._exact = {room.name: room.id for room in draft.rooms}
        self._rooms: dict[str, int] = {}
        for word in ("", *vocabulary.room_words):
            for room in draft.rooms:
                self._rooms.setdefault(_key(f"{word} {room.name}"), room.id)
        self._tracks: dict[str, int] = {}
        for track in draft.tracks:
            for name in _ways(track):
                self._tracks.setdefault(_key(name), track.id)
        self.rooms: list[str] = []
        self.tracks: list[str] = []

    def room(self, name: str) -> int | None:
        """The id of the room; None for no room."""
        whole = _key(name)
        if not whole or whole in self._words.no_room:
            return None
        known = self._exact.get(name) or self._rooms.get(whole) or self._rooms.get(_key(name.partition(",")[0]))
        if known is None:
            self.rooms.append(name)
            known = self._rooms[whole] = -len(self.rooms)
        return known

    def track(self, name: str) -> int | None:
        """The id of the track; None for no track."""
        key = _key(name)
        if key and key not in self._tracks:
            self.tracks.append(name)
            self._tracks[key] = -len(self.tracks)
        return self._tracks[key] if key else None

    def within(self, draft: Timetable) -> Timetable:
        """The draft as if it had these rooms and tracks."""
        rooms = (Room(-number, name) for number, name in enumerate(self.rooms, start=1))
        tracks = (
            Track(-number, "", Localized(**{self._language: name}), _UNKNOWN_COLOUR)
            for number, name in enumerate(self.tracks, start=1)
        )
        return replace(draft, rooms=(*draft.rooms, *rooms), tracks=(*draft.tracks, *tracks))


def _key(name: str) -> str:
    return " ".join(text.fold(name).split())


def _ways(track: Track) -> tuple[str, ...]:
    names = tuple(text.words_of(track.name))
    return (track.letter, *names, *(f"{track.letter} {name}" for name in names))
