"""What a process has made before the first visitor comes."""

from flask.testing import FlaskClient

from gocluster_events.factory import warm
from tests.support.make import make_event


def test_what_is_made_beforehand_speaks_the_language_of_its_address(app, session, visitor, monkeypatch):
    make_event()
    for place in ("kept pages", "kept frames"):
        app.extensions.pop(place, None)
    monkeypatch.setattr(app, "test_client_class", FlaskClient)  # tests' own one lets each request begin anew
    warm.warm.__wrapped__(app)
    pages = [visitor.get(f"/{lang}/").text for lang in ("de", "en")]
    assert [("Alle Veranstaltungen" in page, "All events" in page) for page in pages] == [(True, False), (False, True)]
