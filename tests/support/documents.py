"""Schedules and calendars that would hurt."""

import json
from collections.abc import Mapping, Sequence
from functools import cache

from gocluster_events.core.sheets.limits import FileError

_LOL = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
_EVENT = '<event guid="{0}"><title>Vortrag {0}</title><abstract>{1}</abstract></event>'


def schedule(events: str, before: str = "") -> bytes:
    """A schedule.xml with these events, and this before its first element."""
    day = f'<day date="2027-04-22" index="1"><room name="Eichensaal">{events}</room></day>'
    return f'<?xml version="1.0"?>{before}<schedule><conference/>{day}</schedule>'.encode()


def calendar(events: str) -> bytes:
    """A calendar with these events."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()


def folded(lines: Sequence[str]) -> bytes:
    """The lines of a calendar, cut after 75 octets as RFC 5545 allows, wherever that is within a character."""
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    pieces = [line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]
    return b"\r\n ".join(pieces)


@cache  # several files of tests ask for it while tests are collected
def hostile() -> Mapping[str, tuple[bytes, FileError]]:
    """What must be refused, and why."""
    secret = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return {
        "entity bomb": (schedule("<event><title>&j;</title></event>", f"<!DOCTYPE x [{_LOL}]>"), FileError.DAMAGED),
        "external entity": (schedule("<event><title>&x;</title></event>", secret), FileError.DAMAGED),
        "external entity in UTF-16": (
            schedule("", secret).decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"),
            FileError.DAMAGED,
        ),
        "external DTD": (schedule("", '<!DOCTYPE schedule SYSTEM "http://localhost/x.dtd">'), FileError.DAMAGED),
        "parameter entity": (
            schedule("", '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero">%p;]>'),
            FileError.DAMAGED,
        ),
        "a DTD after a long comment": (schedule("", f"<!--{'x' * 80_000}--><!DOCTYPE x []>"), FileError.DAMAGED),
        "deep nesting": (b"<a>" * 200_000 + b"</a>" * 200_000, FileError.DAMAGED),
        "deep nesting in JSON": (b'{"schedule":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}", FileError.TOO_LARGE),
        "fifty megabytes": (schedule("x" * 50_000_000), FileError.TOO_HEAVY),
        "control character": (schedule("<event><title>a\x0bb</title></event>"), FileError.DAMAGED),
        "not closed": (b"<schedule><day>", FileError.DAMAGED),
        "half an object": (b'{"schedule": ', FileError.DAMAGED),
        "a number without end": (b'{"schedule": ' + b"9" * 100_000 + b"}", FileError.DAMAGED),
        "no Unicode": (b'{"schedule": "\xff\xfe\xff"}', FileError.DAMAGED),
        "a program": (b"\x7fELF" + b"\x00" * 100, FileError.WRONG_KIND),
        "nothing": (b"", FileError.EMPTY),
        "a calendar without an end": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", FileError.DAMAGED),
    }


def many(number: int) -> bytes:
    """A schedule of that many events with long texts."""
    return schedule("".join(_EVENT.format(n, "Wissen sichern. " * 60) for n in range(number)))


def deep_object() -> bytes:
    """A schedule.json whose fields are all of the wrong kind."""
    days = [None, 7, {"rooms": []}, {"rooms": {"Saal": [None, 3, {"title": ["x"], "persons": {}, "duration": {}}]}}]
    return json.dumps({"schedule": {"conference": {"days": days, "time_zone_name": 5}}}).encode()
