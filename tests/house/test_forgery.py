"""No address that changes something can be used without the form it belongs to (CSRF)."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, url_for
from sqlalchemy.orm import Session

from gocluster_events import clock
from gocluster_events.agenda import services as agenda
from gocluster_events.agenda.models import Person
from gocluster_events.db import Base
from gocluster_events.events.models import Event
from gocluster_events.events.rules import MovingUp
from gocluster_events.registration import services
from gocluster_events.registration.models import Draft
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.deciding import Kind as Decide
from gocluster_events.registration.rules.invitations import Guest, Mailing, Terms, Wanted
from gocluster_events.registration.rules.substitution import Substitute
from gocluster_events.tokens import Signer
from tests.registration.people import arrive, ask_for_email, found, register
from tests.support.html_forms import forms_of
from tests.support.lists import a_removed_view, a_view
from tests.support.make import (
    PASSWORD,
    make_event,
    make_item,
    make_member,
    make_person,
    make_quota,
    make_registration,
)
from tests.support.programme import a_file, a_wish, publish
from tests.support.publishing import checked, to_be_published
from tests.support.questions import ask_tour
from tests.support.settings import SECRET_KEY
from tests.support.team import of_the_team
from tests.support.visitor import Visitor

ORGANISER = "organiser@example.org"
BUTTONS = (  # forms with nothing to fill in: without the check they would do it
    "registration.substitution_withdrawal",  # while the browser is still that person's
    "registration.prove",
    "registration.prove_again",
    "registration.prove_email",
    "registration.cancellation",
    "registration.question_retirement",
    "registration.substitute",
    "registration.done",
    "registration.quota_removal",
    "registration.mailing_withdrawal",
    "pages.letters_withdrawal",
    "pages.publication_time_removal",
    "registration.invitation",
    "registration.invitation_removal",
    "registration.list_removal",
    "registration.person_erasure",
    "registration.erasure",
    "registration.removal",
    "agenda.acceptance_removal",
    "agenda.item_removal",
    "agenda.snapshot_removal",
    "agenda.own_link",
    "agenda.programme_import_removal",
    "attendees.link",
    "attendees.needs",
    "registration.reversal",
    "attendees.view_contents",
    "attendees.view_removal",
    "attendees.view_restoration",
    "attendees.columns",
