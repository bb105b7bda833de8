"""What the search of a copy knows, and where it leads."""

from datetime import timedelta

from gocluster_events.core.text import Localized
from gocluster_events.post_event.archive.rules.finding import LONGEST_EXCERPT, Row, rows
from gocluster_events.post_event.archive.rules.places import Contents, own_files
from gocluster_events.post_event.discovery.rules.entries import Edition, Entry, Kind
from gocluster_events.post_event.discovery.rules.matching import searchable
from tests.support.settings import NOW

MEETING = Edition("jahrestagung-2027", Localized("Jahrestagung 2027"), 2027)
KINDS = {kind: kind.value for kind in Kind}
FILES = own_files(Contents(slug=MEETING.slug, has_cards=True, items=("a1-netze",)))


def entry(kind=Kind.ITEM, place="a1-netze", **facts):
    return Entry(edition=MEETING, kind=kind, place=place, **{"title": Localized("Netze", "Networks"), **facts})


def rows_of(lang, *entries):
    return [*rows(map(searchable, entries), FILES, lang, KINDS, NOW)]


def test_an_entry_stands_in_its_language_and_is_searched_in_both():
    (row,) = rows_of("en", entry(text=Localized("Wie man sie knüpft", "How to tie them")))
    assert row == Row(
        "item", "Networks", "How to tie them", "agenda/a1-netze.html", " netze networks ",
        " netze networks  wie man sie knupft how to tie them wie man sie knuepft how to tie them ",
    )  # fmt: skip


def test_a_card_leads_to_where_it_stands_among_all():
    (row,) = rows_of("de", entry(Kind.CARD, "7"))
    assert row.file == "knowledge.html#card-7"


def test_what_is_in_no_file_of_the_copy_or_opens_later_is_not_among_them():
    assert rows_of("de", entry(Kind.REPORT, ""), entry(opens_at=NOW + timedelta(minutes=1))) == []
    assert len(rows_of("de", entry(opens_at=NOW))) == 1


def test_of_a_long_text_the_beginning_is_told():
    (row,) = rows_of("de", entry(text=Localized("lang " * 200)))
    assert (len(row.excerpt), row.excerpt[-1]) == (LONGEST_EXCERPT, "…")
