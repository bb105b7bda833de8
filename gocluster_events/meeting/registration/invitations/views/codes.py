"""Who is invited and what became of it; single invitations, shared codes, and the mails about them."""

from random import SystemRandom
from typing import Any

from flask import g, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.invitations import words
from gocluster_events.meeting.registration.invitations.forms import GuestForm, MailingForm, SharedCodeForm
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.queries.figures import invitation_figures
from gocluster_events.meeting.registration.invitations.rules import codes as rules
from gocluster_events.meeting.registration.invitations.services import codes as codes_services, inviting
from gocluster_events.meeting.registration.invitations.views.imports import blueprint, quota_choices, warnings
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.words import codes as codes_words

_INVITATIONS = "/manage/<edition>/registration/invitations"


@blueprint.get(_INVITATIONS)
@requires(Permission.INVITE)
def invitations() -> str:
    """The invitations that the filter in the address finds, fifty a page."""
    session, wanted, page = db.session(), _wanted(), max(_number("page") or 1, 1)
    by_stage = codes.stage_counts(session, g.event.id, rules.InvitationFilter(search=wanted.search, **_places(wanted)))
    total = by_stage.get(wanted.stage, 0) if wanted.stage else sum(by_stage.values())
    return render_template(
        "meeting/registration/invitations/invitations.html",
        **_around(),
        wanted=wanted,
        by_stage=by_stage,
        total=total,
        page=page,
        per_page=codes.INVITATIONS_A_PAGE,
        rows=codes.invitations(session, g.event.id, wanted, page),
        url_of_page=lambda number: url_for(".invitations", **{**wanted.parameters(), "page": number}),
    )


@blueprint.route(f"{_INVITATIONS}/new", methods=["GET", "POST"])
@requires(Permission.INVITE)
def invitation_new() -> Reply:
    """One person is invited by hand."""
    form = GuestForm()
    form.offer(quota_choices(), g.event.zone)
    if form.validate_on_submit():
        with refusals(form, {**words.LIST_REFUSALS, **codes_words.REFUSALS}):
            codes_services.invite(g.event.id, form.guest(), form.terms(), acting(), SystemRandom())
            return saved(_("The invitation has been added. Its e-mail has not been sent yet."), ".invitations")
    return render_template("meeting/registration/invitations/invitation_new.html", form=form)


@blueprint.route(f"{_INVITATIONS}/shared", methods=["GET", "POST"])
@requires(Permission.INVITE)
def invitation_shared() -> Reply:
    """A code for several people is made."""
    form = SharedCodeForm()
    form.offer(quota_choices(), g.event.zone)
    if form.validate_on_submit():
        label, uses, account = form.label.data, form.most(), g.account.email
        with refusals(form, codes_words.REFUSALS):
            codes_services.share_code(g.event.id, label, uses, form.terms(), Act(account, clock.now()), SystemRandom())
            return saved(_("The code is ready."), ".invitations", _anchor="shared")
    return render_template("meeting/registration/invitations/invitation_shared.html", form=form)


@blueprint.route(f"{_INVITATIONS}/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.INVITE)
def invitation_removal(number: int) -> Reply:
    """What happens when an invitation is taken back, and the button for it."""
    form, row = Confirm(), found_or_404(codes.invitation(db.session(), g.event.id, number))
    if form.validate_on_submit():
        with refusals(form, codes_words.REFUSALS):
            codes_services.withdraw_invitation(g.event.id, number, acting())
            return saved(_("The invitation has been withdrawn. Its code and its link no longer work."), ".invitations")
    return render_template(
        "meeting/registration/invitations/invitation_removal.html", form=form, row=row, spelled=rules.format_code
    )


@blueprint.route(f"{_INVITATIONS}/mailing/<any(invitation,reminder):kind>", methods=["GET", "POST"])
@requires(Permission.INVITE)
def mailing(kind: str) -> Reply:
    """To how many the mails go, and the button that sends them."""
    form, wanted, now = MailingForm(), _wanted(), clock.now()
    if form.validate_on_submit():
        with refusals(form, codes_words.REFUSALS):
            number = inviting.mail_invitations(
                g.event.id, rules.Mailing(kind), wanted, form.number(), Act(g.account.email, now)
            )
            return saved(_mailing_sentence(number), ".invitations")
    people = inviting.recipients(db.session(), g.event.id, rules.Mailing(kind), wanted, now)
    form.expected.data = str(len(people))
    is_new = rules.Mailing(kind) is rules.Mailing.INVITATION
    return render_template(
        "meeting/registration/invitations/mailing.html",
        form=form,
        kind=rules.Mailing(kind),
        people=people,
        wanted=wanted,
        **_leaving(),
        warnings=warnings(wanted) if is_new else (),
    )


def _mailing_sentence(number: int) -> str:
    return _n(
        "%(num)d e-mail will be sent in five minutes. Until then you can stop it.",
        "%(num)d e-mails will be sent in five minutes. Until then you can stop them.",
        number,
    )


@blueprint.route(f"{_INVITATIONS}/mailing/withdrawal", methods=["GET", "POST"])
@requires(Permission.INVITE)
def mailing_withdrawal() -> Reply:
    """Mails that have not left yet do not leave."""
    form, now = Confirm(), clock.now()
    if form.validate_on_submit():
        number = inviting.withdraw_mailing(g.event.id, Act(g.account.email, now))
        return saved(_n("%(num)d e-mail was stopped.", "%(num)d e-mails were stopped.", number), ".invitations")
    number = codes.mails_to_withdraw(db.session(), g.event.id, now)
    return render_template("meeting/registration/invitations/mailing_withdrawal.html", form=form, number=number)


def _number(name: str) -> int | None:
    number = number_in(request.args.get(name, ""))
    return number if number >= 0 else None


def _wanted() -> rules.InvitationFilter:
    """The filter in the address; invalid parameters are ignored."""
    stage = next((each for each in rules.Stage if each.value == request.args.get("stage")), None)
    ids = [number for number in map(number_in, request.args.getlist("id")) if number >= 0]
    return rules.InvitationFilter(
        stage=stage,
        search=request.args.get("search", "")[:100],
        quota_id=_number("quota"),
        import_id=_number("list"),
        ids=tuple(ids[:500]),
    )


def _places(wanted: rules.InvitationFilter) -> dict[str, Any]:
    return {"quota_id": wanted.quota_id, "import_id": wanted.import_id}


def _around() -> dict[str, Any]:
    """What the page shows besides the list."""
    session, event_id, now = db.session(), g.event.id, clock.now()
    figures = invitation_figures(session, event_id)
    return {
        "all": rules.total(figures.values()),
        "by_quota": {quota: rules.total(f for (q, _l), f in figures.items() if q == quota) for quota, _list in figures},
        "by_list": {
            source: rules.total(f for (_q, s), f in figures.items() if s == source) for _quota, source in figures
        },
        "quotas": dict(quota_choices()),
        "lists": codes.invitation_imports(session, event_id),
        "shared": codes.shared_codes(session, event_id),
        "to_withdraw": codes.mails_to_withdraw(session, event_id, now),
        "warnings": warnings(rules.InvitationFilter()) if g.event.status is not EventStatus.ARCHIVED else (),
        "stages": words.STAGES,
        "looks": words.STAGE_LOOKS,
        "spelled": rules.format_code,
        **_leaving(),
    }


def _leaving() -> dict[str, Any]:
    """Why no mail about invitations can leave now, and from when on those who are invited can register, if later."""
    event, now = g.event, clock.now()
    obstacle = rules.sending_obstacle(event.status, event.registration_closes_at, now)
    begins = events.window(event).begins_at
    return {
        "obstacle": codes_words.REFUSALS[obstacle] if obstacle else None,
        "is_draft": obstacle is Refusal.NOT_PUBLIC,
        "register_from": begins if now < begins else None,
    }
