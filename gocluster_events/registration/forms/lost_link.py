"""What somebody types who has lost the link."""

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Email, Filled, Form


class LostLinkForm(Form):
    """The address with which one has registered."""

    email = Email(_l("E-mail"), validators=[Filled(_l("Enter your e-mail address."))])
