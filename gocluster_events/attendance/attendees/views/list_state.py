"""What the list shows: what its address asks for, which columns a person chose, and views kept under a name."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from gocluster_events.attendance.attendees.forms import ViewForm, columns_form
from gocluster_events.attendance.attendees.models import SavedView
from gocluster_events.attendance.attendees.queries import columns as columns_queries, finding, listing
from gocluster_events.attendance.attendees.rules.columns import (
    USUAL,
    ListColumn,
    file_columns,
    in_order,
    lasting,
    read_columns,
)
from gocluster_events.attendance.attendees.rules.filter import Field, Filter, read
from gocluster_events.attendance.attendees.services import choices
from gocluster_events.attendance.attendees.words import columns as words, filter as filter_words
from gocluster_events.attendance.door.words import SEARCH_REFUSALS
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import LazyString, _
from gocluster_events.core.search import search_refusal
from gocluster_events.core.web.answers import Reply, acting, found_or_404, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm

blueprint = Blueprint("attendees", __name__, url_prefix="/<lang:lang>/manage/<edition>")


_VIEW_PARAMETERS = ("view", "columns")
"""The parameters that stay in the address while the filter changes."""


def requested_filter() -> tuple[Filter, tuple[Field, ...]]:
    """The filter of the address, and the fields in which it names something unknown."""
    session, event = db.session(), g.event
    wanted, ignored = read(request.args.to_dict(flat=False), listing.filter_choices(session, event))
    return finding.with_similar(session, event.id, wanted), ignored


def search_problem() -> LazyString | None:
    """The sentence why the words of the address are not searched for; None where they are, or there are none."""
    flaw = search_refusal(typed_search())
    return SEARCH_REFUSALS[flaw] if flaw else None


def typed_search() -> str:
    """The search words as they were typed."""
    return " ".join(" ".join(request.args.getlist(Field.SEARCH.value)).split())


def visible_columns() -> tuple[ListColumn, ...]:
    """The columns of the address, else those that the person has chosen; the name stands before them."""
    session, typed = db.session(), request.args.get("columns")
    if typed is None:
        return columns_queries.chosen(session, g.account.id, g.event)
    return read_columns(typed.split(","), columns_queries.columns(session, g.event))


def exported_columns() -> tuple[ListColumn, ...]:
    """The columns of a file that holds what the list shows."""
    return file_columns(visible_columns())


def view_parameters() -> dict[str, str]:
    """What the address says besides the filter."""
    return {name: request.args[name] for name in _VIEW_PARAMETERS if name in request.args}


def address(wanted: Filter, page: int = 1) -> str:
    """The address of the list with that filter, in the view and with the columns of the present address."""
    parameters: dict[str, Any] = {**wanted.parameters(), **view_parameters(), "page": page if page > 1 else None}
    return url_for("attendees.attendees", **parameters)


def address_of_view(row: SavedView) -> str:
    """The address of the list as the view keeps it."""
    return url_for("attendees.attendees", **row.parameters, columns=",".join(row.columns), view=row.id)


def opened_view() -> SavedView | None:
    """The view that the address names, if the person may see it."""
    typed = request.args.get("view", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return None
    row = columns_queries.view(db.session(), g.event.id, g.account.id, int(typed))
    return row if row and row.removed_at is None else None


@blueprint.route("/attendees/columns", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def columns() -> Reply:
    """Which columns the person sees; the arrows work without a script, by this page."""
    every = columns_queries.columns(db.session(), g.event)
    form, chosen = columns_form(every), visible_columns()
    if not form.validate_on_submit():
        return _columns_page(choice(form, chosen, in_order(chosen, every)))
    if form.move.data:
        return _columns_page(choice(form, form.chosen(), form.ordered()))
    if "usual" in request.form:
        choices.choose_usual_columns(g.event.id, g.account.id)
    else:
        choices.choose_columns(g.event.id, g.account.id, form.chosen())
    return redirect(_without_columns())


def choice(form: Any, chosen: tuple[ListColumn, ...], order: tuple[ListColumn, ...]) -> dict[str, Any]:
    """What the choice of columns shows: all of them in that order, and which are ticked."""
    return {"columns_form": form, "order": order, "ticked": chosen, "head": words.head}


def _columns_page(columns: dict[str, Any]) -> str:
    wanted = requested_filter()[0]
    return render_template(
        "attendance/attendees/columns.html", wanted=wanted, kept=view_parameters(), back=address(wanted), **columns
    )


def _without_columns() -> str:
    """The list as it was narrowed, with the person's own columns."""
    parameters: dict[str, Any] = {**requested_filter()[0].parameters(), "view": request.args.get("view")}
    return url_for(".attendees", **parameters)


@blueprint.route("/attendees/views/new", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def new_view() -> Reply:
    """The list as the address shows it is saved as a view."""
    form, wanted = ViewForm(), requested_filter()[0]
    if form.validate_on_submit():
        view_id = choices.save_view(
            g.event.id, g.account.id, form.name.data, wanted, visible_columns(), acting(), is_shared=form.is_shared.data
        )
        flash(_("The view is saved."), "success")
        return redirect(address_of_view(_view_or_404(view_id)))
    return _page(form, None)


@blueprint.route("/attendees/views/<int:view_id>", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view(view_id: int) -> Reply:
    """What the view is called, and who sees it."""
    row = _mine(view_id)
    form = ViewForm(obj=row)
    if form.validate_on_submit():
        choices.rename_view(view_id, form.name.data, acting(), is_shared=form.is_shared.data)
        flash(_("The view is saved."), "success")
        return redirect(address_of_view(_view_or_404(view_id)))
    return _page(form, row)


@blueprint.route("/attendees/views/<int:view_id>/contents", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view_contents(view_id: int) -> Reply:
    """The view is updated to the list as the address shows it."""
    row, form = _mine(view_id), Confirm()
    if form.validate_on_submit():
        choices.update_view(view_id, requested_filter()[0], visible_columns(), acting())
        flash(_("The view is updated."), "success")
        return redirect(address_of_view(_view_or_404(view_id)))
    return _question(form, row, "contents")


@blueprint.route("/attendees/views/<int:view_id>/removal", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view_removal(view_id: int) -> Reply:
    """The view is removed; the message offers to bring it back."""
    row, form = _mine(view_id), Confirm()
    if form.validate_on_submit():
        choices.remove_view(view_id, acting())
        message = render_template("attendance/attendees/_view_removed.html", form=form, view=row)
        return saved(Markup(message), ".attendees")  # noqa: S704 -- a template of ours, which escapes
    return _question(form, row, "removal")


@blueprint.route("/attendees/views/<int:view_id>/restoration", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def view_restoration(view_id: int) -> Reply:
    """A removed view is brought back."""
    row, form = _mine(view_id, is_there=False), Confirm()
    if form.validate_on_submit():
        choices.bring_back_view(view_id, acting())
        flash(_("The view has been restored."), "success")
        return redirect(address_of_view(_view_or_404(view_id)))
    return _question(form, row, "restoration")


def _view_or_404(view_id: int) -> SavedView:
    return found_or_404(columns_queries.view(db.session(), g.event.id, g.account.id, view_id))


def _mine(view_id: int, *, is_there: bool = True) -> SavedView:
    """The view, which only the person who keeps it may change."""
    row = _view_or_404(view_id)
    return found_or_404(row if row.account_id == g.account.id and (row.removed_at is None) is is_there else None)


def _page(form: ViewForm, row: SavedView | None) -> str:
    return render_template("attendance/attendees/view.html", form=form, view=row, **_around())


def _question(form: Confirm, row: SavedView, verb: str) -> str:
    return render_template("attendance/attendees/view_question.html", form=form, view=row, verb=verb, **_around())


def _around() -> dict[str, Any]:
    wanted = requested_filter()[0]
    return {
        "chips": filter_words.chips(lasting(wanted)),
        "leaves_out": lasting(wanted) != wanted,
        "columns": [words.head(column) for column in visible_columns()],
        "back": address(wanted),
        "is_usual": visible_columns() == USUAL,
    }
