"""What a meeting has once it is over, beside the meeting of `tests.support.meeting`."""

from collections.abc import Mapping

from flask import Flask

from gocluster_events.core.accounts.models import Account
from gocluster_events.meeting.events.models import Event
from tests.support.accountability import a_report
from tests.support.cards import cards_of
from tests.support.following import in_addresses
from tests.support.handing_in import handed_in
from tests.support.lessons import lessons_of
from tests.support.materials import some_of_each
from tests.support.noting import an_own_note, somebody_takes_notes
from tests.support.own_cards import own_cards
from tests.support.photographs import photos_of
from tests.support.report import a_public_report
from tests.support.surveyed import closed


def after_the_day(app: Flask, event: Event, item: str, person: int, organiser: Account) -> Mapping[str, str]:
    """Photos, materials, a report, notes, cards, a survey, a report of a barrier; what stands in addresses."""
    ids = {"report": str(a_report(event).id), "quote": a_public_report(event), "survey_text": closed()}
    materials = {**some_of_each(event, item, organiser), **handed_in(event)}
    notes = {**somebody_takes_notes(event, materials["material_item"]), **own_cards(event)}
    others = {**lessons_of(event), **cards_of(event, item, organiser.email), **notes}
    others |= an_own_note(event, materials["material_item"])
    keys = app.config["SETTINGS"].secret_keys
    return {**photos_of(keys, event, person), **in_addresses(event, keys), **materials, **ids, **others}
