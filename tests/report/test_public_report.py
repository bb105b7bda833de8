"""The report as everybody reads it."""

from tests.support.report import make_meeting, put_out


def test_a_published_report_has_a_page_in_both_languages_and_a_place_in_the_menu(session, visitor):
    event = make_meeting()
    assert visitor.get(f"/de/{event.slug}/report").status_code == 404
    assert "Nachbericht" not in visitor.get(f"/de/{event.slug}/").text
    put_out(event)
    page = visitor.get(f"/de/{event.slug}/report").text
    assert "<h1>Cluster machen Region</h1>" in page
    assert "<h2>Drei Foren</h2>" in page
    assert "<strong>1.500</strong>" in page
    assert "Berlin, 23. April 2027" in page
    assert f'<a href="/de/{event.slug}/report" aria-current="page">Nachbericht</a>' in page
    assert f'<a href="/de/{event.slug}/report">Nachbericht</a>' in visitor.get(f"/de/{event.slug}/").text
    english = visitor.get(f"/en/{event.slug}/report").text
    assert ("<h1>Clusters make regions</h1>" in english, "<strong>1,500</strong>" in english) == (True, True)
