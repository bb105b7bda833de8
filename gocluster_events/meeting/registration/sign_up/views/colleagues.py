"""The page for one more person of a sign-up, of whom only name, address and mode are typed."""

from gocluster_events.core.web.answers import Reply
from gocluster_events.core.web.audience import draft_holder
from gocluster_events.meeting.registration.sign_up.rules import FIRST
from gocluster_events.meeting.registration.sign_up.views import drafts, fields


@drafts.blueprint.route("/<edition>/register/<draft>/<int:number>/colleague", methods=["GET", "POST"])
@draft_holder
def colleague(draft: str, number: int) -> Reply:
    """One more person: everything else that the edition asks, they are asked on their own page."""
    open_draft = drafts.opened(draft)
    typed = drafts.entry_of(open_draft, number)
    if open_draft.row.submitted_at is not None or number < 1 or fields.key_of(typed) == FIRST:
        return drafts.way_on(open_draft)
    return fields.page(open_draft, typed, number)
