"""Whoever registered twice is found however the names are spelled, on both databases."""

import pytest

from gocluster_events.cli.duties import CLEAN_UP_SECONDS, DUTIES
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.duplicates.queries import duplicates, number_of_duplicates
from gocluster_events.meeting.registration.duplicates.services import renew_keys
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.make import make_event
from tests.support.registrants import arrive
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def alike(event: Event) -> set[tuple[int, int]]:
    reading().rollback()
    pairs = {(first.id, second.id) for first, second in duplicates(reading(), event.id)}
    assert len(pairs) == number_of_duplicates(reading(), event.id)
    return pairs


def test_umlauts_legal_form_and_the_word_for_and_make_nobody_another_person():
    event = make_event()
    spellings = (
        ("Müller", "Jürgen", "Optik & Söhne GmbH"),
        ("Mueller", "Juergen", "Optik und Soehne"),
        ("MULLER", "Jurgen", "optik + sohne gmbh"),
    )
    first, second, third = (
        arrive(event, f"jm-{number}@example.org", last_name=last, first_name=name, organisation=organisation)
        for number, (last, name, organisation) in enumerate(spellings)
    )
    assert alike(event) == {(first, second), (first, third), (second, third)}


def test_keys_of_an_older_version_are_renewed_in_portions_and_the_pair_is_shown():
    event = make_event()
    old = [arrive(event, f"{name}@example.org", last_name=name, first_name="Zoë") for name in ("Groß", "Mai", "Kim")]
    with transaction() as session:
        for each in old:
            row = session.get_one(Registration, each)
            row.name_key, row.organisation_key, row.key_version = row.sort_key, row.organisation.lower(), 1
    new = arrive(event, "other@example.org", last_name="Gross", first_name="Zoe")
    assert alike(event) == set()
    duty = next(duty for duty in DUTIES if duty.service == renew_keys)
    assert duty.every_seconds == CLEAN_UP_SECONDS  # each time it looks through all registrations
    assert [renew_keys(NOW, 2) for _time in range(2)] == [3, 0]
    assert alike(event) == {(old[0], new)}
