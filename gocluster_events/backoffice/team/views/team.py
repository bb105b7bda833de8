"""Who runs an edition: seen, invited, given another role, let go; and accepting an invitation."""

from datetime import timedelta
from enum import Enum
from typing import Any

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for

from gocluster_events.backoffice.team import queries, services
from gocluster_events.backoffice.team.forms import InviteForm, JoinForm, LeaveForm, RoleForm
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission, Role
from gocluster_events.core.accounts import queries as accounts_queries, words as accounts_words
from gocluster_events.core.accounts.rules import Refusal
from gocluster_events.core.accounts.services.counting import count
from gocluster_events.core.errors import Refused, TooMany
from gocluster_events.core.i18n import LazyString, _
from gocluster_events.core.text import email_key
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import (
    Reply,
    acting,
    found_or_404,
    private_page,
    private_way,
    refusals,
    signed_or_404,
)
from gocluster_events.core.web.audience import public, requires
from gocluster_events.core.web.browsers import coarse
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events_queries, words as events_words
from gocluster_events.meeting.events.rules.team import TeamRefusal
from gocluster_events.meeting.events.services import team as changes

blueprint = Blueprint("team", __name__)
TEAM = "/<lang:lang>/manage/<edition>/team"


@blueprint.get(TEAM, endpoint="team")
@requires(Permission.MANAGE_TEAM)
def page() -> str:
    """The members of the edition's team, and its open invitations."""
    session = db.session()
    return render_template(
        "backoffice/team/team.html",
        members=queries.members(session, g.event.id),
        invitations=queries.invitations(session, g.event.id),
        action=Confirm(),
    )


@blueprint.route(f"{TEAM}/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_TEAM)
def team_invitation() -> Reply:
    """A colleague is invited, or a member at once where they have an account."""
    form, status = InviteForm(data={"role": Role.STAFF.value, "language": g.lang}), 200
    if form.validate_on_submit():
        email, language = form.email.data or "", str(form.language.data)
        try:
            with refusals(form, events_words.TEAM_REFUSALS):
                _count(email)
                is_in = services.invite(g.event.id, email, form.chosen, language, g.account, clock.now())
                return _done(_joined(email) if is_in else _("An invitation is on its way to %(email)s.", email=email))
        except TooMany:
            form.form_errors.append(
                _("Several e-mails have already been sent to this address within the last hour. Try again later.")
            )
            status = 429
    return render_template("backoffice/team/team_invitation.html", form=form), status


def _joined(email: str) -> str:
    return _("%(email)s has an account and is now in the team. An e-mail tells the person.", email=email)


@blueprint.post(f"{TEAM}/invitations/<int:number>/renewal")
@requires(Permission.MANAGE_TEAM)
def team_invitation_renewal(number: int) -> Reply:
    """A new link is on its way; the older one is dead."""
    row = found_or_404(events_queries.invitation(db.session(), g.event.id, number))
    email = row.email
    if not Confirm().validate_on_submit():
        return page()
    try:
        _count(email)
        services.invite_again(g.event.id, number, g.account, clock.now())
    except Refused as refusal:
        return _done(str(events_words.TEAM_REFUSALS[refusal.code]), "danger")
    except TooMany:
        return _done(
            _("Several e-mails have already been sent to this address within the last hour. Try again later."), "danger"
        )
    return _done(_("A new invitation is on its way to %(email)s. The earlier link no longer works.", email=email))


@blueprint.route(f"{TEAM}/invitations/<int:number>/withdrawal", methods=["GET", "POST"])
@requires(Permission.MANAGE_TEAM)
def team_invitation_withdrawal(number: int) -> Reply:
    """The link that was mailed is dead."""
    row, form = found_or_404(events_queries.invitation(db.session(), g.event.id, number)), Confirm()
    if form.validate_on_submit():
        changes.withdraw(g.event.id, number, acting())
        return _done(_("The invitation is withdrawn."))
    return render_template("backoffice/team/team_invitation_withdrawal.html", form=form, invitation=row)


@blueprint.route(f"{TEAM}/<int:account_id>/role", methods=["GET", "POST"])
@requires(Permission.MANAGE_TEAM)
def team_role(account_id: int) -> Reply:
    """The member has the role that was chosen."""
    member = found_or_404(queries.member(db.session(), g.event.id, account_id))
    form = RoleForm(data={"role": member.role.value})
    if form.validate_on_submit():
        sure = bool(form.sure.data)
        with refusals(form, events_words.TEAM_REFUSALS):
            changes.change_role(g.event.id, account_id, form.chosen, g.account, clock.now(), is_sure=sure)
            return _done(_("The role of %(name)s is changed.", name=member.name), lost=_loses(account_id, form.chosen))
    return render_template("backoffice/team/team_role.html", form=form, member=member)


@blueprint.route(f"{TEAM}/<int:account_id>/removal", methods=["GET", "POST"])
@requires(Permission.MANAGE_TEAM)
def team_removal(account_id: int) -> Reply:
    """The account is no member of the edition's team any more."""
    member, form = found_or_404(queries.member(db.session(), g.event.id, account_id)), LeaveForm()
    if form.validate_on_submit():
        with refusals(form, events_words.TEAM_REFUSALS):
            changes.let_go(g.event.id, account_id, g.account, clock.now(), is_sure=bool(form.sure.data))
            return _done(_("%(name)s is no longer in the team.", name=member.name), lost=_loses(account_id, None))
    return render_template("backoffice/team/team_removal.html", form=form, member=member)


def _count(email: str) -> None:
    """Raises TooMany when invitations went to the address too often this hour."""
    limit = current_app.config["SETTINGS"].resend_per_hour
    count("team_invitation", email_key(email), limit, timedelta(hours=1), clock.now())


def _loses(account_id: int, role: Role | None) -> bool:
    """Whether the person who acts may not look at the team any more."""
    return account_id == g.account.id and role is not Role.ORGANISER and not g.account.is_admin


def _done(sentence: str, kind: str = "success", *, lost: bool = False) -> Reply:
    """Back to the team, or to one's editions where one has left it."""
    flash(sentence, kind)
    return redirect(url_for("site.manage_editions" if lost else "team.team"))


SENTENCES: dict[Enum, LazyString] = {**events_words.TEAM_REFUSALS, **accounts_words.REFUSALS}
AT_PASSWORD = dict.fromkeys([Refusal.PASSWORD_SHORT, Refusal.PASSWORD_COMMON], "password")


@blueprint.route("/<lang:lang>/my/team/<token>", methods=["GET", "POST"])
@public
def join(token: str) -> Response:
    """Whoever was invited chooses a password and is signed in; who has an account meanwhile only says yes."""
    number, generation = signed_or_404("team.join", token)
    match = queries.invitation_with_event(db.session(), number)
    if match is None or match[0].generation != generation or clock.now() >= match[0].expires_at:
        return _answer("backoffice/team/join_over.html", 410)
    row, event = match
    is_known = accounts_queries.is_known(db.session(), row.email_key)
    form: Any = Confirm() if is_known else JoinForm()
    page: dict[str, Any] = {"invitation": row, "edition": event, "is_known": is_known}
    if form.validate_on_submit():
        with refusals(form, SENTENCES, AT_PASSWORD) as answer:
            return _enter_team(form, number, generation, event.slug, is_known=is_known)
        if answer.code is TeamRefusal.OVER:
            return _answer("backoffice/team/join_over.html", 410)
    return _answer("backoffice/team/join.html", form=form, **page)


def _enter_team(form: Any, number: int, generation: int, slug: str, *, is_known: bool) -> Response:
    if is_known:
        services.join_known(number, generation, clock.now())
        return private_way("accounts.sign_in", next=url_for("site.desk", edition=slug))
    browser = coarse(request.user_agent.string)
    key = services.join(number, generation, form.name.data, form.password.data, browser, clock.now())
    sessions.login(key)
    flash(_("Welcome. Your account has been created and you are signed in."), "success")
    return private_way("site.desk", edition=slug)


def _answer(template: str, status: int = 200, **facts: Any) -> Response:
    response = private_page(template, status, **facts)
    g.event = None
    return response
