"""What a person types to sign in."""

from wtforms import HiddenField
from wtforms.widgets import PasswordInput

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Email, Form, Line, Required


class SignInForm(Form):
    """Address and password; the password is never sent back."""

    email = Email(_l("E-mail"), validators=[Required(_l("Enter your e-mail address."))])
    password = Line(
        _l("Password"), limit=200, validators=[Required(_l("Enter your password."))], widget=PasswordInput()
    )


class CodeForm(Form):
    """A code of an app, or a recovery code."""

    code = Line(_l("Your code"), limit=40, validators=[Required(_l("Enter the code."))])


class PasswordForm(Form):
    """The present password, asked for before a change to how the account is protected; it is never sent back."""

    password = Line(
        _l("Your password"), limit=200, validators=[Required(_l("Enter your password."))], widget=PasswordInput()
    )


class NewPasswordForm(Form):
    """A new password; it is never sent back."""

    new_password = Line(
        _l("New password"), limit=200, validators=[Required(_l("Choose a password."))], widget=PasswordInput()
    )


class ChangePasswordForm(PasswordForm, NewPasswordForm):
    """The present password and the new one."""


class NameForm(Form):
    """What somebody is called."""

    name = Line(_l("Name"), limit=120, validators=[Required(_l("Enter your name."))])


class PasskeyForm(PasswordForm):
    """What a passkey is called, the password, and the device's answer, which a script puts in."""

    name = Line(_l("Name of the passkey"), limit=60, validators=[Required(_l("Give the passkey a name."))])


class AnswerForm(Form):
    """A device's answer about a passkey, which a script puts in."""

    answer = HiddenField()


class NewPasskeyForm(AnswerForm):
    """A device's answer about a new passkey, which a script puts in, and what the passkey is called."""

    name = Line(_l("Name of the passkey"), limit=60, validators=[Required(_l("Give the passkey a name."))])
