"""The codes of the report in words."""

from typing import Any

from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.words.codes import STATES
from gocluster_events.post_event.releases.words.release import REFUSALS as OF_RELEASES
from gocluster_events.post_event.report.rules.checks import Check, Finding, Grade
from gocluster_events.post_event.report.rules.collisions import Clash
from gocluster_events.post_event.report.rules.document import Basis, Block, Fact, Kind, Photo, Quote, Text, kind_of
from gocluster_events.post_event.report.rules.editing import Refusal
from gocluster_events.post_event.report.rules.numbers import written

KINDS: dict[Kind, LazyString] = {
    Kind.TEXT: _l("Paragraph"),
    Kind.PHOTO: _l("Photo"),
    Kind.FACT: _l("Figure"),
    Kind.QUOTE: _l("Quote"),
}
SIGNS: dict[Kind, str] = {Kind.TEXT: "lines", Kind.PHOTO: "camera", Kind.FACT: "hash", Kind.QUOTE: "quote"}
"""The icon of each kind of block."""

REFUSALS: dict[Any, LazyString] = {
    Refusal.TOO_MANY: _l("A report holds at most 60 blocks."),
    Refusal.NO_HEADLINE: _l("The report cannot be published without a headline."),
    Refusal.NO_LEAD: _l("The report cannot be published without a lead."),
    Refusal.NO_WORDS: _l("The report cannot be published without a paragraph."),
    Refusal.NOT_BEGUN: _l("The event has not begun yet. Its report can be published once it has."),
    Refusal.DRAFT: _l("The event is a draft. Publish it first; its report comes afterwards."),
    Refusal.NO_PERSON: _l(
        "Only somebody on the published programme can be asked on their own page. Get the release on paper, or "
        "choose the person."
    ),
    Refusal.UNFINISHED: _l("Write the quote and say whose it is, then ask for its release."),
    **OF_RELEASES,
}
BASES: dict[Basis, LazyString] = {
    Basis.TYPED: _l("typed by hand"),
    Basis.PROVISIONAL: _l("provisional"),
    Basis.FROZEN: _l("frozen figure"),
}
PARTS: dict[str, LazyString] = {"headline": _l("Headline"), "lead": _l("Lead"), "source": _l("Source line")}
GRADES: dict[Grade, tuple[str, LazyString]] = {
    Grade.FINE: ("tick", _l("in order")),
    Grade.BARRED: ("error", _l("missing")),
    Grade.WAITING: ("clock", _l("waiting")),
    Grade.OPEN: ("warning", _l("to do")),
    Grade.NOTE: ("info", _l("note")),
}
"""The icon of each grade, and the word for whoever does not see it."""
FINDINGS: dict[tuple[Check, Grade], LazyString] = {
    (Check.HEAD, Grade.FINE): _l("Headline and lead"),
    (Check.HEAD, Grade.BARRED): _l("The headline is missing, in German and in English"),
    (Check.LEAD, Grade.BARRED): _l("The lead is missing, in German and in English"),
    (Check.PHOTO, Grade.OPEN): _l("A photo is missing or not published. It stays out until it is."),
    (Check.EMPTY, Grade.OPEN): _l("A paragraph is empty. It stays out."),
    (Check.FACT, Grade.OPEN): _l("A figure lacks its number or a word for what is counted."),
    (Check.QUOTE_WORDS, Grade.OPEN): _l("A quote lacks its words or its speaker. It stays out."),
    (Check.QUOTE_RELEASE, Grade.WAITING): _l(
        "Quote %(name)s: the release is missing. The quote stays out until it is granted."
    ),
}
SHORT = 40


def finding(each: Finding) -> str:
    """A line of what is checked before publishing."""
    sentence = FINDINGS.get((each.check, each.grade))
    return _counted(each) if sentence is None else str(sentence) % {"name": each.name}


def _counted(each: Finding) -> str:
    match each.check, each.grade:
        case Check.PHOTO, _grade:
            return _n("%(num)d photo is public", "%(num)d photos are public", each.number)
        case Check.PROVISIONAL, Grade.NOTE:
            return _n("%(num)d figure is provisional", "%(num)d figures are provisional", each.number)
        case Check.PROVISIONAL, _grade:
            return _n(
                "The figures are frozen now. Replace %(num)d provisional one.",
                "The figures are frozen now. Replace %(num)d provisional ones.",
                each.number,
            )
        case _:
            return _n(
                "%(num)d text is written in one language only; readers of the other language see it too, marked",
                "%(num)d texts are written in one language only; readers of the other language see them too, marked",
                each.number,
            )


def part(clash: Clash) -> str:
    """What the differing part is called."""
    return str(KINDS[clash.part] if isinstance(clash.part, Kind) else PARTS[clash.part])


def outline(block: Block, speakers: dict[str, str], language: str) -> str:
    """The block in the outline: its kind and how it begins."""
    kind = str(KINDS[kind_of(block)])
    words = _begins(block, speakers, language)
    return f"{kind}: {words}" if words else kind


def _begins(block: Block, speakers: dict[str, str], language: str) -> str:
    match block:
        case Text():
            text = block.text.pick(language)[0].lstrip("#> *-").splitlines()
            return _shortened(text[0] if text else "")
        case Fact():
            return " ".join(filter(None, (block.hedge.pick(language)[0], written(block.number, language))))
        case Quote():
            return _shortened(speakers.get(block.uuid, ""))
        case Photo():
            return ""


def photo_name(row: Any) -> str:
    """What a photo is called in a list of photos: by its caption, and where it stands if that is not public."""
    text = (row.caption or row.alt).pick(current_language())[0]
    named = _shortened(text) if text else _("Photo without a caption")
    return named if row.state is State.PUBLISHED else f"{named} ({STATES[row.state]})"


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
