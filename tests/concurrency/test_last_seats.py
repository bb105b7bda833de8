"""Rounds of the race for the seats on the real servers and the real worker, and the same servers without a lock."""

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.concurrency.crowd import serving
from tests.concurrency.nobody_lost import assert_nobody_lost, confirmed, replayed, taken
from tests.concurrency.rounds import AT_ONCE, assert_every_answer_fits, clear_away, everybody_presses, play
from tests.concurrency.scene import Scene
from tests.support.databases import Database
from tests.support.proving import Proof

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]


@pytest.mark.promise("P1")
def test_no_seat_is_given_twice_and_nobody_is_lost(
    app: Flask, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    people, seats, rounds = proof.size((36, 12, 1), (2000, 200, 50))
    answers: Counter[int] = Counter()
    drawn: set[str] = set()
    with serving(database, tmp_path, "app:app", worker=True) as port:
        for _round in range(rounds):
            scene = Scene(app, session, proof.random, people=people, seats=seats, lasts=proof.size(1.5, 12))
            answers += play(scene, port)
            assert_every_answer_fits(scene)
            assert_nobody_lost(session, scene.event_id, scene.everybody, scene.erased)
            assert confirmed(session, scene.event_id) == seats
            drawn |= {player.path.name for player in scene.players}
            clear_away(scene)
    errors = sum(number for status, number in answers.items() if status >= 500)
    proof.says(
        f"{rounds} × {people} people for {seats} places, {len(drawn)} ways to take or free one, "
        f"{AT_ONCE} buttons at once",
        f"{rounds} × exactly {seats} have a confirmed place, nobody lost; {answers.total()} answers, {errors} errors",
    )
    assert errors == 0


@pytest.mark.promise("P1", control=True)
def test_without_any_lock_the_same_servers_lose_the_race(
    app: Flask, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    people, seats, tries = proof.size((36, 12, 30), (400, 40, 6))  # few, on a busy machine, lose it seldom
    with serving(database, tmp_path, "tests.concurrency.unlocked:app") as port:
        for _try in range(tries):
            scene = Scene(app, session, proof.random, people=people, seats=seats, free=seats // 2, lasts=60)
            everybody_presses(scene, port, [each for each in scene.players if each.press])
            oversold = taken(session, scene.event_id) - seats + scene.more_places
            errors = sum(answer >= 500 for each in scene.players for answer in each.answers)
            if oversold > 0 or (database.kind == "sqlite" and errors):
                break
    assert oversold > 0 or (database.kind == "sqlite" and errors > 0)
    proof.says(
        f"transaction() opens nothing; {people} people at once, {seats - scene.more_places} places",
        f"{max(oversold, 0)} places oversold, {errors} errors",
    )


@pytest.mark.promise("P1", control=True)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_list_that_moves_up_from_its_end_is_seen_whatever_its_log_says(
    app: Flask, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    people, seats, lasts = proof.size((36, 12, 1.5), (400, 40, 5))
    with serving(database, tmp_path, "tests.concurrency.backwards:app", worker=True) as port:
        scene = Scene(app, session, proof.random, people=people, seats=seats, free=0, lasts=lasts)
        play(scene, port)
    assert confirmed(session, scene.event_id) == seats
    with pytest.raises(AssertionError, match="before their turn"):
        replayed(session, scene.event_id)
    proof.says("the list moves up from its end, and its log has a reason for everybody passed", "it is seen")
