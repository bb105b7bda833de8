"""Everything that is stored about a person: to read, and to take along."""

from collections import defaultdict
from collections.abc import Mapping

from flask import Response, g, render_template

from gocluster_events import clock, db
from gocluster_events.i18n import _
from gocluster_events.letters.rules.letter import fill
from gocluster_events.oversight.queries import dossier
from gocluster_events.oversight.views.blueprint import blueprint
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules.letters import LETTERS
from gocluster_events.registration.privacy import exports as privacy
from gocluster_events.registration.privacy.rules import Dossier
from gocluster_events.registration.privacy.words import chapters
from gocluster_events.web.audience import participant
from gocluster_events.web.find import found_or_404
from gocluster_events.web.letter_frame import subject_line

_TEMPLATES = {letter.name: letter.template for letter in LETTERS}


@blueprint.get("/<lang:lang>/my/data")
@participant
def my_data() -> str:
    """All of it, with purpose and period."""
    return render_template("oversight/data.html", chapters=chapters(_dossier()))


@blueprint.get("/<lang:lang>/my/data.json")
@participant
def my_data_json() -> Response:
    """All of it, for programs."""
    return _file(privacy.as_json(_dossier()), privacy.JSON_TYPE, "json")


@blueprint.get("/<lang:lang>/my/data.csv")
@participant
def my_data_csv() -> Response:
    """All of it, for spreadsheets."""
    heads = (_("Section"), _("Entry"), _("Detail"), _("Value"))
    return _file(privacy.as_csv(chapters(_dossier()), heads), privacy.CSV_TYPE, "csv")


def _dossier() -> Dossier:
    session = db.session()
    registration = found_or_404(people.registration(session, g.participant))
    return dossier.dossier(session, g.event, registration, _subject, clock.now())


def _subject(letter: str, language: str, values: Mapping[str, str]) -> str:
    """The subject line as it was sent; with gaps where the contents are past their retention."""
    template = _TEMPLATES.get(letter)
    return subject_line(template, language, defaultdict(lambda: "…", values), fill) if template else letter


def _file(content: bytes, media_type: str, extension: str) -> Response:
    what = _("my-data")
    headers = {"Content-Disposition": f'attachment; filename="{g.event.slug}-{what}.{extension}"'}
    return Response(content, content_type=f"{media_type}; charset=utf-8", headers=headers)
