"""Badges, certificates and lists to be signed, as accessible PDFs on A4."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gocluster_events.attendance.papers.rules.badges import Badge, Certificates, LocalText, Print, Role, Sheet
from gocluster_events.attendance.papers.rules.layout import POINTS, QUIET, layout, margin, modules, stripe_height
from gocluster_events.core import glyphs, paper

_BADGES = Path(__file__).with_name("badges.typ")
_CALIBRATION = Path(__file__).with_name("calibration.typ")
STRIPES = {Role.PARTICIPANT: "#2044aa", Role.SPEAKER: "#5f316e", Role.TEAM: "#005c45"}
"""A colour for each role beside its word; white is read on all of them (WCAG 2.1, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class BadgeContext:
    """What all badges share: the edition's name and day, what each role is called, and the words beside them."""

    title: str
    lang: str
    edition: str
    day: str
    roles: Mapping[Role, str]
    words: Mapping[str, str]


def badges_pdf(ordered: Print, around: BadgeContext, made_at: datetime) -> bytes:
    """A page for each sheet, each badge a heading with what belongs to it."""
    codes = sorted({badge.code for badge in ordered.badges if badge.code})
    files = {code: f"code-{number}.svg" for number, code in enumerate(codes)}
    data = {
        **_shared(around),
        **asdict(ordered.sheet),
        "stripe_height": stripe_height(ordered.sheet),
        "margin": margin(ordered.sheet),
        "stripes": {role.value: _stripe(role, ordered.sheet, around) for role in Role},
        "pages": [
            [_badge(badge, x, y, ordered.sheet, around) | {"code": files.get(badge.code, "")} for badge, x, y in page]
            for page in ordered.pages()
        ],
    }
    pictures = {file: _qr(code) for code, file in files.items()}
    return paper.pdf(_BADGES.read_text(encoding="utf-8"), data, made_at, pictures)


def calibration(sheet: Sheet, around: BadgeContext, made_at: datetime) -> bytes:
    """The outlines of the badges on one page, with rulers, to lay over a sheet against the light."""
    data = {**_shared(around), **asdict(sheet), "size": f"{sheet.width:g} × {sheet.height:g} mm"}
    return paper.pdf(_CALIBRATION.read_text(encoding="utf-8"), data, made_at)


def _shared(around: BadgeContext) -> dict[str, Any]:
    return {
        "title": around.title,
        "lang": around.lang,
        "edition": around.edition,
        "day": around.day,
        "words": dict(around.words),
    }


def _stripe(role: Role, sheet: Sheet, around: BadgeContext) -> dict[str, Any]:
    """The colour of the role, its word, and the edition's name in what the word leaves of the stripe."""
    room, height = (sheet.width - 2 * margin(sheet)) * POINTS, stripe_height(sheet) * POINTS
    word = glyphs.within(around.roles[role], room / 2, height, (9.5, 9.0, 8.0, 7.0, 6.0), glyphs.SEMIBOLD, most_lines=1)
    left = (
        room - max((glyphs.width(line, glyphs.SEMIBOLD) for line in word.lines), default=0.0) * word.size - 3 * POINTS
    )
    edition = glyphs.within(around.edition, left, height, (8.5, 8.0, 7.5, 7.0, 6.5, 6.0))
    return {"colour": STRIPES[role], "word": asdict(word), "edition": asdict(edition)}


def _badge(badge: Badge, x: float, y: float, sheet: Sheet, around: BadgeContext) -> dict[str, Any]:
    place = layout(badge, sheet, around.words["no_photos"])
    return {
        "x": x,
        "y": y,
        "is_blank": not badge.name,
        "no_photos": badge.no_photos,
        "role": badge.role.value,
        "texts": {part.value: asdict(setting) for part, setting in place.texts.items()},
        "warning": asdict(place.no_photos),
        "boxes": {"name": asdict(place.name), "details": asdict(place.details), "code": asdict(place.code)},
    }


def _qr(code: str) -> bytes:
    """The code with the white round it that a reader needs."""
    import segno  # noqa: PLC0415 -- only who prints waits for it

    version = (modules(code) - 17) // 4
    made = segno.make(code, error="m", micro=False, version=version)
    drawn: str = made.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


_SIGNATURES = Path(__file__).with_name("signatures.typ")


@dataclass(frozen=True, slots=True)
class Signer:
    """A line with somebody's name."""

    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class SignatureList:
    """One list: of a day or an item, its people, and so many lines without a name after them."""

    heading: LocalText
    about: str
    people: tuple[Signer, ...]
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Signatures:
    """All lists, each from a page of its own on, and the labels that the template asks for."""

    title: str
    lang: str
    edition: LocalText
    words: Mapping[str, str | tuple[str, ...]]
    lists: tuple[SignatureList, ...]


def signatures_pdf(signatures: Signatures, made_at: datetime) -> bytes:
    """The lists as one document."""
    return paper.pdf(_SIGNATURES.read_text(encoding="utf-8"), asdict(signatures), made_at)


_CERTIFICATES = Path(__file__).with_name("certificates.typ")


def certificates_pdf(certificates: Certificates, made_at: datetime, logo: bytes | None = None) -> bytes:
    """A page for each person."""
    pictures = {"logo.png": logo} if logo else {}
    data = {**asdict(certificates), "logo_alt": certificates.logo_alt if logo else ""}
    return paper.pdf(_CERTIFICATES.read_text(encoding="utf-8"), data, made_at, pictures)
