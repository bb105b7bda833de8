"""What hangs beside a door: a sheet for each room and day, as an accessible PDF."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gocluster_events import paper
from gocluster_events.agenda.exports.printed import LocalText, PrintedItem, PrintedTrack, colours

_TEMPLATE = Path(__file__).with_name("door_signs.typ")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sheet. The room's name stands above everything, so the items need not say it."""

    room: str
    floor: LocalText
    day: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """All sheets, and what they share. ``words`` are the labels that the template asks for."""

    title: str
    lang: str
    edition: LocalText
    version: str
    accent: str
    words: Mapping[str, str | tuple[str, ...]]
    tracks: tuple[PrintedTrack, ...]
    signs: tuple[Sign, ...]


def to_pdf(signs: Signs, made_at: datetime) -> bytes:
    """The sheets, each on a page of its own."""
    tracks = {track.letter: {"letter": track.letter, **colours(track.colour)} for track in signs.tracks}
    sheets = [
        {**asdict(sign), "items": [{**asdict(item), "track": tracks.get(item.track)} for item in sign.items]}
        for sign in signs.signs
    ]
    data = {**asdict(signs), "tracks": (), "signs": sheets}
    return paper.pdf(_TEMPLATE.read_text(encoding="utf-8"), data, made_at)
