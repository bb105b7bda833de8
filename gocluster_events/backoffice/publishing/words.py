"""What publishing says to the team, and what letters say of a new version."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum

from gocluster_events.attendance.bookings.rules.consequences import Consequences, Standing
from gocluster_events.backoffice.publishing import rules
from gocluster_events.backoffice.publishing.rules import Audience, EntryTexts, Phrases, items_of
from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language, day, force_locale, time_span
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Refusal, Visibility
from gocluster_events.meeting.agenda.rules.differences import Difference, Turn
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words import differences, programme, steps as agenda

FAILURES: dict[Enum, LazyString] = {
    Refusal.ARCHIVED: _l("The event is archived."),
    Refusal.UNCHANGED: _l("That state has already been public."),
    Refusal.SIGN_UP_USED: _l("An item with people in it would change between booking and choices."),
}
AUDIENCES: dict[Audience, LazyString] = {
    Audience.PARTICIPANTS: _l("Participants, confirmed"),
    Audience.PEOPLE: _l("Contributors to the items concerned"),
    Audience.WAITING: _l("Waiting list"),
}

OWN_PLACES: dict[bool, LazyString] = {True: _l("you have a place"), False: _l("you are on the waiting list")}
FINAL = _l("Publishing carries out the allocation at once: everybody is told, and it cannot be taken back any more.")
_MOST_NAMES = 10


def phrases(address: Callable[[str, str, str], str]) -> Phrases:
    """The functions that put parts of a letter into words; ``address`` is where an item's page is."""
    return Phrases(changes=change_rows, items=item_rows, others=others, entry=entry_texts, address=address)


REFUSALS: dict[Enum, LazyString] = {
    rules.Refusal.NOT_PUBLIC: _l("The event is not public, so nobody is written to about its programme."),
    rules.Refusal.TELLS_OTHERS: _l("The people who would be written to have changed. Check below, then send again."),
}


def published(number: int, letters: int, *, is_public: bool) -> str:
    """The sentence that says which version was published, and until when its letters can be withdrawn."""
    if not is_public:
        return _(
            "Version %(number)d is ready. It becomes public with the event. Nobody receives an e-mail now.",
            number=number,
        )
    done = _("Version %(number)d is published.", number=number)
    return f"{done} {leaving(letters)}" if letters else done


def leaving(letters: int) -> str:
    """The sentence that says when so many letters leave, and until when they can be withdrawn."""
    return _n(
        "%(num)d e-mail will be sent in five minutes. Until then you can stop it.",
        "%(num)d e-mails will be sent in five minutes. Until then you can stop them.",
        letters,
    )


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


def change_rows(
    language: str, changes: Sequence[Difference], old: Timetable | None, new: Timetable, places: Mapping[str, bool]
) -> str:
    """What becomes of items, as rows of a letter; also in which of them (UUIDs) its reader has a place, or waits."""
    with force_locale(language):
        return "\n".join(
            f"- {agenda.turn(each)}: {_change_row(each, old or new, new)}{_own_place(each, places)}" for each in changes
        )


def _own_place(change: Difference, places: Mapping[str, bool]) -> str:
    is_held = places.get(change.item.uuid) if change.new else None
    return "" if is_held is None else f" ({OWN_PLACES[is_held]})"


def _change_row(change: Difference, old: Timetable, new: Timetable) -> str:
    item = change.item
    if change.old and change.new:
        news = differences.news(change, old, new)
    else:
        news = programme.place_and_time(item, new if change.new else old)
    return f"{item.code} {item.title.pick(current_language())[0]}: {news}".strip()


def item_rows(language: str, person: str, timetable: Timetable, address: Callable[[Item], str]) -> str:
    """What the person, by UUID, takes part in, as rows of a letter; what nobody can look at has no address."""
    with force_locale(language):
        return "\n".join(_item_row(item, person, timetable, address) for item in items_of(timetable, person))


def _item_row(item: Item, person: str, timetable: Timetable, address: Callable[[Item], str]) -> str:
    starts_at, ends_at = item.span
    named = next((each.name for each in timetable.days if each.date == timetable.day_of(item)), Localized())
    on = " · ".join(filter(None, (day(starts_at, timetable.zone, "short"), named.pick(current_language())[0])))
    when = f"{on}, {time_span(starts_at, ends_at, timetable.zone)}"
    parts = ", ".join(str(programme.PARTS[each.part]) for each in item.people if each.person == person)
    room = timetable.room(item)
    title = f"{item.code} {item.title.pick(current_language())[0]}".strip()
    where = ", ".join(filter(None, (title, programme.room_name(room) if room else "")))
    link = "" if item.visibility is Visibility.CLOSED else address(item)
    return " ".join(filter(None, (f"- {when}: {where} ({parts})", link)))


def programme_samples(timetable: Timetable, language: str) -> dict[str, str]:
    """What letters could say of items of this programme; where none has a time yet, what will stand there."""
    placed = [item for item in timetable.items if item.starts_at is not None]
    named = next((each.person for item in placed for each in item.people), "")
    if not placed:
        with force_locale(language):
            changes, items = _("The changes stand here, one to a line."), _("The items stand here, one to a line.")
            return {"changes": changes, "items": items, "places": items, "others": ""}
    lines = [change_rows(language, [Difference(Turn.NEW, None, item)], None, timetable, {}) for item in placed[:2]]
    places = "\n".join(_place_row(item, timetable, language) for item in placed[:2])
    samples = {"changes": lines[0], "others": others(language, lines[-1]), "places": places}
    samples |= {"item": _name(placed[0], language), "other": _name(placed[-1], language)}
    if named:
        name = next(each.name for each in timetable.people if each.uuid == named)
        samples |= {"items": item_rows(language, named, timetable, lambda _item: ""), "name": name}
    return samples


def _name(item: Item, language: str) -> str:
    return f"{item.code} {item.title.pick(language)[0]}".strip()


def _place_row(item: Item, timetable: Timetable, language: str) -> str:
    """An item as a letter about places names it."""
    with force_locale(language):
        begins, ends = item.span
        when = f"{day(begins, timetable.zone, 'short')}, {time_span(begins, ends, timetable.zone)}"
        return f"- {_name(item, language)}, {when}"


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


def booked(after: Consequences, before: Timetable | None, new: Timetable) -> list[str]:
    """What a version does to those who have booked, or wait: who loses or regains what, who is in two places."""

    def names(items: Iterable[str]) -> str:
        known = (new.item(uuid) or (before.item(uuid) if before else None) for uuid in dict.fromkeys(items))
        return ", ".join(programme.name(item) for item in known if item is not None)

    def people(some: Iterable[Standing]) -> int:
        return len({each.person for each in some})

    torn, moved = [each for pair in after.clashes for each in pair], after.moved
    stage = [uuid for each, item in after.staged for uuid in (each.item, item)]
    sentences = (
        _loses(people(after.ended), names(each.item for each in after.ended)),
        _returns(people(after.back), names(each.item for each in after.back)),
        _clashes(people(torn), names(each.item for each in torn)),
        _on_stage(people(each for each, _item in after.staged), names(stage)),
        _moves(people(moved), names(each.item for each in moved)),
        _stays(after.outsiders),
        _unreached(after.unreached.values()),
    )
    return [sentence for sentence in sentences if sentence]


def in_use(item: Item, number: int) -> str:
    """Why the sign-up of the item cannot change between booking and wishes, and what can be done."""
    return _n(
        "%(item)s: %(num)d person has a place, waits, or has named choices. As long as that is so, the item cannot "
        "change between booking and choices. Undo the change to “Booking of places”, or make a new item.",
        "%(item)s: %(num)d people have a place, wait, or have named choices. As long as that is so, the item cannot "
        "change between booking and choices. Undo the change to “Booking of places”, or make a new item.",
        number,
        item=programme.name(item),
    )


def lost_wishes(items: Sequence[tuple[Item, int]]) -> list[str]:
    """The items for which so many people have named wishes that no longer count."""
    each = [
        _n("%(item)s (%(num)d person)", "%(item)s (%(num)d people)", number, item=programme.name(item))
        for item, number in items
    ]
    return [_("Choices for these items no longer count: %(items)s.", items=", ".join(each))] if each else []


def _loses(people: int, items: str) -> str:
    if not people:
        return ""
    return _n(
        "%(num)d person loses a place or is no longer on the waiting list (%(items)s). They get an e-mail in any case.",
        "%(num)d people lose a place or are no longer on the waiting list (%(items)s). They get an e-mail in any case.",
        people,
        items=items,
    )


def _clashes(people: int, items: str) -> str:
    if not people:
        return ""
    return _n(
        "%(num)d person would have two bookings at the same time: %(items)s. They keep both and get an e-mail.",
        "%(num)d people would have two bookings at the same time: %(items)s. They keep both and get an e-mail.",
        people,
        items=items,
    )


def _returns(people: int, items: str) -> str:
    if not people:
        return ""
    return _n(
        "%(num)d person has the place, or the number on the waiting list, back (%(items)s).",
        "%(num)d people have the place, or the number on the waiting list, back (%(items)s).",
        people,
        items=items,
    )


def _on_stage(people: int, items: str) -> str:
    if not people:
        return ""
    return _n(
        "%(num)d person would contribute to the programme at the time of a booking: %(items)s. They keep it and get an "
        "e-mail.",
        "%(num)d people would contribute to the programme at the time of a booking: %(items)s. They keep it and get an "
        "e-mail.",
        people,
        items=items,
    )


def _moves(people: int, items: str) -> str:
    if not people:
        return ""
    return _n(
        "%(num)d person has booked, or waits for, something whose time or room changes (%(items)s). They are told by "
        "e-mail in any case.",
        "%(num)d people have booked, or wait for, something whose time or room changes (%(items)s). They are told by "
        "e-mail in any case.",
        people,
        items=items,
    )


def _stays(outsiders: Sequence[Standing]) -> str:
    names = list({each.person: each.name for each in outsiders}.values())
    if not names:
        return ""
    return _n(
        "%(num)d person keeps a place in an item that is for members only from now on: %(names)s.",
        "%(num)d people keep places in items that are for members only from now on: %(names)s.",
        len(names),
        names=_listed(names),
    )


def _unreached(people: Collection[str]) -> str:
    if not people:
        return ""
    return _n(
        "%(num)d of these people has no e-mail address and gets no e-mail: %(names)s.",
        "%(num)d of these people have no e-mail address and get no e-mail: %(names)s.",
        len(people),
        names=_listed(list(people)),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])])
