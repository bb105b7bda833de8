"""Uploaded documents: what other programs write is read, and what would hurt is refused at once."""

import pytest

from gocluster_events.core.documents.child import DEEPEST
from gocluster_events.core.documents.reading import Format, read
from gocluster_events.core.sheets.limits import FileError, Unreadable
from tests.support.documents import calendar, folded, hostile, many, schedule
from tests.support.sheets import hostile as hostile_tables, workbook
from tests.support.work import work

HOSTILE = hostile()
SECONDS = 10.0  # of a processor; it takes a third of one


@pytest.mark.promise("P15")
@pytest.mark.parametrize(("upload", "fault"), HOSTILE.values(), ids=list(HOSTILE))
def test_what_would_hurt_is_refused_at_once(upload: bytes, fault: FileError):
    began = work()
    with pytest.raises(Unreadable) as refusal:
        read(upload)
    assert refusal.value.fault is fault
    assert work() - began < SECONDS


@pytest.mark.parametrize("depth", [DEEPEST, 970, 100_000])
def test_nesting_that_no_schedule_has_is_refused_by_every_python(depth: int):
    with pytest.raises(Unreadable) as refusal:
        read(b'{"schedule":' + b"[" * depth + b"]" * depth + b"}")
    assert refusal.value.fault is FileError.TOO_LARGE


def test_nesting_is_read_up_to_its_limit():
    inner = DEEPEST - 1
    assert read(b'{"schedule":' + b"[" * inner + b"]" * inner + b"}").format is Format.OBJECT


@pytest.mark.parametrize("name", ["a zip bomb", "macros"])
def test_workbooks_are_looked_at_as_any_uploaded_table(name: str):
    upload, fault, _row = hostile_tables()[name]
    with pytest.raises(Unreadable) as refusal:
        read(upload)
    assert refusal.value.fault is fault


def test_where_a_schedule_is_not_well_formed_is_told():
    with pytest.raises(Unreadable) as refusal:
        read(b"<schedule>\n<day>\n</room></schedule>")
    assert refusal.value.row == 3


def test_a_schedule_is_read_without_its_namespaces_and_comments():
    document = read(b'<s:schedule xmlns:s="urn:x"><!-- no --><?no?><day s:date="1">a<b>c</b>d</day></s:schedule>')
    assert document.format is Format.MARKUP
    assert document.content == ["schedule", {}, "", [["day", {"date": "1"}, "a", [["b", {}, "c", [], "d"]], ""]], ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_schedule_may_have_any_usual_encoding(encoding: str):
    text = schedule("<event><title>Größe</title></event>").decode().replace("?>", f' encoding="{encoding[:6]}"?>', 1)
    (_conference, day) = read(text.encode(encoding)).content[3]
    assert day[3][0][3][0][3][0][2] == "Größe"


def test_two_thousand_events_with_long_texts_are_read():
    began = work()
    content = read(many(2_000)).content
    assert len(content[3][1][3][0][3]) == 2_000
    assert work() - began < 2 * SECONDS


def test_an_event_of_a_calendar_has_its_instant_and_its_length_on_a_night_when_clocks_change():
    event = (
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20270328T013000\r\n"
        "DTEND;TZID=Europe/Berlin:20270328T033000\r\nSUMMARY;LANGUAGE=de:Nacht\\, lang\r\nEND:VEVENT\r\n"
    )
    (entry,) = read(calendar(event)).content
    assert (entry["summary"], entry["summary_language"]) == ("Nacht, lang", "de")
    assert (entry["start"], entry["minutes"]) == ("2027-03-28T01:30:00+01:00", 60)


@pytest.mark.parametrize(
    ("lines", "start", "minutes"),
    [
        ("DTSTART:20270422T080000Z\r\nDURATION:PT1H15M\r\n", "2027-04-22T08:00:00+00:00", 75),
        ("DTSTART:20270422T080000\r\nDTEND:20270422T090000\r\n", "2027-04-22T08:00:00", 60),
        ("DTSTART;VALUE=DATE:20270422\r\nDTEND;VALUE=DATE:20270423\r\n", "2027-04-22", None),
        ("DTSTART:20270422T080000Z\r\nDTEND:20270422T090000\r\n", "2027-04-22T08:00:00+00:00", None),
        ("DTSTART:20270422T080000Z\r\nDTSTART:20270423T080000Z\r\n", "2027-04-22T08:00:00+00:00", None),
        ("DTSTART:somewhen\r\n", "somewhen", None),
        ("SUMMARY:without\r\n", "", None),
    ],
)
def test_each_way_to_say_when_an_event_is(lines: str, start: str, minutes: int | None):
    (entry,) = read(calendar(f"BEGIN:VEVENT\r\nUID:1\r\n{lines}END:VEVENT\r\n")).content
    assert (entry["start"], entry["minutes"]) == (start, minutes)


def test_a_calendar_whose_lines_are_folded_within_characters_is_read():
    text = "Überörtliche Größen äußern süße Töne 🎓🌱 an der Spree – jährlich. " * 6
    events = [
        line
        for number in range(120)
        for line in (
            "BEGIN:VEVENT", f"UID:{number}@example.org", "DTSTART:20270422T070000Z",
            f"SUMMARY:{'x' * (number % 9)}{text}", f"DESCRIPTION:{'y' * (number % 7)}{text}", "END:VEVENT",
        )
    ]  # fmt: skip
    whole = folded(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR"])
    for upload in (whole, whole.replace(b"\r\n", b"\n"), whole.replace(b"\r\n ", b"\r\n\t")):
        content = read(upload).content
        assert [each["summary"] for each in content] == [f"{'x' * (n % 9)}{text}" for n in range(120)]
        assert {each["description"].lstrip("y") for each in content} == {text}


def test_every_sheet_of_a_workbook_is_read_with_long_texts():
    document = read(workbook([["Titel"], ["x" * 4000]]))
    assert (document.format, document.content) == (Format.TABLE, [[[1, ["Titel"]], [2, ["x" * 4000]]]])
