"""Reads of an edition's member clusters."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Cluster
from gocluster_events.events.rules.clusters import ClusterFacts
from gocluster_events.text import sort_key


def cluster(session: Session, event_id: int, cluster_id: int) -> Cluster | None:
    """One cluster of the edition."""
    return session.scalar(sa.select(Cluster).where(Cluster.event_id == event_id, Cluster.id == cluster_id))


def clusters(session: Session, event_id: int) -> Sequence[Cluster]:
    """The edition's clusters as a dictionary would order them."""
    rows = session.scalars(sa.select(Cluster).where(Cluster.event_id == event_id)).all()
    return sorted(rows, key=lambda row: sort_key(row.name))


def cluster_facts(row: Cluster) -> ClusterFacts:
    """The cluster as its form changes it."""
    return ClusterFacts(row.name, row.state)
