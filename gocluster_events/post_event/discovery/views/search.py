"""The public search over all published editions. What is looked for is written down nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from gocluster_events.core import clock
from gocluster_events.core.search import LONGEST
from gocluster_events.core.text import Localized, one_line
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.headers import private_link
from gocluster_events.core.web.localized import localized
from gocluster_events.post_event.discovery import words
from gocluster_events.post_event.discovery.rules import matching
from gocluster_events.post_event.discovery.rules.entries import Entry, Kind
from gocluster_events.post_event.discovery.rules.excerpt import Quotation, excerpt, marked
from gocluster_events.post_event.discovery.rules.matching import NO_STRAND, Needles, Searchable, Shelf
from gocluster_events.post_event.discovery.rules.narrowing import (
    A_PAGE,
    Facet,
    Wanted,
    last_page,
    narrowed,
    numbers,
    portion,
)
from gocluster_events.post_event.discovery.views.shelves import shelves

blueprint = Blueprint("discovery", __name__)

_PLACES = {
    Kind.REPORT: ("report.report", "", ""),
    Kind.ITEM: ("agenda.item", "address", ""),
    Kind.PERSON: ("agenda.speaker", "uuid", ""),
    Kind.CARD: ("cards.of_edition", "", "card"),
    Kind.OPEN_QUESTION: ("cards.of_edition", "", "card"),
    Kind.MATERIAL: ("materials.of_edition", "", "item"),
}
"""Of each kind its page, what the place of an entry is called there, and what its anchor begins with."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which the results can be narrowed, with how many it leaves; the chosen one leads back to all."""

    label: Any
    number: int
    is_chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A result."""

    entry: Entry
    href: str
    title: Quotation
    text: Quotation


@blueprint.get("/<lang:lang>/search")
@public
def search() -> Response:
    """What the words in the address mean in the public texts of all editions, narrowed as the address says.

    The address is told to no other page, and the answer is stored nowhere.
    """
    typed = one_line(request.args.get("q", ""))
    known = shelves()
    wanted = _wanted(typed[:LONGEST].strip(), known)
    page = render_template(
        "post_event/discovery/search.html",
        wanted=wanted,
        longest=LONGEST,
        is_cut=len(typed) > LONGEST,
        **_results(wanted, known),
    )
    return private_link(make_response(page))


def _wanted(typed: str, known: Sequence[Shelf]) -> Wanted:
    """What the address asks for; values that no text has are left out."""
    offered = {
        Facet.YEAR: {each.texts[0].values[0] for each in known if each.texts},
        Facet.STRAND: {NO_STRAND}.union(*(each.strands for each in known)),
        Facet.KIND: {kind.value for kind in Kind},
    }
    named = {facet.value: request.args.get(facet.value, "") for facet in Facet}
    return Wanted(typed, **{each.value: named[each.value] for each in Facet if named[each.value] in offered[each]})


def _results(wanted: Wanted, known: Sequence[Shelf]) -> dict[str, Any]:
    now, needles = clock.now(), matching.needles(wanted.words)
    exact = matching.hits(known, needles, now)
    if not exact and wanted.words:
        needles = matching.similar(wanted.words, known)
    everything = exact or matching.hits(known, needles, now)
    chosen = narrowed(everything, wanted)
    last = last_page(len(chosen))
    page = min(max(request.args.get("page", 1, int), 1), last)
    return {
        "rows": [_row(each.entry, needles) for each in portion(chosen, page)],
        "number": len(chosen),
        "is_narrowed": len(chosen) < len(everything),
        "is_similar": bool(everything) and not exact,
        "facets": list(_facets(everything, wanted, known)) if everything else [],
        "page": page,
        "a_page": A_PAGE,
        "url_of_page": lambda number: _address(wanted, page=number),
    }


def _row(entry: Entry, needles: Needles) -> Row:
    endpoint, name, anchor = _PLACES[entry.kind]
    values: dict[str, Any] = {name: entry.place} if name else {}
    at = f"{anchor}-{entry.place}" if anchor else None
    href = url_for(endpoint, edition=entry.edition.slug, _anchor=at, **values)
    return Row(entry, href, marked(entry.title, needles, g.lang), excerpt(entry.text, needles, g.lang))


def _facets(
    everything: Sequence[Searchable], wanted: Wanted, known: Sequence[Shelf]
) -> Iterator[tuple[Facet, Choice, Sequence[Choice]]]:
    """Each facet with the choice of all and those of its values, as far as there is something to choose."""
    labels = _labels(known)
    for facet, tally in numbers(everything, wanted).items():
        chosen = getattr(wanted, facet.value)
        values = [each for each in labels[facet] if tally[each] or each == chosen]
        if len(values) > 1 or chosen:
            rest = Choice("", tally.total(), not chosen, _address(wanted.with_choice(facet, "")))
            yield facet, rest, [
                Choice(
                    labels[facet][each], tally[each], each == chosen,
                    _address(wanted.with_choice(facet, "" if each == chosen else each)),
                )
                for each in values
            ]  # fmt: skip


def _labels(known: Sequence[Shelf]) -> Mapping[Facet, Mapping[str, Any]]:
    """What the values of each facet are called, in their order; a strand as the latest edition calls it."""
    years = sorted({each.texts[0].values[0] for each in known if each.texts}, reverse=True)
    strands: dict[str, Localized] = {}
    for shelf in known:
        strands = {**shelf.strands, **strands}
    return {
        Facet.YEAR: {each: each for each in years},
        Facet.STRAND: {**{key: localized(name) for key, name in sorted(strands.items())}, NO_STRAND: words.NO_STRAND},
        Facet.KIND: {each.value: words.KINDS[each] for each in Kind},
    }


def _address(wanted: Wanted, **more: Any) -> str:
    parameters: dict[str, Any] = {**wanted.parameters(), **more}
    return url_for("discovery.search", **parameters)
