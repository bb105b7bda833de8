"""The record of processing with its retention plan, and the data of one person to take away."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, current_app, g, render_template

from gocluster_events.attendance.attendees.rules.profiles import REMEMBERED_FOR
from gocluster_events.backoffice.legal import queries as legal
from gocluster_events.backoffice.legal.rules import Kind
from gocluster_events.backoffice.oversight import exports
from gocluster_events.backoffice.oversight.queries import processing as queries
from gocluster_events.backoffice.oversight.queries.dossier import dossier
from gocluster_events.backoffice.oversight.rules.processing import Facts, FixedPeriod, Record, Technique
from gocluster_events.backoffice.oversight.views.auditing import blueprint
from gocluster_events.backoffice.oversight.words.recording import record
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts.rules import LONGEST_DAY, PARTICIPANT, STAFF
from gocluster_events.core.accounts.services.sessions import LONGEST_WINDOW
from gocluster_events.core.config import Settings
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import as_file, found_or_404
from gocluster_events.core.web.audience import participant, requires
from gocluster_events.core.web.letter_frame import subject_line
from gocluster_events.meeting.agenda.importing.services import UPLOAD_LASTS as PROGRAMMES_KEPT
from gocluster_events.meeting.events.rules.team import INVITATION_LASTS
from gocluster_events.meeting.letters.rules import fill
from gocluster_events.meeting.registration.invitations.services.imports import UPLOAD_LASTS as LISTS_KEPT
from gocluster_events.meeting.registration.people.queries import people, questions
from gocluster_events.meeting.registration.people.rules.changing import LONGEST
from gocluster_events.meeting.registration.people.rules.codes import UNPROVEN_STAYS
from gocluster_events.meeting.registration.people.rules.letters import LETTERS
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.privacy import exports as privacy
from gocluster_events.meeting.registration.privacy.rules import Dossier
from gocluster_events.meeting.registration.privacy.services import ANSWERS, DRAFTS
from gocluster_events.meeting.registration.privacy.words import chapters
from gocluster_events.post_event.photos.rules.codes import OBJECTIONS_LAST, PROOF_LASTS

PROCESSING = "/<lang:lang>/manage/<edition>/processing"


@blueprint.get(PROCESSING)
@requires(Permission.EDIT_LEGAL)
def processing() -> str:
    """The record as a page."""
    return render_template("backoffice/oversight/processing.html", record=_record())


@blueprint.get(f"{PROCESSING}.pdf")
@requires(Permission.EDIT_LEGAL)
def processing_pdf() -> Response:
    """The record on paper."""
    return _file(exports.to_pdf(_record(), clock.now()), "pdf", "application/pdf")


@blueprint.get(f"{PROCESSING}.xlsx")
@requires(Permission.EDIT_LEGAL)
def processing_xlsx() -> Response:
    """The record as a workbook."""
    return _file(exports.to_xlsx(_record()), "xlsx", exports.XLSX)


def _file(content: bytes, ending: str, mimetype: str) -> Response:
    word = _("record-of-processing")
    return as_file(content, mimetype, f"{g.event.slug}-{word}.{ending}")


def _record() -> Record:
    session, event, settings = db.session(), g.event, current_app.config["SETTINGS"]
    notice = legal.public(session, Kind.PRIVACY)
    stored, gone = queries.numbers(session, event.id)
    questionnaire = questions.questionnaire(session, event)
    return record(
        Facts(
            operator=settings.operator,
            base_url=settings.base_url,
            title=event.title,
            place=", ".join(filter(None, (event.venue, event.city))),
            contact=(event.contact_name, event.contact_email, event.contact_phone),
            starts_at=event.starts_at,
            zone=event.zone,
            now=clock.now(),
            notice=(notice.number, notice.approved_at) if notice and notice.approved_at else None,
            reach=event.attendee_list,
            core=questionnaire.core,
            questions=questionnaire.questions,
            team=queries.team(session, event.id),
            registrations=stored,
            departed=gone,
            due=queries.retention_lines(session, event),
            went=queries.erasure_lines(session, event.id),
            lists_days=REMEMBERED_FOR.days,
            lists_go_at=event.ends_at + REMEMBERED_FOR,
            taken=queries.download_lines(session, event.id),
            spans=_spans(settings),
            technique=_technique(settings),
        )
    )


def _spans(settings: Settings) -> dict[FixedPeriod, timedelta]:
    """The periods that hold for every edition, each where it is decided."""
    return {
        FixedPeriod.DRAFTS: DRAFTS,
        FixedPeriod.SENT_DRAFTS: ANSWERS,
        FixedPeriod.PENDING: LINK_LASTS,
        FixedPeriod.UNPROVEN: UNPROVEN_STAYS,
        FixedPeriod.SUBSTITUTIONS: LONGEST,
        FixedPeriod.LISTS: LISTS_KEPT,
        FixedPeriod.PROGRAMMES: PROGRAMMES_KEPT,
        FixedPeriod.MAILS: timedelta(days=settings.mail_retention_days),
        FixedPeriod.FEEDBACK: timedelta(days=settings.feedback_retention_days),
        FixedPeriod.PHOTO_REQUESTS: PROOF_LASTS,
        FixedPeriod.OBJECTIONS: OBJECTIONS_LAST,
        FixedPeriod.COUNTS: LONGEST_WINDOW,
        FixedPeriod.OWN_SESSIONS: PARTICIPANT.most + LONGEST_DAY,
        FixedPeriod.TEAM_SESSIONS: STAFF.most,
        FixedPeriod.TEAM_INVITATIONS: INVITATION_LASTS,
    }


def _technique(settings: Settings) -> Technique:
    mail = urlsplit(settings.mail_url)
    return Technique(
        is_https=settings.is_https,
        admins_need_factor=settings.admins_need_factor,
        mail_host=mail.hostname or "",
        mail_is_encrypted=mail.scheme in {"smtps", "smtp+starttls"},
        exports_per_hour=settings.exports_per_hour,
        sign_in_per_account=settings.sign_in_per_account,
    )


_TEMPLATES = {letter.name: letter.template for letter in LETTERS}


@blueprint.get("/<lang:lang>/my/data")
@participant
def my_data() -> str:
    """Everything stored about the participant, with purpose and retention period."""
    return render_template("backoffice/oversight/data.html", chapters=chapters(_dossier()))


@blueprint.get("/<lang:lang>/my/data.json")
@participant
def my_data_json() -> Response:
    """Everything stored about the participant, as JSON."""
    return _data_file(privacy.as_json(_dossier()), privacy.JSON_TYPE, "json")


@blueprint.get("/<lang:lang>/my/data.csv")
@participant
def my_data_csv() -> Response:
    """Everything stored about the participant, as CSV."""
    heads = (_("Section"), _("Entry"), _("Detail"), _("Value"))
    return _data_file(privacy.as_csv(chapters(_dossier()), heads), privacy.CSV_TYPE, "csv")


def _dossier() -> Dossier:
    session = db.session()
    registration = found_or_404(people.registration(session, g.participant))
    return dossier(session, g.event, registration, _subject, clock.now())


def _subject(letter: str, language: str, values: Mapping[str, str]) -> str:
    """The subject line as it was sent; with gaps where the contents are past their retention."""
    template = _TEMPLATES.get(letter)
    return subject_line(template, language, defaultdict(lambda: "…", values), fill) if template else letter


def _data_file(content: bytes, media_type: str, extension: str) -> Response:
    what = _("my-data")
    headers = {"Content-Disposition": f'attachment; filename="{g.event.slug}-{what}.{extension}"'}
    return Response(content, content_type=f"{media_type}; charset=utf-8", headers=headers)
