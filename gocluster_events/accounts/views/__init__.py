"""Signing in, and what somebody does with their own account; importing the modules puts them on the blueprint."""

from gocluster_events.accounts.views import own, passkeys, protection, signing
from gocluster_events.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "own", "passkeys", "protection", "signing"]
