"""What letters about the programme are written with."""

from collections.abc import Iterator

import pytest
from flask import Flask

from gocluster_events.publishing import words
from gocluster_events.publishing.rules import Phrases


@pytest.fixture
def voice(app: Flask) -> Iterator[Phrases]:
    """The phrases of a request, with addresses that say their parts."""
    with app.test_request_context("/de/"):
        yield words.phrases(lambda *parts: "https://example.org/" + "/".join(parts))
