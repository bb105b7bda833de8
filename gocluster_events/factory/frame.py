"""Header and footer of the pages for participants, which are kept once they are rendered: of a small page the most."""

from dataclasses import dataclass

from flask import current_app, g
from markupsafe import Markup, escape

from gocluster_events.core import clock, db
from gocluster_events.core.text import Localized
from gocluster_events.core.web.page_cache import page_cache
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import Logo, RegistrationPhase
from gocluster_events.site.views.site import shown_logo

MOST = 256
_TAKES = {RegistrationPhase.NOT_YET, RegistrationPhase.CODES, RegistrationPhase.OPEN}
_ELSEWHERE = "https://elsewhere.invalid/"  # where the address in the other language comes, which each page has its own


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that both show, but for the settings of the app. Their templates are given nothing else."""

    lang: str
    width: str
    section: str
    saves_to: str
    slug: str | None
    title: Localized | None
    mark: Logo | None
    takes_registrations: bool
    has_report: bool
    has_documentation: bool
    is_translated: bool


def frame(width: str, section: str, saves_to: str, other_language: str | None) -> Frame:
    """The frame of this request's page."""
    event = g.get("event")
    return Frame(
        lang=g.get("lang", "de"),
        width=str(width),
        section=section,
        saves_to=saves_to,
        slug=event.slug if event else None,
        title=event.title if event else None,
        mark=events.logo(db.session(), event) if event else None,
        takes_registrations=event is not None and events.registration_phase(event, clock.now()) in _TAKES,
        has_report=event is not None and event.report_version is not None,
        has_documentation=event is not None and event.documentation_at is not None,
        is_translated=other_language is not None,
    )


def framed(part: str, key: Frame, other_language: str | None) -> Markup:
    """The ``header`` or the ``footer``, from the frames that this process has rendered already."""
    frames = page_cache("frames", MOST)
    text = frames.get((part, key)) or frames.put((part, key), _rendered(part, key))
    return Markup(text.replace(_ELSEWHERE, escape(other_language or "")))  # noqa: S704 -- of our own templates


def _rendered(part: str, key: Frame) -> str:
    settings = current_app.config["SETTINGS"]
    template = current_app.jinja_env.get_template(f"_layout/_{part}.html")
    elsewhere = _ELSEWHERE if key.is_translated else None
    return template.render(
        frame=key, lang=key.lang, settings=settings, funding_logo=shown_logo(settings.funding_logo), elsewhere=elsewhere
    )
