"""The member clusters: adding one or many, doubtful names, renaming, removing, and taking the list along."""

from io import BytesIO
from random import Random

import pytest
from werkzeug.datastructures import FileStorage

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.queries import member_clusters
from gocluster_events.meeting.events.rules.clusters import MOST_COMPARED, LineError, Names, planned
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState
from gocluster_events.meeting.events.words import vocabulary
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.make import make_cluster, make_registration
from tests.support.sheets import semicolons, workbook

PAGE = "/en/manage/jahrestagung-2027/clusters"


def names(session, event):
    session.rollback()
    return [(row.name, row.state.value) for row in member_clusters(session, event.id)]


def looked_at(organiser, lines, **more):
    """The page after a list was pasted and looked at; nothing is added yet."""
    return organiser.own_form(f"{PAGE}/list").send(lines=lines, **more)


def confirmed(organiser, page, **typed):
    """The answer to the button that adds what the page shows."""
    form = organiser.form_in(page, f"{PAGE}/list")
    seen = page.text.partition('name="seen" value="')[2].partition('"')[0]
    return form.send(seen=seen, **typed)


def plan_of(app, text, known=(), usual=None):
    with app.test_request_context("/en/"):
        return planned(text, known, vocabulary(), usual)


def test_a_list_says_what_is_new_known_doubtful_and_wrong(app):
    text = (
        "Photonik Berlin; BE\n\nBIO-M;Bayern\nphotonik BERLIN;BE\nSoftware Cluster\tHesse\nOhne Land\nX;Atlantis\n;BE"
    )
    plan = plan_of(app, text, ["Bio-M", "Softwarecluster e. V.", "Cluster Software"])
    assert [(line.name, line.state) for line in plan.new] == [("Photonik Berlin", FederalState.BE)]
    assert [line.name for line in plan.known] == ["BIO-M"]
    assert [(line.number, line.name, line.other) for line in plan.doubtful] == [
        (5, "Software Cluster", "Cluster Software")
    ]
    assert [(line.number, line.wrong, line.other) for line in plan.wrong] == [
        (4, LineError.TWICE, "1"),
        (6, LineError.NO_STATE, ""),
        (7, LineError.UNKNOWN_STATE, "Atlantis"),
        (8, LineError.NO_NAME, "BE"),
    ]


@pytest.mark.parametrize(
    ("name", "other", "is_alike"),
    [
        ("Cluster Müller", "Mueller Netzwerk", True),
        ("Mechatronik & Automation e. V.", "Cluster Automation und Mechatronik", True),
        ("Nanotechnologie Bayern", "Nanotechnologe Bayern", True),
        ("Photonik Berlin", "Photonik Bayern", False),
        ("Cluster", "Netzwerk", False),
    ],
)
def test_names_of_one_network_are_recognised_however_they_are_written(name, other, is_alike):
    assert Names([other]).similar(name) == (other if is_alike else None)


def test_the_first_name_that_is_alike_is_named_by_its_words_or_by_its_letters():
    names = Names(["Photonik Berlin", "Cluster Optik Jena", "Optik Jenna"])
    assert names.similar("Optik Jena") == "Cluster Optik Jena"
    assert Names(["Optik Jenna", "Cluster Optik Jena"]).similar("Optik Jena") == "Optik Jenna"


def test_many_names_of_the_same_letters_are_not_all_compared_with_each_other():
    names, letters, chance = Names(), list("ab" * 30), Random(7)
    for _ in range(60):
        chance.shuffle(letters)
        names.add("".join(letters))
    for _ in range(60):
        chance.shuffle(letters)
        match = names.similar("".join(letters))
    assert (names.compared, match is not None) == (MOST_COMPARED, True)  # the rest is asked about


def test_names_of_other_letters_are_not_compared_at_all():
    names = Names(f"{letter} Cluster" * 10 for letter in "abcdefgh")
    assert (names.similar("Netzwerk für Wasserstoff und Brennstoffzellen in Nord"), names.compared) == (None, 0)


def test_a_table_may_have_a_head_in_either_language_and_other_columns(app):
    plan = plan_of(app, "Nr.\tBundesland\tCluster\n1\tBaden-Wuerttemberg\tbwcon\n2\t\tMicroTEC", usual=FederalState.SN)
    assert [(line.name, line.state.value) for line in plan.new] == [("bwcon", "BW"), ("MicroTEC", "SN")]


def test_nothing_is_added_before_the_list_was_looked_at(session, event, organiser):
    page = looked_at(organiser, "Photonik Berlin; BE\nBIO-M; BY")
    assert ("Add 2 clusters" in page.text, names(session, event)) == (True, [])
    assert confirmed(organiser, page).location == PAGE
    assert names(session, event) == [("BIO-M", "BY"), ("Photonik Berlin", "BE")]
    assert session.query(AuditEntry).filter_by(action="edition.clusters_added").count() == 1


def test_a_list_that_was_changed_after_the_look_is_shown_again_and_not_added(session, event, organiser):
    page = looked_at(organiser, "Photonik Berlin; BE")
    again = confirmed(organiser, page, lines="Photonik Berlin; BE\nBIO-M; BY")
    assert ("Nothing has been added yet" in again.text, "Add 2 clusters" in again.text, names(session, event)) == (
        True,
        True,
        [],
    )


def test_a_doubtful_name_is_added_only_with_its_tick(session, event, organiser):
    make_cluster(event, "Cluster Software", FederalState.HE)
    page = looked_at(organiser, "Software-Netzwerk; BY\nBIO-M; BY")
    confirmed(organiser, page)
    assert [name for name, _state in names(session, event)] == ["BIO-M", "Cluster Software"]
    page = looked_at(organiser, "Software-Netzwerk; BY")
    assert "Nothing has been added yet" in confirmed(organiser, page).text
    confirmed(organiser, page, nevertheless="1")
    assert [name for name, _state in names(session, event)] == ["BIO-M", "Cluster Software", "Software-Netzwerk"]


@pytest.mark.parametrize(("write", "name"), [(workbook, "Logistik; Rhein-Main"), (semicolons, "Logistik")])
def test_a_table_is_read_into_the_lines_and_added_from_there(session, event, organiser, write, name):
    content = write([["Name", "Bundesland"], [name, "Hessen"], ["Öko-Netz", "SH"]])
    table = FileStorage(BytesIO(content), "clusters.xlsx")
    page = looked_at(organiser, "", table=table)
    confirmed(organiser, page)
    assert names(session, event) == [(name, "HE"), ("Öko-Netz", "SH")]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [("", "Paste at least one line"), ("x; BE\n" * 501, "more than 500 lines"), ("x\x00; BE", "error-summary")],
)
def test_an_empty_or_endless_list_is_refused(session, event, organiser, lines, sentence):
    page = looked_at(organiser, lines)
    assert (sentence in page.text, names(session, event)) == (True, [])


def test_a_file_that_is_no_table_gets_one_sentence(organiser):
    page = looked_at(organiser, "", table=FileStorage(BytesIO(b"\x89PNG"), "x.xlsx"))
    assert (page.status_code, "Paste at least one line" in page.text, "error-summary" in page.text) == (
        200,
        False,
        True,
    )


def test_the_list_finds_by_name_and_state_and_counts_who_names_each(session, event, organiser):
    make_cluster(event)
    make_cluster(event, "Öko-Netz", FederalState.SH)
    make_registration(event, cluster="Photonik Berlin")
    make_registration(event, cluster="Gone away")
    page = organiser.get(PAGE).text
    assert (">1<span" in page, "1 name appears in registrations" in page, "Gone away" in page) == (True, True, True)
    hits = organiser.get(f"{PAGE}?search=oeko+holstein").text
    assert ("1 of 2 clusters" in hits, ">Öko-Netz</a>" in hits, ">Photonik Berlin</a>" in hits) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(("follows", "name"), [("y", "Photonics Berlin"), (None, "Photonik Berlin")])
def test_a_new_name_reaches_the_registrations_that_name_it_if_that_is_wanted(session, event, organiser, follows, name):
    row = make_cluster(event)
    person = make_registration(event, cluster="Photonik Berlin", last_name="Weber").id
    organiser.own_form(f"{PAGE}/{row.id}").send(name="Photonics Berlin", follows=follows)
    session.rollback()
    known = session.get(Registration, person)
    assert (known.cluster, names(session, event)) == (name, [("Photonics Berlin", "BE")])
    assert ("photonics" in known.search_text) == bool(follows)


def test_no_two_clusters_have_one_name_however_it_is_written(session, event, organiser):
    make_cluster(event, "Öko-Netz")
    answer = organiser.own_form(f"{PAGE}/new").send(name="OKO-NETZ", state="BE")
    assert ("There is already a cluster with this name." in answer.text, len(names(session, event))) == (True, 1)


def test_who_saves_a_cluster_second_sees_both_texts(session, event, organiser):
    address = f"{PAGE}/{make_cluster(event).id}"
    mine, colleague = (organiser.own_form(address) for _person in range(2))
    colleague.send(name="Photonik Brandenburg")
    answer = mine.send(state="BB")
    assert (answer.status_code, "Currently saved" in answer.text) == (409, True)


def test_a_removed_cluster_stays_in_registrations_and_can_be_put_back_once(session, event, organiser):
    row = make_cluster(event)
    person = make_registration(event, cluster="Photonik Berlin").id
    page = organiser.get(f"{PAGE}/{row.id}/removal").text
    assert "1 registration names it. It keeps the name" in page
    organiser.own_form(f"{PAGE}/{row.id}/removal").send()
    assert (names(session, event), session.get(Registration, person).cluster) == ([], "Photonik Berlin")
    undo = organiser.form(PAGE, f"{PAGE}/new")
    assert "Removed by mistake?" not in organiser.get(PAGE).text
    undo.send()
    assert names(session, event) == [("Photonik Berlin", "BE")]


def test_the_download_can_be_pasted_again(app, session, event, organiser):
    make_cluster(event, "=Öko-Netz", FederalState.SH)
    make_cluster(event)
    answer = organiser.get(f"{PAGE}.csv")
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "Cluster;Federal state;Registrations;Invitations",
        "'=Öko-Netz;Schleswig-Holstein;0;0",
        "Photonik Berlin;Berlin;0;0",
    ]
    page = looked_at(organiser, "", table=FileStorage(BytesIO(answer.data), "clusters.csv"))
    assert "1 cluster is already on the list" in page.text


def test_an_archived_edition_keeps_its_clusters(session, event, organiser):
    address = f"{PAGE}/{make_cluster(event).id}"
    form = organiser.own_form(address)
    session.get(Event, event.id).status = EventStatus.ARCHIVED
    session.commit()
    page = organiser.get(PAGE).text
    assert ("Photonik Berlin" in page, f"{PAGE}/new" in page) == (True, False)
    assert "Take it out of the archive to change it." in form.send(name="Other").text
    assert names(session, event) == [("Photonik Berlin", "BE")]
