"""What whoever adds a material says of it, and the file."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import g
from wtforms import FileField, HiddenField, IntegerField
from wtforms.validators import NumberRange, StopValidation

from gocluster_events.core.i18n import _l, current_language
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Choice, Form, Line, Radio
from gocluster_events.core.web.time_fields import OptionalLocalTime
from gocluster_events.meeting.agenda.rules.codes import SpokenLanguage
from gocluster_events.meeting.agenda.rules.links import LONGEST_ADDRESS, is_web_address
from gocluster_events.meeting.agenda.words.programme import LANGUAGES
from gocluster_events.post_event.materials.rules.codes import ELSEWHERE, Accessible, Kind, Licence, SeenBy
from gocluster_events.post_event.materials.rules.material import MaterialFacts
from gocluster_events.post_event.materials.words import codes as words

LONGEST_TITLE, LONGEST_NOTE = 160, 240


def _choices(codes: Iterable[Any], sentences: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(each.value, sentences[each]) for each in codes]


class MaterialForm(Form):
    """A material without its file. ``items`` must be offered before it is read."""

    revision = HiddenField()
    item = Choice(_l("Programme item"))
    kind = Choice(_l("Kind"), choices=_choices(Kind, words.KINDS))
    title_de = Line(_l("Title in German"), limit=LONGEST_TITLE)
    title_en = Line(_l("Title in English"), limit=LONGEST_TITLE)
    language = Choice(_l("Language"), choices=_choices(SpokenLanguage, LANGUAGES))
    url = Line(_l("Address of the link"), limit=LONGEST_ADDRESS)
    licence = Radio(_l("Licence"), choices=_choices(Licence, words.LICENCES_EXPLAINED), default=Licence.HERE_ONLY.value)
    accessible = Choice(
        _l("Accessibility"), choices=_choices(Accessible, words.ACCESSIBLE), default=Accessible.UNKNOWN.value
    )
    note_de = Line(_l("Note on it in German"), limit=LONGEST_NOTE)
    note_en = Line(_l("Note on it in English"), limit=LONGEST_NOTE)
    seen_by = Radio(_l("Who can open it"), choices=_choices(SeenBy, words.SEEN_BY), default=SeenBy.PUBLIC.value)
    not_before = OptionalLocalTime(_l("Not before"), zone=lambda _form: g.event.zone)

    is_link = True  # whether it has no file

    def offer(self, items: Iterable[tuple[str, str]]) -> None:
        """The items, by UUID and name, that can be chosen."""
        self.item.choices = list(items)

    def validate_url(self, field: Any) -> None:
        """Raises StopValidation for what is no address, or misses where the material is a link."""
        if field.data and not is_web_address(field.data):
            raise StopValidation(str(_l("Enter an address that begins with https:// or http://.")))
        if not field.data and self.is_link:
            raise StopValidation(str(_l("Enter the address.")))

    def facts(self) -> MaterialFacts:
        """What was typed; only of a valid form."""
        url = self.url.data if "url" in self else ""
        return MaterialFacts(
            item=self.item.data, kind=Kind(self.kind.data), title=Localized(self.title_de.data, self.title_en.data),
            language=SpokenLanguage(self.language.data), url=url, licence=Licence(self.licence.data),
            accessible=Accessible(self.accessible.data), note=Localized(self.note_de.data, self.note_en.data),
            seen_by=SeenBy(self.seen_by.data), not_before=self.not_before.if_any(self),
        )  # fmt: skip


class NewMaterialForm(MaterialForm):
    """A material with its file, which may have arrived before (``upload`` is then its UUID), or a link."""

    upload = HiddenField()
    file = FileField(_l("PDF"), render_kw={"accept": ".pdf,application/pdf"})

    def validate_file(self, field: Any) -> None:
        """Raises StopValidation unless there is a file or a link, and not both."""
        has_file = bool(self.upload.data or self.has_chosen)
        if self.url.data and has_file:
            raise StopValidation(str(_l("Either a file or a link: please leave one of them out.")))
        if self.kind.data in {each.value for each in ELSEWHERE}:
            if has_file:
                raise StopValidation(str(_l("This kind needs a link, not a file.")))
        elif not has_file and not self.url.data:
            raise StopValidation(str(_l("Choose a PDF, or enter the address of a link.")))

    def validate_url(self, field: Any) -> None:
        """As of every material; it must be there for what is a link only."""
        self.is_link = self.kind.data in {each.value for each in ELSEWHERE}
        super().validate_url(field)

    @property
    def has_chosen(self) -> bool:
        """Whether a file came with the form."""
        return bool(getattr(self.file.data, "filename", ""))

    def size(self) -> int:
        """How many bytes that file has; it is not read for it."""
        stream = self.file.data.stream
        size: int = stream.seek(0, 2)
        stream.seek(0)
        return size


class BeginForm(Form):
    """A file that is about to arrive in parts."""

    name = Line(limit=400)
    size = IntegerField(validators=[NumberRange(min=1)])


class PartForm(Form):
    """One part of a file."""

    file = FileField()


def filled(facts: MaterialFacts, revision: int, zone: str, *, is_typed: bool = True) -> MaterialForm:
    """The form of a material as it is stored; with ``is_typed`` what was sent stands in it."""
    return MaterialForm(
        **({} if is_typed else {"formdata": None}),
        data={
            **{name: getattr(facts, name) for name in ("item", "url")},
            **{name: getattr(facts, name).value for name in ("kind", "language", "licence", "accessible", "seen_by")},
            "title_de": facts.title.de, "title_en": facts.title.en, "note_de": facts.note.de, "note_en": facts.note.en,
            "not_before": facts.not_before and facts.not_before.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
            "revision": str(revision),
        },
    )  # fmt: skip


def empty(item: str, kind: str) -> NewMaterialForm:
    """The form of a new material of that item and kind, where they are known."""
    known = {each.value for each in Kind}
    defaults = {"item": item, "kind": kind if kind in known else Kind.SLIDES.value, "language": current_language()}
    return NewMaterialForm(data=defaults)
