"""What publishing says to the team, and what letters say of a new version."""

from collections.abc import Sequence
from enum import Enum

from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.differences import Difference
from gocluster_events.agenda.rules.people import Contact
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.words import differences, programme, steps as agenda
from gocluster_events.i18n import LazyString, _, _l, _n, current_language, force_locale
from gocluster_events.publishing.rules import Audience, EntryTexts

FAILURES: dict[Enum, LazyString] = {
    Refusal.ARCHIVED: _l("The event is archived."),
    Refusal.UNCHANGED: _l("That state has already been public."),
}
AUDIENCES: dict[Audience, LazyString] = {
    Audience.PARTICIPANTS: _l("Participants, confirmed"),
    Audience.PEOPLE: _l("Contributors to the items concerned"),
    Audience.WAITING: _l("Waiting list"),
}


def published(number: int, letters: int) -> str:
    """The sentence that says which version was published, and until when its letters can be withdrawn."""
    done = _("Version %(number)d is published.", number=number)
    if not letters:
        return done
    leaving = _n(
        "%(num)d e-mail will be sent in five minutes. Until then you can stop it.",
        "%(num)d e-mails will be sent in five minutes. Until then you can stop them.",
        letters,
    )
    return f"{done} {leaving}"


def learns(readers: int, everybody: int, people: Sequence[Contact]) -> str:
    """Who can be told of a change by letter: so many of all the confirmed, and these people."""
    recipients = []
    if readers == everybody and readers:
        recipients = [_n("%(num)d confirmed participant", "All %(num)d confirmed participants", readers)]
    elif readers:
        recipients = [
            _(
                "%(readers)d of %(all)d confirmed participants, depending on the mode of attendance",
                readers=readers,
                all=everybody,
            )
        ]
    recipients += [each.name for each in people]
    return ", ".join(recipients) or _("Nobody by e-mail. It can be seen in the programme.")


def change_rows(language: str, changes: Sequence[Difference], old: Timetable | None, new: Timetable) -> str:
    """What becomes of items, as rows of a letter."""
    with force_locale(language):
        return "\n".join(f"- {agenda.turn(each)}: {_change_row(each, old or new, new)}" for each in changes)


def _change_row(change: Difference, old: Timetable, new: Timetable) -> str:
    item = change.item
    if change.old and change.new:
        news = differences.news(change, old, new)
    else:
        news = programme.place_and_time(item, new if change.new else old)
    return f"{item.code} {item.title.pick(current_language())[0]}: {news}".strip()


def others(language: str, lines: str) -> str:
    """What changes for items of others, in a letter about one's own."""
    with force_locale(language):
        return "\n\n".join((_("This also changes:"), lines))


def entry_texts(language: str, item: Item, timetable: Timetable) -> EntryTexts:
    """An item as a calendar shows it."""
    with force_locale(language):
        room, abstract = timetable.room(item), item.abstract.pick(language)[0]
        return EntryTexts(
            title=programme.calendar_title(item),
            kind=str(programme.KINDS[item.kind]),
            description="\n\n".join(filter(None, (programme.cast(item, timetable), abstract))),
            location=programme.room_name(room) if room else "",
        )
