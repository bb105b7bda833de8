"""What a reminder names, and why nobody is reminded."""

from enum import Enum

from gocluster_events.i18n import LazyString, _, _l, _n, current_language, force_locale
from gocluster_events.materials.rules.reminding import ReminderRefusal, Wanted

REMINDER_REFUSALS: dict[Enum, LazyString] = {
    ReminderRefusal.NOT_OVER: _l("People are reminded only after the event has ended."),
    ReminderRefusal.NOT_PUBLIC: _l("The event is not public, so nobody is reminded."),
    ReminderRefusal.NOBODY: _l(
        "None of them can be reminded: nothing is missing any more, no address is known, they were reminded within the "
        "last day, or three times already."
    ),
}


def rows(language: str, wanted: Wanted) -> str:
    """What is still to come from somebody, a line of a letter for each."""
    with force_locale(language):
        return "\n".join(f"- {line}" for line in lines(wanted))


def sample(language: str) -> str:
    """A line as a letter could have it."""
    with force_locale(language):
        return "- " + _("%(item)s: materials are still missing", item=_("Programme item"))


def lines(wanted: Wanted) -> list[str]:
    """The same, each as a sentence in the language of the page."""
    spoken = current_language()
    items = [f"{item.code} {item.title.pick(spoken)[0]}".strip() for item in wanted.items]
    files = [each.record.facts.title.pick(spoken)[0] for each in wanted.files]
    missing = [_("%(item)s: materials are still missing", item=item) for item in items]
    missing += [_("“%(title)s”: your release is still missing", title=title) for title in files]
    if wanted.quotes:
        missing.append(
            _n("%(num)d quote waits for your release", "%(num)d quotes wait for your release", wanted.quotes)
        )
    return missing
