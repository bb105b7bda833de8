"""What somebody types before a list leaves the house."""

from gocluster_events.attendees.rules.table import PURPOSE_LIMIT
from gocluster_events.i18n import _l
from gocluster_events.web.fields import Filled, Form, Line


class DownloadForm(Form):
    """The purpose. It is sent by GET, so that the address of a download says everything."""

    class Meta(Form.Meta):
        """Nothing here needs a token: whoever follows a foreign link gets a file, the other site gets nothing."""

        csrf = False

    purpose = Line(
        _l("Purpose of the download"),
        limit=PURPOSE_LIMIT,
        validators=[Filled(_l("State what the list is for, for example: name badges."))],
    )
