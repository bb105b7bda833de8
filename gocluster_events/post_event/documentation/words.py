"""The documentation in words."""

from collections.abc import Callable, Iterable
from typing import Any

from gocluster_events.attendance.attendees.rules.figures import Table, Topic
from gocluster_events.attendance.attendees.words.figures import HIDDEN, value
from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.documentation.rules.codes import Lack, Part, Refusal
from gocluster_events.post_event.documentation.rules.documentation import Documentation, Strand
from gocluster_events.post_event.materials.rules.material import PublicMaterial
from gocluster_events.post_event.materials.words.codes import KINDS, SHORT_LICENCES
from gocluster_events.post_event.materials.words.items import pages, size

PARTS: dict[Part, LazyString] = {
    Part.PLENARY: _l("Plenary"),
    Part.QUESTIONS: _l("Open questions"),
    Part.FIGURES: _l("In figures"),
}
REFUSALS: dict[Any, LazyString] = {
    Refusal.DRAFT: _l("The event is a draft. Publish it first; its documentation comes afterwards."),
    Refusal.NOT_OVER: _l("The event is not over yet. Its documentation can be published afterwards."),
    Refusal.NO_PROGRAMME: _l("There is no published programme yet, by which the documentation is arranged."),
}
ACTIONS: dict[str, LazyString] = {
    "documentation.published": _l("Documentation published"),
    "documentation.taken_back": _l("Documentation taken back"),
}
TOPICS: dict[Topic, LazyString] = {
    Topic.MODE: _l("Who came, by mode of attendance"),
    Topic.ACTOR_TYPE: _l("Who came, by type of organisation"),
    Topic.STATE: _l("Who came, by federal state"),
    Topic.CLUSTER: _l("Who came, by cluster"),
}


LACKS: dict[Lack, Callable[[int], str]] = {
    Lack.REPORT: lambda _num: _("The report is not public."),
    Lack.CARDS: lambda num: _n(
        "%(num)d knowledge card is not public yet.", "%(num)d knowledge cards are not public yet.", num
    ),
    Lack.MATERIALS: lambda num: _n(
        "%(num)d file or link is not public yet.", "%(num)d files and links are not public yet.", num
    ),
    Lack.PHOTOS: lambda num: _n("%(num)d photo is not public yet.", "%(num)d photos are not public yet.", num),
    Lack.FIGURES: lambda _num: _("The figures are not frozen yet."),
}
"""What is missing for the public, and so in the documentation."""


def strand_name(strand: Strand) -> str:
    """A strand by its letter and name, or the plenary."""
    track = strand.track
    return f"{track.letter} {track.name.pick(current_language())[0]}" if track else str(PARTS[Part.PLENARY])


def extent(items: int, cards: Iterable[PublicCard], materials: int) -> str:
    """How much there is: items, cards, files and links, in one sentence, and how many questions stay open."""
    known = tuple(cards)
    questions = sum(card.is_open for card in known)
    answered = len(known) - questions
    parts = [_n("%(num)d programme item", "%(num)d programme items", items)]
    if answered:
        parts.append(_n("%(num)d knowledge card", "%(num)d knowledge cards", answered))
    if materials:
        parts.append(_n("%(num)d file or link", "%(num)d files and links", materials))
    sentences = [f"{', '.join(parts)}."]
    if questions:
        sentences.append(_n("%(num)d question stays open.", "%(num)d questions stay open.", questions))
    return " ".join(sentences)


def extent_of(there: Documentation | Strand) -> str:
    """How much the documentation, or a strand of it, holds."""
    return extent(len(there.items), there.cards, there.materials)


def material_name(material: PublicMaterial) -> tuple[str, str]:
    """What a material is called, and in which language."""
    language = current_language()
    return material.title.pick(language) if material.title else (str(KINDS[material.kind]), language)


def about_material(material: PublicMaterial) -> str:
    """Size and licence of a material, or where its link leads."""
    if material.url:
        about = _("Opens %(host)s", host=material.host)
    else:
        about = ", ".join(("PDF", pages(material.pages), size(material.size)))
    return f"{about} · {SHORT_LICENCES[material.licence]}"


def rows(table: Table) -> list[tuple[str, str]]:
    """The values of a table of figures with their numbers, its sum at the end."""
    numbers = [(value(table.topic, row, {}), row.numbers[0]) for row in table.rows]
    return [(name, HIDDEN if number is None else str(number)) for name, number in (*numbers, _total(table))]


def _total(table: Table) -> tuple[str, int | None]:
    return _("Total"), table.total.numbers[0]
