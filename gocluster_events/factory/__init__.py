"""The app, its parts joined, and what every request passes through."""

from gocluster_events.factory.app import create_app as create_app
