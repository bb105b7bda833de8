"""What somebody types about their account where a mail follows, and what an administrator confirms."""

from wtforms.widgets import PasswordInput

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Email, Filled, Form, Line


class LostPasswordForm(Form):
    """The address of an account."""

    email = Email(_l("E-mail"), validators=[Filled(_l("Enter your e-mail address."))])


class NewPasswordForm(Form):
    """A new password; it is never sent back."""

    password = Line(
        _l("New password"), limit=200, validators=[Filled(_l("Choose a password."))], widget=PasswordInput()
    )


class ConfirmForm(Form):
    """The password of whoever acts; it is never sent back."""

    password = Line(
        _l("Your password"), limit=200, validators=[Filled(_l("Enter your password."))], widget=PasswordInput()
    )


class OwnEmailForm(ConfirmForm):
    """The new address, and the password once more."""

    email = Email(_l("New e-mail address"), validators=[Filled(_l("Enter an e-mail address."))])
