"""What the team reads before it gives somebody a place by hand."""

from tests.attendance.bookings.test_people_of_an_item import B2, C2, OTHERS, PEOPLE, person, press
from tests.attendance.bookings.test_team_places import HOUR
from tests.support.booking import book, change, item, make_offer, standing, wait
from tests.support.counting import counted_statements
from tests.support.programme import NINE


def test_before_a_place_is_given_the_page_names_the_place_at_that_time_and_leads_to_it(workshops, organiser):
    guest = person(workshops, first_name="Jo", last_name="Kąkol")
    book(workshops.id, guest, 2)
    page = organiser.get(f"{PEOPLE}/{guest}/place").text
    assert "Jo Kąkol hat zur selben Zeit einen Platz in C2 Vortrag 2." in page
    other = PEOPLE.replace(B2, C2)
    assert (f'href="{other}/{guest}/move"' in page, f'href="{other}/{guest}/removal"' in page) == (True, True)
    assert ("Platz vergeben" in page, 'name="reason"' in page) == (False, False)


def test_the_page_before_a_place_is_given_names_items_of_the_one_programme_that_it_reads(workshops, organiser):
    """However many versions are published meanwhile, each item that it names is in it."""
    guest = person(workshops)
    book(workshops.id, guest, 2)
    with counted_statements() as statements:
        assert organiser.get(f"{PEOPLE}/{guest}/place").status_code == 200
    assert sum("version.document" in each for each in statements) == 1


def test_before_a_place_is_given_the_page_says_which_wait_ends_and_that_the_person_reads_it(workshops, organiser):
    for _seat in range(2):
        book(workshops.id, person(workshops))
    guest, nameless = person(workshops), person(workshops, email="")
    wait(workshops.id, guest)
    other = PEOPLE.replace(B2, C2)
    page = organiser.get(f"{other}/{guest}/place").text
    assert "Die Person steht dann nicht mehr auf der Warteliste von B2 Vortrag 1" in page
    mailed = "Die Person erhält darüber eine E-Mail, ohne den Grund."
    assert (mailed in page, mailed in organiser.get(f"{other}/{nameless}/place").text) == (True, False)


ENDS = "Die Person steht dann nicht mehr auf der Warteliste von C2 Vortrag 2"


def test_for_whom_the_team_books_waits_on_for_what_is_at_that_time(workshops, organiser):
    guest = person(workshops)
    change(workshops, 2, seats=0)
    wait(workshops.id, guest, 2)
    assert ENDS not in organiser.get(OTHERS.format(guest)).text
    assert press(organiser, guest, "book").status_code == 302
    assert (standing(workshops.id), standing(workshops.id, 2)) == (([guest], []), ([], [guest]))


def test_before_the_team_books_for_somebody_the_page_says_which_wait_ends_since_two_places_would_be_in_the_way(
    workshops, organiser
):
    guest = person(workshops)
    change(workshops, 2, seats=0, ends_at=NINE + 3 * HOUR)
    make_offer(workshops, 4, 120)
    book(workshops.id, guest, 4)
    wait(workshops.id, guest, 2, instead_of=item(4))
    assert ENDS in organiser.get(OTHERS.format(guest)).text
    press(organiser, guest, "book")
    assert (standing(workshops.id), standing(workshops.id, 2)) == (([guest], []), ([], []))
