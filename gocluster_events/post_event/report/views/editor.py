"""The report for those who write it: one form that saves itself, and what stands beside it."""

from dataclasses import replace
from typing import Any

from flask import flash, g, jsonify, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.dates import clock_time
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.answers import Reply, refusals
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import Difference
from gocluster_events.core.web.fields import Confirm
from gocluster_events.post_event.photos.queries.photos import photos
from gocluster_events.post_event.releases.queries import releases_of
from gocluster_events.post_event.releases.rules import Kind as ReleaseKind
from gocluster_events.post_event.report.forms.editing import ReportForm, kinds, report_form
from gocluster_events.post_event.report.queries.draft import Draft, versions
from gocluster_events.post_event.report.queries.published import standing
from gocluster_events.post_event.report.rules.checks import bar, findings
from gocluster_events.post_event.report.rules.collisions import Clash, clashes, together
from gocluster_events.post_event.report.rules.document import Report, kind_of
from gocluster_events.post_event.report.views import written
from gocluster_events.post_event.report.views.blueprint import blueprint
from gocluster_events.post_event.report.words.codes import REFUSALS, part

PAGE = "/<lang:lang>/manage/<edition>/report"


@blueprint.route(PAGE, methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def editor() -> Reply:
    """The draft is as typed; the page has every block, what is to be looked at before publishing, and the versions."""
    state = written.present()
    if request.method == "GET":
        return page(written.stored_form(state), state)
    form = written.typed_form(state)
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                report = written.store(form, state)
                return _answer(form, state.report, report)
        except Stale:
            return collision(form)
    return _again(form, state)


def _answer(form: ReportForm, before: Report, report: Report) -> Reply:
    """To a script the new revision; else the page again, at the block that was pressed."""
    if _is_script():
        state = written.present()
        at = clock_time(state.saved_at, g.event.zone) if state.saved_at else ""
        return jsonify({"revision": state.revision, "message": _("Saved at %(time)s", time=at)})
    verb, _colon, about = request.form.get("act", "").partition(":")
    edited = about if verb == "show" and about in LANGUAGES else form.language
    new = next((each.uuid for each in report.blocks if before.block(each.uuid) is None), about)
    if verb not in {"show", "up", "down", "removal", "undo", "new", "figure", "scale"}:
        flash(_("The draft is saved."), "success")
    anchor = f"block-{new}" if report.block(new) else None
    way: dict[str, Any] = {"in": edited} if edited != LANGUAGES[0] else {}
    return redirect(url_for(".editor", _anchor=anchor, **way))


def _is_script() -> bool:
    return request.headers.get("Accept") == "application/json"


def _again(form: ReportForm, state: Draft) -> Reply:
    if _is_script():
        return jsonify({"message": _("Not saved yet: something is missing or too long.")}), 422
    return page(form, state)


def collision(form: ReportForm) -> Reply:
    """Both texts side by side; the form holds what was typed and every block that a colleague has added."""
    state = written.present()
    if _is_script():
        return jsonify(
            {"message": _("A colleague has changed this since you opened it. Save to compare both texts.")}
        ), 409
    mine = form.report(state.report)
    both = clashes(mine, state.report, form.language)
    whole = together(mine, state.report)
    again = report_form(whole, state.revision, form.language, written.choices())
    return page(again, state, report=whole, collision=tuple(map(_difference, both)), is_unsaved=True), 409


def _difference(clash: Clash) -> Difference:
    return Difference(part(clash), clash.mine or "–", clash.theirs or "–")


def page(form: ReportForm, state: Draft, report: Report | None = None, **facts: Any) -> str:
    """The editor with that form, the checks of what is stored, and its versions."""
    session, on_page = db.session(), report or form.report(state.report)
    rows, world = versions(session, g.event.id), written.known(state.report)
    public = standing(session, g.event)
    actors = {state.saved_by, *(each.saved_by for each in rows)}
    return render_template(
        "post_event/report/editor.html",
        form=form,
        confirm=Confirm(formdata=None),
        state=state,
        report=on_page,
        kind_of=kind_of,
        kinds=kinds(),
        findings=findings(state.report, world),
        public=public,
        is_changed=public is None or public.report != replace(state.report, removal=None),
        bar=bar(state.report),
        speakers=world.speakers,
        photos={row.uuid: row for row in photos(session, g.event.id)},
        releases=releases_of(session, g.event.id, ReleaseKind.QUOTE),
        versions=rows,
        names=accounts.names(session, actors),
        counted=written.counted(),
        steps=written.steps_of_cards(),
        **facts,
    )
