"""One round: everybody presses at once, the worker does its part, and whoever holds a place then takes it for good."""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.db import db, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.models import Decision, Registration
from gocluster_events.meeting.registration.people.queries import decisions, seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.waiting import queries as waiting
from tests.concurrency.paths import LATER, PLACED, proof_of, reverses
from tests.concurrency.players import DONE, OVERTAKEN, REFUSED, Player, Press, ask, shuffled
from tests.concurrency.scene import Scene
from tests.support.html_forms import forms_of

AT_ONCE = 200  # far below the 2,048 connections that wait at gunicorn's door
WORKER_SECONDS = 60
PROVE_LATER = 1 / 10  # of those who register
REGISTER = "/register/"


def play(scene: Scene, port: int) -> Counter[int]:
    """Everybody has pressed, nothing is due any more, and every place that is taken is confirmed.

    Returns how often there was which answer.
    """
    first = shuffled(scene.dice, [each for each in scene.players if each.press])
    team = [raises_capacity(scene, port), removes_quota(scene)]
    for each in team:
        first.insert(scene.dice.randrange(len(first) // 4), each)
    everybody_presses(scene, port, first)
    later = proves_later(scene)
    everybody_presses(scene, port, later)
    wait_for_worker(scene)
    last = takes_it_for_good(scene)
    everybody_presses(scene, port, last)
    wrong = [(each.press, each.answers) for each in [*team, *later, *last] if each.answers[-1] != DONE]
    assert not wrong, wrong
    wait_for_worker(scene)
    return Counter(answer for each in [*first, *later, *last] for answer in each.answers)


def raises_capacity(scene: Scene, port: int) -> Player:
    """The team is about to save the settings with more places."""
    page = Press(f"{scene.manage}/settings", {}, scene.team)
    form = next(each for each in forms_of(ask(port, page)[1]) if "capacity_onsite" in each.fields)
    fields = {**form.fields, "capacity_onsite": str(scene.seats)}
    del fields["csrf_token"]
    return Player("", LATER, Press(page.address, fields, scene.team))


def removes_quota(scene: Scene) -> Player:
    """The team is about to open the places of the invited to all."""
    return Player("", LATER, Press(f"{scene.manage}/registration/quotas/{scene.quotas[1]}/removal", {}, scene.team))


def everybody_presses(scene: Scene, port: int, players: Sequence[Player]) -> None:
    """All at once, the first of them within the same moment; whoever the page refuses a place takes the list."""
    start, token = Barrier(max(1, min(AT_ONCE, len(players)))), scene.browsers.token

    def presses(number: int) -> None:
        if number < start.parties:
            start.wait(60)
        player = players[number]
        assert player.press is not None
        player.answers.append(ask(port, player.press, token)[0])
        if player.is_refused and REGISTER in player.press.address:
            waits = {"outlook": "w" * len(player.press.fields["outlook"])}
            player.answers.append(ask(port, Press(player.press.address, waits, player.press.cookie), token)[0])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(presses, range(len(players))))


def proves_later(scene: Scene) -> list[Player]:
    """Some of those who have registered open their mail, in a small round all: so that there is somebody who waits."""
    registered = [each for each in scene.players if each.press and REGISTER in each.press.address]
    addresses = {address for each in registered for address in scene.addresses(each)}
    scene.session.rollback()
    unproven = sa.select(Registration.email, Registration.id).where(Registration.status == Status.UNCONFIRMED)
    rows = scene.session.execute(unproven.where(Registration.event_id == scene.event_id)).all()
    open_it = [row for row in rows if row.email in addresses and (scene.is_small or scene.dice.random() < PROVE_LATER)]
    players = [Player(row.email, LATER, proof_of(scene, row.id), row.id) for row in open_it]
    scene.later = {each.email: LATER.ends for each in players}
    return shuffled(scene.dice, players)


def takes_it_for_good(scene: Scene) -> list[Player]:
    """Whoever holds a place is about to prove the address or to accept; those being declined get theirs back."""
    scene.session.rollback()
    is_held = Registration.hold_until.is_not(None) & Registration.status.in_([Status.UNCONFIRMED, Status.DECLINED])
    holding = sa.select(Registration).where(is_held | (Registration.status == Status.OFFERED))
    rows = scene.session.scalars(holding.where(Registration.event_id == scene.event_id))
    players, now = [], clock.now()
    for row in rows:
        scene.later[row.email] = PLACED
        if row.status is Status.UNCONFIRMED:
            players.append(Player(row.email, LATER, proof_of(scene, row.id, row.generation)))
        elif row.status is Status.OFFERED:
            cookie = scene.browsers.of_participant(scene.event_id, row.id, now, row.generation)
            players.append(Player(row.email, LATER, Press("/de/my/acceptance", {}, cookie)))
    declined = sa.select(Decision.id).where(Decision.event_id == scene.event_id, Decision.kind == Kind.DECLINE)
    open_still = declined.where(Decision.closed_at.is_(None), Decision.undone_at.is_(None))
    players += [Player("", LATER, reverses(scene, each)) for each in scene.session.scalars(open_still)]
    with transaction() as session:
        scene.browsers.store(session)
    return shuffled(scene.dice, players)


def wait_for_worker(scene: Scene) -> None:
    """What was to lapse has lapsed and the list has moved up, without anybody pressing anything.

    Nothing is looked at before all of it is due: a look that began earlier would miss what has become due since.
    """
    deadline = time.monotonic() + (scene.soon - clock.now()).total_seconds() + WORKER_SECONDS
    while clock.now() <= scene.soon or is_unsettled(scene.session, scene.event_id):
        assert time.monotonic() < deadline, "the worker has not settled the edition"
        time.sleep(0.05)


def is_unsettled(session: Session, event_id: int) -> bool:
    """Whether something is due, a decision is to be closed, or somebody is to move up."""
    session.rollback()
    event, now = session.get_one(Event, event_id), clock.now()
    due = decisions.over(session, now, event_id) or seats.due(session, event_id, now)
    return bool(due or waiting.moving_up(session, event, now) or waiting.has_lists_of_released(session, event_id, now))


def clear_away(scene: Scene) -> None:
    """The next round is not slowed down by this one."""
    with transaction() as session:
        session.get_one(Event, scene.event_id).status = EventStatus.ARCHIVED
        session.execute(sa.delete(Mail).where(Mail.scope == f"edition:{scene.event_id}"))
    if db.engine.dialect.name == "postgresql":  # our server has no autovacuum
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE registration, mail, waiting_move, quota, event"))


def assert_every_answer_fits(scene: Scene) -> None:
    """Nobody was told of an error, and a no only where there can be one."""
    answers = [(each.path, each.answers[-1]) for each in scene.players if each.press]
    fits = {True: {DONE, REFUSED, OVERTAKEN}, False: {DONE, REFUSED}}
    wrong = [(path.name, last) for path, last in answers if last not in fits[path.together or bool(path.refused)]]
    unexpected = [each.path.name for each in scene.players if each.is_refused and not each.path.refused]
    assert not wrong, wrong
    assert not unexpected, unexpected
