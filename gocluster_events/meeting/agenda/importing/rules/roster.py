"""Which person, room and track of the draft a file means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from gocluster_events.core import text
from gocluster_events.meeting.agenda.importing.rules.entries import IncomingAppearance, IncomingPerson
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.redaction import REMOVED
from gocluster_events.meeting.agenda.rules.source import PersonColumn, Vocabulary, comparable
from gocluster_events.meeting.agenda.rules.timetable import Person, Room, Timetable, Track

_REMOVED = frozenset({comparable(REMOVED.de), comparable(REMOVED.en)})
_TITLES = frozenset(
    {"dr", "prof", "professor", "dipl", "ing", "med", "habil", "phil", "rer", "nat", "jur", "h", "c", "pd"}
)


def canonical(key: str) -> str:
    """The key as a UUID is written; empty if it is none."""
    try:
        return str(UUID(key))
    except ValueError:
        return ""


def split_name(name: str) -> tuple[str, str, str]:
    """Title, first and last name of a name in one text: the last word is the last name."""
    words = name.split()
    titles = 0
    while (
        titles < len(words) - 1
        and comparable(words[titles]).split()[:1]
        and set(comparable(words[titles]).split()) <= _TITLES
    ):
        titles += 1
    *first, last = words[titles:]
    return " ".join(words[:titles])[:60], " ".join(first)[:100], last[:100]


class Roster:
    """The people after the import: those of the draft, with what the file changes and adds.

    ``keys``: the UUIDs that the file names; a person who has one of them is matched by no other key.
    """

    def __init__(
        self, people: Iterable[Person], keys: frozenset[str], elsewhere: frozenset[str], event_id: int, language: str
    ) -> None:
        self._before = {person.uuid: person for person in people}
        self._people = dict(self._before)
        self._elsewhere, self._event_id, self._language = elsewhere, event_id, language
        self._keys = {uuid: uuid for uuid in self._before if uuid in keys}  # by which key of the file somebody is meant
        self._meant = dict(self._keys)
        self._names: dict[str, list[str]] = {}
        for person in self._before.values():
            self._call(person)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, the new ones last."""
        return tuple(self._people.values())

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that turn the draft's people into these."""
        return tuple(
            Change(self._before.get(uuid), person)
            for uuid, person in self._people.items()
            if self._before.get(uuid) != person
        )

    def list(self, somebody: IncomingPerson) -> None:
        """The person has the details that the file's list of people gives."""
        texts = {column: somebody.texts[column] for column in PersonColumn if column in somebody.texts}
        name = " ".join(filter(None, (texts.get(PersonColumn.FIRST_NAME), texts.get(PersonColumn.LAST_NAME))))
        organisation = texts.get(PersonColumn.ORGANISATION)
        key = somebody.key or f"row {somebody.number}"
        known = self._known(somebody.key) or self._one_called(name, organisation, key)
        if known is None:
            identity = f"{name} {organisation or ''}"
            known = _asked(self._new(somebody.key, identity), "", texts.get(PersonColumn.LAST_NAME, ""))
        self._put(known if known.is_redacted else _with_texts(known, texts, somebody.status), key)

    def find(
        self, player: IncomingAppearance, before: Collection[str], named: Collection[str] = ()
    ) -> tuple[str, bool]:
        """The UUID of the person that an item names, and whether the name is ambiguous; an unknown person is added.

        Of several of one name it is who was in the item ``before`` and is not ``named`` in it yet. Empty: somebody
        whose name was removed, so that nobody knows who it is.
        """
        if known := self._known(player.key):
            if not known.is_redacted and comparable(player.name) not in _ways(known):
                title, first, last = split_name(player.name)
                self._put(replace(known, title=title, first_name=first, last_name=last), player.key)
            return known.uuid, False
        candidates = self._called(player.name, player.key)
        if candidates:
            others = [uuid for uuid in candidates if uuid not in named] or candidates
            uuid = next((uuid for uuid in before if uuid in others), others[0])
            self._claim(uuid, player.key)
            return uuid, len(candidates) > 1 and uuid not in before
        if comparable(player.name) in _REMOVED:
            return "", False
        title, first, last = split_name(player.name)
        about = text.Localized(**{self._language: player.biography})
        person = replace(_asked(self._new(player.key, player.name), first, last), title=title, biography=about)
        self._put(person, player.key)
        return person.uuid, False

    def _known(self, key: str) -> Person | None:
        if not key:
            return None
        return self._people.get(self._meant.get(_same(key), "")) or self._people.get(self._derived(key))

    def _called(self, name: str, key: str) -> Sequence[str]:
        """The UUIDs of the people of that name, without those whom the file names by another key."""
        namesakes = self._names.get(comparable(name), ())
        as_printed = [uuid for uuid in namesakes if comparable(self._people[uuid].name) == comparable(name)]
        otherwise = [uuid for uuid in namesakes if uuid in self._before]  # two ways to write a name in one file are two
        return [uuid for uuid in as_printed or otherwise if not key or self._keys.get(uuid, _same(key)) == _same(key)]

    def _one_called(self, name: str, organisation: str | None, key: str) -> Person | None:
        """The draft's person of that name and organisation; if no organisation is given, the only one of that name."""
        namesakes = [self._people[uuid] for uuid in self._called(name, key) if uuid in self._before]
        same = [person for person in namesakes if comparable(person.organisation) == comparable(organisation or "")]
        return same[0] if same else namesakes[0] if len(namesakes) == 1 and not organisation else None

    def _new(self, key: str, identity: str) -> str:
        uuid = canonical(key)
        return uuid if uuid and uuid not in self._elsewhere else self._derived(key or comparable(identity))

    def _derived(self, identity: str) -> str:
        return uuid_from(f"imported person {identity}", self._event_id)

    def _put(self, person: Person, key: str) -> None:
        self._people[person.uuid] = person
        self._claim(person.uuid, key)
        self._call(person)

    def _claim(self, uuid: str, key: str) -> None:
        if key:
            self._keys[uuid] = _same(key)
            self._meant[_same(key)] = uuid

    def _call(self, person: Person) -> None:
        for name in _ways(person):
            uuids = self._names.setdefault(name, [])
            if person.uuid not in uuids:
                uuids.append(person.uuid)


def _asked(uuid: str, first_name: str, last_name: str) -> Person:
    """Somebody new: that a file names them does not say that they agreed."""
    return Person(uuid, first_name, last_name, status=PersonStatus.ASKED)


def _same(key: str) -> str:
    """The key in the one spelling by which keys are compared."""
    return canonical(key) or key


def _ways(person: Person) -> frozenset[str]:
    """The spellings of the person's name that a file may use."""
    if person.is_redacted:
        return _REMOVED
    first, last = person.first_name, person.last_name
    return frozenset(comparable(name) for name in (person.name, f"{first} {last}", f"{last} {first}"))


def _with_texts(person: Person, texts: Mapping[PersonColumn, str], status: PersonStatus | None) -> Person:
    return replace(
        person,
        email=texts.get(PersonColumn.EMAIL, person.email),
        status=status or person.status,
        title=texts.get(PersonColumn.TITLE, person.title),
        first_name=texts.get(PersonColumn.FIRST_NAME, person.first_name),
        last_name=texts.get(PersonColumn.LAST_NAME, person.last_name),
        organisation=texts.get(PersonColumn.ORGANISATION, person.organisation),
        position=text.Localized(
            texts.get(PersonColumn.POSITION_DE, person.position.de),
            texts.get(PersonColumn.POSITION_EN, person.position.en),
        ),
        biography=text.Localized(
            texts.get(PersonColumn.BIOGRAPHY_DE, person.biography.de),
            texts.get(PersonColumn.BIOGRAPHY_EN, person.biography.en),
        ),
    )


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
            for name in _ways_to_a_place(track):
                self._tracks.setdefault(_key(name), track.id)
        self.rooms: list[str] = []
        self.tracks: list[str] = []

    def room(self, name: str) -> int | None:
        """The id of the room of that name, below zero if the edition has none such; None for no room."""
        whole = _key(name)
        if not whole or whole in self._words.no_room:
            return None
        known = self._exact.get(name) or self._rooms.get(whole) or self._rooms.get(_key(name.partition(",")[0]))
        if known is None:
            self.rooms.append(name)
            known = self._rooms[whole] = -len(self.rooms)
        return known

    def track(self, name: str) -> int | None:
        """The id of the track of that name, below zero if the edition has none such; None for no track."""
        key = _key(name)
        if key and key not in self._tracks:
            self.tracks.append(name)
            self._tracks[key] = -len(self.tracks)
        return self._tracks[key] if key else None

    def within(self, draft: Timetable) -> Timetable:
        """The draft as if it had these rooms and tracks."""
        rooms = (Room(-number, name) for number, name in enumerate(self.rooms, start=1))
        tracks = (
            Track(-number, "", text.Localized(**{self._language: name}), _UNKNOWN_COLOUR)
            for number, name in enumerate(self.tracks, start=1)
        )
        return replace(draft, rooms=(*draft.rooms, *rooms), tracks=(*draft.tracks, *tracks))


def _key(name: str) -> str:
    return " ".join(text.fold(name).split())


def _ways_to_a_place(track: Track) -> tuple[str, ...]:
    names = tuple(text.words_of(track.name))
    return (track.letter, *names, *(f"{track.letter} {name}" for name in names))
