"""Somebody with a browser that knows no JavaScript: opens pages, fills in forms, sends them with their token."""

from contextvars import Context
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.accounts.services.sessions import begin
from tests.support.html_forms import Form, forms_of

WITH_A_FORM = "/de/lost-link"  # for everybody


class Visitor(FlaskClient):
    """Flask's test client, apart from the test's own app context, as a real request is."""

    @classmethod
    def of(cls, app: Flask) -> "Visitor":
        """Somebody else who visits the app."""
        return cls(app, app.response_class, use_cookies=True)

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """The answer to a request, which starts in a context of its own."""
        return Context().run(super().open, *args, **options)

    def form(self, path: str, action: str | None = None) -> "OpenForm":
        """The form that the page at ``path`` wants posted; the one for ``action`` where there are several."""
        answer = self.get(path, follow_redirects=True)
        assert answer.status_code == 200, f"{path}: {answer.status}"
        return self.form_in(answer, action)

    def own_form(self, path: str) -> "OpenForm":
        """The one that the page sends to where it stands: the bar of a management page has forms too."""
        return self.form(path, path)

    def form_in(self, answer: TestResponse, action: str | None = None) -> "OpenForm":
        """The form in an answer; the one for ``action`` where there are several."""
        here = answer.request.full_path.rstrip("?")
        posted = [form for form in forms_of(answer.text) if form.method == "post"]
        for form in posted:
            form.action = form.action.partition("#")[0] or here
        matches = [form for form in posted if action in {None, form.action}]
        assert len(matches) == 1, f"{len(matches)} such forms on {here}, which has {[form.action for form in posted]}"
        return OpenForm(self, matches[0])

    def press(self, path: str, **typed: Any) -> TestResponse:
        """The answer to a button, whichever page it stands on: the token of any of their forms is that of all."""
        token = self.form(WITH_A_FORM).form.fields["csrf_token"]
        return self.post(path, data={**typed, "csrf_token": token})

    def sign_in(self, email: str, password: str) -> TestResponse:
        """The answer of the sign-in page to a person of staff."""
        return self.form("/en/sign-in").send(email=email, password=password)

    def enter(self, email: str) -> None:
        """A person of staff is signed in, as after `sign_in`, but without its pages, which take six times as long: for
        tests of what they do then.
        """
        Context().run(self._enter, email)

    def _enter(self, email: str) -> None:
        app: Any = self.application
        with app.app_context():
            account_id = db.session().scalars(sa.select(Account.id).filter_by(email=email)).one()
            with db.transaction() as session:
                key = begin(session, account_id, "", clock.now())
        held = app.session_interface.get_signing_serializer(app).dumps({"_user_id": key, "_fresh": True})
        self.set_cookie(app.config["SESSION_COOKIE_NAME"], held)


@dataclass(frozen=True)
class OpenForm:
    """A form somebody has before them."""

    visitor: Visitor
    form: Form

    def send(self, button: str = "", /, **typed: Any) -> TestResponse:
        """The answer to the form with ``typed`` in it (None unticks or leaves out); redirects are not followed."""
        fields: dict[str, Any] = {**self.form.fields, **typed}
        if button:
            fields[button] = self.form.buttons[button]
        sent = {name: value for name, value in fields.items() if value is not None}
        return self.visitor.post(self.form.action, data=sent)
