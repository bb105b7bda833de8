"""What a person types to sign in."""

from wtforms.widgets import PasswordInput

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Email, Filled, Form, Line


class SignInForm(Form):
    """Address and password; the password is never sent back."""

    email = Email(_l("E-mail"), validators=[Filled(_l("Enter your e-mail address."))])
    password = Line(_l("Password"), limit=200, validators=[Filled(_l("Enter your password."))], widget=PasswordInput())
