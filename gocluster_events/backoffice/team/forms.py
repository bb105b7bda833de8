"""What somebody types about the team, an invitation and their own account."""

from wtforms import BooleanField
from wtforms.widgets import PasswordInput

from gocluster_events.core.access import Role
from gocluster_events.core.i18n import _l
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.fields import Email, Form, Line, Radio, Required
from gocluster_events.meeting.events.words import ROLES

_LANGUAGES = dict(zip(LANGUAGES, (_l("German"), _l("English")), strict=True))


class RoleForm(Form):
    """The role that a member is to have; ``sure`` confirms a change of one's own role."""

    role = Radio(_l("Role"), choices=[(role.value, label) for role, label in ROLES.items()], validators=[Required()])
    sure = BooleanField(_l("I will lose these rights myself, and I want this."))

    @property
    def chosen(self) -> Role:
        """The role; only of a valid form."""
        return Role(self.role.data)


class InviteForm(Form):
    """Who is asked, as what, and in which language they are written to."""

    email = Email(_l("E-mail"), validators=[Required(_l("Enter an e-mail address."))])
    role = Radio(_l("Role"), choices=[(role.value, label) for role, label in ROLES.items()], validators=[Required()])
    language = Radio(_l("Language of the e-mail"), choices=_LANGUAGES.items(), validators=[Required()])

    @property
    def chosen(self) -> Role:
        """The role; only of a valid form."""
        return Role(self.role.data)


class LeaveForm(Form):
    """Removing a member from the team; ``sure`` confirms that one removes oneself."""

    sure = BooleanField(_l("I will lose these rights myself, and I want this."))


class JoinForm(Form):
    """The name and the password of whoever was invited; the password is never sent back."""

    name = Line(_l("Your name"), limit=120, validators=[Required(_l("Enter your name."))])
    password = Line(_l("Password"), limit=200, validators=[Required(_l("Choose a password."))], widget=PasswordInput())


class LostPasswordForm(Form):
    """The address of an account."""

    email = Email(_l("E-mail"), validators=[Required(_l("Enter your e-mail address."))])


class NewPasswordForm(Form):
    """A new password; it is never sent back."""

    password = Line(
        _l("New password"), limit=200, validators=[Required(_l("Choose a password."))], widget=PasswordInput()
    )


class ConfirmForm(Form):
    """The password of whoever acts; it is never sent back."""

    password = Line(
        _l("Your password"), limit=200, validators=[Required(_l("Enter your password."))], widget=PasswordInput()
    )


class OwnEmailForm(ConfirmForm):
    """The new address, and the password once more."""

    email = Email(_l("New e-mail address"), validators=[Required(_l("Enter an e-mail address."))])
