"""Releases of quotes: the team asks or notes what is on paper, and whoever is quoted answers on a page of their own."""

from flask import g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import contributor, requires
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import people as people_queries
from gocluster_events.meeting.agenda.services.people import subject
from gocluster_events.post_event.releases.forms import NO, YES, PaperForm
from gocluster_events.post_event.releases.queries import of_subject
from gocluster_events.post_event.releases.rules import Kind, State
from gocluster_events.post_event.releases.words.release import wording
from gocluster_events.post_event.report.forms.answer import AnswerForm
from gocluster_events.post_event.report.queries.quotes import own_quotes as queries
from gocluster_events.post_event.report.rules.document import Quote
from gocluster_events.post_event.report.rules.reading import in_marks, speaker_of
from gocluster_events.post_event.report.services import quotes as services
from gocluster_events.post_event.report.views import written
from gocluster_events.post_event.report.views.blueprint import blueprint
from gocluster_events.post_event.report.views.editor import PAGE, collision, page
from gocluster_events.post_event.report.words.codes import REFUSALS

OWN = "/<lang:lang>/my/contribution/quotes"


@blueprint.post(f"{PAGE}/quotes/<uuid>/request")
@requires(Permission.EDIT_RESULTS)
def release_request(uuid: str) -> Reply:
    """The draft is as typed, and whoever is quoted in that block finds the question on their own page."""
    state = written.present()
    form = written.typed_form(state)
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                written.store(form, state)
                services.ask(g.event.id, uuid, _names(), acting())
                done = _("The question is on their own page, and in the next reminder to them.")
                return saved(done, ".editor", _anchor=f"block-{uuid}")
        except Stale:
            return collision(form)
        form.revision.data = str(written.present().revision)
    return page(form, written.present())


@blueprint.route(f"{PAGE}/quotes/<uuid>/paper", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def release_on_paper(uuid: str) -> Reply:
    """The release is noted as one that the team has on paper, or one that stands as withdrawn."""
    quote = _quote_or_404(uuid)
    form = PaperForm(data={"seen": quote.subject, "answer": NO if _is_granted(quote) else YES})
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                if form.is_withdrawal:
                    services.note_withdrawal(g.event.id, uuid, form.seen.data or "", acting())
                    return saved(_("The withdrawal is noted."), ".editor", _anchor=f"block-{uuid}")
                services.note_on_paper(g.event.id, uuid, form.seen.data or "", _names(), acting())
                return saved(_("The release on paper is noted."), ".editor", _anchor=f"block-{uuid}")
        except Stale:
            quote = _quote_or_404(uuid)
            form.show_again(quote.subject)
            return _paper_page(form, quote), 409
    return _paper_page(form, quote)


def _quote_or_404(uuid: str) -> Quote:
    block = written.present().report.block(uuid)
    return found_or_404(block if isinstance(block, Quote) else None)


def _is_granted(quote: Quote) -> bool:
    releases = of_subject(db.session(), g.event.id, Kind.QUOTE, quote.subject)
    return any(each.is_granted for each in releases if each.person == quote.speaker)


def _paper_page(form: PaperForm, quote: Quote) -> str:
    return render_template(
        "post_event/report/on_paper.html", form=form, quote=quote, speaker=speaker_of(quote, written.people())
    )


def _names() -> dict[str, str]:
    return {uuid: each.name for uuid, each in written.people().items()}


@blueprint.route(OWN, methods=["GET", "POST"])
@contributor
def own_quotes() -> Reply:
    """What somebody says to the words that the report quotes of them is stored; the page shows each with its answer."""
    person = _mine()
    form = AnswerForm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            by = Act(subject(person.id), clock.now())
            state = services.answer_quote(g.event.id, form.subject.data or "", person.uuid, by, is_granted=form.is_yes)
            return saved(_done(state), ".own_quotes")
    return render_template(
        "post_event/report/own_quotes.html",
        form=form,
        quotes=queries(db.session(), g.event.id, person.uuid),
        sentences=wording(Kind.QUOTE),
        in_marks=in_marks,
    )


def _done(state: State) -> str:
    if state is State.GIVEN:
        return _("Thank you. Your quote may be published.")
    if state is State.WITHDRAWN:
        return _("Your release is withdrawn. The quote is no longer public.")
    return _("Your quote will not be published.")


def _mine() -> Person:
    return found_or_404(people_queries.person_with_event(db.session(), g.contributor))[0]
