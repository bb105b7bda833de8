"""Sentences and labels for the codes of registering."""

from gocluster_events.registration.words.changes import *  # noqa: F403 -- as below
from gocluster_events.registration.words.codes import *  # noqa: F403 -- every table of codes, by its own name
from gocluster_events.registration.words.deciding import *  # noqa: F403 -- the same
from gocluster_events.registration.words.dossier import BY, ITEMS, KEPT, PURPOSES, TITLES  # noqa: F401 -- tables of codes
from gocluster_events.registration.words.duplicates import DONE, VERDICTS  # noqa: F401 -- tables of codes
from gocluster_events.registration.words.fields import *  # noqa: F403 -- as above
from gocluster_events.registration.words.groups import *  # noqa: F403 -- as above
from gocluster_events.registration.words.history import *  # noqa: F403 -- the same
from gocluster_events.registration.words.invitations import *  # noqa: F403 -- the same for invitations
from gocluster_events.registration.words.notes import *  # noqa: F403 -- the same for notes
from gocluster_events.registration.words.questions import *  # noqa: F403 -- as above
from gocluster_events.registration.words.quotas import *  # noqa: F403 -- as above
from gocluster_events.registration.words.retention import *  # noqa: F403 -- as above
from gocluster_events.registration.words.spare import *  # noqa: F403 -- as above
from gocluster_events.registration.words.waiting import *  # noqa: F403 -- as above
