"""Text as people write it: two languages, folding for search, keys for sorting, and what may not be typed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import idna

LANGUAGES = ("de", "en")


def N_(message: str) -> str:  # noqa: N802 -- what gettext calls it everywhere
    """The message as it is, for whoever translates it later; the catalogue knows it by this mark."""
    return message


_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ẞ": "ss"})
_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
RISKY = frozenset("=+-@\t\r\n＝＋－＠")  # a spreadsheet takes what begins so for a formula
_NUMBER_OR_PHONE = re.compile(r"[+-]?\d+([.,]\d+)?|\+\d[\d ()/.-]*")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad\u180e")
_SEPARATORS = ",;-\u2010\u2011\u2012\u2013\u2014\u2015"
_BETWEEN_WORDS = dict.fromkeys(map(ord, _SEPARATORS), " ")
_AROUND_WORDS = "()[]{}\"'„“”‚‘’«»‹›:.!?"
BEFORE_WORD = rf"[\s{re.escape(_SEPARATORS + _AROUND_WORDS)}]"
"""One of the signs that may stand before a word, as a regular expression."""


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in German and, if its author wrote it, in English. Empty strings mean: not written."""

    de: str = ""
    en: str = ""

    def pick(self, language: str) -> tuple[str, str]:
        """The text a reader of ``language`` gets, and the language it is really in."""
        other = "en" if language == "de" else "de"
        wanted: str = getattr(self, language)
        fallback: str = getattr(self, other)
        return (wanted, language) if wanted or not fallback else (fallback, other)

    def __bool__(self) -> bool:
        return bool(self.de or self.en)


class TextRefusal(Enum):
    """Why a typed text cannot be kept as it is."""

    TOO_LONG = "too_long"
    CONTROL = "control"
    DIRECTION = "direction"
    INVISIBLE = "invisible"
    BROKEN = "broken"


def text_refusal(value: str, limit: int, *, multiline: bool = False) -> TextRefusal | None:
    """The first reason to refuse ``value``: over ``limit`` characters, a control, direction or invisible character,
    a lone surrogate. None when it can be kept. Line breaks and tabs pass only when ``multiline``.
    """
    if len(value) > limit:
        return TextRefusal.TOO_LONG
    allowed = "\n\r\t" if multiline else ""
    return next((flaw for character in value if (flaw := _flaw_of(character, allowed))), None)


def _flaw_of(character: str, allowed: str) -> TextRefusal | None:
    if character in allowed:
        return None
    category = unicodedata.category(character)
    if category == "Cs" or character == "\ufffd":  # what a server's decoder leaves of a lone surrogate
        return TextRefusal.BROKEN
    if character in _BIDI:
        return TextRefusal.DIRECTION
    if character in _INVISIBLE:
        return TextRefusal.INVISIBLE
    return TextRefusal.CONTROL if category in {"Cc", "Cn", "Zl", "Zp"} else None


def tidy(value: str) -> str:
    """NFC, line ends as LF, no blanks at the ends."""
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(value: str) -> str:
    """Blanks instead of line breaks and control characters, which would end a line of a file or begin a header."""
    return " ".join("".join(character if character.isprintable() else " " for character in value).split())


def fold(value: str) -> str:
    """Lower case without accents: ü→u, ß→ss. The same for typed and stored text, on every database."""
    if value.isascii():
        return value.lower()
    plain = unicodedata.normalize("NFKD", value.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def fold_german(value: str) -> str:
    """As `fold`, but with the German spelling: ü→ue, so that "mueller" finds Müller."""
    if value.isascii():
        return value.lower()
    return fold(unicodedata.normalize("NFC", value).translate(_GERMAN))


def search_text(*parts: str) -> str:
    """What a search column holds: both foldings of every part."""
    joined = " ".join(part for part in parts if part)
    plain, german = fold(joined), fold_german(joined)
    return plain if plain == german else f"{plain} {german}"


def split_words(value: str) -> tuple[str, ...]:
    """The words without the commas and hyphens between them and the brackets and quotes around them.

    Where nothing else is there, these signs are the words.
    """
    words = tuple(word.strip(_AROUND_WORDS) or word for word in value.translate(_BETWEEN_WORDS).split())
    return words or tuple(value.split())


def search_words(query: str) -> tuple[tuple[str, ...], ...]:
    """The words of a query, each in both foldings; one of the two must occur in the search column."""
    return tuple(tuple(dict.fromkeys((fold(word), fold_german(word)))) for word in split_words(query))


def like(word: str) -> str:
    r"""A ``LIKE`` pattern that finds ``word`` anywhere, with ``\`` as the escape character."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


def without_formula(value: str) -> str:
    """Text for a cell: what a spreadsheet would run gets an apostrophe before it; numbers and phone numbers do not."""
    return f"'{value}" if value[:1] in RISKY and not _NUMBER_OR_PHONE.fullmatch(value) else value


def sort_key(*parts: str) -> str:
    """A key that sorts as DIN 5007-1 does (ä as a), since no two databases collate alike."""
    return " ".join(fold(part) for part in parts if part)


def email_key(address: str) -> str:
    """One key for all spellings of one address: case, Unicode form, a final dot, and whether the domain is written in
    ASCII (xn--…) do not count; a plus part does.
    """
    local, _at, domain = unicodedata.normalize("NFKC", address.strip()).rpartition("@")
    return f"{local.casefold()}@{_domain_key(domain.rstrip('.'))}"


def _domain_key(domain: str) -> str:
    """The domain as IDNA 2008 reads it, for which straße and strasse are two."""
    plain = domain.casefold()
    if domain.isascii() and "xn--" not in plain:
        return plain
    try:
        return idna.decode(domain, uts46=True)
    except UnicodeError:
        return plain


def slugify(value: str) -> str:
    """Lower-case ASCII words joined by hyphens, for addresses."""
    return re.sub(r"[^a-z0-9]+", "-", fold_german(value)).strip("-")


def for_xml(value: str) -> str:
    """The text without the characters that no XML document can hold (XML 1.0, 2.2)."""
    return _NOT_XML.sub("", value)


def words_of(value: Localized) -> Iterator[str]:
    """The texts of a localized value that are written, German first."""
    yield from (text for text in (value.de, value.en) if text)


def shortened(value: str, most: int) -> str:
    """At most so many characters of the text, with dots at the end where something is left out."""
    return value if len(value) <= most else f"{value[: most - 1].rstrip()}…"


_ENDS = (".", "!", "?", "…")
_DAYS = re.compile(r"(\d{1,2}\.?(?: [^\W\d_]+)?)(?:–| bis | to )(\d{1,2}\.? [^\W\d_]+ \d{4})")
_ON_DAY = re.compile(r"\b([Aa]m|[Oo]n) (?:%\((\w+)\)s|\{(\w+)\})")
_FROM_TO = {"am": ("vom", "bis"), "Am": ("Vom", "bis"), "on": ("from", "to"), "On": ("From", "to")}
_NAMED_END = re.compile(r"%\((\w+)\)s\.(?=\s|$)")


def ended(sentence: str) -> str:
    """The sentence with a full stop at its end, unless what it ends with, say “e. V.”, brings one along."""
    return sentence if sentence.rstrip().endswith(_ENDS) else f"{sentence}."


def without_second_stop(message: str, values: Mapping[str, object]) -> str:
    """The message without the full stop behind a hole whose value ends with one of its own."""

    def end(hole: re.Match[str]) -> str:
        return hole[0][:-1] if str(values.get(hole[1], "")).rstrip().endswith(_ENDS) else hole[0]

    return _NAMED_END.sub(end, message) if ")s." in message else message


def over_days(message: str, values: Mapping[str, object]) -> str:
    """The message with “vom 10. bis 11. Juni 2027” where it would say “am 10.–11. Juni 2027”, and in English alike."""

    def span(hole: re.Match[str]) -> str:
        days = _DAYS.fullmatch(str(values.get(hole[2] or hole[3], "")))
        begin, to = _FROM_TO[hole[1]]
        return f"{begin} {days[1]} {to} {days[2]}" if days else hole[0]

    return _ON_DAY.sub(span, message)
