"""The member clusters of an edition: a list to search, to add to one by one or many at once, and to take along."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import Response, g, render_template, request, send_file, session

from gocluster_events.attendance.attendees.exports import separated
from gocluster_events.attendance.attendees.rules.table import Table
from gocluster_events.backoffice.editions import services
from gocluster_events.backoffice.editions.views.editions import blueprint
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.text import fold, search_text, search_words
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved, take_a_file
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events_queries, words as events_words
from gocluster_events.meeting.events.forms.clusters import ClusterForm, ClusterListForm, cluster_form
from gocluster_events.meeting.events.models import Cluster
from gocluster_events.meeting.events.rules.clusters import ListPlan, planned
from gocluster_events.meeting.registration.clusters.queries import invitations_by_organisation, registrations_by_cluster

CLUSTERS = "/<lang:lang>/manage/<edition>/clusters"
_UNDO = "undo-cluster"


@blueprint.get(CLUSTERS)
@requires(Permission.EDIT_SETTINGS)
def clusters() -> str:
    """The edition's clusters that match the search, and how many name each."""
    wanted = request.args.get("search", "")[:100]
    rows, named = _rows(), registrations_by_cluster(db.session(), g.event.id)
    listed = {row.name for row in rows}
    return render_template(
        "backoffice/editions/clusters.html",
        rows=[row for row in rows if _matches(row, wanted)],
        total=len(rows),
        search=wanted,
        named=named,
        invited=invitations_by_organisation(db.session(), g.event.id),
        fold=fold,
        states=events_words.FEDERAL_STATES,
        others=sorted((name, number) for name, number in named.items() if name not in listed),
        undo=_undo_form(),
    )


@blueprint.get(f"{CLUSTERS}.csv")
@requires(Permission.EDIT_SETTINGS)
def clusters_csv() -> Response:
    """The list as a table that can be pasted or imported again."""
    rows, named = _rows(), registrations_by_cluster(db.session(), g.event.id)
    invited = invitations_by_organisation(db.session(), g.event.id)
    heads = tuple(map(str, (events_words.NAME, events_words.STATE, _("Registrations"), _("Invitations"))))
    lines = tuple(
        (row.name, str(events_words.FEDERAL_STATES[row.state]), named.get(row.name, 0), invited.get(fold(row.name), 0))
        for row in rows
    )
    content = BytesIO()
    separated.write_for_excel(content, Table(heads, lines, g.event.zone, _("Clusters")))
    content.seek(0)
    name = f"{g.event.slug}-{events_words.CSV_NAME}.csv"
    return send_file(content, separated.MEDIA_TYPE, as_attachment=True, download_name=name)


@blueprint.route(f"{CLUSTERS}/new", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def new_cluster() -> Reply:
    """The edition has one more cluster, as typed."""
    form = cluster_form(None)
    if form.validate_on_submit():
        with refusals(form, events_words.PLACE_REFUSALS, events_words.PLACE_FIELDS):
            services.add_clusters(g.event.id, (form.facts(),), acting())
            return saved(_("The cluster is added."), ".clusters")
    return _page(form, None)


@blueprint.route(f"{CLUSTERS}/list", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def cluster_list() -> Reply:
    """What a list of clusters would add; once that was looked at, they are added."""
    take_a_file()
    form, plan = ClusterListForm(), None
    if form.validate_on_submit():
        known = [row.name for row in _rows()]
        plan = planned(form.lines.data, known, events_words.vocabulary(), form.usual_state())
        added = plan.added(form.nevertheless.data or ())
        if form.seen.data == plan.digest and added:
            with refusals(form, events_words.PLACE_REFUSALS):
                services.add_clusters(g.event.id, added, acting())
                return saved(_n("%(num)d cluster is added.", "%(num)d clusters are added.", len(added)), ".clusters")
    return _list_page(form, plan)


@blueprint.route(f"{CLUSTERS}/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def cluster(number: int) -> Reply:
    """The cluster is as typed, and if wanted so in the registrations that name it."""
    row = _row(number)
    form = cluster_form(events_queries.cluster_facts(row), row.revision)
    if form.validate_on_submit():
        facts, revision, follows = form.facts(), read_revision(form), form.follows.data
        try:
            with refusals(form, events_words.PLACE_REFUSALS, events_words.PLACE_FIELDS):
                renamed = services.change_cluster(g.event.id, number, facts, revision, acting(), follows=follows)
                return saved(_renamed(renamed), ".clusters")
        except Stale:
            return _collision(form, number), 409
    return _page(form, row)


@blueprint.route(f"{CLUSTERS}/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def cluster_removal(number: int) -> Reply:
    """The cluster is gone from the list, and can be put back."""
    row, form = _row(number), Confirm()
    fields = {"name": row.name, "state": row.state.value}
    if form.validate_on_submit():
        with refusals(form, events_words.PLACE_REFUSALS):
            services.remove_cluster(g.event.id, number, acting())
            session[_UNDO] = {"edition": g.event.id, "fields": fields}
            return saved(_("The cluster is removed."), ".clusters")
    return render_template("backoffice/editions/cluster_removal.html", form=form, row=row, **_naming(row))


def _matches(row: Cluster, wanted: str) -> bool:
    held = search_text(row.name, str(events_words.FEDERAL_STATES[row.state]), row.state.value)
    return all(any(each in held for each in word) for word in search_words(wanted))


def _renamed(number: int) -> str:
    if not number:
        return _("The cluster is saved.")
    return _n(
        "The cluster is saved, and %(num)d registration now uses its new name.",
        "The cluster is saved, and %(num)d registrations now use its new name.",
        number,
    )


def _rows() -> Sequence[Cluster]:
    return events_queries.member_clusters(db.session(), g.event.id)


def _row(number: int) -> Cluster:
    return found_or_404(events_queries.cluster(db.session(), g.event.id, number))


def _naming(row: Cluster | None) -> dict[str, int]:
    """How many registrations and how many invitations name the cluster."""
    if row is None:
        return {"named": 0, "invited": 0}
    named = registrations_by_cluster(db.session(), g.event.id).get(row.name, 0)
    return {"named": named, "invited": invitations_by_organisation(db.session(), g.event.id).get(fold(row.name), 0)}


def _undo_form() -> dict[str, str] | None:
    """What somebody removed a moment ago, to be put back by one button; it is offered once."""
    removal = session.pop(_UNDO, None)
    return removal["fields"] if removal and removal["edition"] == g.event.id else None


def _collision(form: ClusterForm, number: int) -> str:
    row = _row(number)
    theirs = cluster_form(events_queries.cluster_facts(row), row.revision, is_typed=False)
    theirs.follows.data = form.follows.data
    return _page(form, row, collision=collided(form, theirs))


def _page(form: ClusterForm, row: Cluster | None, **facts: Any) -> str:
    naming = _naming(row)
    number = naming["named"]
    form.follows.label.text = _n(
        "Also change the name in the %(num)d registration that names it",
        "Also change the name in the %(num)d registrations that name it",
        number,
    )
    return render_template("backoffice/editions/cluster.html", form=form, row=row, **naming, **facts)


def _list_page(form: ClusterListForm, plan: ListPlan | None) -> str:
    """The page with the typed lines and below them what adding them would do, if there is a ``plan``."""
    was_seen = bool(plan and form.seen.data)
    preview = plan or ListPlan()
    form.show(
        preview,
        [_("Line %(number)d: “%(name)s” is similar to “%(other)s”",
           number=line.number, name=line.name, other=line.other)
         for line in preview.doubtful],
    )  # fmt: skip
    return render_template(
        "backoffice/editions/cluster_list.html",
        form=form,
        plan=plan,
        was_seen=was_seen,
        states=events_words.FEDERAL_STATES,
    )
