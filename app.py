"""What WSGI servers and ``flask --app app`` load."""

from gocluster_events.factory import create_app

app = create_app()
