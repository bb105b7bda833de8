"""The documentation for programs: JSON with every text in both languages, and nothing that is not public."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.cards.rules.reading import Steps
from gocluster_events.post_event.documentation.rules.documentation import Documentation, ItemRecord, Strand
from gocluster_events.post_event.materials.rules.material import PublicMaterial
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.rules.reading import PublicReport, Words

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Meeting:
    """Which meeting it is; ``page`` is the address of the documentation, ``published_at`` None: it is not out yet."""

    title: Localized
    starts_at: datetime
    ends_at: datetime
    zone: str
    city: str
    page: str
    published_at: datetime | None


def to_json(meeting: Meeting, known: Documentation) -> str:
    """The documentation as JSON; the same text for the same values."""
    timetable = known.timetable
    whole = {
        "format": FORMAT,
        "meeting": {
            "title": asdict(meeting.title), "starts_at": meeting.starts_at.isoformat(), "city": meeting.city,
            "ends_at": meeting.ends_at.isoformat(), "zone": meeting.zone, "page": meeting.page,
            "published_at": meeting.published_at.isoformat() if meeting.published_at else None,
        },
        "programme_version": known.version,
        "report": _report(known.report) if known.report else None,
        "strands": [_strand(each, timetable) for each in known.strands],
        "photos": [_photo(each) for each in known.others],
        "next_steps": _steps(known.steps) if known.steps else None,
        "figures": {each.topic.value: {row.value: row.numbers[0] for row in each.rows} for each in known.tables},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _report(report: PublicReport) -> Mapping[str, Any]:
    blocks = [each for each in (report.top, *report.body) if each is not None]
    return {
        **{name: asdict(getattr(report, name)) for name in ("headline", "lead", "source")},
        "facts": [
            {"number": each.number, **{name: asdict(getattr(each, name)) for name in ("hedge", "unit", "source")}}
            for each in report.facts
        ],
        "body": [_block(each) for each in blocks],
    }


def _block(block: Any) -> Mapping[str, Any]:
    if isinstance(block, Photo):
        return {"photo": block.photo}
    if isinstance(block, Words):
        return {"quote": asdict(block.text), "name": block.speaker.name, "from": asdict(block.speaker.from_where)}
    return {"text": asdict(block.text)}


def _strand(strand: Strand, timetable: Timetable) -> Mapping[str, Any]:
    track = strand.track
    return {
        "letter": track.letter if track else "",
        "name": asdict(track.name) if track else None,
        "items": [_item(each, timetable) for each in strand.items],
    }


def _item(record: ItemRecord, timetable: Timetable) -> Mapping[str, Any]:
    item, room = record.item, timetable.room(record.item)
    return {
        "uuid": item.uuid, "code": item.code, "kind": item.kind.value, "title": asdict(item.title),
        "summary": asdict(item.summary), "room": room.name if room else "",
        "starts_at": item.starts_at.isoformat() if item.starts_at else None, "minutes": item.length_minutes,
        "people": [
            {"name": person.name, "organisation": person.organisation, "part": part.value}
            for person, part in timetable.cast(item)
        ],
        "materials": [_material(each) for each in record.materials],
        "cards": [_card(each) for each in record.cards],
        "photos": [_photo(each) for each in record.photos],
    }  # fmt: skip


def _material(each: PublicMaterial) -> Mapping[str, Any]:
    return {
        "uuid": each.uuid, "kind": each.kind.value, "title": asdict(each.title), "url": each.url, "bytes": each.size,
        "pages": each.pages, "language": each.language.value, "licence": each.licence.value, "people": each.people,
    }  # fmt: skip


def _card(card: PublicCard) -> Mapping[str, Any]:
    facts = {name: value for name, value in asdict(card).items() if name not in {"item", "ask_person"}}
    became = card.became
    if became is None:
        return facts
    answer = {"outcome": became.outcome.value, "day": became.day.isoformat()}
    return {**facts, "became": {**answer, "text": became.text, "language": became.language}}


def _steps(steps: Steps) -> Mapping[str, Any]:
    return {"done": steps.done, "of": steps.total, "day": steps.day.isoformat()}


def _photo(photo: PublicPhoto) -> Mapping[str, Any]:
    return {
        "uuid": photo.uuid, "alt": asdict(photo.alt), "caption": asdict(photo.caption), "credit": photo.credit,
        "licence": photo.licence,
    }  # fmt: skip
