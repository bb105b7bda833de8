"""The edition that these pages show, and somebody who runs it."""

import pytest

from tests.support.make import PASSWORD, make_event, make_member


@pytest.fixture
def event(session):
    return make_event(slug="jahrestagung-2027")


@pytest.fixture
def organiser(event, visitor):
    visitor.sign_in(make_member(event).email, PASSWORD)
    return visitor
