"""The legal texts of the site: read by everybody, edited by organisers, approved by admins."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for

from gocluster_events.backoffice.legal import queries, rules, services, words
from gocluster_events.backoffice.legal.forms import TextForm, text_form
from gocluster_events.backoffice.legal.models import LegalVersion
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, number_in, read_number
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.markdown import document

blueprint = Blueprint("legal", __name__)


LEGAL = "/<lang:lang>/manage/<edition>/legal"
SITE_ZONE = "Europe/Berlin"
PAGES = {
    rules.Kind.PRIVACY: "site.privacy",
    rules.Kind.LIST: "site.list_notice",
    rules.Kind.PHOTOS: "site.photo_notice",
    rules.Kind.IMPRINT: "site.imprint",
    rules.Kind.ACCESSIBILITY: "site.accessibility",
}


def public_page(kind: rules.Kind, **facts: Any) -> str:
    """A document as everybody reads it: the approved version, or the shipped draft as long as there is none."""
    number = number_in(request.args.get("version", ""))
    session = db.session()
    versions = [each for each in queries.history(session, kind) if each.approved_at]
    row = queries.public(session, kind, number if number > 0 else None)
    if number > 0:
        found_or_404(row)
    texts = queries.texts_of(row) if row else shipped(kind)
    return render_template(
        "backoffice/legal/legal.html",
        kind=kind,
        kinds=rules.Kind,
        title=words.KINDS[kind],
        texts=texts,
        sections=rules.written_sections(kind, texts),
        version=row,
        versions=versions,
        endpoint=PAGES[kind],
        zone=SITE_ZONE,
        document=document,
        **facts,
    )


def shipped(kind: rules.Kind) -> rules.Texts:
    """The draft that comes with the software, as this site would say it."""
    settings = current_app.config["SETTINGS"]
    return rules.shipped(kind, rules.Facts(settings.operator, settings.base_url, settings.mail_retention_days))


@blueprint.get(LEGAL)
@requires(Permission.EDIT_LEGAL)
def legal() -> str:
    """Every document with its latest and its approved version."""
    return render_template(
        "backoffice/legal/legal_texts.html",
        kinds=rules.Kind,
        states=queries.states(db.session()),
        outdated=_to_check(),
        pages=PAGES,
        zone=SITE_ZONE,
    )


@blueprint.route(f"{LEGAL}/<name>", methods=["GET", "POST"])
@requires(Permission.EDIT_LEGAL)
def legal_text(name: str) -> Reply:
    """The document has a new version with what the form says."""
    kind, (texts, seen) = _kind(name), _current(_kind(name))
    form = text_form(kind, texts, seen)
    if form.validate_on_submit():
        try:
            seen, is_checked = read_number(form.seen), form.is_checked.data
            number = services.save_text(kind, form.texts(), seen, acting(), is_checked=is_checked)
        except Stale:
            return _editor(form, collision=collided(form, text_form(kind, *_current(kind), is_typed=False))), 409
        flash(_("Version %(number)d is saved. It becomes public once an administrator approves it.", number=number))
        return redirect(url_for("legal.legal_version", name=name, number=number))
    return _editor(form)


@blueprint.route(f"{LEGAL}/<name>/versions/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_LEGAL)
def legal_version(name: str, number: int) -> Reply:
    """A version, what it changed, and the button that makes its texts the newest version."""
    kind, row, form = *_version(name, number), Confirm()
    if form.validate_on_submit():
        seen = number_in(request.form.get("seen", ""))
        try:
            new = services.take_back_text(kind, number, seen, acting())
        except Stale:
            form.form_errors.append(_("A colleague has saved a new version in the meantime. Please check it again."))
            return _section_rows(kind, row, form), 409
        done = _("Version %(number)d contains the texts of version %(old)d.", number=new, old=number)
        return saved(done, "legal.legal_version", name=name, number=new)
    return _section_rows(kind, row, form)


@blueprint.route(f"{LEGAL}/<name>/versions/<int:number>/approval", methods=["GET", "POST"])
@requires(Permission.EDIT_LEGAL)
def legal_approval(name: str, number: int) -> Reply:
    """The public reads this version; only admins may decide that."""
    if not g.account.is_admin:
        abort(403)
    kind, row, form = *_version(name, number), Confirm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.approve_text(kind, number, acting())
            done = _("Version %(number)d is approved and now public.", number=number)
            return saved(done, "legal.legal_version", name=name, number=number)
    gaps = rules.gaps(kind, queries.texts_of(row))
    return render_template("backoffice/legal/legal_approval.html", form=form, kind=kind, row=row, gaps=gaps)


def _to_check() -> Mapping[rules.Kind, Sequence[rules.Section]]:
    """What is outdated, but for documents of which a version that was checked waits to be approved."""
    session = db.session()
    outdated = queries.outdated_sections(session)
    return {kind: parts for kind, parts in outdated.items() if queries.unchecked_sections(session, kind)}


def _kind(name: str) -> rules.Kind:
    return found_or_404(next((kind for kind in rules.Kind if kind.value == name), None))


def _version(name: str, number: int) -> tuple[rules.Kind, LegalVersion]:
    kind = _kind(name)
    return kind, found_or_404(queries.version(db.session(), kind, number))


def _current(kind: rules.Kind) -> tuple[rules.Texts, int]:
    """What is edited: the newest version with its number, or the shipped draft."""
    row = queries.latest(db.session(), kind)
    return (queries.texts_of(row), row.number) if row else (shipped(kind), 0)


def _editor(form: TextForm, **facts: Any) -> str:
    return render_template(
        "backoffice/legal/legal_text.html",
        form=form,
        kind=form.kind,
        sections=rules.sections(form.kind),
        gaps=rules.gaps(form.kind, form.texts()),
        outdated=queries.unchecked_sections(db.session(), form.kind),
        drafts=shipped(form.kind),
        document=document,
        versions=queries.history(db.session(), form.kind),
        zone=SITE_ZONE,
        **facts,
    )


def _section_rows(kind: rules.Kind, row: LegalVersion, form: Confirm) -> str:
    """A version beside another one: by itself the one before it."""
    versions = queries.history(db.session(), kind)
    number = number_in(request.args.get("to", ""))
    other = queries.version(db.session(), kind, number if number > 0 else row.number - 1)
    texts = queries.texts_of(row)
    old, new = (queries.texts_of(other) if other else shipped(kind), texts)
    if other and other.number > row.number:
        old, new = new, old
    return render_template(
        "backoffice/legal/legal_version.html",
        form=form,
        kind=kind,
        row=row,
        other=other,
        turns=rules.turns(kind, old, new),
        gaps=rules.gaps(kind, texts),
        texts=texts,
        sections=rules.written_sections(kind, texts),
        versions=versions,
        document=document,
        zone=SITE_ZONE,
    )
