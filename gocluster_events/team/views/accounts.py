"""All accounts, for administrators."""

from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.accounts import queries as accounts_queries
from gocluster_events.accounts import words as accounts_words
from gocluster_events.accounts.rules import Deed, Limits, possible
from gocluster_events.accounts.services.managing import do
from gocluster_events.accounts.services.own import confirm
from gocluster_events.errors import Refused, TooMany
from gocluster_events.events import queries as events_queries
from gocluster_events.events import words as events_words
from gocluster_events.i18n import _
from gocluster_events.team.forms import ConfirmForm
from gocluster_events.team.views.blueprint import blueprint
from gocluster_events.web.audience import admin
from gocluster_events.web.find import found_or_404

_DEEDS = ", ".join(f"'{deed.value}'" for deed in Deed)


@blueprint.get("/<lang:lang>/accounts")
@admin
def accounts() -> str:
    """Everybody who can sign in, or could."""
    session = db.session()
    return render_template(
        "team/accounts.html",
        accounts=accounts_queries.everybody(session),
        editions=events_queries.editions_of_everybody(session),
        roles=events_words.ROLES,
    )


@blueprint.get("/<lang:lang>/accounts/<int:account_id>")
@admin
def account_of(account_id: int) -> str:
    """One account, and what can be done about it."""
    session = db.session()
    found = found_or_404(accounts_queries.known(session, account_id))
    return render_template(
        "team/account_of.html",
        account=found,
        editions=events_queries.editions_of(session, account_id),
        deeds=possible(is_active=found.is_active, is_admin=found.is_admin, has_factor=found.has_factor),
        roles=events_words.ROLES,
    )


@blueprint.route(f"/<lang:lang>/accounts/<int:account_id>/<any({_DEEDS}):deed>", methods=["GET", "POST"])
@admin
def account_deed(account_id: int, deed: str) -> Any:
    """The deed is done, once the administrator has typed their own password."""
    found, form, status = found_or_404(accounts_queries.known(db.session(), account_id)), ConfirmForm(), 200
    if form.validate_on_submit():
        try:
            _check(form.password.data or "")
            do(Deed(deed), account_id, g.account, clock.now())
        except TooMany as limit:
            form.form_errors.append(str(accounts_words.TOO_MANY) % {"minutes": -(-limit.retry_after // 60)})
            status = 429
        except Refused as refusal:
            _show(form, refusal)
        else:
            flash(_("Done for %(name)s.", name=found.name), "success")
            return redirect(url_for(".accounts"))
    return render_template("team/account_deed.html", form=form, account=found, deed=Deed(deed)), status


def _check(password: str) -> None:
    settings = current_app.config["SETTINGS"]
    limits = Limits(settings.sign_in_per_account, settings.sign_in_per_address)
    confirm(g.account.id, password, request.remote_addr or "", limits, clock.now())


def _show(form: ConfirmForm, refusal: Refused) -> None:
    if refusal.code in accounts_words.MANAGING:
        form.form_errors.append(str(accounts_words.MANAGING[refusal.code]))
    else:
        form.password.errors = [str(accounts_words.REFUSALS[refusal.code])]
