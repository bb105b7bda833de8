"""Every way in which a place is taken or freed: where somebody stands, what they press, where they may stand then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import TEXTS, DeclineReason, Kind, write_standings
from tests.concurrency.players import Player, Press
from tests.support.decisions import standings

PLACED = frozenset({Status.CONFIRMED})
ENDED = frozenset({Status.CANCELLED})
IN_LINE = frozenset({Status.CONFIRMED, Status.OFFERED, Status.WAITLISTED})
DECIDABLE = IN_LINE | {Status.IN_REVIEW}  # a decision leaves out whom it does not fit
GONE: frozenset[Status | None] = frozenset({None})


@dataclass(frozen=True)
class Path:
    """``stands`` is one of `scene.STANDS`, or empty for who is not registered yet; ``weight`` how often it is drawn.

    ``ends`` is where they may stand afterwards (None: nowhere), ``refused`` the same if the answer was no, where it
    may be. ``presses`` makes the button of one, or where ``together`` the one button for all.
    """

    name: str
    weight: int
    stands: str
    ends: frozenset[Any]
    presses: Callable[..., Press] | None = None
    refused: frozenset[Any] = frozenset()
    together: bool = False
    more: int = 0  # people who come with them


def registers(scene: Any, player: Player) -> Press:
    """The binding button below a draft, whose page has shown a place or the waiting list."""
    draft = scene.draft(player, scene.code if player.path.stands == "invited" else "")
    people = 1 + player.path.more
    outlook = ("p" if scene.dice.random() < 1 / 32 else "w") * people
    return Press(f"/de/{scene.slug}/register/{draft}/check", {"outlook": outlook}, scene.browsers.forms)


def proves(scene: Any, player: Player) -> Press:
    """The button behind the link in the mail."""
    return proof_of(scene, player.id)


def proof_of(scene: Any, registration_id: int, generation: int = 1) -> Press:
    """The button behind the link in the mail about that registration."""
    token = scene.browsers.sign("own.prove", registration_id, generation)
    return Press(f"/de/my/prove/{token}", {}, scene.browsers.forms)


def proves_again(scene: Any, player: Player) -> Press:
    """The button behind the link in the mail to somebody who has registered once more."""
    token = scene.browsers.sign("own.prove_again", player.id, 1)
    return Press(f"/de/my/prove-again/{token}", {}, scene.browsers.forms)


def takes_over(scene: Any, player: Player) -> Press:
    """The substitute's button."""
    token = scene.browsers.sign("substitution.substitute", scene.substitutions[player.id], 1)
    return Press(f"/de/my/substitute/{token}", {}, scene.browsers.forms)


def on_own_page(noun: str, **fields: str) -> Callable[..., Press]:
    """A button on the personal page."""

    def press(scene: Any, player: Player) -> Press:
        return Press(f"/de/my/{noun}", fields, scene.browsers.of_participant(scene.event_id, player.id, scene.now))

    return press


def by_team(noun: str, **fields: str) -> Callable[..., Press]:
    """A button of the team about one registration."""

    def press(scene: Any, player: Player) -> Press:
        seen = write_standings(standings(scene.event_id, [player.id]))
        return Press(f"{scene.manage}/registration/{player.id}/{noun}", {"seen": seen, **fields}, scene.team)

    return press


def decides(noun: str, **fields: str) -> Callable[..., Press]:
    """A button of the team about everybody who is ticked."""

    def press(scene: Any, players: Sequence[Player]) -> Press:
        ticked = ",".join(str(each.id) for each in players)
        address = f"{scene.manage}/registration/decisions/{noun}?id={ticked}"
        seen = write_standings(standings(scene.event_id, [each.id for each in players]))
        return Press(address, {"seen": seen, **fields}, scene.team)

    return press


def takes_back(scene: Any, players: Sequence[Player]) -> Press:
    """The button that undoes a decision."""
    return reverses(scene, scene.decides(players, Kind.DECLINE, scene.now))


def reverses(scene: Any, decision: int) -> Press:
    """The button that undoes that decision."""
    return Press(f"{scene.manage}/registration/decisions/{decision}/reversal", {}, scene.team)


def adds(scene: Any, player: Player) -> Press:
    """The team registers somebody who has phoned."""
    fields = {"first_name": "Kim", "last_name": "Anruf", "email": player.email, "mode": "onsite", "language": "de"}
    fields |= {"cluster": "Kein Mitglied", "actor_type": "", "state": ""}
    return Press(f"{scene.manage}/registration/new", fields, scene.team)


def walks_in(scene: Any, player: Player) -> Press:
    """The desk registers somebody at the door, if a place is free."""
    fields = {"first_name": "Kim", "last_name": "Spontan", "email": player.email, "organisation": "Ohne Anmeldung"}
    fields |= {"key": f"{scene.dice.getrandbits(128):032x}", "is_informed": "y", "actor_type": ""}
    return Press(f"{scene.manage}/admission/walk-in", fields, scene.team)


def corrects(scene: Any, player: Player) -> Press:
    """The team changes how somebody takes part, who has written that they come online."""
    fields = {"first_name": "Kim", "last_name": f"Tannert {player.id}", "email": player.email, "language": "de"}
    fields |= {"cluster": "Kein Mitglied", "actor_type": "cluster", "state": "BE", "reason": "Per E-Mail"}
    address = f"{scene.manage}/registration/{player.id}/correction"
    return Press(address, {**fields, "mode": "online", "revision": "1"}, scene.team)


def merges(scene: Any, player: Player) -> Press:
    """The team makes one of two registrations; the second, which waits, gets the place of the first."""
    first, second = player.id, scene.ids[scene.other(player, 0)]
    address = f"{scene.manage}/registration/duplicates/{first}/{second}"
    return Press(address, {"decision": "second"}, scene.team)


_NO = {"reason": "full", "text_de": TEXTS[DeclineReason.FULL].de, "text_en": TEXTS[DeclineReason.FULL].en}

# A place given beyond the capacity on purpose (by the team, or at the door) is the one way that is left out.
SEATED = (
    Path("stays", 20, "confirmed", PLACED),
    Path("cancels", 16, "confirmed", ENDED, on_own_page("cancellation")),
    Path("is cancelled by the team", 10, "confirmed", ENDED, by_team("cancellation", note="")),
    Path("erases everything", 4, "confirmed", GONE, on_own_page("erasure")),
    Path("is erased by the team", 4, "confirmed", GONE, by_team("erasure")),
    Path("hands on the place", 8, "confirmed", frozenset({Status.SUBSTITUTED}), takes_over, more=1),
    Path("goes online", 6, "confirmed", PLACED, on_own_page("details/participation", mode="online", revision="1"),
         refused=PLACED),
    Path("is moved online by the team", 4, "confirmed", PLACED, corrects, refused=PLACED),
    Path("is merged", 3, "confirmed", ENDED, merges, more=1),
    Path("is declined", 4, "confirmed", frozenset({Status.DECLINED}), decides("decline", **_NO), together=True),
    Path("is declined and it is undone", 4, "confirmed", PLACED, takes_back, together=True),
    Path("stays declined", 4, "confirmed", frozenset({Status.DECLINED})),
    Path("proves", 12, "held", PLACED, proves),
    Path("is cancelled before the proof", 3, "held", ENDED, by_team("cancellation", note="")),
    Path("does not prove within the hour", 8, "hold ending", frozenset({Status.UNCONFIRMED})),
    Path("proves as the hour ends", 8, "hold ending", IN_LINE, proves),
    Path("accepts", 8, "offered", PLACED, on_own_page("acceptance")),
    Path("turns the offer down", 4, "offered", ENDED, on_own_page("cancellation")),
    Path("does not answer the offer", 6, "offer lapsing", frozenset({Status.LAPSED})),
)  # fmt: skip
LISTED = (
    Path("waits", 60, "waits", IN_LINE),
    Path("leaves the list", 12, "waits", ENDED, on_own_page("cancellation")),
    Path("is given a place", 4, "waits", IN_LINE, by_team("waiting/place", giving="confirm", reason="Festrede"),
         refused=IN_LINE),
    Path("is offered a place", 4, "waits", IN_LINE, by_team("waiting/place", giving="offer", reason="Festrede"),
         refused=IN_LINE),
    Path("is confirmed by the team", 6, "waits", IN_LINE, decides("confirmation"), together=True),
)  # fmt: skip
OUTSIDE = (
    Path("registers", 44, "", frozenset({Status.UNCONFIRMED}), registers),
    Path("registers with colleagues", 12, "", frozenset({Status.UNCONFIRMED}), registers, more=4),
    Path("registers with a code", 3, "invited", frozenset({Status.UNCONFIRMED}), registers),
    Path("is registered by the team", 3, "", IN_LINE, adds),
    Path("walks in", 1, "", PLACED, walks_in, refused=GONE),
    Path("proves without a place", 10, "unheld", IN_LINE, proves),
    Path("does not prove", 5, "lapsing", frozenset({Status.LAPSED})),
    Path("proves too late", 5, "lapsed", IN_LINE, proves),
    Path("registers once more", 5, "again", IN_LINE, proves_again),
    Path("comes back", 5, "cancelled", IN_LINE, on_own_page("return")),
    Path("is confirmed after review", 4, "in review", DECIDABLE, decides("confirmation"), together=True),
    Path("is put on the list after review", 4, "in review", DECIDABLE, decides("waiting"), together=True),
)
ONLINE = (
    Path("stays online", 6, "online", PLACED),
    Path("comes on site", 4, "online", PLACED, on_own_page("details/participation", mode="onsite", revision="1"),
         refused=PLACED),
)  # fmt: skip
COMPANIONS = {  # who comes with somebody, and where they may stand
    "registers with colleagues": frozenset({Status.UNCONFIRMED}),
    "hands on the place": PLACED,
    "is merged": PLACED,
}
LATER = Path("proves later", 0, "", IN_LINE)
