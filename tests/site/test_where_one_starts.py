"""Where somebody lands who signs in: with one edition, and with none."""

from tests.support.make import make_account


def test_who_runs_one_edition_goes_straight_to_its_desk(organiser):
    assert organiser.get("/de/manage/").location == "/de/manage/jahrestagung-2027/"


def test_who_runs_nothing_yet_is_told_what_happens_next(session, visitor):
    visitor.enter(make_account().email)
    assert "Sie betreuen noch keine Veranstaltung." in visitor.get("/de/manage/").text
