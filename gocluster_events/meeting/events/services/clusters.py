"""Clusters are added, changed and removed. The caller holds the edition's lock."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.core.text import fold
from gocluster_events.meeting.events.models import Cluster
from gocluster_events.meeting.events.queries import cluster, cluster_facts, member_clusters
from gocluster_events.meeting.events.rules.clusters import ClusterFacts
from gocluster_events.meeting.events.rules.rooms_and_tracks import PlaceRefusal
from gocluster_events.meeting.events.services.acting import audit


def add_clusters(session: Session, event_id: int, added: Sequence[ClusterFacts], act: Act) -> None:
    """The edition has these clusters too, all of them. Raises Refused when the name of one is taken."""
    taken = {fold(row.name) for row in member_clusters(session, event_id)}
    for facts in added:
        if fold(facts.name) in taken:
            raise Refused(PlaceRefusal.KNOWN_CLUSTER)
        taken.add(fold(facts.name))
        session.add(Cluster(event_id=event_id, name=facts.name, state=facts.state))
    if added:
        audit(session, event_id, "edition.clusters_added", act, about="")


def change_cluster(
    session: Session, event_id: int, cluster_id: int, facts: ClusterFacts, revision: int, act: Act
) -> ClusterFacts:
    """The cluster is as typed; returns what it was.

    Raises Stale when somebody saved after ``revision`` or removed it, Refused when its name is taken.
    """
    row = as_seen(cluster(session, event_id, cluster_id), revision)
    if any(each is not row and fold(each.name) == fold(facts.name) for each in member_clusters(session, event_id)):
        raise Refused(PlaceRefusal.KNOWN_CLUSTER)
    before = cluster_facts(row)
    if before != facts:
        changed = tuple(name for name in ("name", "state") if getattr(before, name) != getattr(facts, name))
        row.name, row.state = facts.name, facts.state
        row.revision += 1
        audit(session, event_id, "edition.cluster_changed", act, about=f"cluster:{row.id}", fields=changed)
    return before


def remove_cluster(session: Session, event_id: int, cluster_id: int, act: Act) -> None:
    """The cluster is gone from the list. Removing it twice changes nothing."""
    row = cluster(session, event_id, cluster_id)
    if row is not None:
        audit(session, event_id, "edition.cluster_removed", act, about=f"cluster:{row.id}")
        session.delete(row)
        session.flush()
