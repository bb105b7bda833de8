"""The programme in words: kinds, rooms, people, and what a screen says."""

import re
from dataclasses import replace
from enum import Enum

from gocluster_events.core.i18n import LazyString, _, _l, _n, clock_time, current_language, day, time_span
from gocluster_events.meeting.agenda.rules.calendar_choice import Choice
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, Refusal, RoomUse, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.filter import Only, is_band
from gocluster_events.meeting.agenda.rules.languages import spoken
from gocluster_events.meeting.agenda.rules.placement import Clash
from gocluster_events.meeting.agenda.rules.screen import ScreenView, Stage
from gocluster_events.meeting.agenda.rules.sign_up import SignUpFault
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable
from gocluster_events.meeting.agenda.words.people import credited, person_name

KINDS: dict[Kind, LazyString] = {
    Kind.REGISTRATION: _l("Registration and badges"),
    Kind.WELCOME: _l("Welcome"),
    Kind.ADDRESS: _l("Welcome address"),
    Kind.KEYNOTE: _l("Keynote"),
    Kind.IMPULSE: _l("Impulse talk"),
    Kind.TALK: _l("Talk"),
    Kind.PANEL: _l("Panel discussion"),
    Kind.INTERVIEW: _l("Interview"),
    Kind.FORUM: _l("Forum"),
    Kind.WORKSHOP: _l("Workshop"),
    Kind.WORLD_CAFE: _l("World café"),
    Kind.FISHBOWL: _l("Fishbowl"),
    Kind.FUTURE_WORKSHOP: _l("Future workshop"),
    Kind.PITCHES: _l("Pitch session"),
    Kind.VOTE: _l("Audience vote"),
    Kind.AWARDS: _l("Award ceremony"),
    Kind.POSTERS: _l("Poster session"),
    Kind.EXHIBITION: _l("Exhibition"),
    Kind.ADVICE: _l("Advice stand"),
    Kind.MATCHMAKING: _l("Matchmaking"),
    Kind.COFFEE: _l("Coffee break"),
    Kind.LUNCH: _l("Lunch break"),
    Kind.GET_TOGETHER: _l("Get-together"),
    Kind.RECEPTION: _l("Evening reception"),
    Kind.EXCURSION: _l("Excursion"),
    Kind.PRESS: _l("Press event"),
    Kind.CLOSED_SESSION: _l("Closed session"),
}


PARTS: dict[Part, LazyString] = {
    Part.MODERATION: _l("Moderation"),
    Part.SPEAKER: _l("Speaker"),
    Part.KEYNOTE: _l("Keynote speaker"),
    Part.PANELLIST: _l("Panellist"),
    Part.IMPULSE: _l("Impulse speaker"),
    Part.JURY: _l("Jury"),
    Part.PITCH: _l("Pitch"),
    Part.MINUTES: _l("Minutes"),
    Part.GRAPHIC_RECORDING: _l("Graphic recording"),
    Part.INTERPRETING: _l("Interpreting"),
    Part.STANDING_IN: _l("Standing in"),
}


_SEVERAL = {Part.PANELLIST: _l("Panellists")}


ROOM_USES: dict[RoomUse, LazyString] = {
    RoomUse.SESSIONS: _l("Talks"),
    RoomUse.BREAKS: _l("Breaks"),
    RoomUse.EXHIBITION: _l("Exhibition"),
}


VISIBILITIES: dict[Visibility, LazyString] = {
    Visibility.PUBLIC: _l("Public"),
    Visibility.MEMBERS: _l("Members only"),
    Visibility.CLOSED: _l("Closed: not on the public programme"),
}


SIGN_UPS: dict[SignUp, LazyString] = {
    SignUp.NONE: _l("None"),
    SignUp.BOOK: _l("Booking needed"),
    SignUp.WISH: _l("Places by choice"),
}


SIGN_UP_FAULTS: dict[SignUpFault, LazyString] = {
    SignUpFault.BREAK: _l("Nobody books a place in a break. Choose “None”."),
    SignUpFault.CLOSED: _l("Nobody outside can see a closed item. Choose “None”, or another visibility."),
    SignUpFault.FOR_EVERYBODY: _l(
        "Everybody is invited to this item, and nothing runs at the same time. Choose “None”."
    ),
    SignUpFault.NO_SEATS: _l("Enter how many places there are: the room has no number of places either."),
}


STREAMS: dict[str, LazyString] = {
    "room": _l("As its room"),
    "yes": _l("Yes"),
    "no": _l("No"),
}
LANGUAGES: dict[SpokenLanguage, LazyString] = {
    SpokenLanguage.GERMAN: _l("German"),
    SpokenLanguage.ENGLISH: _l("English"),
    SpokenLanguage.BOTH: _l("German and English"),
}


MARKS: dict[Only, LazyString] = {
    Only.STREAM: _l("With stream"),
    Only.CHANGED: _l("Changed"),
}


_BESIDE_NUMBER = re.compile(r"(?<=[^\s,]) (?=\d)|(?<=\d\.) ")  # as in Raum 1.04, 1. Obergeschoss
_SPEAKING = frozenset({Part.SPEAKER, Part.KEYNOTE, Part.IMPULSE})


REFUSALS: dict[Enum, LazyString] = {
    Refusal.ARCHIVED: _l("This event is archived. Its programme can no longer be changed."),
    Refusal.UNCHANGED: _l("Nothing has changed since the published version."),
    Refusal.ERRORS: _l("Fix the errors, or confirm that you want to publish despite them."),
    Refusal.SIGN_UP_USED: _l(
        "Items with people in them cannot change between booking and choices. The page names them: undo the change of "
        "“Booking of places”, or make new items."
    ),
    Refusal.SAME: _l("The draft is that version already."),
    Refusal.NO_EMAIL: _l("Enter the e-mail address of the person first."),
    Refusal.NOT_THERE: _l("This person is no longer in the item. Check the programme again."),
    Refusal.THERE_ALREADY: _l("The stand-in already has the same role in one of these items."),
    Refusal.PAST: _l("This time has passed. Choose a later one."),
    Refusal.NOT_FOUND_ANY_MORE: _l("The checks no longer find this, so there is nothing to accept."),
    Refusal.NO_ROOMS: _l(
        "Without days and rooms there is nothing to propose. Add days under “Set-up”, rooms under “Rooms and tracks”."
    ),
    Refusal.NOTHING_FREE: _l("There is nothing to schedule: everything you chose is pinned or already has a time."),
    Refusal.SAME_ITEM: _l("Choose two different items."),
}


def name(item: Item) -> str:
    """How the organisers speak of an item: its code, else its title in quotation marks."""
    return item.code or _("“%(title)s”", title=item.title.pick(current_language())[0])


def room_name(room: Room) -> str:
    """How a room is spoken of: a number needs the word before it."""
    return _("Room %(name)s", name=room.name) if room.name[:1].isdigit() else room.name


def kind_beside_title(item: Item) -> str:
    """What kind of item it is, for readers who have just read its title; empty where the title says so itself."""
    kind = str(KINDS[item.kind])
    return "" if kind.casefold() in item.title.pick(current_language())[0].casefold() else kind


def where(item: Item, timetable: Timetable) -> str:
    """Where readers find it: the room's name, or that the break is for everyone, or that its room is still open."""
    room = timetable.room(item)
    if room is not None:
        return room_name(room)
    return _("For everyone") if is_band(item) else _("Room still open")


def room_and_floor(room: Room) -> str:
    """Where a room is: its name, and on which floor as far as that is known; after a comma English begins it small.

    No line ends beside a number.
    """
    floor, language = room.floor.pick(current_language())
    if language == "en" and floor.endswith(" floor"):
        floor = floor[0].lower() + floor[1:]
    return _BESIDE_NUMBER.sub("\u00a0", ", ".join(filter(None, (room_name(room), floor))))


def calendar_title(item: Item) -> str:
    """The title as a calendar shows it; that an item is for members only must be seen there too."""
    title = item.title.pick(current_language())[0]
    return _("%(title)s (members only)", title=title) if item.visibility is Visibility.MEMBERS else title


def choice_name(choice: Choice, timetable: Timetable) -> str:
    """What a calendar of this choice is called after the event: empty for everything, and for a choice of several."""
    if len(choice.tracks) + len(choice.people) + len(choice.items) != 1:
        return ""
    tracks = {track.letter.lower(): track for track in timetable.tracks}
    names = [
        *(tracks[key].name.pick(current_language())[0] if key in tracks else _("Plenary") for key in choice.tracks),
        *(person_name(person) for person in timetable.people if person.uuid in choice.people),
        *(item.title.pick(current_language())[0] for item in timetable.items if item.uuid in choice.items),
    ]
    return names[0] if names else ""


def languages(timetable: Timetable) -> str:
    """In which languages the talks are held, and whether there is interpretation; empty where nobody speaks."""
    talks = spoken(timetable)
    if not talks.german + talks.foreign:
        return ""
    if not talks.foreign:
        held = _("All talks are held in German.")
    elif not talks.german:
        held = _("All talks are held in English or in both languages.")
    else:
        held = _(
            "Talks in German: %(german)d, in English or in both languages: %(foreign)d.",
            german=talks.german,
            foreign=talks.foreign,
        )
    none = _("There is no interpretation.")
    some = _n("%(num)d of them is interpreted.", "%(num)d of them are interpreted.", talks.interpreted)
    return f"{held} {some if talks.interpreted else none}"


def cast(item: Item, timetable: Timetable) -> str:
    """Who appears: speakers by name, everybody else after what they do."""
    groups: dict[Part, list[str]] = {}
    for each in timetable.credits(item):
        groups.setdefault(Part.SPEAKER if each.part in _SPEAKING else each.part, []).append(credited(each))
    return " · ".join(
        ", ".join(names) if part is Part.SPEAKER else f"{_doing(part, len(names))}: {', '.join(names)}"
        for part, names in groups.items()
    )


def _doing(part: Part, people: int) -> LazyString:
    return _SEVERAL.get(part, PARTS[part]) if people > 1 else PARTS[part]


def cast_in_brief(item: Item, timetable: Timetable) -> str:
    """Who appears, in the few words of a block: panellists are counted, one part needs no name."""
    people = timetable.credits(item)
    parts = [each.part for each in people]
    if len(set(parts)) == 1:
        return ", ".join(credited(each) for each in people)
    guests = parts.count(Part.PANELLIST)
    if guests <= 1:
        return cast(item, timetable)
    others = replace(item, people=tuple(each for each in item.people if each.part is not Part.PANELLIST))
    counted = _n("with %(num)d panellist", "with %(num)d panellists", guests)
    return f"{cast(others, timetable)} · {counted}"


def place_and_time(item: Item, timetable: Timetable) -> str:
    """When and where an item takes place: Thu, 22 Apr, 11:45–12:45, 1.04."""
    if item.starts_at is None or item.ends_at is None:
        return _("not scheduled")
    room = timetable.room(item)
    when = f"{day(item.starts_at, timetable.zone, 'short')}, {time_span(item.starts_at, item.ends_at, timetable.zone)}"
    return f"{when}, {room_name(room)}" if room else when


STAGES: dict[Stage, LazyString] = {
    Stage.EMPTY: _l("Nothing is planned here."),
    Stage.BEFORE: _l("It begins on {day} at {time}."),
    Stage.SOON: _l("It begins at {time}."),
    Stage.RUNNING: _l("Now"),
    Stage.PAUSE: _l("It continues at {time}."),
    Stage.EVENING: _l("That’s all for today. It continues on {day} at {time}."),
    Stage.OVER: _l("The programme here is over. Thank you for coming."),
}


def stage(board: ScreenView, zone: str) -> str:
    """The sentence for where the day stands."""
    sentence, at = str(STAGES[board.stage]), board.goes_on
    return sentence if at is None else sentence.replace("{day}", day(at, zone)).replace("{time}", clock_time(at, zone))


def clash(overlap: Clash, timetable: Timetable) -> str:
    """Which two items run at the same time, and when."""
    language, (start, end) = current_language(), overlap.span
    return str(
        _(
            "“%(first)s” and “%(second)s” overlap: %(day)s, %(time)s.",
            first=overlap.first.title.pick(language)[0],
            second=overlap.second.title.pick(language)[0],
            day=day(start, timetable.zone, "short"),
            time=time_span(start, end, timetable.zone),
        )
    )
