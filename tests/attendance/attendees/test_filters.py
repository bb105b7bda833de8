"""Which rows a filter finds, in which order, and what is counted."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import facets, finding, listing
from gocluster_events.attendance.attendees.rules.filter import NO_MEMBER, Delivery, Field, Filter, Key, Sort
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.services import handling, outbox
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from tests.support.make import make_event, make_mail, make_registration
from tests.support.outbox import failed_mail, in_hand
from tests.support.settings import NOW

BY_NAME = Sort(Key.NAME)
pytestmark = pytest.mark.both_databases


def last_names(session, event, wanted):
    return [row.last_name for row in listing.page(session, event.id, wanted, 1)]


@pytest.mark.parametrize("words", ["mueller", "muller", "Müller", "MÜLLER", "käthe muell", "muller käthe"])
def test_every_spelling_finds_mueller(session, event, words):
    make_registration(event, first_name="Käthe", last_name="Müller", email="a@example.org")
    make_registration(event, first_name="Käthe", last_name="Möller", email="b@example.org")
    assert last_names(session, event, Filter(search=words)) == ["Müller"]


@pytest.mark.parametrize("words", ["strasse", "Straße", "straße 7", "Häuser-Straße"])
def test_every_spelling_finds_strasse(session, event, words):
    make_registration(event, organisation="Häuser-Straße 7 GmbH")
    make_registration(event, organisation="Gasse 7 GmbH")
    assert listing.counts(session, event.id, [Filter(search=words)]) == (1,)


def test_typing_the_umlaut_finds_whoever_writes_it_with_an_e(session, event):
    make_registration(event, last_name="Mueller-Rüdt", email="a@example.org")
    assert last_names(session, event, Filter(search="Müller-Ruedt")) == ["Mueller-Rüdt"]


@pytest.mark.parametrize("words", ["100%", "_", "\\", "'"])
def test_signs_that_mean_something_to_the_database_are_only_signs(session, event, words):
    make_registration(event, organisation="Netzwerk 100% Eis_zeit \\ 'Nord'", email="a@example.org")
    make_registration(event, organisation="Netzwerk 1000 Eiszeit", email="b@example.org")
    assert listing.counts(session, event.id, [Filter(search=words), Filter()]) == (1, 2)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Fährmann, Silke", ["Fährmann"]),
        ("Maier", ["Maier"]),  # somebody is written so: nobody else is shown
        ("Fhärmann", ["Fährmann"]),
        ("Meiar", ["Meier"]),
        ("Nobody", []),
        ("Silke Maier", []),
    ],
)
def test_who_is_only_similar_is_found_where_nobody_is_written_so(session, event, words, names):
    make_registration(event, first_name="Silke", last_name="Fährmann", email="a@example.org")
    make_registration(event, first_name="Kim", last_name="Maier", email="b@example.org")
    make_registration(event, first_name="Kim", last_name="Meier", email="c@example.org")
    make_registration(make_event(slug="other"), last_name="Fhärmann", email="d@example.org")
    assert last_names(session, event, finding.with_similar(session, event.id, Filter(search=words))) == names


@pytest.mark.parametrize("part", [slice(0, 4), slice(5, 9), slice(2, 11)])
def test_half_a_number_finds_its_registration(session, event, part):
    for name, number in (("Other", "K7M3-1ABC-9"), ("Meant", "Z0M2-9QX4-T")):
        make_registration(event, last_name=name, reference=number, email=f"{name}@example.org")
    typed = "Z0M2-9QX4-T"[part].lower().replace("0", "o").replace("-", " ")
    assert last_names(session, event, Filter(search=typed)) == ["Meant"]


def test_between_fields_all_must_match_and_within_a_field_any(session, event):
    make_registration(event, last_name="Both", mode=Mode.ONLINE, state=FederalState.BY)
    make_registration(event, last_name="Other mode", mode=Mode.ONSITE, state=FederalState.BY)
    make_registration(event, last_name="Other state", mode=Mode.ONLINE, state=FederalState.HH)
    make_registration(event, last_name="Either state", mode=Mode.ONLINE, state=FederalState.BE)
    wanted = Filter(modes=(Mode.ONLINE,), states=(FederalState.BY, FederalState.BE), sort=BY_NAME)
    assert last_names(session, event, wanted) == ["Both", "Either state"]


def test_people_of_no_cluster_can_be_asked_for(session, event):
    make_registration(event, last_name="Member", cluster="smart³")
    make_registration(event, last_name="Nobody", cluster="")
    assert last_names(session, event, Filter(clusters=(NO_MEMBER,))) == ["Nobody"]
    assert last_names(session, event, Filter(clusters=(NO_MEMBER, "smart³"), sort=BY_NAME)) == ["Member", "Nobody"]


def test_another_edition_is_another_list(session, event):
    make_registration(make_event(slug="other"), last_name="Elsewhere")
    assert (last_names(session, event, Filter()), listing.counts(session, event.id, [Filter()])) == ([], (0,))


def test_names_sort_as_in_a_german_telephone_book(session, event):
    for name in ("Zander", "Ärmel", "Arm", "Ångström"):
        make_registration(event, last_name=name)
    assert last_names(session, event, Filter(sort=BY_NAME)) == ["Ångström", "Arm", "Ärmel", "Zander"]
    assert last_names(session, event, Filter(sort=BY_NAME.reverse)) == ["Zander", "Ärmel", "Arm", "Ångström"]


@pytest.mark.parametrize("key", list(Key))
def test_every_column_sorts_both_ways(session, event, key):
    late = {"status": Status.DECLINED, "actor_type": ActorType.OTHER, "state": FederalState.TH}
    make_registration(event, last_name="A", created_at=NOW - timedelta(days=1))
    make_registration(event, last_name="B", **late)
    assert last_names(session, event, Filter(sort=Sort(key))) == ["A", "B"]
    assert last_names(session, event, Filter(sort=Sort(key, descending=True))) == ["B", "A"]


def test_a_place_on_the_waiting_list_is_counted_in_each_mode_from_whoever_waits_longest(session, event):
    waits = {"status": Status.WAITLISTED}
    make_registration(event, last_name="Confirmed")
    make_registration(event, last_name="Second", **waits, waitlisted_at=NOW)
    make_registration(event, last_name="First", **waits, waitlisted_at=NOW - timedelta(days=1))
    make_registration(event, last_name="First online", **waits, waitlisted_at=NOW, mode=Mode.ONLINE)
    rows = listing.page(session, event.id, Filter(), 1)
    places = {row.last_name: row.place for row in rows}
    assert places == {"Confirmed": None, "Second": 2, "First": 1, "First online": 1}


def test_a_page_has_fifty_rows_and_the_last_one_the_rest(session, event):
    for number in range(52):
        make_registration(event, last_name=f"Person {number:02}")
    pages = [listing.page(session, event.id, Filter(sort=BY_NAME), number) for number in (1, 2)]
    assert [len(page) for page in pages] == [50, 2]
    assert pages[1][0].last_name == "Person 50"


def test_a_facet_counts_what_one_would_get(session, event):
    make_registration(event, mode=Mode.ONSITE, state=FederalState.BY, cluster="smart³")
    make_registration(event, mode=Mode.ONSITE, state=FederalState.HH)
    make_registration(event, mode=Mode.ONLINE, state=FederalState.HH, status=Status.CANCELLED)
    counted = facets.facet_counts(session, event.id, Filter(modes=(Mode.ONSITE,)))
    assert counted == {
        Field.STATUS: {"confirmed": 2},
        Field.MODE: {"onsite": 2, "online": 1},
        Field.ACTOR_TYPE: {"cluster": 2},
        Field.STATE: {"BY": 1, "HH": 1},
        Field.CLUSTER: {"smart³": 1, NO_MEMBER: 1},
        Field.QUOTA: {NO_MEMBER: 2},
        Field.ADMISSION: {"out": 2},
        Field.LISTED: {"no": 2},
        Field.PHOTOS: {"no": 2},
        Field.DELIVERY: {"unhindered": 2},
        Field.BOOKING: {},
        Field.ANSWER: {},
    }


def test_whose_e_mails_do_not_arrive_is_found_as_long_as_that_is_the_last_that_is_known(session, event):
    make_registration(event, last_name="Reached", email="reached@example.org")
    failed_mail(make_event(slug="other"), email="reached@example.org")
    failed_mail(event, last_name="Failed", email="failed@example.org")
    _person, noted = failed_mail(event, last_name="Noted", email="noted@example.org")
    with transaction() as open_session:
        handling.dismiss(open_session, f"edition:{event.id}", noted, "Called", NOW)
    failed_mail(event, last_name="Again", email="again@example.org")
    make_mail("later", scope=f"edition:{event.id}", recipient="again@example.org")
    outbox.mark_sent([in_hand(session.scalar(sa.select(sa.func.max(Mail.id))))], NOW + timedelta(hours=1))
    make_registration(event, last_name="Phoned", email="")
    names = [last_names(session, event, Filter(delivery=(each,), sort=BY_NAME)) for each in Delivery]
    assert names == [["Again", "Noted", "Reached"], ["Failed"], ["Phoned"]]
    counted = facets.facet_counts(session, event.id, Filter(delivery=(Delivery.FAILS,)))
    assert counted[Field.DELIVERY] == {"unhindered": 3, "fails": 1, "no_address": 1}
    assert counted[Field.STATUS] == {"confirmed": 1}


def test_tabs_count_without_filters(session, event):
    make_registration(event)
    make_registration(event, status=Status.LAPSED)
    assert listing.status_counts(session, event.id) == {Status.CONFIRMED: 1, Status.LAPSED: 1}
