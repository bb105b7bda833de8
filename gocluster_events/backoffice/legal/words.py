"""What the legal documents are called, and why one cannot be approved."""

from enum import Enum

from gocluster_events.backoffice.legal.rules import LEAD, Gap, Kind, Refusal, Section
from gocluster_events.core.i18n import LazyString, _, _l, current_language

KINDS: dict[Kind, LazyString] = {
    Kind.PRIVACY: _l("Privacy notice"),
    Kind.LIST: _l("Notice on the attendee list"),
    Kind.PHOTOS: _l("Notice on photographs"),
    Kind.IMPRINT: _l("Legal notice"),
    Kind.ACCESSIBILITY: _l("Accessibility statement"),
}
BASES: dict[Kind, LazyString] = {
    Kind.PRIVACY: _l("Art. 13 GDPR"),
    Kind.LIST: _l("Consent, Art. 6(1)(a) GDPR"),
    Kind.PHOTOS: _l("Supplements the privacy notice"),
    Kind.IMPRINT: _l("Section 5 DDG"),
    Kind.ACCESSIBILITY: _l("Section 12b BGG, section 7 BITV"),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.GAPS: _l("This version still has gaps. Fill them in, save, and approve the new version."),
    Refusal.NOT_LATEST: _l("A later version has already been approved. Restore this one as a new version first."),
}
LANGUAGES: dict[str, LazyString] = {"de": _l("German"), "en": _l("English")}


def heading(section: Section, language: str = "") -> str:
    """What a section is called for those who edit it."""
    if section.id == LEAD:
        return _("Introduction")
    return section.heading.pick(language or current_language())[0]


def gap(blank: Gap) -> str:
    """The sentence that says what has to be written in which section and language."""
    parts = {"section": heading(blank.section), "language": LANGUAGES[blank.language], "hole": blank.placeholder}
    if blank.placeholder:
        return _("%(section)s, %(language)s: Replace “[%(hole)s]”.", **parts)
    return _("%(section)s, %(language)s: Write the text.", **parts)
