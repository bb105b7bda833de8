"""What quotas are called, for whom they are, and why one does not fit."""

from enum import Enum

from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaContext, QuotaFacts, QuotaRefusal
from gocluster_events.meeting.registration.people.rules.seats import Pool
from gocluster_events.meeting.registration.people.words.codes import ACTOR_TYPES
from gocluster_events.meeting.registration.quotas.rules import Spare

QUOTA_REFUSALS: dict[QuotaRefusal, LazyString] = {
    QuotaRefusal.ARCHIVED: _l("This event is archived. Its quotas stay as they are."),
    QuotaRefusal.NO_CONDITION: _l("This quota would apply to everyone: choose at least one condition."),
    QuotaRefusal.TOO_MANY: _l(
        "The quotas would reserve more places than there are. At most %(left)d can be reserved here."
    ),
    QuotaRefusal.RELEASED_TOO_LATE: _l("The places must be released before the event ends. Choose an earlier time."),
    QuotaRefusal.IN_QUESTION: _l("A question is only for the guests of this quota. Change the question first."),
    QuotaRefusal.OTHER_MODE: _l(
        "The mode of a quota cannot be changed. Remove the quota and add one for the other mode."
    ),
}
_TOO_MANY: dict[Mode, LazyString] = {
    Mode.ONSITE: _l(
        "There are %(places)d in-person places; other quotas reserve %(reserved)d. At most %(left)d are left."
    ),
    Mode.ONLINE: _l(
        "There are %(places)d online places; other quotas reserve %(reserved)d. At most %(left)d are left."
    ),
}
QUOTA_REFUSAL_FIELDS: dict[Enum, str] = {
    QuotaRefusal.NO_CONDITION: "actor_types",
    QuotaRefusal.TOO_MANY: "places",
    QuotaRefusal.RELEASED_TOO_LATE: "release_at",
    QuotaRefusal.OTHER_MODE: "mode",
}
OPEN_PLACES = _l("Open to everyone")


def quota_refusal(code: Enum, facts: QuotaFacts, around: QuotaContext) -> str:
    """Why such a quota does not fit, with the numbers it would have to fit into."""
    if code is not QuotaRefusal.TOO_MANY:
        return str(QUOTA_REFUSALS[QuotaRefusal(code.value)])
    mode = facts.mode
    numbers = {
        "places": around.capacities.get(mode, 0),
        "reserved": around.kept_by_others.get(mode, 0),
        "left": around.left(mode),
    }
    return str(_TOO_MANY[mode]) % numbers


def conditions(pool: Pool) -> tuple[str, ...]:
    """For whom the quota keeps its places: all that somebody must fulfil."""
    requirements = []
    if pool.actor_types:
        requirements.append(", ".join(str(label) for code, label in ACTOR_TYPES.items() if code in pool.actor_types))
    if pool.members_only:
        requirements.append(_("go-cluster members"))
    if pool.by_invitation:
        requirements.append(_("with an invitation"))
    if pool.most_per_organisation:
        requirements.append(_("at most %(count)d per organisation", count=pool.most_per_organisation))
    return tuple(map(str, requirements))


def spare_sentence(quota: Localized, spare: Spare) -> str:
    """The sentence that says how many places of the quota are left."""
    name, free = quota.pick(current_language())[0], spare.free
    if spare.mode is Mode.ONSITE:
        return str(
            _n(
                "For %(name)s, %(num)d in-person place is left.",
                "For %(name)s, %(num)d in-person places are left.",
                free,
                name=name,
            )
        )
    return str(
        _n(
            "For %(name)s, %(num)d online place is left.",
            "For %(name)s, %(num)d online places are left.",
            free,
            name=name,
        )
    )
