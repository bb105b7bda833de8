"""A sheet of badges begins at a place that it has."""

from tests.support.make import make_registration
from tests.support.paper import flat

TAGUNG = "/de/manage/tagung"


def test_a_sheet_has_no_more_places_to_begin_at_than_badges(event, staff):
    make_registration(event, last_name="Eins")
    beyond, last = (staff.get(f"{TAGUNG}/badges.pdf?start={start}") for start in (11, 10))
    assert ("Ein Bogen dieser Größe hat 10 Plätze." in beyond.text, beyond.mimetype) == (True, "text/html")
    assert "Eins" in flat(last.data)
