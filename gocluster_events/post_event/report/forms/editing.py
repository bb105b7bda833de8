"""What may be typed into a report: the texts of one language, block by block, in the order in which they were shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.core.web.fields import Choice, Form, Line, Paragraph
from gocluster_events.post_event.report.rules import document as rules
from gocluster_events.post_event.report.rules.document import Block, Fact, Kind, Photo, Quote, Report, Text
from gocluster_events.post_event.report.rules.editing import in_language
from gocluster_events.post_event.report.rules.numbers import stored, written

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(rf"(text|photo|fact|quote):({_UUID.pattern})")
_SHAPES = {kind.value: shape for shape, kind in rules.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Choices:
    """Who can be quoted and which photos can be shown: pairs of UUID and name. ``extra``: what was sent besides."""

    people: Sequence[tuple[str, str]] = ()
    photos: Sequence[tuple[str, str]] = ()
    extra: tuple[str, ...] = ()


class ReportForm(Form):
    """Headline, lead and source, and the fields of every block, whose names end in its UUID.

    ``order`` names the blocks as they were shown; ``edited`` is the language whose texts stand in the fields.
    """

    revision = HiddenField()
    order = HiddenField()
    edited = HiddenField()
    headline = Line(_l("Headline"), limit=rules.LONGEST_HEADLINE)
    lead = Paragraph(_l("Lead"), limit=rules.LONGEST_LEAD)
    source = Line(_l("Source line"), limit=rules.LONGEST_SOURCE)
    blocks: Sequence[Block] = ()

    @property
    def language(self) -> str:
        """The language whose texts were typed."""
        return self.edited.data if self.edited.data in LANGUAGES else LANGUAGES[0]

    def report(self, before: Report) -> Report:
        """The report as typed; texts of the other language are those of the report ``before``."""
        language = self.language
        head: dict[str, Any] = {
            name: in_language(getattr(before, name), language, self[name].data)
            for name in ("headline", "lead", "source")
        }
        blocks = tuple(self._block(before.block(each.uuid) or each) for each in self.blocks)
        return replace(before, blocks=blocks, **head)

    def _block(self, before: Block) -> Block:
        match before:
            case Text():
                return replace(before, text=self._text("text", before, before.text))
            case Photo():
                return replace(before, photo=self._value("photo", before))
            case Fact():
                return self._fact(before)
            case Quote():
                return self._quote(before)

    def _fact(self, before: Fact) -> Fact:
        number = stored(self._value("number", before), self.language)
        return replace(
            before,
            number=number,
            hedge=self._text("hedge", before, before.hedge),
            unit=self._text("unit", before, before.unit),
            source=self._text("counted", before, before.source),
            basis=before.basis if number == before.number else rules.Basis.TYPED,
        )

    def _quote(self, before: Quote) -> Quote:
        person = self._value("person", before)
        return replace(
            before,
            text=self._text("words", before, before.text),
            person=person,
            name="" if person else self._value("name", before),
            function=Localized() if person else self._text("function", before, before.function),
        )

    def _text(self, field: str, block: Block, before: Localized) -> Localized:
        return in_language(before, self.language, self._value(field, block))

    def _value(self, field: str, block: Block) -> str:
        return str(self[f"{field}_{block.uuid}"].data or "")


def report_form(report: Report, revision: int, language: str, choices: Choices, typed: Any = None) -> ReportForm:
    """The form of a report in one language; with ``typed`` fields, for the blocks that those name."""
    blocks = report.blocks if typed is None else _named(typed.get("order", ""), report)
    fields: dict[str, Any] = {"blocks": blocks}
    data: dict[str, Any] = {"revision": str(revision), "order": _order(blocks), "edited": language}
    data |= {name: getattr(getattr(report, name), language) for name in ("headline", "lead", "source")}
    for block in blocks:
        known = replace(choices, extra=_uuids(typed, block)) if typed is not None else choices
        for name, field, value in _fields(block, language, known):
            fields[f"{name}_{block.uuid}"], data[f"{name}_{block.uuid}"] = field, value
    form: ReportForm = type("FormOfReport", (ReportForm,), fields)(typed, data=data)
    return form


def _named(order: str, report: Report) -> tuple[Block, ...]:
    """The blocks that were shown: as stored, or empty where a colleague has removed them since."""
    blocks: dict[str, Block] = {}
    for kind, uuid in _NAME.findall(order)[: 2 * rules.MOST_BLOCKS]:
        block, shape = report.block(uuid), _SHAPES[kind]
        blocks[uuid] = block if isinstance(block, shape) else shape(uuid=uuid)
    return tuple(blocks.values())


def _order(blocks: Iterable[Block]) -> str:
    return ",".join(f"{rules.kind_of(each).value}:{each.uuid}" for each in blocks)


def _fields(block: Block, language: str, choices: Choices) -> Iterable[tuple[str, Any, str]]:
    match block:
        case Text():
            yield "text", Paragraph(_l("Text"), limit=rules.LONGEST_TEXT), getattr(block.text, language)
        case Photo():
            photos = [("", _l("No photo yet")), *choices.photos]
            chosen = (block.photo, *choices.extra)
            yield "photo", Choice(_l("Photo"), choices=_with(photos, chosen)), block.photo
        case Fact():
            yield "hedge", Line(_l("Word before it"), limit=40), getattr(block.hedge, language)
            yield "number", Line(_l("Number"), limit=20), written(block.number, language)
            yield "unit", Line(_l("What is counted"), limit=rules.LONGEST_UNIT), getattr(block.unit, language)
            yield (
                "counted",
                Line(_l("Who counted, and when"), limit=rules.LONGEST_LINE),
                getattr(block.source, language),
            )
        case Quote():
            people = [("", _l("Somebody who is not on the programme")), *choices.people]
            yield "words", Paragraph(_l("Quotation"), limit=rules.LONGEST_QUOTE), getattr(block.text, language)
            chosen = (block.person, *choices.extra)
            yield "person", Choice(_l("Person"), choices=_with(people, chosen)), block.person
            yield "name", Line(_l("Name"), limit=rules.LONGEST_LINE), block.name
            yield "function", Line(_l("Position"), limit=rules.LONGEST_LINE), getattr(block.function, language)


def _uuids(typed: Any, block: Block) -> tuple[str, ...]:
    """What the form was sent with, though a colleague may have removed the block, or somebody the person or photo."""
    values = (typed.get(f"{name}_{block.uuid}", "") for name in ("photo", "person"))
    return tuple(value for value in values if _UUID.fullmatch(value))


def _with(choices: list[tuple[str, Any]], chosen: Iterable[str]) -> list[tuple[str, Any]]:
    """The choices, and what is stored or was sent though it is not among them any more."""
    known = {value for value, _label in choices}
    return [*choices, *((value, _l("No longer there")) for value in dict.fromkeys(chosen) if value not in known)]


def kinds() -> tuple[Kind, ...]:
    """Which blocks can be added, in the order in which they are offered."""
    return Kind.TEXT, Kind.PHOTO, Kind.FACT, Kind.QUOTE
