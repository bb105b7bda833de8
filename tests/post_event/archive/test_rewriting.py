"""A page of the site becomes a page of the copy."""

import pytest

from gocluster_events.post_event.archive.rules.places import Contents, Place, own_files, search_page
from gocluster_events.post_event.archive.rules.rewriting import rewrite
from gocluster_events.post_event.archive.rules.surroundings import Line, Surroundings, needs_of_sheet, sheet_of_copy

SLUG = "jahrestagung-2027"
KNOWN = Contents(slug=SLUG, has_programme=True, has_cards=True, has_questions=True, items=("a1-netze",), photos=("b1",))
LINE = Line("Archivkopie", "Archivkopie vom 1. Dezember 2027", "Zur Website", "Diese Kopie durchsuchen")
AROUND = Surroundings(
    own_files(KNOWN), "https://events.example.org", {"de": LINE, "en": LINE}, {"de": search_page(SLUG, "de").file}
)
ITEM = Place(f"/de/{SLUG}/agenda/a1-netze", "de/agenda/a1-netze.html")
PROGRAMME = Place(f"/de/{SLUG}/agenda", "de/agenda.html")


def page_of(body, head=""):
    return f'<!doctype html><html lang="de"><head>{head}</head><body>{body}</body></html>'.encode()


def copied(body, here=ITEM, head=""):
    """The body of the page in the copy, without the line on top, and all of it."""
    page = rewrite(page_of(f"<main>{body}</main>", head), here, AROUND)
    return page.content.decode().partition("<main>")[2].partition("</main>")[0], page


@pytest.mark.parametrize(
    ("href", "way"),
    [
        (f"/de/{SLUG}/", "../index.html"),
        (f"/de/{SLUG}/agenda#item-a1", "../agenda.html#item-a1"),
        (f"/en/{SLUG}/agenda/a1-netze", "../../en/agenda/a1-netze.html"),
        (f"/de/{SLUG}/knowledge?open=yes", "../knowledge-open.html"),
        (f"/{SLUG}/schedule.xml?lang=de", "../schedule.xml"),
        (f"/de/{SLUG}/agenda?track=a", "../agenda.html"),
        ("/de/", "../index.html"),
        ("/de/imprint", "../site/imprint.html"),
        ("#card-1", "#card-1"),
        ("mailto:tagung@example.org", "mailto:tagung@example.org"),
        ("https://example.com/beleg", "https://example.com/beleg"),
        ("/de/accessibility/feedback?page=x", "https://events.example.org/de/accessibility/feedback?page=x"),
        (f"/de/{SLUG}/photos/b1/me", f"https://events.example.org/de/{SLUG}/photos/b1/me"),
    ],
)
def test_a_link_leads_to_a_file_of_the_copy_or_to_the_site(href, way):
    assert copied(f'<a href="{href}">Weg</a>')[0] == f'<a href="{way}">Weg</a>'


def test_a_choice_on_the_page_on_which_one_is_becomes_plain_text():
    body, _page = copied('<p>Stand heute, <a href="?only=changed"><b>1</b> Änderung</a>.</p>', PROGRAMME)
    assert body == "<p>Stand heute, <b>1</b> Änderung.</p>"


def test_pictures_and_their_choices_lie_beside_the_page():
    address = f"/de/{SLUG}/photos/b1"
    body, page = copied(f'<img src="{address}/640.jpg" srcset="{address}/640.jpg 640w, {address}/1600.jpg 1600w">')
    near = "../../photos/b1"
    assert body == f'<img src="{near}-640.jpg" srcset="{near}-640.jpg 640w, {near}-1600.jpg 1600w">'
    assert page.needs == ()


def test_what_a_page_needs_is_named_and_lies_in_the_copy():
    head = '<link rel="stylesheet" href="/static/12ab/built/public.css"><script src="/static/12ab/js/x.js"></script>'
    _body, page = copied('<img src="/files/1f.png">', head=head)
    assert page.needs == ("/static/12ab/built/public.css", "/static/12ab/js/x.js", "/files/1f.png")
    for near in ("../../static/built/public.css", "../../static/js/x.js", "../../files/1f.png"):
        assert f'"{near}"' in page.content.decode()


@pytest.mark.parametrize(
    "living",
    [
        "<form action='/x'><input></form>",
        "<button>Drucken</button>",
        "<template><p>Stern</p></template>",
        "<dialog><button>Zu</button></dialog>",
        "<p data-live>Zur Anmeldung</p>",
        "<script type='module' src='/static/1/js/notes/notes.js'></script>",
        "<link rel='preload' href='/static/1/x.woff2'>",
    ],
)
def test_what_needs_a_server_is_gone_and_what_stands_around_it_stays(living):
    assert copied(f"<p>Davor</p>{living} danach")[0] == "<p>Davor</p> danach"


def test_what_of_the_scripts_needs_no_server_runs_as_an_ordinary_script():
    head = '<script type="module" src="/static/12ab/built/public.js"></script>'
    _body, page = copied("", head=head)
    assert '<script src="../../static/built/copy.js" defer></script>' in page.content.decode()
    assert page.needs == ("/static/12ab/built/copy.js",)


def test_addresses_for_search_engines_and_data_blocks_stay_those_of_the_site():
    head = (
        f'<link rel="canonical" href="https://events.example.org/de/{SLUG}/">'
        f'<script type="application/ld+json">{{"url":"https://events.example.org/de/{SLUG}/"}}</script>'
    )
    assert head in copied("", head=head)[1].content.decode()


def test_the_line_stands_behind_the_way_to_the_content_and_names_the_day():
    source = page_of(
        '<a class="skip-link" href="#main">Zum Inhalt</a><header class="site-header"><div class="container wide"></div>'
    )
    page = rewrite(source, ITEM, AROUND).content.decode()
    assert (
        '<a class="skip-link" href="#main">Zum Inhalt</a>'
        '<aside class="copy-line" aria-label="Archivkopie"><p class="container wide">'
        "Archivkopie vom 1. Dezember 2027 – "
        f'<a href="https://events.example.org{ITEM.address}">Zur Website</a> · '
        '<a href="../search.html">Diese Kopie durchsuchen</a></p></aside><header'
    ) in page


def test_a_page_is_named_by_its_heading():
    assert copied("<h1>Netze\n  <em>knüpfen</em></h1>")[1].heading == "Netze knüpfen"


def test_a_font_that_comes_late_is_taken_up_since_nothing_loads_it_ahead():
    assert sheet_of_copy("@font-face{font-display:optional;}") == "@font-face{font-display:swap;}"


def test_a_style_sheet_needs_its_fonts_and_no_data():
    sheet = 'src:url("../vendor/fonts/sans.woff2")format("woff2");--sign:url("data:image/svg+xml,%3Csvg%3E")'
    assert list(needs_of_sheet(sheet, "/static/12ab/built/public.css")) == ["/static/12ab/vendor/fonts/sans.woff2"]
