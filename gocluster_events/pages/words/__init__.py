"""Labels for what the desk counts, sentences about the last places, and what letters say of the programme."""

from collections.abc import Callable, Sequence
from enum import Enum

from gocluster_events.agenda import words as agenda
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.contact import Contact
from gocluster_events.agenda.rules.differences import Difference
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.events.rules import Mode
from gocluster_events.i18n import LazyString, _, _l, _n, current_language, force_locale
from gocluster_events.pages.rules.deadlines import Occasion
from gocluster_events.pages.rules.growth import Milestone
from gocluster_events.pages.rules.places import Places
from gocluster_events.pages.rules.recent import Deed, Happening
from gocluster_events.pages.rules.telling import Audience, EntryTexts

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.REGISTRATION_OPENS: _l("Registration opens"),
    Occasion.REGISTRATION_CLOSES: _l("Registration closes"),
    Occasion.PUBLICATION: _l("The programme is published"),
    Occasion.MEETING: _l("The event begins"),
}

MILESTONES: dict[Milestone, LazyString] = {
    Milestone.OPENING: _l("Registration opens"),
    Milestone.TODAY: _l("Today"),
    Milestone.DEADLINE: _l("Registration closes"),
}

DEEDS: dict[Deed, Callable[[int], str]] = {
    Deed.PLANNED: lambda num: _n("changed the programme.", "changed the programme %(num)d times.", num),
    Deed.PUBLISHED: lambda num: _n("published the programme.", "published the programme %(num)d times.", num),
    Deed.SETTINGS: lambda num: _n("changed the settings.", "changed the settings %(num)d times.", num),
    Deed.SHOWN: lambda num: _n("published the event.", "published the event %(num)d times.", num),
    Deed.HIDDEN: lambda num: _n("made the event a draft.", "made the event a draft %(num)d times.", num),
    Deed.ARCHIVED: lambda num: _n("archived the event.", "archived the event %(num)d times.", num),
    Deed.REOPENED: lambda num: _n("reopened the event.", "reopened the event %(num)d times.", num),
    Deed.CONFIRMED: lambda num: _n("confirmed %(num)d person.", "confirmed %(num)d people.", num),
    Deed.REVIEWED: lambda num: _n(
        "took %(num)d registration under review.", "took %(num)d registrations under review.", num
    ),
    Deed.WAITLISTED: lambda num: _n(
        "put %(num)d person on the waiting list.", "put %(num)d people on the waiting list.", num
    ),
    Deed.UNDONE: lambda num: _n(
        "undid a decision about %(num)d person.", "undid a decision about %(num)d people.", num
    ),
    Deed.DECLINED: lambda num: _n("declined %(num)d registration.", "declined %(num)d registrations.", num),
    Deed.MOVED_UP: lambda num: _n("moved %(num)d person up.", "moved %(num)d people up.", num),
    Deed.LAPSED: lambda num: _n("let %(num)d registration lapse.", "let %(num)d registrations lapse.", num),
    Deed.DOWNLOADED: lambda num: _n("downloaded %(num)d row of the list.", "downloaded %(num)d rows of the list.", num),
}


def deed(happening: Happening) -> str:
    """What somebody did, as it stands after their name."""
    return str(DEEDS[happening.deed](happening.count))


FAILURES: dict[Enum, LazyString] = {
    Refusal.ARCHIVED: _l("The event is archived."),
    Refusal.UNCHANGED: _l("The public saw that state already."),
}
AUDIENCES: dict[Audience, LazyString] = {
    Audience.PARTICIPANTS: _l("Participants, confirmed"),
    Audience.PEOPLE: _l("People of the items concerned"),
    Audience.WAITING: _l("Waiting list"),
}


def published(number: int, letters: int) -> str:
    """What has happened, and until when the letters can be withdrawn."""
    done = _("Version %(number)d is published.", number=number)
    if not letters:
        return done
    leaving = _n(
        "%(num)d e-mail leaves in five minutes. Until then you can take it back.",
        "%(num)d e-mails leave in five minutes. Until then you can take them back.",
        letters,
    )
    return f"{done} {leaving}"


def learns(readers: int, everybody: int, people: Sequence[Contact]) -> str:
    """Who can be told of a change by letter: so many of all the confirmed, and these people."""
    told = []
    if readers == everybody and readers:
        told = [_n("%(num)d confirmed participant", "%(num)d confirmed participants", readers)]
    elif readers:
        told = [_("%(readers)d of %(all)d confirmed participants", readers=readers, all=everybody)]
    told += [each.name for each in people]
    return ", ".join(told) or _("Nobody by e-mail. Readers see it in the programme.")


def told(language: str, changes: Sequence[Difference], old: Timetable | None, new: Timetable) -> str:
    """What becomes of items, as rows of a letter."""
    with force_locale(language):
        return "\n".join(f"- {agenda.turn(each)}: {_told(each, old or new, new)}" for each in changes)


def _told(change: Difference, old: Timetable, new: Timetable) -> str:
    item = change.item
    if change.old and change.new:
        news = agenda.news(change, old, new)
    else:
        news = agenda.place_and_time(item, new if change.new else old)
    return f"{item.code} {item.title.pick(current_language())[0]}: {news}".strip()


def others(language: str, lines: str) -> str:
    """The same about items of others, in a letter about one's own."""
    with force_locale(language):
        return "\n\n".join((_("This changes for others:"), lines))


def entry_texts(language: str, item: Item, timetable: Timetable) -> EntryTexts:
    """An item as a calendar shows it."""
    with force_locale(language):
        room, abstract = timetable.room(item), item.abstract.pick(language)[0]
        return EntryTexts(
            title=agenda.calendar_title(item),
            kind=str(agenda.KINDS[item.kind]),
            description="\n\n".join(filter(None, (agenda.cast(item, timetable), abstract))),
            location=agenda.room_name(room) if room else "",
        )


def places_left(places: Places) -> str:
    """What is worth saying about the places of a mode: that the last ones go, or are gone; otherwise nothing."""
    free, on_site = places.free, places.mode is Mode.ONSITE
    if places.are_few and on_site:
        return _n("%(num)d place left on site", "%(num)d places left on site", free)
    if places.are_few:
        return _n("%(num)d place left online", "%(num)d places left online", free)
    if free:
        return ""
    return _("Fully booked on site") if on_site else _("Online: fully booked")
