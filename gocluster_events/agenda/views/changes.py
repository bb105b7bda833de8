"""What each version of the programme changed, as a page and as a feed."""

from flask import Response, g, jsonify, render_template, url_for

from gocluster_events import db
from gocluster_events.agenda.exports.atom import Feed, FeedEntry, to_atom
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.queries.publishing import Release, last_changed
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.change import uuid_from
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.views.draft import blueprint
from gocluster_events.agenda.views.feeds import base_url
from gocluster_events.agenda.words import differences as words
from gocluster_events.i18n import _, current_language
from gocluster_events.web.answers import found_or_404
from gocluster_events.web.audience import public

SHOWN_VERSIONS = 20


@blueprint.get("/<lang:lang>/<edition>/changes")
@public
def changes() -> str:
    """The versions of the programme, the newest first, each with what it changed for its readers."""
    found = queries.releases(db.session(), g.event.id, SHOWN_VERSIONS)
    latest = found[0].version.timetable if found else None
    return render_template(
        "agenda/changes.html",
        releases=found,
        address=lambda item: _address(latest, item),
    )


def _address(latest: Timetable | None, item: Item) -> str:
    """Where the item's page is now, whatever its code and title were; empty if it is gone."""
    found = latest.item(item.uuid) if latest else None
    return paths.path(latest, found) if latest and found else ""


@blueprint.get("/<edition>/changes.json")
@public
def changes_numbers() -> Response:
    """In which version each item of the programme changed last, by its anchor; for what a browser has seen itself."""
    found = found_or_404(queries.releases(db.session(), g.event.id, SHOWN_VERSIONS) or None)
    newest, changed = found[0].version.timetable, last_changed(found)
    numbers = {f"item-{paths.key(newest, item)}": changed[item.uuid] for item in newest.items if item.uuid in changed}
    return jsonify({"version": found[0].version.number, "changed": numbers})


@blueprint.get("/<edition>/changes.atom")
@public
def changes_feed() -> Response:
    """The same as a feed, in the language of ``?lang=``."""
    found = found_or_404(queries.releases(db.session(), g.event.id, SHOWN_VERSIONS) or None)
    language, page = current_language(), base_url() + url_for("agenda.changes", lang=current_language())
    feed = Feed(
        uuid=uuid_from(f"changes {language}", g.event.id),
        title=_("Programme: %(event)s", event=g.event.title.pick(language)[0]),
        author=g.event.contact_name,
        language=language,
        url=page,
        itself=base_url() + url_for("agenda.changes_feed", lang=language),
        changed_at=found[0].version.published_at,
    )
    return Response(to_atom(feed, [_entry(each, page) for each in found]), mimetype="application/atom+xml")


def _entry(release: Release, page: str) -> FeedEntry:
    number = release.version.number
    return FeedEntry(
        uuid=uuid_from(f"version {number} {current_language()}", g.event.id),
        title=_("Version %(number)d", number=number),
        url=f"{page}#version-{number}",
        at=release.version.published_at,
        content="\n".join(_lines(release)),
    )


def _lines(release: Release) -> list[str]:
    """The note, and a line for each item that is new, changed or gone."""
    language, told = current_language(), release.recent
    note = release.version.note.pick(language)[0] if release.version.note else ""
    if release.before is None:
        return [note or _("The first version of the programme.")]
    before, after = release.before, release.version.timetable
    lines = [f"{each.item.title.pick(language)[0]}: {words.news(each, before, after)}" for each in told.marked.values()]
    lines += [f"{item.title.pick(language)[0]}: {_('removed')}" for item in told.dropped]
    return [*filter(None, [note]), *lines] or [_("Nothing that changes your day.")]
