"""What the audit log says of the report."""

from gocluster_events.core.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "report.begun": _l("Report begun"),
    "report.published": _l("Report published"),
    "report.taken_back": _l("Report taken back"),
    "report.restored": _l("Earlier version of the report restored as the draft"),
    "report.release_requested": _l("Release of a quote requested"),
}
