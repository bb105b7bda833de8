"""What the team reads before it gives somebody a place by hand."""

from tests.bookings.test_people_of_an_item import B2, C2, PEOPLE, person
from tests.support.booking import book, wait


def test_before_a_place_is_given_the_page_names_the_place_at_that_time_and_leads_to_it(workshops, organiser):
    guest = person(workshops, first_name="Jo", last_name="Kąkol")
    book(workshops.id, guest, 2)
    page = organiser.get(f"{PEOPLE}/{guest}/place").text
    assert "Jo Kąkol hat zur selben Zeit einen Platz in C2 Vortrag 2." in page
    other = PEOPLE.replace(B2, C2)
    assert (f'href="{other}/{guest}/move"' in page, f'href="{other}/{guest}/removal"' in page) == (True, True)
    assert ("Platz vergeben" in page, 'name="reason"' in page) == (False, False)


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
