"""What happened last: told in order, and not more often than it needs to be."""

from datetime import UTC, datetime, timedelta

from gocluster_events.backoffice.oversight.rules.auditing import Deed, Happening, recent

NINE = datetime(2027, 3, 20, 9, tzinfo=UTC)


def did(minutes, deed, actor="kim@example.org", count=1):
    return Happening(NINE + timedelta(minutes=minutes), actor, deed, count)


def test_the_latest_comes_first_and_only_so_many_are_told():
    deeds = [did(0, Deed.SETTINGS), did(2, Deed.PUBLISHED), did(1, Deed.PLANNED)]
    assert [each.deed for each in recent(deeds, most=2)] == [Deed.PUBLISHED, Deed.PLANNED]


def test_the_same_deed_of_the_same_person_in_a_row_is_told_once():
    deeds = [did(0, Deed.PLANNED), did(1, Deed.PLANNED, "ole@example.org"), *(did(n, Deed.PLANNED) for n in (2, 3))]
    assert [(each.actor, each.count, each.at) for each in recent(deeds, most=6)] == [
        ("kim@example.org", 2, NINE + timedelta(minutes=3)),
        ("ole@example.org", 1, NINE + timedelta(minutes=1)),
        ("kim@example.org", 1, NINE),
    ]


def test_every_download_is_told_with_its_own_rows():
    deeds = [did(0, Deed.DOWNLOADED, count=289), did(1, Deed.DOWNLOADED, count=12)]
    assert [each.count for each in recent(deeds, most=6)] == [12, 289]
