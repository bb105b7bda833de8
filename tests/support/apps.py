"""An app under test, which `Visitor`s visit; those of a proof are answered by processes of their own."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from flask import Flask

from gocluster_events.core import db
from tests.support import kept_apps, kept_statements, proving
from tests.support.remote import ENVIRON, remote
from tests.support.settings import settings
from tests.support.visitor import Visitor

SECURITY = Path(__file__).parents[1] / "security"


def made(**changes: str) -> Flask:
    """An app with the settings of tests; ``changes`` replace some of them."""
    environ = settings(**changes)
    app = kept_apps.take(environ)
    app.config[ENVIRON] = environ
    app.test_client_class = Visitor
    kept_statements.share(app)
    return app


@contextmanager
def answering(app: Flask, test: pytest.Item, folder: Path) -> Iterator[Flask]:
    """A proof asks real servers over HTTP. A control, which takes something away from the app, asks the app itself.

    In short so does a proof that is one test among others of its feature.
    """
    is_one_of_many = test.path.parent != SECURITY and not proving.is_full()
    try:
        with remote(app, folder) if proving.proves(test) and not is_one_of_many else nullcontext():
            yield app
    finally:
        let_go(app)
        kept_apps.give_back(app)


def let_go(app: Flask) -> None:
    """The app's connections to its database are closed."""
    with app.app_context():
        db.db.engine.dispose()
