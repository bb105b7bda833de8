"""What a reminder names, and why nobody is reminded."""

from enum import Enum

from gocluster_events.core.i18n import LazyString, _, _l, _n, force_locale
from gocluster_events.post_event.materials.rules.reminding import ReminderRefusal, Wanted
from gocluster_events.post_event.materials.words.items import item_name
from gocluster_events.post_event.materials.words.own import name

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


def lines(wanted: Wanted, *, is_own: bool = True) -> list[str]:
    """The same, each as a sentence in the language of the page; ``is_own``: to the person themselves."""
    missing = [_("%(item)s: materials are still missing", item=item_name(item)) for item in wanted.items]
    missing += [_release(name(each.record.facts), is_own=is_own) for each in wanted.files]
    if wanted.quotes:
        missing.append(_quotes(wanted.quotes, is_own=is_own))
    return missing


def _release(title: str, *, is_own: bool) -> str:
    if is_own:
        return _("“%(title)s”: your release is still missing", title=title)
    return _("“%(title)s”: the release is missing", title=title)


def _quotes(number: int, *, is_own: bool) -> str:
    if is_own:
        return _n("%(num)d quote waits for your release", "%(num)d quotes wait for your release", number)
    return _n("%(num)d quote waits for the release", "%(num)d quotes wait for the release", number)
