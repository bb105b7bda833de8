"""What kinds of results and the ways of narrowing them are called."""

from gocluster_events.core.i18n import _l
from gocluster_events.post_event.discovery.rules.entries import Kind
from gocluster_events.post_event.discovery.rules.narrowing import Facet

KINDS = {
    Kind.REPORT: _l("Report"),
    Kind.ITEM: _l("Programme item"),
    Kind.PERSON: _l("Person"),
    Kind.CARD: _l("Knowledge card"),
    Kind.OPEN_QUESTION: _l("Open question"),
    Kind.MATERIAL: _l("Material"),
}
FACETS = {Facet.YEAR: _l("Year"), Facet.STRAND: _l("Track"), Facet.KIND: _l("Kind")}
NO_STRAND = _l("Without a track")
