"""The least that a sign-up can be: the floor of `dev.py bench rush`.

As many requests as ours, each page with a form of WTForms, four commits that are made sure of, and two mails handed to
smtplib where a mail server is set. It knows no places, no rules, no rights and one language; each page has the form of
fields, as ours tell on each what was typed.
"""

from __future__ import annotations

import os
import smtplib
import sqlite3
import threading
from contextlib import nullcontext
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import psycopg
from flask import Flask, redirect, render_template, request
from flask_wtf import FlaskForm
from jinja2 import DictLoader
from werkzeug import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tools.holding import holding

DATABASE, MAIL = "BARE_DATABASE", "BARE_MAIL"
"""Names in the environment: a file or a `postgresql:` address, and the address of a mail server or nothing."""
PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<header><nav><a href="/">Start</a> <a href="/de/bench">Programm</a></nav></header>
<main><h1>{{ title }}</h1><form method="post">{{ form.hidden_tag() }}
{% for field in fields if field.type != "HiddenField" and field.type != "CSRFTokenField" %}
<p>{{ field.label }} {{ field }} {% for error in field.errors %}<strong>{{ error }}</strong>{% endfor %}</p>
{% endfor %}<button>Weiter</button></form></main><footer><a href="/imprint">Impressum</a></footer></body></html>
"""
_TABLE = "CREATE TABLE IF NOT EXISTS bare_sign_up (step TEXT, email TEXT)"
_connections = threading.local()

app = Flask(__name__, static_folder=None)
app.secret_key = "for-measuring-only"  # noqa: S105 -- it guards nothing
app.jinja_loader = DictLoader({"page.html": PAGE})


def _text(label: str) -> StringField:
    return StringField(label, validators=[InputRequired(), Length(max=200)])


def _choice(label: str, *codes: str) -> SelectField:
    return SelectField(label, choices=[(code, code.title()) for code in codes], validate_choice=False)


class SignUp(FlaskForm):
    """What one person tells: as many fields as ours, with as many choices."""

    mode, first_name, last_name = _choice("Teilnahmeart", "onsite", "online"), _text("Vorname"), _text("Nachname")
    email, organisation, member = _text("E-Mail"), _text("Institution"), _choice("Mitglied", "yes", "no")
    actor_type = _choice("Art der Institution", "cluster", *(f"kind {number}" for number in range(11)))
    state = _choice("Bundesland", "SN", *(f"state {number}" for number in range(16)))
    form_of_address, diet = _choice("Anrede", "", "ms", "mr"), _choice("Verpflegung", "unsaid", "vegetarian", "vegan")
    title, position, phone = StringField("Titel"), StringField("Funktion"), StringField("Telefon")
    badge_name, cluster, remark = StringField("Name auf dem Schild"), StringField("Cluster"), TextAreaField("Hinweis")


class Button(FlaskForm):
    """Nothing but a button."""

    outlook = HiddenField()


@app.get("/readyz")
def ready() -> str:
    """Where the server is ready, it says so."""
    return "ok"


@app.route("/de/bench/register", methods=["GET", "POST"])
def register() -> Any:
    """The page of fields; what it is sent is stored."""
    form = SignUp()
    if form.validate_on_submit():
        _store("draft", str(form.email.data))
        return redirect(f"/de/bench/register/{form.email.data}/check")
    return _page("Anmelden", form)


@app.route("/de/bench/register/<email>/check", methods=["GET", "POST"])
def check(email: str) -> Any:
    """What was typed, and the button that registers and sends the first mail."""
    form = Button(outlook="place")
    if form.validate_on_submit():
        _store("registration", email)
        _mail(email, f"Bitte bestätigen: {request.host_url}de/my/prove/{email}\n")
        return redirect(f"/de/bench/register/{email}/done")
    return _page("Angaben prüfen", form)


@app.get("/de/bench/register/<email>/done")
def done(email: str) -> str:
    """A mail is on its way."""
    return _page(f"E-Mail an {email}", Button())


@app.route("/de/my/prove/<email>", methods=["GET", "POST"])
def prove(email: str) -> Any:
    """The button that proves the address, begins a session and sends the second mail."""
    form = Button()
    if form.validate_on_submit():
        _store("proof", email)
        _mail(email, "Ihr Platz ist sicher.\n")
        _store("session", email)
        return redirect("/de/my/")
    return _page("Adresse bestätigen", form)


@app.get("/de/my/")
def my() -> str:
    """The own page."""
    return _page("Mein Tag", Button())


def _page(title: str, form: FlaskForm) -> str:
    fields = form if isinstance(form, SignUp) else SignUp(formdata=None)
    return render_template("page.html", title=title, form=form, fields=fields)


@app.after_request
def _own(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _store(step: str, email: str) -> None:
    """One row, of which the database has made sure."""
    connection = _connection()
    mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
    connection.execute("BEGIN IMMEDIATE" if mark == "?" else "BEGIN")
    with holding() if mark == "?" else nullcontext():
        connection.execute(f"INSERT INTO bare_sign_up VALUES ({mark}, {mark})", (step, email))  # noqa: S608 -- a mark
        connection.execute("COMMIT")


def _connection() -> Any:
    """The connection of this thread."""
    if not hasattr(_connections, "open"):
        _connections.open = _connect(os.environ[DATABASE])
    return _connections.open


def _connect(database: str) -> Any:
    """A connection that says BEGIN only when it is told to, and makes sure of each commit."""
    if database.startswith("postgresql:"):
        return psycopg.connect(database, autocommit=True)
    connection = sqlite3.connect(database, timeout=60, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    return connection


def create_table(database: str) -> None:
    """The database has the table."""
    connection = _connect(database)
    connection.execute(_TABLE)
    connection.close()


def _mail(email: str, text: str) -> None:
    if not (server := os.environ.get(MAIL)):
        return
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "bench@example.org", email, "Ihre Anmeldung"
    letter.set_content(text)
    at = urlsplit(server)
    with smtplib.SMTP(str(at.hostname), at.port or 25) as connection:
        connection.send_message(letter)
