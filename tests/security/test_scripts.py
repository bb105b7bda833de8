"""What is typed into any field of any form is stored and shown as typed, or refused at that field (promise P11)."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from tests.house.test_forgery import ORGANISER
from tests.security.corpus import CORPUS
from tests.security.poison import without_escapes
from tests.security.rewinding import rewinding
from tests.security.text_forms import ELSEWHERE, TextForm, declared, text_forms
from tests.security.typist import Typist
from tests.support.databases import Database
from tests.support.proving import Proof
from tests.support.visitor import Visitor

IN_SHORT = 1  # so many strings for each form, in turn
PAGES = ("settings", "agenda/people/new")
NAMED = frozenset({"venue", "city", "first_name", "last_name"})  # fields that take any such text


def typed(typist: Typist, forms: Sequence[TextForm], searches: Sequence[TextForm], proof: Proof) -> None:
    """Every string goes into every field of every form; the table says what became of it.

    In short one goes into each form that the dice choose, another each time.
    """
    strings = tuple(proof.random.sample(CORPUS, len(CORPUS)))
    many = proof.size(IN_SHORT, len(strings))
    for number, form in enumerate(forms):
        typist.types(typist.learn(form), (strings * 2)[number * many % len(strings) :][:many])
    for number, form in enumerate(searches):
        typist.searches(form, (strings * 2)[number * many % len(strings) :][:many])
    counts = typist.tally.counts
    assert (typist.tally.wrong, counts["5xx"], counts["tokens refused"], counts["probes"] > 0) == ([], 0, 0, True)
    fields = sum(len(form.kinds) for form in (*forms, *searches))
    proof.says(
        f"{len(strings)} strings, {many} into each of {len(forms) + len(searches)} forms ({fields} fields)",
        f"{counts['probes']} probes, {counts['requests']} requests: {counts['taken']} taken, "
        f"{counts['stored']} compared and stored as typed ({counts['shown']} shown again), "
        f"{counts['refused']} refused at the field, {counts['searched']} searched; "
        f"{counts['5xx']} answers 5xx, {counts['tokens refused']} tokens refused",
    )


@pytest.fixture
def typist(session: Session, database: Database, everybody: Visitor, forms: list[TextForm]) -> Iterator[Typist]:
    """Somebody whose browser has opened all these forms."""
    session.rollback()
    with closing(rewinding(database)) as snapshot:
        yield Typist(everybody, snapshot)


@pytest.mark.promise("P11")
def test_every_string_in_every_field_of_every_form_is_kept_as_typed_or_refused_there(
    typist: Typist, forms: list[TextForm], search_forms: list[TextForm], proof: Proof
):
    assert declared() - {name for form in forms for name in form.kinds} - ELSEWHERE.keys() == set()
    halves = forms[::2], search_forms[::2]  # the others are proven below
    typed(typist, *proof.size((proof.some(forms), proof.some(search_forms)), halves), proof)


@pytest.mark.full
@pytest.mark.promise("P11")
def test_every_string_in_the_other_half_of_the_forms_too(
    typist: Typist, forms: list[TextForm], search_forms: list[TextForm], proof: Proof
):
    typed(typist, forms[1::2], search_forms[1::2], proof)


@pytest.mark.promise("P11", control=True)
def test_texts_that_are_stored_otherwise_or_not_escaped_are_found_out(
    app: Flask, database: Database, event: Event, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    visitor.enter(ORGANISER)
    offered = [each for page in PAGES for each in text_forms(visitor, page, f"/en/manage/{event.slug}/{page}")]
    forms = [replace(form, kinds={name: form.kinds[name] for name in form.kinds.keys() & NAMED}) for form in offered]
    db.session().rollback()
    snapshot = rewinding(database)
    typist = Typist(visitor, snapshot)
    known = [typist.learn(form) for form in forms if form.kinds]
    monkeypatch.setattr("gocluster_events.core.web.fields._tidy", lambda typed: (typed or "").replace("&", "+").strip())
    monkeypatch.setattr("tests.security.typist.LOOKS", 1)
    without_escapes(app)
    for form in known:
        typist.types(form, (b"<svg onload=window.__ran=1>", b"O'Brien & Sons", b"\x00"))
    snapshot.close()
    wrong = {complaint.partition(":")[0] for _form, complaint, _typed in typist.tally.wrong}
    assert {"stored in fewer fields than it was typed in", "not shown as typed"} - wrong == set()
    proof.says(
        f"texts are changed before they are stored, pages do not escape ({len(known)} forms)", "; ".join(sorted(wrong))
    )
