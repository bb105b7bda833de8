"""Sentences and labels for the programme."""

from gocluster_events.agenda.words.checks import *  # noqa: F403 -- every table of codes, by its own name
from gocluster_events.agenda.words.choosing import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.differences import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.happenings import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.imports import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.people import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.places import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.programme import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.proposals import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.screen import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.sides import *  # noqa: F403 -- the same
from gocluster_events.agenda.words.steps import *  # noqa: F403 -- the same
