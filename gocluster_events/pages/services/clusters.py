"""The clusters of an edition, where registrations name them."""

from collections.abc import Sequence
from datetime import datetime

from gocluster_events.db import transaction
from gocluster_events.events.rules.clusters import ClusterFacts
from gocluster_events.events.services import clusters as editions
from gocluster_events.events.services.places import open_edition
from gocluster_events.registration import services as registration


def add_clusters(event_id: int, added: Sequence[ClusterFacts], actor: str, now: datetime) -> None:
    """The edition has these clusters too, all or none.

    Raises Refused when the name of one is taken or the edition is archived.
    """
    with transaction() as session:
        open_edition(session, event_id)
        editions.add_clusters(session, event_id, added, actor, now)


def change_cluster(
    event_id: int, cluster_id: int, facts: ClusterFacts, revision: int, actor: str, now: datetime, *, follows: bool
) -> int:
    """The cluster is as typed; if ``follows``, registrations that name it name it by its new name.

    Returns how many do. Raises Stale when somebody saved after ``revision``, Refused when its name is taken or the
    edition is archived.
    """
    with transaction() as session:
        open_edition(session, event_id)
        before = editions.change_cluster(session, event_id, cluster_id, facts, revision, actor, now)
        if not follows or before.name == facts.name:
            return 0
        return registration.rename_cluster(session, event_id, before.name, facts.name)


def remove_cluster(event_id: int, cluster_id: int, actor: str, now: datetime) -> None:
    """Nobody can choose the cluster any more; registrations keep its name. Raises Refused when it is archived."""
    with transaction() as session:
        open_edition(session, event_id)
        editions.remove_cluster(session, event_id, cluster_id, actor, now)
