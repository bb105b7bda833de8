"""The team reminds people of what is still to come from them, and notes releases and withdrawals that come on paper."""

from collections.abc import Sequence

from flask import g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import read_number
from gocluster_events.meeting.agenda.words.people import person_name
from gocluster_events.post_event.materials.queries import materials as queries, reminding as reminding_queries
from gocluster_events.post_event.materials.queries.reminding import Awaited
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.reminding import MOST, due_times
from gocluster_events.post_event.materials.services import releasing, reminding
from gocluster_events.post_event.materials.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.materials.words import codes as words, reminding as reminding_words
from gocluster_events.post_event.releases.forms import NO, YES, PaperForm, ReminderForm
from gocluster_events.post_event.releases.rules import Kind, State
from gocluster_events.post_event.releases.words import release as release_words


@blueprint.route(f"{MANAGE}/remind", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def remind() -> Reply:
    """The chosen people are reminded at once; the page names everybody from whom something is still to come."""
    now = clock.now()
    awaited = reminding_queries.awaited(db.session(), g.event)
    form = ReminderForm()
    form.offer([(each.person.uuid, each.person.name) for each in awaited if each.can_be_reminded(now)])
    if form.validate_on_submit():
        with refusals(form, reminding_words.REMINDER_REFUSALS):
            number = reminding.remind(g.event.id, form.people.data or (), acting(), reminding_words.rows)
            return saved(
                _n("%(num)d reminder is on its way.", "%(num)d reminders are on their way.", number), ".materials"
            )
    return _page(form, awaited)


def _page(form: ReminderForm, awaited: Sequence[Awaited]) -> str:
    now = clock.now()
    addresses = {each.contact.email for each in awaited if each.contact}
    times = due_times(g.event.ends_at, g.event.zone)
    return render_template(
        "post_event/materials/remind.html",
        form=form,
        awaited=awaited,
        can_be_reminded={each.person.uuid for each in awaited if each.can_be_reminded(now)},
        is_over=now >= g.event.ends_at,
        next_time=next((each for each in times if each > now), None),
        most=MOST,
        unreachable=mail.unreachable(db.session(), f"edition:{g.event.id}", addresses),
    )


@blueprint.route(f"{MANAGE}/<uuid>/paper/<person>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def on_paper(uuid: str, person: str) -> Reply:
    """The release is noted as one that the team has on paper, or one that stands as withdrawn."""
    entry = _entry(uuid)
    _name_or_404(entry, person)
    is_granted = person in {each.person for each in entry.releases if each.is_granted}
    form = PaperForm(data={"seen": str(entry.record.revision), "answer": NO if is_granted else YES})
    if form.validate_on_submit():
        try:
            with refusals(form, {**words.REFUSALS, **release_words.REFUSALS}):
                if form.is_withdrawal:
                    releasing.note_withdrawal(g.event.id, uuid, person, acting())
                    return saved(_("The withdrawal is noted."), ".material", uuid=uuid)
                releasing.on_paper(g.event.id, uuid, person, read_number(form.seen), acting())
                return saved(_("The release on paper is noted."), ".material", uuid=uuid)
        except Stale:
            entry = _entry(uuid)
            form.show_again(str(entry.record.revision))
            return _paper_page(form, entry, person), 409
    return _paper_page(form, entry, person)


def _entry(uuid: str) -> Entry:
    return found_or_404(queries.material(db.session(), g.event.id, uuid))


def _paper_page(form: PaperForm, entry: Entry, person: str) -> str:
    name = _name_or_404(entry, person)
    state = next((each.state for each in entry.releases if each.person == person), State.ASKED)
    sentences = release_words.wording(Kind.FILE)
    facts = {"entry": entry, "person": name, "state": state, "sentences": sentences}
    return render_template("post_event/materials/on_paper.html", form=form, **facts)


def _name_or_404(entry: Entry, person: str) -> str:
    """What somebody is called whose release of the material is needed, or stands although they have left the item."""
    departed = {each.person: release_words.name(each) for each in entry.departed}
    return found_or_404({**departed, **{each.uuid: person_name(each) for each in entry.needed}}.get(person))
