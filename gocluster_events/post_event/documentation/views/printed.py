"""What the printed documentation says, as plain values in the language of the request.

A text that may be in either language is a pair: the words, and the language they are written in.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from flask import url_for

from gocluster_events.attendance.attendees.words.figures import HEADS, caption
from gocluster_events.core.i18n import _, current_language, dates, day
from gocluster_events.meeting.agenda.exports.printed import colours
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.views.feeds import base_url
from gocluster_events.meeting.agenda.views.paper import accent, paper_words
from gocluster_events.meeting.agenda.words import programme
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.location import location
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.cards.words import outcomes
from gocluster_events.post_event.documentation import words
from gocluster_events.post_event.documentation.exports.printed import picture
from gocluster_events.post_event.documentation.exports.prose import pieces
from gocluster_events.post_event.documentation.rules.documentation import Documentation, ItemRecord, Strand
from gocluster_events.post_event.materials.rules.material import PublicMaterial
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.rules.numbers import written
from gocluster_events.post_event.report.rules.reading import PublicReport, Words, in_marks

LocalText = tuple[str, str]


def paper(event: Event, known: Documentation, images: Collection[str]) -> Mapping[str, Any]:
    """Everything that its template asks for; ``images`` are the photos (UUIDs) of which there is a picture."""
    language, at = current_language(), event.documentation_at
    title = event.title.pick(language)
    pictures = {each.uuid: _photo(each) for each in known.photos if each.uuid in images}
    return {
        "title": _("Documentation: %(event)s", event=title[0]), "lang": language, "edition": title,
        "when": dates(event.starts_at, event.ends_at, event.zone), "place": location(event),
        "extent": words.extent_of(known), "url": base_url() + url_for("documentation.documentation", lang=language),
        "since": _("Published on %(day)s", day=day(at, event.zone, "plain")) if at else "",
        "publisher": _("Published by %(name)s, %(email)s", name=event.contact_name, email=event.contact_email),
        "accent": accent(), "words": labels(),
        "report": _report(known.report, pictures) if known.report else None,
        "strands": [_strand(each, known.timetable, pictures) for each in known.strands],
        "questions": [
            {"question": (card.question, card.language), "item": item.title.pick(language)}
            for item, card in known.questions
        ],
        "facts": [
            {"number": written(each.number, language), **_picked(each, "hedge", "unit", "source")}
            for each in (known.report.facts if known.report else ())
        ],
        "steps": f"{outcomes.figure(known.steps)}, {outcomes.as_of(known.steps)}" if known.steps else "",
        "tables": [
            {"name": str(words.TOPICS[each.topic]), "head": str(HEADS[each.topic]), "rows": words.rows(each)}
            for each in known.tables
        ],
        "photos": [pictures[each.uuid] for each in known.others if each.uuid in pictures],
    }  # fmt: skip


def labels() -> Mapping[str, Any]:
    """The labels of its template."""
    return {
        "documentation": _("Documentation"), "contents": _("Contents"), "evidence": _("Evidence"), "link": _("Link"),
        "ask": _("Who to ask"), "step": _("Next step"), "questions": _("Open questions"), "figures": _("In figures"),
        "became": _("What became of it"), "photos": _("Photos"),
        "source": _("Source:"), "number": _("Number"), "rounded": caption(),
        "latest": _("The latest version:"), "data": _("The documentation for programs"),
        "attached": _("For programs, all texts are attached to this file (documentation.json)."),
        "page": paper_words()["page"],
    }  # fmt: skip


def _picked(value: Any, *names: str) -> dict[str, LocalText]:
    return {name: getattr(value, name).pick(current_language()) for name in names}


def _strand(strand: Strand, timetable: Timetable, pictures: Mapping[str, Any]) -> Mapping[str, Any]:
    language, track = current_language(), strand.track
    return {
        "letter": track.letter if track else "",
        "name": track.name.pick(language) if track else (words.strand_name(strand), language),
        "colour": colours(track.colour if track else "")["colour"],
        "extent": words.extent_of(strand),
        "items": [_item(each, timetable, pictures) for each in strand.items],
    }


def _item(record: ItemRecord, timetable: Timetable, pictures: Mapping[str, Any]) -> Mapping[str, Any]:
    item = record.item
    line = (item.code, str(programme.KINDS[item.kind]), programme.place_and_time(item, timetable))
    return {
        **_picked(item, "title", "summary"),
        "line": " · ".join(filter(None, line)),
        "people": programme.cast(item, timetable),
        "materials": [_material(each) for each in record.materials],
        "photos": [pictures[each.uuid] for each in record.photos if each.uuid in pictures],
        "cards": [_card(each) for each in record.cards],
    }


def _material(each: PublicMaterial) -> Mapping[str, Any]:
    file = url_for("materials.file", lang=current_language(), uuid=each.uuid)
    return {
        "name": words.material_name(each), "about": words.about_material(each), "url": each.url or base_url() + file
    }  # fmt: skip


def _card(card: PublicCard) -> Mapping[str, Any]:
    texts = {"question": card.question, "insight": card.insight, "evidence": card.evidence, "ask": card.ask}
    return {
        **{name: (text, card.language) for name, text in texts.items()},
        "step": (card.next_step, card.language),
        "became": outcomes.outcome(card.became) if card.became else "",
        "became_text": (card.became.text, card.became.language) if card.became else ("", card.language),
        "url": card.evidence_url, "open": card.is_open,
        "number": _("Open question") if card.is_open else _("Card %(number)d", number=card.number),
        "note": "" if card.is_confirmed else _("From the editors, not confirmed"),
    }  # fmt: skip


def _photo(photo: PublicPhoto) -> Mapping[str, Any]:
    return {
        **_picked(photo, "alt", "caption"), "file": picture(photo.uuid), "upright": photo.height > photo.width,
        "rights": f"© {photo.credit}, {photo.licence}",
    }  # fmt: skip


def _report(report: PublicReport, pictures: Mapping[str, Any]) -> Mapping[str, Any]:
    blocks = [each for each in (report.top, *report.body) if each is not None]
    body = [piece for each in blocks for piece in _pieces(each, pictures)]
    return {**_picked(report, "headline", "lead", "source"), "body": body}


def _pieces(block: Any, pictures: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    language = current_language()
    if isinstance(block, Photo):
        if block.photo in pictures:
            yield {"kind": "photo", "photo": pictures[block.photo]}
    elif isinstance(block, Words):
        quote, spoken = block.text.pick(language)
        name = ", ".join(filter(None, (block.speaker.name, block.speaker.from_where.pick(language)[0])))
        yield {"kind": "quote", "words": (in_marks(quote, spoken), spoken), "name": name}
    else:
        text, spoken = block.text.pick(language)
        for kind, piece in pieces(text):
            yield {"kind": kind, "words": (piece, spoken)}
