"""All accounts, for administrators."""

from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.accounts import words
from gocluster_events.accounts.queries import managing
from gocluster_events.accounts.rules import Limits
from gocluster_events.accounts.rules.managing import Deed, possible
from gocluster_events.accounts.services.confirming import confirm
from gocluster_events.accounts.services.managing import do
from gocluster_events.errors import Refused, TooMany
from gocluster_events.events import words as events_words
from gocluster_events.events.queries import team
from gocluster_events.i18n import _
from gocluster_events.pages.forms.account import ConfirmForm
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.web.audience import admin
from gocluster_events.web.find import found_or_404

_DEEDS = ", ".join(f"'{deed.value}'" for deed in Deed)


@blueprint.get("/<lang:lang>/accounts")
@admin
def accounts() -> str:
    """Everybody who can sign in, or could."""
    session = db.session()
    return render_template(
        "pages/accounts.html",
        accounts=managing.everybody(session),
        editions=team.editions_of_everybody(session),
        roles=events_words.ROLES,
    )


@blueprint.get("/<lang:lang>/accounts/<int:account_id>")
@admin
def account_of(account_id: int) -> str:
    """One account, and what can be done about it."""
    session = db.session()
    found = found_or_404(managing.known(session, account_id))
    return render_template(
        "pages/account_of.html",
        account=found,
        editions=team.editions_of(session, account_id),
        deeds=possible(is_active=found.is_active, is_admin=found.is_admin, has_factor=found.has_factor),
        roles=events_words.ROLES,
    )


@blueprint.route(f"/<lang:lang>/accounts/<int:account_id>/<any({_DEEDS}):deed>", methods=["GET", "POST"])
@admin
def account_deed(account_id: int, deed: str) -> Any:
    """The deed is done, once the administrator has typed their own password."""
    found, form, status = found_or_404(managing.known(db.session(), account_id)), ConfirmForm(), 200
    if form.validate_on_submit():
        try:
            _check(form.password.data or "")
            do(Deed(deed), account_id, g.account, clock.now())
        except TooMany as limit:
            form.form_errors.append(str(words.TOO_MANY) % {"minutes": -(-limit.retry_after // 60)})
            status = 429
        except Refused as refusal:
            _show(form, refusal)
        else:
            flash(_("Done for %(name)s.", name=found.name), "success")
            return redirect(url_for(".accounts"))
    return render_template("pages/account_deed.html", form=form, account=found, deed=Deed(deed)), status


def _check(password: str) -> None:
    settings = current_app.config["SETTINGS"]
    limits = Limits(settings.sign_in_per_account, settings.sign_in_per_address)
    confirm(g.account.id, password, request.remote_addr or "", limits, clock.now())


def _show(form: ConfirmForm, refusal: Refused) -> None:
    if refusal.code in words.MANAGING:
        form.form_errors.append(str(words.MANAGING[refusal.code]))
    else:
        form.password.errors = [str(words.REFUSALS[refusal.code])]
