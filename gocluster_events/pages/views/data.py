"""Everything that is stored about a person: to read, and to take along."""

from collections import defaultdict
from collections.abc import Mapping

from flask import Response, g, render_template

from gocluster_events import clock, db
from gocluster_events.i18n import _
from gocluster_events.letters.rules import fill
from gocluster_events.pages import queries
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.registration import queries as registrations
from gocluster_events.registration.exports import dossier as exports
from gocluster_events.registration.rules.dossier import Dossier
from gocluster_events.registration.rules.letters import LETTERS
from gocluster_events.registration.words.dossier import chapters
from gocluster_events.web.audience import participant
from gocluster_events.web.find import found_or_404
from gocluster_events.web.letter_frame import subject_line

_TEMPLATES = {letter.name: letter.template for letter in LETTERS}


@blueprint.get("/<lang:lang>/my/data")
@participant
def my_data() -> str:
    """All of it, with purpose and period."""
    return render_template("pages/data.html", chapters=chapters(_dossier()))


@blueprint.get("/<lang:lang>/my/data.json")
@participant
def my_data_json() -> Response:
    """All of it, for programs."""
    return _file(exports.as_json(_dossier()), exports.JSON_TYPE, "json")


@blueprint.get("/<lang:lang>/my/data.csv")
@participant
def my_data_csv() -> Response:
    """All of it, for spreadsheets."""
    heads = (_("Section"), _("Entry"), _("Detail"), _("Value"))
    return _file(exports.as_csv(chapters(_dossier()), heads), exports.CSV_TYPE, "csv")


def _dossier() -> Dossier:
    session = db.session()
    registration = found_or_404(registrations.registration(session, g.participant))
    return queries.dossier(session, g.event, registration, _subject, clock.now())


def _subject(letter: str, language: str, values: Mapping[str, str]) -> str:
    """The subject line as it was sent; with gaps where the contents are past their retention."""
    template = _TEMPLATES.get(letter)
    return subject_line(template, language, defaultdict(lambda: "…", values), fill) if template else letter


def _file(content: bytes, media_type: str, extension: str) -> Response:
    what = _("my-data")
    headers = {"Content-Disposition": f'attachment; filename="{g.event.slug}-{what}.{extension}"'}
    return Response(content, content_type=f"{media_type}; charset=utf-8", headers=headers)
