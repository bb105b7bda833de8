"""What single cells of an uploaded list hold: a form of address with a title, a name, one or more addresses."""

import re
from dataclasses import dataclass, replace

from gocluster_events.core.text import fold
from gocluster_events.meeting.registration.invitations.rules.codes import Guest
from gocluster_events.meeting.registration.invitations.rules.heads import key
from gocluster_events.meeting.registration.people.rules.codes import FormOfAddress

_FORMS = {
    **dict.fromkeys(("frau", "fr", "ms", "mrs", "miss", "w", "f", "weiblich", "female"), FormOfAddress.MS),
    **dict.fromkeys(("herr", "herrn", "hr", "mr", "m", "maennlich", "male"), FormOfAddress.MR),
    **dict.fromkeys(("keine", "keineanrede", "divers", "d", "none", "ohne", "x", "mx"), FormOfAddress.NONE),
}
_GREETING = re.compile(r"^(sehr geehrter?|lieber?|guten tag|hallo|dear)\s+", re.IGNORECASE)
_FEMALE = r"(?:\.?[’':*_]?in)?"  # Prof.in, Dr.'in, Doktor*in
_TITLE = re.compile(  # one word of "Prof. Dr.-Ing. h. c. mult.", "Dr.in", "Dipl.-Ing. (FH)", "Mag.a"
    rf"(.*\w\.|(professor|doktor|prof|dr){_FEMALE}|pd|mag(\.?a)?|ing|habil|phil|med|nat|jur|rer|pol|oec|mult|h|c|e|mba"
    r"|dipl-?\w*|\((fh|dh|ba|tu|univ)\.?\))",
    re.IGNORECASE,
)
_TITLES = re.compile(  # Prof. Dr. h. c. mult., Dipl.-Ing., Univ.-Prof.
    rf"^((?:(?:Professor|Prof|Doktor|Dr|Dipl|PD|Mag(?:\.a)?|Univ|Jun|Priv|Doz|apl){_FEMALE}\b[.\s\u2013-]*"
    r"(?:(?:(?:Ing|habil|rer|med|phil|nat|jur|pol|oec|mult|Kfm|Kffr|Inf|Ök)\.|h\.\s*c\.|\((?:FH|DH|BA|TU)\))[\s-]*)*)+)",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"von", "van", "de", "der", "den", "zu", "zur", "vom", "la", "le", "di", "da", "ten", "ter"})
_IN_BRACKETS = re.compile(r"([^<>]*)<\s*(?:mailto:)?([^<>]*?)\s*>", re.IGNORECASE)
_BARE = re.compile(r"(?:mailto:)?([^\s<>;,|\"']+@[^\s<>;,|\"']+)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s;,|/&\"']|\b(?:und|oder|and|or)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address and the name that a mail program wrote before it."""

    email: str
    name: str = ""


def addresses(cell: str) -> tuple[Address, ...]:
    """The addresses of a cell: "Voss, Kim" <kim@example.org>; jo@example.org.

    A cell with anything besides is one address that is wrong; an empty one has none.
    """
    read: list[Address] = []
    rest = cell
    for match in _IN_BRACKETS.finditer(cell):
        before = match[1]
        read += [Address(email) for email in _bare(before)]
        read.append(Address(match[2], _BARE.sub("", before).strip(" \t\n;,|\"'")))
        rest = cell[match.end() :]
    read += [Address(email) for email in _bare(rest)]
    is_understood = read and not _BETWEEN.sub("", _BARE.sub("", rest))
    if not is_understood:
        return (Address(cell),) if cell else ()
    return tuple({each.email: each for each in reversed(read)}.values())[::-1]


def _bare(text: str) -> list[str]:
    """The addresses of a text without brackets; a stroke separates where an address stands on both its sides."""
    emails: list[str] = []
    for email in _BARE.findall(text):
        parts = email.split("/")
        emails += parts if all("@" in part for part in parts) else [email]
    return emails


def spoken_to(cell: str, last_name: str = "") -> tuple[FormOfAddress | None, str] | None:
    """The form of address and the title of "Frau Prof. Dr."; None when the cell says anything else.

    A greeting before it and the last name after it do not count.
    """
    if not key(cell) or key(cell) in _FORMS:
        return _FORMS.get(key(cell)), ""
    words = _GREETING.sub("", cell).rstrip(",!").split()
    form = _FORMS.get(key(words[0])) if words and len(words[0]) > 1 else None
    if form is not None:
        words = words[1:]
    name = fold(last_name).split()
    if name and [fold(word) for word in words[-len(name) :]] == name:
        words = words[: -len(name)]
    is_title = all(_TITLE.fullmatch(word) for word in words) and (words or form)
    return (form, " ".join(words)) if is_title else None


def with_name(guest: Guest, name: str) -> Guest:
    """First and last name out of one cell: "Frau Dr. Ada von Muster" or "von Muster, Ada"."""
    words = name.split()
    if len(words) > 1 and len(words[0]) > 1 and key(words[0]) in _FORMS:
        guest = replace(guest, form_of_address=guest.form_of_address or _FORMS[key(words[0])])
        name = " ".join(words[1:])
    last, comma, first = name.partition(",")
    if comma:
        name = first.strip()
    title = _TITLES.match(name)
    if title:
        guest = replace(guest, title=guest.title or title[1].strip(" -–"))
        name = name[title.end() :].strip()
    if comma:
        return replace(guest, first_name=name, last_name=last.strip())
    parts = name.split()
    cut = len(parts) - 1
    while cut > 1 and fold(parts[cut - 1]) in _PARTICLES:
        cut -= 1
    return replace(guest, first_name=" ".join(parts[: max(cut, 0)]), last_name=" ".join(parts[max(cut, 0) :]))
