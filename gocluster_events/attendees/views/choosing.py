"""Choosing the columns of the list, and keeping views of it under a name."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.attendees.forms import ViewForm, columns_form
from gocluster_events.attendees.models import SavedView
from gocluster_events.attendees.queries import columns as columns_queries
from gocluster_events.attendees.rules.columns import USUAL, Shown, in_order, lasting
from gocluster_events.attendees.services import choices
from gocluster_events.attendees.views.blueprint import blueprint
from gocluster_events.attendees.views.showing import address, address_of_view, asked_for, kept, shown_columns
from gocluster_events.attendees.words import columns as words, narrowing
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action
from gocluster_events.web.find import found_or_404


@blueprint.route("/attendees/columns", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def columns() -> Any:
    """Which columns the person sees; the arrows work without a script, by this page."""
    every = columns_queries.columns(db.session(), g.event)
    form, chosen = columns_form(every), shown_columns()
    if not form.validate_on_submit():
        return _columns_page(choice(form, chosen, in_order(chosen, every)))
    if form.move.data:
        return _columns_page(choice(form, form.chosen(), form.ordered()))
    if "usual" in request.form:
        choices.choose_usual_columns(g.event.id, g.account.id)
    else:
        choices.choose_columns(g.event.id, g.account.id, form.chosen())
    return redirect(_without_columns())


def choice(form: Any, chosen: tuple[Shown, ...], order: tuple[Shown, ...]) -> dict[str, Any]:
    """What the choice of columns shows: all of them in that order, and which are ticked."""
    return {"columns_form": form, "order": order, "ticked": chosen, "head": words.head}


def _columns_page(facts: dict[str, Any]) -> str:
    wanted = asked_for()[0]
    return render_template("attendees/columns.html", wanted=wanted, kept=kept(), back=address(wanted), **facts)


def _without_columns() -> str:
    """The list as it was narrowed, with the person's own columns."""
    parameters: dict[str, Any] = {**asked_for()[0].parameters(), "view": request.args.get("view")}
    return url_for(".attendees", **parameters)


@blueprint.route("/attendees/views/new", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def new_view() -> Any:
    """The list as the address shows it, under a name."""
    form, wanted = ViewForm(), asked_for()[0]
    if form.validate_on_submit():
        view_id = choices.save_view(
            g.event.id, g.account.id, form.name.data, wanted, shown_columns(), g.account.email, clock.now(),
            is_shared=form.is_shared.data,
        )  # fmt: skip
        flash(_("The view is saved."), "success")
        return redirect(address_of_view(_found(view_id)))
    return _page(form, None)


@blueprint.route("/attendees/views/<int:view_id>", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view(view_id: int) -> Any:
    """What the view is called, and who sees it."""
    row = _mine(view_id)
    form = ViewForm(obj=row)
    if form.validate_on_submit():
        choices.rename_view(view_id, form.name.data, g.account.email, clock.now(), is_shared=form.is_shared.data)
        flash(_("The view is saved."), "success")
        return redirect(address_of_view(_found(view_id)))
    return _page(form, row)


@blueprint.route("/attendees/views/<int:view_id>/contents", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view_contents(view_id: int) -> Any:
    """The view is the list as the address shows it."""
    row, form = _mine(view_id), Action()
    if form.validate_on_submit():
        choices.update_view(view_id, asked_for()[0], shown_columns(), g.account.email, clock.now())
        flash(_("The view is updated."), "success")
        return redirect(address_of_view(_found(view_id)))
    return _question(form, row, "contents")


@blueprint.route("/attendees/views/<int:view_id>/removal", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view_removal(view_id: int) -> Any:
    """Nobody sees the view any more; the message brings it back."""
    row, form = _mine(view_id), Action()
    if form.validate_on_submit():
        choices.remove_view(view_id, g.account.email, clock.now())
        told = render_template("attendees/_view_removed.html", form=form, view=row)
        flash(Markup(told), "success")  # noqa: S704 -- a template of ours, which escapes
        return redirect(url_for(".attendees"))
    return _question(form, row, "removal")


@blueprint.route("/attendees/views/<int:view_id>/restoration", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view_restoration(view_id: int) -> Any:
    """The view is there again."""
    row, form = _mine(view_id, is_there=False), Action()
    if form.validate_on_submit():
        choices.bring_back_view(view_id, g.account.email, clock.now())
        flash(_("The view is there again."), "success")
        return redirect(address_of_view(_found(view_id)))
    return _question(form, row, "restoration")


def _found(view_id: int) -> SavedView:
    return found_or_404(columns_queries.view(db.session(), g.event.id, g.account.id, view_id))


def _mine(view_id: int, *, is_there: bool = True) -> SavedView:
    """The view, which only the person who keeps it may change."""
    row = _found(view_id)
    return found_or_404(row if row.account_id == g.account.id and (row.removed_at is None) is is_there else None)


def _page(form: ViewForm, row: SavedView | None) -> str:
    return render_template("attendees/view.html", form=form, view=row, **_around())


def _question(form: Action, row: SavedView, verb: str) -> str:
    return render_template("attendees/view_question.html", form=form, view=row, verb=verb, **_around())


def _around() -> dict[str, Any]:
    wanted = asked_for()[0]
    return {
        "chips": narrowing.chips(lasting(wanted)),
        "leaves_out": lasting(wanted) != wanted,
        "columns": [words.head(column) for column in shown_columns()],
        "back": address(wanted),
        "is_usual": shown_columns() == USUAL,
    }
