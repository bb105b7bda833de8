"""One edition before the moment: the dice say who stands where, and who is about to do what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.accounts.services.sessions import digest
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.services import handling
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import PendingEntry, Registration, Substitution, WaitingMove
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Move, Status
from gocluster_events.meeting.registration.people.rules.deciding import UNDO, Kind
from gocluster_events.meeting.registration.people.rules.entry import document
from gocluster_events.meeting.registration.people.rules.fields import Participation, Person
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.sign_up.models import Draft
from tests.concurrency.paths import COMPANIONS, GONE, LISTED, ONLINE, OUTSIDE, SEATED, Path
from tests.concurrency.players import BROWSER, Browsers, Player, insert
from tests.support import make
from tests.support.decisions import standings

HOLD = timedelta(hours=40)
STANDS: Mapping[str, Mapping[str, Any]] = {
    "confirmed": {},
    "online": {"mode": Mode.ONLINE},
    "held": {"status": Status.UNCONFIRMED, "hold_until": HOLD, "proven_at": None, "confirmed_at": None},
    "hold ending": {"status": Status.UNCONFIRMED, "hold_until": "soon", "proven_at": None, "confirmed_at": None},
    "lapsing": {"status": Status.UNCONFIRMED, "created_at": "link over", "proven_at": None, "confirmed_at": None},
    "unheld": {"status": Status.UNCONFIRMED, "proven_at": None, "confirmed_at": None},
    "offered": {"status": Status.OFFERED, "offer_until": HOLD, "confirmed_at": None},
    "offer lapsing": {"status": Status.OFFERED, "offer_until": "soon", "confirmed_at": None},
    "waits": {"status": Status.WAITLISTED, "confirmed_at": None},
    "in review": {"status": Status.IN_REVIEW, "confirmed_at": None},
    "lapsed": {"status": Status.LAPSED, "proven_at": None, "confirmed_at": None, "ended_at": timedelta()},
    "again": {"status": Status.CANCELLED, "pending_generation": 1, "ended_at": timedelta()},
    "cancelled": {"status": Status.CANCELLED, "ended_at": timedelta()},
}
ENTRY = {"last_name": "Tannert", "organisation": "Musternetzwerk"}
EMPTY = {"offer_until": None, "hold_until": None, "ended_at": None, "waitlisted_at": None, "waiting_rank": 0}


class Scene:
    """``seats`` on site in the end; of the places at the beginning ``free`` are so (None: thrown), then nobody waits.

    What lapses does so within ``lasts`` seconds of the beginning.
    """

    def __init__(
        self, app: Flask, session: Session, dice: Random, *, people: int, seats: int, lasts: float,
        free: int | None = None,
    ) -> None:  # fmt: skip
        self.session, self.dice, self.people, self.seats = session, dice, people, seats
        self.now = clock.now()
        self.soon = self.now + timedelta(seconds=lasts)
        self.more_places = max(1, seats // 25)
        self.free = dice.choice([0, 0, dice.randint(1, seats // 2)]) if free is None else free
        self.browsers = Browsers(app)
        event = self._event()
        self.event_id, self.slug, self.manage = event.id, event.slug, f"/de/manage/{event.slug}"
        self.team = self.browsers.of_staff(make.make_account(is_admin=True).id, self.now)
        self.quotas = self._quotas(event)
        self.code = self._code(event)
        self.players = self._drawn()
        self.rows: list[dict[str, Any]] = []
        self.drafts: list[dict[str, Any]] = []
        self.ids: dict[str, int] = {}
        self.substitutions: dict[int, int] = {}
        self.later: dict[str, frozenset[Any]] = {}
        self._store()
        self._make_buttons()

    def _event(self) -> Any:
        now = self.now
        event = make.make_event(
            slug=f"runde-{self.dice.getrandbits(60):x}",
            capacity_onsite=self.seats - self.more_places,
            capacity_online=max(2, self.people // 50),
            moving_up=self.dice.choice([MovingUp.DIRECT, MovingUp.OFFER]),
            registration_opens_at=now - timedelta(days=1),
            registration_closes_at=now + timedelta(days=10),
            starts_at=now + timedelta(days=20),
            ends_at=now + timedelta(days=21),
        )
        with transaction() as session:
            handling.pause(session, f"edition:{event.id}", now)  # P6 is about the mails
        return event

    def _quotas(self, event: Any) -> list[int]:
        """Places for start-ups, released while everybody is at it, and some for invited guests, which are removed."""
        size, name = max(1, self.seats // 25), Localized("Geladene", "Invited")
        startups = make.make_quota(event, places=size, release_at=self.now + (self.soon - self.now) / 5)
        guests = make.make_quota(event, name=name, places=size, by_invitation=True, actor_types=[])
        self.reserved = 2 * size
        return [startups.id, guests.id]

    def _code(self, event: Any) -> str:
        values = {"language": "de", "created_at": self.now, "search_text": "", "sort_key": "", "label": "Geladene"}
        make.add(Invitation(event_id=event.id, code="4K7M92QX3B", quota_id=self.quotas[1], **values))
        return "4K7M92QX3B"

    def _drawn(self) -> list[Player]:
        """So many take the open places that only the ``free`` are left; the others wait or come from outside."""
        taken = max(1, self.seats - self.more_places - self.reserved - self.free)
        online = max(1, self.people // 100)
        seated = [*self._of(SEATED, taken), *self._of(ONLINE, online)]
        listed = 0 if self.free else (self.people - taken) // 4
        others = self.people - online - sum(1 + path.more for path in seated[:taken]) - listed
        paths = [*seated, *self._of(LISTED, listed)]
        while others > 0:
            path = self._of(OUTSIDE, 1)[0]
            if 1 + path.more <= others:
                paths.append(path)
                others -= 1 + path.more
        return [Player(f"p{number}@example.org", path) for number, path in enumerate(paths)]

    def _of(self, paths: Sequence[Path], number: int) -> list[Path]:
        return self.dice.choices(paths, [path.weight for path in paths], k=number)

    def other(self, player: Player, number: int) -> str:
        """The address of somebody who comes with them."""
        return player.email.replace("@", f"-{number}@")

    def addresses(self, player: Player) -> list[str]:
        """Theirs, and those of who comes with them."""
        return [player.email, *(self.other(player, number) for number in range(player.path.more))]

    @property
    def is_small(self) -> bool:
        """Whether the dice might leave nobody who waits."""
        return self.people < 100

    def _store(self) -> None:
        """Everybody who is registered is in the database, and whoever waits stands in the log of the list.

        All at once: a worker that settles the edition meanwhile never sees somebody without what belongs to them.
        """
        for player in self.players:
            if player.path.stands in STANDS:
                self._row(player.email, player.path.stands)
            if player.path.name == "is merged":
                same = {"name_key": player.email, "organisation_key": "same"}
                self.rows[-1].update(same)
                self._row(self.other(player, 0), "waits", **same)
        with transaction() as session:
            insert(session, Registration, self.rows)
            mine = sa.select(Registration.email, Registration.id).where(Registration.event_id == self.event_id)
            self.ids = dict(session.execute(mine).all())
            for player in self.players:
                player.id = self.ids.get(player.email, 0)
            moves = {"event_id": self.event_id, "move": Move.JOINED, "actor": "", "at": self.now}
            waiting = [row["email"] for row in self.rows if row["status"] is Status.WAITLISTED]
            insert(session, WaitingMove, [{**moves, "registration_id": self.ids[email]} for email in waiting])
            self._store_more(session)

    def _store_more(self, session: Session) -> None:
        """Named substitutes, and what was typed once more by people who have cancelled."""
        named = [each for each in self.players if each.path.name == "hands on the place"]
        names = {"first_name": "Kim", "language": "de", "created_at": self.now, **ENTRY}
        names.pop("organisation")
        addresses = [(each.id, self.other(each, 0)) for each in named]
        theirs = [{"registration_id": i, "email": a, "email_key": a, **names} for i, a in addresses]
        insert(session, Substitution, theirs)
        mine = Substitution.registration_id.in_(each.id for each in named)
        query = sa.select(Substitution.registration_id, Substitution.id).where(mine)
        self.substitutions = dict(session.execute(query).all())
        again = [each for each in self.players if each.path.stands == "again"]
        entries = [{"registration_id": each.id, "entry": self._entry(each.email), "needs": {}} for each in again]
        insert(session, PendingEntry, [{**each, "created_at": self.now} for each in entries])

    def _row(self, email: str, stands: str, **changes: Any) -> None:
        number = len(self.rows) + 1
        base = make.registration_values(self.event_id, email=email, first_name="Kim", last_name=f"Tannert {number}")
        row = {**base, **EMPTY, "created_at": self.now, **STANDS[stands], **changes}
        row["pending_generation"] = row.get("pending_generation", 0)
        if stands == "waits":
            row |= {"waitlisted_at": self.now, "waiting_rank": number}
        self.rows.append({name: self._time(value) for name, value in row.items()})

    def _time(self, value: Any) -> Any:
        if isinstance(value, timedelta):
            return self.now + value
        soon = self.now + (self.soon - self.now) * self.dice.uniform(0.2, 1)
        return {"soon": soon, "link over": soon - LINK_LASTS}.get(value, value) if isinstance(value, str) else value

    def _entry(self, email: str, code: str = "") -> dict[str, Any]:
        kind = ActorType.STARTUP if self.dice.random() < 1 / 20 else ActorType.CLUSTER
        person = Person(first_name="Kim", email=email, actor_type=kind, invitation_code=code, **ENTRY)
        return {**document(person), **document(Participation(mode=Mode.ONSITE)), "language": "de"}

    def draft(self, player: Player, code: str) -> str:
        """All pages of the player, and of who comes with them, are sent; returns the id of the draft."""
        entries = [self._entry(address, code) for address in self.addresses(player)]
        pages = [{"key": str(n), "person": each, "participation": each} for n, each in enumerate(entries, 1)]
        known = {"event_id": self.event_id, "secret_digest": digest(BROWSER), "created_at": self.now}
        self.drafts.append({**known, "id": f"{self.slug}-{player.email}"[:32], "entries": pages})
        return str(self.drafts[-1]["id"])

    def decides(self, players: Sequence[Player], kind: Kind, at: datetime) -> int:
        """The team decided about them at that time; returns the id of the decision."""
        made = deciding.decide(
            self.event_id, standings(self.event_id, [each.id for each in players]), kind, Act("team@example.org", at)
        )
        assert made.number == len(players), made
        return made.decision_id or 0

    def _make_buttons(self) -> None:
        for player in self.players:
            path = player.path
            if path.presses and not path.together:
                player.press = path.presses(self, player)
        for path in {each.path for each in self.players if each.path.together}:
            group = [each for each in self.players if each.path is path]
            assert path.presses is not None
            group[0].press = path.presses(self, group)
        final = [each for each in self.players if each.path.name == "stays declined"]
        if final:
            self.decides(final, Kind.DECLINE, self.soon - UNDO)
        with transaction() as session:
            insert(session, Draft, self.drafts)
            self.browsers.store(session)

    @property
    def everybody(self) -> dict[str, frozenset[Any]]:
        """Where each address may be found in the end."""
        outcomes = {each.email: each.path.refused if each.is_refused else each.path.ends for each in self.players}
        for each in self.players:
            for number in range(each.path.more):
                outcomes[self.other(each, number)] = COMPANIONS[each.path.name]
        return outcomes | self.later

    @property
    def erased(self) -> int:
        """How many are erased in the end."""
        return sum(each.path.ends == GONE for each in self.players)
