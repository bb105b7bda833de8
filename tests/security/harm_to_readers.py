"""Strings that a database, a decoder, an eye or a memory would stumble over; and names that only seem to be such."""

from collections.abc import Iterator

LONGEST = 16 * 1024
WHOLE = 64 * 1024  # bytes


def databases() -> Iterator[str]:
    """What leaves a string of SQL, LDAP or XPath, or means everything to LIKE."""
    for quote in ("'", '"', "`", "\\'", "%27", "''"):
        for after in (
            " OR 1=1 --",
            "; DROP TABLE registration; --",
            " UNION SELECT password FROM account --",
            " AND sleep(9) AND 1=",
            "||(SELECT 1)||",
        ):
            yield f"x{quote}{after}"
    yield from (
        "%",
        "_",
        "%_%",
        "100 % \\_",
        "\\",
        "\\\\",
        "*",
        "?",
        "[a-z]",
        "1; SELECT pg_sleep(9)",
        "$$x$$",
        ":name",
        "?1",
        "@@version",
    )
    yield from (
        "*)(uid=*",
        "*)(|(mail=*))",
        "admin)(&)",
        "' or count(//*)=1 or '",
        "x\\2a",
        "(cn=*)",
        "{$ne: null}",
        '{"$gt": ""}',
    )


def formats() -> Iterator[str]:
    """What a formatter, a number reader, a log or a parser would take for its own."""
    yield from (
        "%s%s%s%n",
        "%(name)s",
        "%(number)d",
        "%d",
        "%",
        "%%",
        "{}",
        "{0}",
        "{x!r:>99999}",
        "{0.__class__}",
        "$1",
        "\\1",
        "\\g<0>",
        "\\u0000",
        "\\x00",
        "%00",
    )
    yield from documents()


def documents() -> Iterator[str]:
    """What a reader of numbers, XML, JSON, YAML or logs takes for its own."""
    yield from (
        "null",
        "None",
        "undefined",
        "NaN",
        "Infinity",
        "-Infinity",
        "true",
        "0",
        "-1",
        "-0",
        "1e309",
        "0x10",
        "9223372036854775808",
        "٣",
        "Ⅷ",
        "1,000",
        "1.000,5",
        "٠١٢",
    )
    yield from other_documents()


def other_documents() -> Iterator[str]:
    """What a reader of JSON, YAML or logs takes for its own."""
    for tag in (
        "<?xml version='1.0'?>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
        "<![CDATA[",
        "]]>",
        "<!-- -->",
        "&e;",
        "&amp;amp;",
        "&#0;",
        "&#x202e;",
        "&nbsp;",
    ):
        yield from (tag, f"{tag}<a>x</a>", f"x{tag}")
    yield from (
        "[]",
        "{}",
        '{"a": 1}',
        '"',
        '""',
        '\\"',
        "}",
        "]}",
        '"}]',
        "// x",
        "/* x */",
        "- x",
        "x: y",
        "!!python/object:os.system",
        "&a *a",
        "<<: *x",
    )
    for level in ("INFO", "ERROR", "200 OK"):
        yield from (f"x\n2027-03-20 {level} signed in", f"x\x1b[2J\x1b]0;{level}\x07", f"x\r{level}")


def unseen() -> Iterator[str]:
    """Controls, marks of direction, what has no width, what is no character, and what separates lines."""
    codes = [
        *range(0x20),
        *(0x7F, 0x80, 0x84, 0x85, 0x8D, 0x90, 0x9B, 0x9D, 0x9F, 0xA0),
        0x61C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
    ]
    codes += [
        0xAD,
        0x34F,
        0x115F,
        0x3164,
        0xFEFF,
        *range(0xFFF9, 0xFFFE),
        0xFFFE,
        0xFFFF,
        0x1FFFE,
        0x10FFFF,
        0xFDD0,
        0xE0001,
        0xE0041,
        0xFE0F,
        0xE0100,
        0xE000,
    ]
    for code in codes:
        yield f"Tan{chr(code)}nert"
    for code in (0, 0x0B, 0x202E, 0x200B, 0xFEFF, 0x85, 0x2029):
        yield from (chr(code) + "Tannert", "Tannert" + chr(code), chr(code))


def floods() -> Iterator[str]:
    """Too much of something."""
    for one, many in (
        ("\u0301", 600),
        ("e" + "\u0323\u0301" * 40, 9),
        ("\u0488", 300),
        ("\ufdfa", 60),
        ("ß", 501),
        ("\U0001d4b3", 501),
        ("\r\n", 501),
        ("👩‍👩‍👧‍👦", 120),
        ("🇩🇪", 200),
        ("\u200d", 99),
    ):
        yield one * many
    for length in (61, 101, 201, 255, 256, 501, 1001, 2001, 5001, 10_001):
        yield from ("x" * length, "ä" * length, "a b" * (length // 3))
    yield from ("x" * LONGEST, "<" * LONGEST, "\n" * LONGEST, "=" * LONGEST)
    yield from ("w" * WHOLE, "ü" * (WHOLE // 2))


def names() -> Iterator[str]:
    """People and places there are or could be: these no field for a name may refuse."""
    yield from (
        "O’Brien-Müller",
        "d'Étang",
        "von und zu Łódź",
        "Nguyễn Thị Ánh",
        "李小龍",
        "محمد",
        "יוסף",
        "Ελένη",
        "Иван",
        "ß",
        "İstanbul",
        "Þóra",
        "Ǆemal",
        "ﬃnger",
        "e\u0301te",
        "Ġorġ",
        "ʻOkina",
    )
    yield from other_names()


def other_names() -> Iterator[str]:
    """Signs, abbreviations and letters that names have, too."""
    yield from (
        "👩‍👩‍👧",
        "🇩🇪",
        "👍🏽",
        "❤️",
        "½",
        "№ 5",
        "™",
        "¿?",
        "Å",
        "ⅷ",
        "𝔐𝔦𝔯𝔦𝔞𝔪",
        "A & B",
        "C++",
        "AT&T",
        "<3",
        "1 < 2 > 0",
        '"Q"',
        "50 %",
        "a/b",
        "#1",
        "+49 30",
        "01067",
        "-12,5",
        "Straße 7 a",
        "x@y",
        "Null",
        "True",
        "Dr. med. (univ.)",
    )
    for letter in ("ä", "ö", "ü", "Ø", "ł", "ş", "ğ", "č", "ő", "ț", "ñ", "ç", "ï", "ẞ", "ð"):
        yield from (f"{letter}bel", f"M{letter}ller-Stra{letter}e")


def broken() -> Iterator[bytes]:
    """Bytes that are no UTF-8: overlong forms, halves of surrogates, what is cut off, other encodings."""
    for bad in (
        b"\xc0\xbc",
        b"\xe0\x80\xbc",
        b"\xf0\x80\x80\xbc",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xed\xa0\xbd\xed\xb8\x80",
        b"\xff",
        b"\xfe\xff",
        b"\x80",
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        b"\xf5\x80\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"M\xfcller",
        b"\xa4\xdf",
    ):
        yield from (b"Tan" + bad + b"nert", bad, bad + b"script>", b'"' + bad)
    yield from ("Tännert".encode("utf-16"), "Tännert".encode("utf-7"), b"+ADw-script+AD4-")
