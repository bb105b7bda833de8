"""What happened on a waiting list, as sentences."""

from enum import Enum

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Move
from gocluster_events.meeting.registration.people.words.codes import PASSED
from gocluster_events.meeting.registration.waiting import rules

PLACEMENT_REFUSALS: dict[rules.PlacementRefusal, LazyString] = {
    rules.PlacementRefusal.NOT_WAITING: _l("This person is no longer on the waiting list."),
    rules.PlacementRefusal.NO_PLACE: _l("No place is free at the moment. A place becomes free when somebody cancels."),
    rules.PlacementRefusal.KEPT_FOR_OTHERS: _l("The free places belong to quotas that do not apply to this person."),
    rules.PlacementRefusal.ORGANISATION_FULL: _l(
        "The organisation already has its maximum number of places in the quota."
    ),
    rules.PlacementRefusal.NO_REASON: _l(
        "Somebody else is next in line for this place. Give the reason why this person gets it."
    ),
    rules.PlacementRefusal.NO_POSITION: _l(
        "Choose a number other than the present one, at most that of the last person."
    ),
    rules.PlacementRefusal.TOO_LATE: _l(
        "The event has begun: nobody can accept an offer any longer. Confirm the place instead."
    ),
}
PLACEMENT_REFUSAL_FIELDS: dict[Enum, str] = {
    rules.PlacementRefusal.NO_REASON: "reason",
    rules.PlacementRefusal.NO_POSITION: "number",
    rules.PlacementRefusal.TOO_LATE: "giving",
}

MANUAL_PLACEMENTS: dict[rules.ManualPlacement, LazyString] = {
    rules.ManualPlacement.CONFIRM: _l("Confirm: the person has the place at once."),
    rules.ManualPlacement.OFFER: _l("Offer: the person has the place after accepting it in time."),
}

VACANCIES: dict[rules.Vacancy, LazyString] = {
    rules.Vacancy.NEXT: _l("The place goes to the next person on the waiting list."),
    rules.Vacancy.OFFERED: _l("The place is offered to the next person on the waiting list."),
    rules.Vacancy.BY_HAND: _l("The place becomes free, and the team decides who on the waiting list gets it."),
    rules.Vacancy.NOBODY: _l("The place becomes free. At the moment nobody moves up from the waiting list."),
    rules.Vacancy.OVERFULL: _l("No place becomes free. At the moment more places are taken than there are."),
}

CURRENT_ANSWERS: dict[rules.CurrentAnswer, LazyString] = {
    rules.CurrentAnswer.NEXT: _l("A place is free. This person will get it within the next few minutes."),
    rules.CurrentAnswer.BY_HAND: _l("A place is free for this person. Moving up is manual: the team decides."),
    rules.CurrentAnswer.NO_PLACE: _l("At the moment no place is free."),
    rules.CurrentAnswer.KEPT_FOR_OTHERS: _l(
        "At the moment no place is free for this person: the free ones are reserved for others."
    ),
    rules.CurrentAnswer.ORGANISATION_FULL: _l("A place is free, but the organisation already has its maximum number."),
    rules.CurrentAnswer.OVER: _l("Nobody moves up any longer: it is too late for that."),
    rules.CurrentAnswer.CONFIRMED: _l("This person has a confirmed place."),
    rules.CurrentAnswer.OFFERED: _l("A place is offered to this person, and kept until the deadline."),
    rules.CurrentAnswer.UNDECIDED: _l("This registration is not waiting: it is not confirmed or not decided yet."),
    rules.CurrentAnswer.ENDED: _l("This registration has ended."),
}

EFFECTS: dict[rules.Effect, LazyString] = {
    rules.Effect.PASSED: _l("%(person)s was ahead, but: %(why)s"),
    rules.Effect.BEFORE: _l("%(name)s was ahead of %(person)s."),
    rules.Effect.OVERTAKEN: _l("Until then %(person)s was ahead."),
}
_OWN: dict[tuple[Move, bool], LazyString] = {  # by whether a quota's place or list was meant
    (Move.JOINED, True): _l("Joined the waiting list of the quota %(quota)s as number %(number)s."),
    (Move.JOINED, False): _l("Joined the waiting list as number %(number)s."),
    (Move.RELISTED, True): _l("The quotas were changed: since then on the waiting list of %(quota)s."),
    (Move.RELISTED, False): _l("The quotas were changed: since then on the waiting list that is open to all."),
    (Move.MOVED_UP, True): _l("Moved up from number %(number)s and got a place of the quota %(quota)s."),
    (Move.MOVED_UP, False): _l("Moved up from number %(number)s and got an open place."),
    (Move.OFFERED, True): _l("Was number %(number)s, and was offered a place of the quota %(quota)s."),
    (Move.OFFERED, False): _l("Was number %(number)s, and was offered an open place."),
}
_OWN_ALWAYS: dict[Move, LazyString] = {
    Move.SHIFTED: _l("%(actor)s moved %(person)s from number %(number)s to %(new)s. Reason: “%(reason)s”."),
    Move.ACCEPTED: _l("Accepted the place that was offered."),
    Move.OFFER_LAPSED: _l("Did not accept the place in time."),
    Move.LEFT: _l("Left the waiting list."),
    Move.RESTORED: _l("Was back on the waiting list, because a decision was undone."),
}
_GIVEN: dict[tuple[Move, bool], LazyString] = {
    (Move.MOVED_UP, True): _l("A place of the quota %(quota)s went to number %(number)s, %(name)s."),
    (Move.MOVED_UP, False): _l("An open place went to number %(number)s, %(name)s."),
    (Move.OFFERED, True): _l("A place of the quota %(quota)s was offered to number %(number)s, %(name)s."),
    (Move.OFFERED, False): _l("An open place was offered to number %(number)s, %(name)s."),
}
_SHIFTED = _l("%(actor)s moved %(name)s from number %(number)s to %(new)s. Reason: “%(reason)s”.")
_DECIDED = _l("%(actor)s decided this manually.")
_DECIDED_BECAUSE = _l("%(actor)s decided this manually. Reason: “%(reason)s”.")
_ERASED = _l("a person whose data have been erased")


def sentence(line: rules.ExplanationLine, person: str, actor: str) -> str:
    """What the line says about the person of that name; ``actor`` is the name of whoever did it."""
    logged, facts = line.logged, _facts(line.logged, person, actor)
    key = (logged.move, bool(logged.quota))
    if isinstance(line.cause, Move):
        parts = [_OWN_ALWAYS.get(logged.move) or _OWN[key], _by_hand(logged)]
    elif line.cause is rules.Effect.OVERTAKEN:
        parts = [_SHIFTED, EFFECTS[line.cause]]
    else:
        parts = [_GIVEN[key], EFFECTS[line.cause], _by_hand(logged)]
    facts["why"] = str(PASSED[line.why]) if line.why else ""
    return " ".join(str(part) % facts for part in parts if part)


def _facts(logged: rules.LogLine, person: str, actor: str) -> dict[str, object]:
    return {
        "actor": actor,
        "person": person,
        "name": logged.name or str(_ERASED),
        "quota": logged.quota,
        "number": logged.position or "–",
        "new": logged.to_position or "–",
        "reason": logged.reason,
    }


def _by_hand(logged: rules.LogLine) -> LazyString | None:
    if logged.move not in rules.GIVES or logged.actor == WORKER:
        return None
    return _DECIDED_BECAUSE if logged.reason else _DECIDED
