"""Legal texts that are approved, and what people told of barriers."""

from collections.abc import Mapping

from gocluster_events.pages import services
from gocluster_events.pages.rules.legal import Kind, sections
from gocluster_events.text import Localized
from tests.support.settings import NOW

ORGANISER, ADMIN = "organiser@example.org", "admin@example.org"


def complete(kind: Kind, **changes: Localized) -> Mapping[str, Localized]:
    """A document without gaps: every section says its name."""
    return {**{each.id: Localized(f"Zu {each.id}.", f"About {each.id}.") for each in sections(kind)}, **changes}


def approved_texts() -> None:
    """The notice on photographs: two approved versions, and a draft."""
    for number in (1, 2, 3):
        texts = complete(Kind.PHOTOS, basis=Localized(f"Fassung **{number}**", f"Version **{number}**"))
        services.save_text(Kind.PHOTOS, texts, number - 1, ORGANISER, NOW)
        if number < 3:
            services.approve_text(Kind.PHOTOS, number, ADMIN, NOW)
