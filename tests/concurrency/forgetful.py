"""The app whose drafts forget that they were submitted. It must take one intention for several."""

from gocluster_events.factory import create_app
from gocluster_events.meeting.registration.sign_up.services import drafts as drafts_services


def forgetting(*_what: object) -> bool:
    """Nobody has submitted the draft yet, whoever asks."""
    return True


drafts_services.submit = forgetting

app = create_app()
