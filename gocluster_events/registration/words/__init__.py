"""Sentences and labels for the codes of registering."""

from gocluster_events.registration.words.codes import *  # noqa: F403 -- every table of codes, by its own name
