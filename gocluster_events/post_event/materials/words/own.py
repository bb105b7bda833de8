"""What somebody on the programme reads of their own materials."""

from gocluster_events.core.i18n import LazyString, _, _l, current_language, day, moment
from gocluster_events.core.text import Localized
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.materials.rules.material import MaterialFacts
from gocluster_events.post_event.materials.rules.own import OwnFile, OwnState
from gocluster_events.post_event.materials.words.codes import FAULTS
from gocluster_events.post_event.materials.words.items import material_title
from gocluster_events.post_event.releases.rules import State

STATES: dict[OwnState, LazyString] = {
    OwnState.ARRIVING: _l("The file has not arrived in full yet."),
    OwnState.CHECKING: _l("The file is being checked. Nobody can open it before that."),
    OwnState.REFUSED: _l("The file was refused."),
    OwnState.OFF_PROGRAMME: _l(
        "The item is not on the published programme any more. Nobody outside the team sees this."
    ),
    OwnState.NAME_REMOVED: _l("A name was removed from this item on request. Nobody outside the team sees this."),
    OwnState.YOUR_NO: _l("You have not released this. Nobody outside the team sees it."),
    OwnState.YOUR_RELEASE: _l("This waits for your release."),
    OwnState.THEIR_RELEASE: _l("This waits for the release of somebody else."),
    OwnState.TEAM: _l("The team still has to publish this."),
    OwnState.LATER: _l("This is published later."),
    OwnState.OPEN: _l("This is public."),
}
SIGNS: dict[OwnState, str] = {
    OwnState.ARRIVING: "clock",
    OwnState.CHECKING: "clock",
    OwnState.REFUSED: "error",
    OwnState.OFF_PROGRAMME: "minus",
    OwnState.NAME_REMOVED: "lock",
    OwnState.YOUR_NO: "lock",
    OwnState.YOUR_RELEASE: "warning",
    OwnState.THEIR_RELEASE: "clock",
    OwnState.TEAM: "clock",
    OwnState.LATER: "clock",
    OwnState.OPEN: "tick",
}
ANSWERED: dict[State, LazyString] = {
    State.GIVEN: _l("Thank you. You have released it. The team publishes it once nothing else is missing."),
    State.REFUSED: _l("You have not released it. It stays unpublished."),
    State.WITHDRAWN: _l("Your release is withdrawn. Nobody outside the team can open it any more."),
}
OTHER_WORDS = _l("The text of the release has changed since you opened this page. Please read it again.")


def state(file: OwnFile, zone: str) -> str:
    """How a material stands, in a sentence."""
    stored, since = file.entry.record.file, file.since
    is_for_all = file.entry.record.facts.seen_by is SeenBy.PUBLIC
    if file.state is OwnState.REFUSED and stored and stored.fault:
        return _("The file was refused: %(reason)s", reason=FAULTS[stored.fault])
    if file.state is OwnState.THEIR_RELEASE and file.others:
        return _("This waits for the release of %(names)s.", names=", ".join(file.others))
    if file.state is OwnState.LATER and since:
        return _("This is published on %(time)s.", time=moment(since, zone))
    if file.state is OwnState.OPEN and since and is_for_all:
        return _("Public since %(day)s.", day=day(since, zone))
    if file.state is OwnState.OPEN and since:
        return _("Open to participants since %(day)s.", day=day(since, zone))
    return str(STATES[file.state])


def name(facts: MaterialFacts) -> str:
    """What a material is called in the reader's language."""
    title = material_title(facts)
    return title.pick(current_language())[0] if isinstance(title, Localized) else title


def opening(file: OwnFile, zone: str) -> str:
    """From when on the material can be opened at the earliest."""
    opens_at = file.entry.standing.opens_at
    return moment(opens_at, zone) if opens_at else _("once its item has a time")
