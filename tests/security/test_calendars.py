"""A calendar file holds only our items, whatever is typed into titles, rooms and people (promise P14)."""

import email
import email.policy
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
from icalendar import Calendar
from icalendar.parser import Contentline

from gocluster_events.core.web.letter_frame import Framed
from gocluster_events.meeting.agenda.exports.ics import CalendarItem, Programme, to_ical
from gocluster_events.meeting.events.exports.ics import meeting_calendar
from gocluster_events.meeting.events.rules.edition import Meeting
from gocluster_events.meeting.letters.exports import Attachment, Envelope, message
from tests.security.corpus import stored
from tests.support.proving import Proof

NINE = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # half an hour before the clocks go forward
OURS = frozenset(
    {
        *("BEGIN", "END", "PRODID", "VERSION", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CATEGORIES", "DESCRIPTION", "LOCATION", "URL"),
        *("STATUS", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RDATE", "COMMENT"),
    }
)
STORED = stored(5000)
WIDE = "Tagungshaus"


def entries(strings: Sequence[str]) -> list[CalendarItem]:
    """One item for each, with it in every text."""
    return [
        CalendarItem(
            uuid=str(UUID(int=number)),
            title=each,
            kind=each,
            description=each,
            location=f"{each}, {WIDE}",
            url=f"https://events.example.org/{number}",
            starts_at=NINE + timedelta(minutes=number),
            ends_at=NINE + timedelta(minutes=number + 45),
        )
        for number, each in enumerate(strings)
    ]


def written(strings: Sequence[str]) -> bytes:
    """The programme of those items."""
    return to_ical(Programme(in_a_line("; ".join(strings[:9])), "Europe/Berlin", "de", 3, NINE), entries(strings))


def flaws(content: bytes, strings: Sequence[str]) -> list[str]:
    """What else is in the calendar than an item for each string, with exactly its texts and its times."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    complaints = [f"not ours: {line[:60]}" for line in lines if line and re.split("[:;]", line)[0] not in OURS]
    number = lines.count("BEGIN:VEVENT")
    complaints += [f"{number} items instead of {len(strings)}"] * (number != len(strings))
    name = icalendar.vText(in_a_line("; ".join(strings[:9]))).to_ical().decode()
    names = [line.partition(":")[2] for line in lines if line.startswith(("NAME;", "X-WR-CALNAME:"))]
    complaints += [f"another name: {names}"] * (names != [name, name])
    try:
        calendar = Calendar.from_ical(content)
    except ValueError as error:
        return [*complaints, f"cannot be read: {error}"]
    zones = {str(each["TZID"]) for each in calendar.walk("VTIMEZONE")}
    for expected, item in zip(entries(strings), calendar.walk("VEVENT"), strict=False):
        complaints += [f"another text: {expected.title[:40]!r}"] * (words_of(item) != wanted(expected))
        complaints += [f"another time: {expected.title[:40]!r}"] * (item["DTSTART"].dt != expected.starts_at)
        zone = item["DTSTART"].params.get("TZID")
        complaints += ["a time in no zone"] * (zone not in zones and item["DTSTART"].dt.utcoffset() != timedelta())
    return complaints


def words_of(item: icalendar.Event) -> list[str]:
    return [str(item["SUMMARY"]), str(item["DESCRIPTION"]), str(item["LOCATION"]), item["UID"]]


def wanted(entry: CalendarItem) -> list[str]:
    return [entry.title, entry.description, entry.location, entry.uuid]


@pytest.mark.promise("P14")
def test_a_programme_of_every_string_is_exactly_its_items(proof: Proof):
    strings = proof.random.sample(STORED, proof.size(300, len(STORED)))
    assert flaws(written(strings), strings) == []
    proof.says(
        f"a programme with {len(strings)} strings in titles, kinds, descriptions and rooms, read back",
        f"{len(strings)} items with the texts and times exported, nothing else",
    )


LINE_END = "\ufdd0"  # no character, and so in no text that is stored


def unescaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own writer puts texts down as they are, and with line ends the library, which would stop at them, too."""
    written_line = Contentline.to_ical
    monkeypatch.setattr("icalendar.prop.text._escape_char", lambda typed: str(typed).replace("\n", LINE_END))
    monkeypatch.setattr(Contentline, "to_ical", lambda line: written_line(line).replace(LINE_END.encode(), b"\r\n"))


@pytest.mark.promise("P14", control=True)
def test_a_writer_that_escapes_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch, proof: Proof):
    strings = [each for each in STORED if set(each) & set("\n\\;,")]
    assert [each for each in strings if flaws(written([each]), [each])] == []
    unescaped(monkeypatch)
    by_text = {each: complaints for each in strings if (complaints := flaws(written([each]), [each]))}
    report = "; ".join(each for complaints in by_text.values() for each in complaints)
    assert [each for each in ("not ours: ", " items instead of 1", "another text: ") if each not in report] == []
    proof.says(
        "texts are written without escapes",
        f"of {len(strings)} with signs to escape, each in a programme of its own, {len(by_text)} are found as other "
        f"texts, lines or items; none is while they are escaped",
    )


@pytest.mark.promise("P14")
def test_the_meeting_in_a_file_and_in_a_mail_is_one_entry_with_its_texts(proof: Proof):
    strings = proof.random.sample(STORED, proof.size(40, 300))
    for typed in strings:
        meeting = Meeting(
            uid="x@go-cluster-events", sequence=1, cancelled=False, title=typed, location=f"{typed}, {WIDE}",
            starts_at=NINE, ends_at=NINE + timedelta(hours=8), zone="Europe/Berlin", url="https://events.example.org/",
        )  # fmt: skip
        for content in (written_file := meeting_calendar(meeting, NINE), mailed(written_file, typed)):
            (entry,) = Calendar.from_ical(content).walk("VEVENT")
            assert [str(entry["SUMMARY"]), str(entry["LOCATION"])] == [in_a_line(typed), in_a_line(f"{typed}, {WIDE}")]
            assert (entry["DTSTART"].dt, entry["DTSTART"].params["TZID"]) == (NINE, "Europe/Berlin")
            assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    proof.says(
        f"the meeting under {len(strings)} titles and places, as a file and attached to a mail",
        f"{2 * len(strings)} calendars of one entry each",
    )


def mailed(calendar: bytes, title: str) -> bytes:
    """The calendar as whoever gets the mail takes it out of it."""
    envelope = Envelope("events@example.org", "nele@example.org", "key", NINE, NINE)
    sent = message(Framed(title, "Text", "<p>Text</p>", "Text", (), ""), envelope, Attachment(calendar, "PUBLISH"))
    got = email.message_from_bytes(sent, policy=email.policy.default)
    (attached,) = got.iter_attachments()
    content = attached.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def in_a_line(typed: str) -> str:
    """How a title reads that may stand in one line only."""
    return " ".join("".join(each if each.isprintable() else " " for each in typed).split())
