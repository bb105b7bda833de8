"""People save one form at the same moment on servers of several processes: one text is stored, and no other is lost."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import NamedTuple

import pytest
from flask import Flask

from tests.concurrency.crowd import serving
from tests.concurrency.players import DONE, Browsers, Press, ask
from tests.security.test_editors import NEEDED, WORDS, Editor, editors
from tests.support.databases import Database
from tests.support.html_forms import Form, forms_of
from tests.support.meeting import Meeting
from tests.support.proving import Proof

COLLISION = 409
PEOPLE = 4  # so that more than two come between a check and what follows from it
MANY, TRIES = 8, 20  # without the lock: how many miss each other depends on who comes when

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]


class Round(NamedTuple):
    """What people typed, what each got, and what the form shows then."""

    typed: Sequence[str]
    got: Sequence[int]
    stored: str

    @property
    def is_decided(self) -> bool:
        """Whether one of them stored their text and everybody else was told of it."""
        others = [COLLISION] * (len(self.got) - 1)
        return sorted(self.got) == [DONE, *others] and self.stored == self.typed[self.got.index(DONE)]


class Desk(NamedTuple):
    """Browsers before the same form, whoever answers on the port."""

    port: int
    editor: Editor
    path: str
    cookie: str
    token: str

    def form(self) -> Form:
        """The form as it stands now."""
        _status, page = ask(self.port, Press(self.path, {}, self.cookie))
        forms = [each for each in forms_of(page) if each.method == "post" and self.editor.field in each.fields]
        assert len(forms) == 1, f"{len(forms)} such forms on {self.path}"
        return forms[0]

    def plays(self, number: int, people: int = PEOPLE) -> Round:
        """All have opened the form, and all send it within the same moment."""
        opened, start = self.form(), Barrier(people)
        needed = {name: value for name, value in NEEDED.items() if name in opened.fields | opened.buttons}
        typed = [f"{self.editor.first} {number} {person}" for person in range(people)]

        def saves(text: str) -> int:
            press = Press(self.path, {**opened.fields, **needed, self.editor.field: text}, self.cookie)
            start.wait(60)
            return ask(self.port, press, self.token)[0]

        with ThreadPoolExecutor(people) as pool:
            got = list(pool.map(saves, typed))
        return Round(typed, got, self.form().fields[self.editor.field][0])


def desks(port: int, app: Flask, meeting: Meeting) -> Iterator[Desk]:
    """One before each form whose field takes any text, so that no round types what is stored."""
    browsers, signer = Browsers(app), app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    for editor in editors():
        if editor.first.isalpha() and editor.first not in WORDS:
            cookie = browsers.holding(**signer.loads(meeting.cookies[editor.who]))
            yield Desk(port, editor, meeting.address(editor.address), cookie, browsers.token)


@pytest.mark.promise("P16")
def test_of_those_who_save_at_once_one_stores_a_text_and_the_others_are_told(
    demo: Flask, meeting: Meeting, database: Database, tmp_path: Path, proof: Proof
):
    rounds = proof.size(2, 20)
    with serving(database, tmp_path, "app:app") as port:
        there = list(desks(port, demo, meeting))
        chosen = proof.random.sample(there, proof.size(4, len(there)))
        played = [(desk.path, desk.plays(number)) for desk in chosen for number in range(rounds)]
    assert [(path, each) for path, each in played if not each.is_decided] == []
    proof.says(
        f"{len(chosen)} forms are sent by {PEOPLE} people at the same moment, {rounds} times each",
        f"{len(played)} times one text is stored and the others are answered with 409",
    )


@pytest.mark.promise("P16", control=True)
def test_without_the_lock_several_believe_that_their_text_is_stored(
    demo: Flask, meeting: Meeting, database: Database, tmp_path: Path, proof: Proof
):
    with serving(database, tmp_path, "tests.concurrency.unlocked:app") as port:
        desk = next(each for each in desks(port, demo, meeting) if each.editor.endpoint == "attendees.correction")
        stored = (desk.plays(number, MANY).got.count(DONE) for number in range(TRIES))
        believe = next((count for count in stored if count > 1), 1)
    assert believe > 1
    proof.says(
        f"`transaction` opens nothing, and {MANY} people send one form at the same moment",
        f"{believe} believe that their text is stored",
    )
