"""The letters of an edition: what each says, how it reads, and when the edition reminds of what."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, url_for

from gocluster_events.attendance.wishes.queries.rounds import round_row
from gocluster_events.attendance.wishes.rules.letters import WISHES_REMINDER
from gocluster_events.attendance.wishes.rules.result_letter import WISHES_RESULT
from gocluster_events.attendance.wishes.services import result_letters
from gocluster_events.backoffice.oversight.queries.readers import reader, readers
from gocluster_events.backoffice.publishing.words import programme_samples
from gocluster_events.backoffice.wordings import services as wordings_services, words
from gocluster_events.backoffice.wordings.forms import (
    ReminderForm,
    RevisionForm,
    WordingForm,
    reminder_form,
    wording_form,
)
from gocluster_events.backoffice.wordings.rules import CATALOGUE, LETTERS
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.letter_frame import letter_frame, shipped
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules import differences as programme
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.letters import queries, rules as letters, services
from gocluster_events.meeting.letters.models import LetterText
from gocluster_events.meeting.letters.words import mistake_sentence
from gocluster_events.meeting.registration.invitations.services import reminding
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.letters import REMINDERS
from gocluster_events.meeting.registration.people.services.mails import moment
from gocluster_events.meeting.registration.people.words.fields import changes_named
from gocluster_events.post_event.cards.rules.asking import CARDS_QUESTION
from gocluster_events.post_event.cards.words import own as cards
from gocluster_events.post_event.materials.rules.reminding import MATERIALS_REMINDER
from gocluster_events.post_event.materials.words import reminding as materials

blueprint = Blueprint("wordings", __name__)


_LETTERS = "/<lang:lang>/manage/<edition>/letters"
_ONE = f"{_LETTERS}/<letter>/<any(de,en):language>"


@blueprint.get(_LETTERS)
@requires(Permission.VIEW_OUTBOX)
def wordings() -> str:
    """Every letter, and whether the edition has a wording of its own."""
    rows = {(row.letter, row.language): row for row in queries.texts(db.session(), g.event.id)}
    return render_template(
        "backoffice/wordings/wordings.html",
        catalogue=CATALOGUE,
        own={key: row for key, row in rows.items() if not row.is_set_aside},
        languages=LANGUAGES,
    )


@blueprint.route(_ONE, methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def wording(letter: str, language: str) -> Reply:
    """The letter has the typed wording; other buttons only preview it, or mail it to whoever typed it."""
    kind, row = _letter_or_404(letter, language)
    form = wording_form(_current_wording(kind, language, row), row.revision if row else 0)
    if form.validate_on_submit():
        try:
            if form.verb.data == "keep":
                services.keep_wording(*_which(kind, language), form.wording, *_by(form))
                done = _("The text is saved. It also applies to e-mails that are still waiting.")
                return saved(done, "wordings.wording", letter=letter, language=language)
            if form.verb.data == "trial":
                return _page(form, kind, language, row, sent_to=_try_out(form, kind, language))
        except letters.UnusableWording as refusal:
            _refuse(form, refusal)
        except Stale:
            return _collision(form, kind, language), 409
    return _page(form, kind, language, row)


@blueprint.route(f"{_ONE}/standard", methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def wording_standard(letter: str, language: str) -> Reply:
    """The letter reads as it was shipped."""
    kind, row = _letter_or_404(letter, language)
    form = RevisionForm(data={"revision": str(found_or_404(row).revision)})
    if form.validate_on_submit():
        done = _("The default text is back in use. Your own text is kept, and you can restore it.")
        return _turned(services.set_wording_aside, form, kind, language, done)
    return _turn(form, kind, language, found_or_404(row))


@blueprint.route(f"{_ONE}/return", methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def wording_return(letter: str, language: str) -> Reply:
    """The letter says again what was set aside."""
    kind, row = _letter_or_404(letter, language)
    form = RevisionForm(data={"revision": str(found_or_404(row).revision)})
    if form.validate_on_submit():
        return _turned(services.bring_wording_back, form, kind, language, _("Your own text is back in use."))
    return _turn(form, kind, language, found_or_404(row))


def _letter_or_404(letter: str, language: str) -> tuple[letters.Letter, LetterText | None]:
    kind = found_or_404(LETTERS.get(letter))
    return kind, queries.text(db.session(), g.event.id, kind.name, language)


def _standard(letter: letters.Letter, language: str) -> letters.Wording:
    text = shipped(letter.template, language)
    return letters.Wording(text.subject, text.heading, text.body, text.button)


def _current_wording(letter: letters.Letter, language: str, row: LetterText | None) -> letters.Wording:
    return _standard(letter, language) if row is None or row.is_set_aside else queries.wording_of(row)


def _which(letter: letters.Letter, language: str) -> tuple[int, letters.Letter, str]:
    return g.event.id, letter, language


def _by(form: Any) -> tuple[int, Act]:
    return read_revision(form), acting()


def _try_out(form: WordingForm, letter: letters.Letter, language: str) -> str:
    base = current_app.config["SETTINGS"].base_url.rstrip("/")
    address = base + url_for("site.edition", lang=language, edition=g.event.slug)
    wordings_services.send_trial(
        g.event,
        letter,
        language,
        form.wording,
        g.account,
        clock.now(),
        address=address,
        spoken=_spoken(letter, language),
    )
    return str(g.account.email)


def _refuse(form: WordingForm, refusal: letters.UnusableWording) -> None:
    for flaw in refusal.flaws:
        form.refuse(flaw.field, mistake_sentence(flaw))


def _collision(form: WordingForm, letter: letters.Letter, language: str) -> str:
    row = queries.text(db.session(), g.event.id, letter.name, language)
    theirs = wording_form(_current_wording(letter, language, row), row.revision if row else 0, is_typed=False)
    for name in ("person", "chosen", "verb"):  # which are no part of the text
        theirs[name].data = form[name].data
    return _page(form, letter, language, row, collision=collided(form, theirs))


def _page(form: WordingForm, letter: letters.Letter, language: str, row: LetterText | None, **facts: Any) -> str:
    may_see = may(Permission.VIEW_ATTENDEES)
    session, event_id = db.session(), g.event.id
    search = form.person.data if may_see and not form.person.errors else ""
    matches = readers(session, event_id, search) if search else ()
    person = reader(session, event_id, form.chosen_id) if may_see else None
    person = person or (matches[0] if matches else None)
    wrong = letters.mistakes(letter, form.wording)
    return render_template(
        "backoffice/wordings/wording.html",
        form=form, told=letter, language=language, row=row, may_see=may_see, mandatory=letters.mandatory(letter),
        found=matches, reader=person, wrong=wrong, framed=None if wrong else _framed(form, letter, language, person),
        values=_values(letter, language), **_elsewhere(letter, language), **facts,
    )  # fmt: skip


def _framed(form: WordingForm, letter: letters.Letter, language: str, person: Any) -> letters.Framed:
    values = _values(letter, language, person)
    return letter_frame(letter.template, language, values, "…" if letter.link else None, letters.fill, form.wording)


def _values(letter: letters.Letter, language: str, person: Any = None) -> dict[str, str]:
    spoken = _spoken(letter, language)
    return wordings_services.values_of(g.event, letter, language, clock.now(), reader=person, spoken=spoken)


def _spoken(letter: letters.Letter, language: str) -> dict[str, str]:
    """What the letter could say of details that have changed, and of this edition's programme, as its draft is."""
    spoken = {"fields": changes_named(("last_name", "organisation"), language)}
    if letter in programme.LETTERS or letter.samples.keys() & {"items", "places", "changes", "others"}:
        spoken |= programme_samples(draft(db.session(), g.event), language)
    if letter == WISHES_RESULT:
        spoken |= result_letters.samples(draft(db.session(), g.event), language)
    if letter == CARDS_QUESTION:
        spoken["cards"] = cards.sample(language)
    if letter == MATERIALS_REMINDER:
        spoken["missing"] = materials.sample(language)
    if letter == WISHES_REMINDER and (row := round_row(db.session(), g.event.id)):
        spoken["until"] = moment(g.event, row.closes_at, language)
    return {**spoken, "salutation": spoken["name"]} if letter in programme.LETTERS and "name" in spoken else spoken


def _elsewhere(letter: letters.Letter, language: str) -> dict[str, Any]:
    """The wording in the other language, if the edition has one of its own, and the one that the letter has there."""
    elsewhere = "en" if language == "de" else "de"
    row = queries.text(db.session(), g.event.id, letter.name, elsewhere)
    own = row if row and not row.is_set_aside else None
    return {"other": own, "beside": _current_wording(letter, elsewhere, own)}


def _turned(verb: Any, form: RevisionForm, letter: letters.Letter, language: str, done: str) -> Reply:
    try:
        verb(*_which(letter, language), *_by(form))
    except (letters.UnusableWording, Stale) as refusal:
        warning = _("A colleague has changed this text in the meantime. Your change was not made.")
        flash(
            mistake_sentence(refusal.flaws[0]) if isinstance(refusal, letters.UnusableWording) else warning,
            "danger",
        )
    else:
        flash(done, "success")
    return redirect(url_for("wordings.wording", letter=letter.name, language=language))


def _turn(form: RevisionForm, letter: letters.Letter, language: str, row: LetterText) -> str:
    standard, own = _standard(letter, language), queries.wording_of(row)
    before, after = (standard, own) if row.is_set_aside else (own, standard)
    return render_template(
        "backoffice/wordings/wording_turn.html",
        form=form, told=letter, language=language, row=row, lines=letters.changed_lines(before, after),
    )  # fmt: skip


_REMINDERS = "/<lang:lang>/manage/<edition>/letters/reminders"


@blueprint.get(_REMINDERS)
@requires(Permission.VIEW_OUTBOX)
def reminders() -> str:
    """Each reminder of the edition: when it goes out, and to how many people as of now."""
    session, now = db.session(), clock.now()
    rows = queries.reminders(session, g.event.id)
    return render_template(
        "backoffice/wordings/reminders.html",
        plans=[queries.plan(g.event, kind, rows.get(kind), now) for kind in letters.Kind],
        numbers={kind: reminding.number_to_remind(session, g.event, kind, now) for kind in letters.Kind},
        unreached={kind: reminding.number_unreached(session, g.event, kind) for kind in letters.Kind},
        rows=rows,
        waiting=mail.waiting(session, f"edition:{g.event.id}", REMINDERS, now),
        is_public=g.event.status is EventStatus.PUBLISHED,
        has_online=Mode.ONLINE in seats.modes(g.event),
    )


@blueprint.route(f"{_REMINDERS}/<any(deadline,week,day):kind>", methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def reminder(kind: str) -> Reply:
    """The edition reminds as typed."""
    what, session = letters.Kind(kind), db.session()
    row = queries.reminder(session, g.event.id, what)
    form = reminder_form(queries.rule_of(what, row), row.revision if row else 0)
    if form.validate_on_submit():
        try:
            with refusals(form, words.REMINDER_REFUSALS):
                plan = services.set_reminder(g.event.id, what, form.rule, read_revision(form), acting())  # fmt: skip
                return _saved(plan.standing)
        except Stale:
            return _reminder_collision(form, what), 409
    return _reminder_page(form, what)


@blueprint.route(f"{_REMINDERS}/withdrawal", methods=["GET", "POST"])
@requires(Permission.EDIT_LETTERS)
def reminders_withdrawal() -> Reply:
    """Reminders that have not left yet do not leave."""
    form, now = Confirm(), clock.now()
    if form.validate_on_submit():
        number = reminding.withdraw_reminders(g.event.id, Act(g.account.email, now))
        done = _n("%(num)d e-mail was stopped.", "%(num)d e-mails were stopped.", number)
        return saved(done, "wordings.reminders")
    number = mail.waiting(db.session(), f"edition:{g.event.id}", REMINDERS, now)
    return render_template("backoffice/wordings/reminders_withdrawal.html", form=form, number=number)


def _saved(standing: letters.ReminderState) -> Reply:
    if standing is letters.ReminderState.MISSED:
        flash(_("The reminder is saved. Its time has passed, so nothing will be sent."), "warning")
    else:
        flash(_("The reminder is saved."), "success")
    return redirect(url_for("wordings.reminders"))


def _reminder_collision(form: ReminderForm, kind: letters.Kind) -> str:
    row = queries.reminder(db.session(), g.event.id, kind)
    theirs = reminder_form(queries.rule_of(kind, row), row.revision if row else 0, is_typed=False)
    return _reminder_page(form, kind, collision=collided(form, theirs))


def _reminder_page(form: ReminderForm, kind: letters.Kind, **facts: Any) -> str:
    return render_template("backoffice/wordings/reminder.html", form=form, kind=kind, **facts)
