"""People of the programme without a registration on the visitor list for the gate."""

from dataclasses import replace

from gocluster_events.attendance.attendees.services.profiles import forget_lists
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.services import redaction
from tests.attendance.attendees.test_profiles import LISTS, names, rows, taken
from tests.support.make import make_registration
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW


def test_people_of_the_programme_without_a_registration_stand_on_the_list_for_the_gate(event, staff):
    make_registration(event, last_name="Zorn", reference="ABCD-EFGH-1")
    speaker = replace(MAI, organisation="Hochschule Muster")
    plan(event, speaker, with_people(slot(1, room=None), speaker))
    publish(event)
    assert "2 Personen" in staff.get(f"{LISTS}/gate").text
    assert [(row["Nachname"], row["Institution"]) for row in rows(taken(staff, "gate"))] == [
        ("Petersen", "Hochschule Muster"), ("Zorn", "Musternetzwerk Nord"),
    ]  # fmt: skip
    assert "Petersen" not in staff.get(f"{LISTS}/gate").text  # nothing has changed since
    assert names(taken(staff, "participants")) == []


def test_whose_name_was_removed_from_the_programme_is_in_no_difference_and_soon_forgotten(event, staff):
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    taken(staff, "gate")
    redaction.remove_name(event.id, MAI.uuid, Act("organiser@example.org", NOW))
    assert "Petersen" not in staff.get(f"{LISTS}/gate").text
    assert (forget_lists(NOW), forget_lists(NOW)) == (1, 0)
