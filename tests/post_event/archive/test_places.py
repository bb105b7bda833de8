"""Which pages and files a copy holds, and how each is called in it."""

from gocluster_events.post_event.archive.rules.manifest import manifest
from gocluster_events.post_event.archive.rules.places import Contents, file_of, own_files, places, search_page

WHOLE = Contents(
    slug="jahrestagung-2027", has_programme=True, has_changes=True, has_report=True, has_documentation=True,
    has_materials=True, has_cards=True, has_questions=True, items=("a1-netze",), people=("p1",), parts=("a", "figures"),
    files=("f1",), photos=("b1",),
)  # fmt: skip


def files_of(known):
    return [each.file for each in places(known)]


def test_of_an_edition_without_anything_there_is_its_page_and_those_of_the_site():
    assert files_of(Contents(slug="neu")) == [
        f"{lang}/{page}.html"
        for lang in ("de", "en")
        for page in ("index", "site/imprint", "site/privacy", "site/accessibility", "site/photos")
    ]


def test_everything_that_is_public_has_a_place_in_both_languages():
    german = [each for each in files_of(WHOLE) if each.startswith("de/")]
    assert german == [
        "de/programme.pdf", "de/documentation.pdf", "de/documentation.json", "de/index.html", "de/report.html",
        "de/agenda.html", "de/changes.html", "de/people.html", "de/materials.html", "de/knowledge.html",
        "de/photos.html", "de/documentation.html", "de/documentation/a.html", "de/documentation/figures.html",
        "de/agenda/a1-netze.html", "de/people/p1.html", "de/knowledge-open.html", "de/site/imprint.html",
        "de/site/privacy.html", "de/site/accessibility.html", "de/site/photos.html", "de/agenda.ics", "de/schedule.xml",
        "de/schedule.json", "de/changes.atom", "de/report.atom",
    ]  # fmt: skip
    assert [each.replace("de/", "en/") for each in german] == [each for each in files_of(WHOLE) if each[:3] == "en/"]


def test_a_photo_and_a_file_are_in_the_copy_once_whatever_the_language_of_the_page():
    files = own_files(WHOLE)
    for lang in ("de", "en"):
        assert files[f"/{lang}/jahrestagung-2027/photos/b1/640.jpg"] == "photos/b1-640.jpg"
        assert files[f"/{lang}/jahrestagung-2027/photos/b1/1600.jpg"] == "photos/b1-1600.jpg"
        assert files[f"/{lang}/jahrestagung-2027/materials/f1"] == "materials/f1.pdf"


def test_the_start_page_of_the_site_is_that_of_the_edition_and_the_search_leads_there():
    assert own_files(WHOLE)["/en/"] == "en/index.html"
    assert search_page("jahrestagung-2027", "en").instead == "/en/jahrestagung-2027/"


def test_what_pages_need_is_called_as_on_the_site_but_for_its_build():
    assert file_of("/static/1a2b3c/vendor/fonts/sans.woff2") == "static/vendor/fonts/sans.woff2"
    assert file_of("/jahrestagung-2027/theme-12ab.css?x=1") == "jahrestagung-2027/theme-12ab.css"


def test_the_list_of_digests_is_in_the_order_of_the_names():
    assert manifest({"b": "22", "a/c": "11"}) == "11  a/c\n22  b\n"
