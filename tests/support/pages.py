"""Every page there is, and how to get to see it in the meeting of `tests.support.meeting`."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from tests.support.meeting import Who

EDITION = "/{lang}/jahrestagung-2027"
MANAGE = "/{lang}/manage/jahrestagung-2027"
REGISTER = f"{EDITION}/register"


@dataclass(frozen=True)
class Page:
    """An address, who opens it, and with which status it answers; or what its form answers to ``sends``."""

    address: str
    who: Who = Who.ANYBODY
    status: int = 200
    sends: Mapping[str, str] | None = None
    to: str = ""  # where the form is sent instead of where it wants to be sent

    def __str__(self) -> str:
        sent = "" if self.sends is None else f" answers {self.status} to {', '.join(self.sends) or 'nothing'}"
        return f"{self.address} {self.who.value}{sent}"


PAGES = (
    Page("/{lang}/"),
    Page(f"{EDITION}/"),
    Page("/{lang}/erst-spaeter/"),
    Page("/{lang}/lange-her/"),
    Page(f"{EDITION}/agenda"),
    Page(f"{EDITION}/agenda?track=a&kind=forum"),
    Page(f"{EDITION}/agenda?kind=nonsense"),
    Page(f"{EDITION}/agenda?only=changed"),
    Page(f"{EDITION}/agenda?search=kommunen&language=de"),
    Page(f"{EDITION}/agenda?search=niemand"),
    Page(f"{EDITION}/agenda?items=a1,nonsense"),
    Page(f"{EDITION}/agenda?items="),
    Page("/{lang}/erst-spaeter/agenda"),
    Page(f"{EDITION}/agenda/a1-kommunen"),
    Page(f"{EDITION}/screen"),
    Page("/{lang}/erst-spaeter/screen"),
    Page(f"{EDITION}/screen/{{room}}"),
    Page(f"{EDITION}/changes"),
    Page("/{lang}/erst-spaeter/changes"),
    Page(f"{EDITION}/people"),
    Page("/{lang}/erst-spaeter/people"),
    Page(REGISTER),
    Page("/{lang}/erst-spaeter/register"),
    Page("/{lang}/lange-her/register"),
    Page(f"{REGISTER}/{{draft}}/1/person", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{draft}}/1/participation", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{draft}}/2/person", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{draft}}/check", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{pair}}/2/participation", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{pair}}/2/removal", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{pair}}/check", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{sent}}/done", Who.PARTICIPANT),
    Page("/{lang}/my/prove/{prove}"),
    Page("/{lang}/my/prove-again/{prove_again}"),
    Page("/{lang}/my/{personal}"),
    Page("/{lang}/my/{outdated}", status=410),
    Page("/{lang}/my/link-sent"),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page("/{lang}/my/", Who.WAITING),
    Page("/{lang}/my/", status=401),
    Page("/{lang}/my/cancellation", Who.PARTICIPANT),
    Page("/{lang}/my/cancellation", Who.WAITING),
    Page("/{lang}/my/data", Who.PARTICIPANT),
    Page("/{lang}/my/data", Who.WAITING),
    Page("/{lang}/my/erasure", Who.PARTICIPANT),
    Page("/{lang}/my/erased"),
    Page("/{lang}/my/substitution", Who.PARTICIPANT),
    Page("/{lang}/my/substitution", Who.WAITING),
    Page("/{lang}/my/substitution", Who.PARTICIPANT, sends={"first_name": "", "email": "keine"}),
    Page("/{lang}/my/substitution/withdrawal", Who.PARTICIPANT),
    Page("/{lang}/my/substitute/{substitute}"),
    Page("/{lang}/my/substitute/{withdrawn}", status=410),
    Page("/{lang}/my/contribution/{own_link}"),
    Page("/{lang}/my/contribution", Who.PARTICIPANT),
    Page("/{lang}/my/contribution", status=401),
    Page("/{lang}/my/contribution/answer", Who.PARTICIPANT),
    Page("/{lang}/my/acceptance", Who.PARTICIPANT),
    Page("/{lang}/my/new-link", Who.PARTICIPANT),
    Page("/{lang}/my/details/person", Who.PARTICIPANT),
    Page("/{lang}/my/details/participation", Who.PARTICIPANT),
    Page("/{lang}/my/details/participation", Who.WAITING),
    Page("/{lang}/my/email", Who.PARTICIPANT),
    Page("/{lang}/my/email", Who.WAITING),
    Page("/{lang}/my/email/withdrawal", Who.WAITING),
    Page("/{lang}/my/prove-email/{prove_email}"),
    Page("/{lang}/my/return", Who.PARTICIPANT),
    Page("/{lang}/my/programme", Who.PARTICIPANT),
    Page("/{lang}/lost-link"),
    Page("/{lang}/lost-link?edition=jahrestagung-2027"),
    Page("/{lang}/lost-link/sent"),
    Page("/{lang}/privacy"),
    Page("/{lang}/imprint"),
    Page("/{lang}/accessibility"),
    Page("/{lang}/demo-mail/"),
    Page("/{lang}/demo-mail/{letter}"),
    Page("/{lang}/sign-in"),
    Page("/{lang}/gibt-es-nicht/", status=404),
    Page("/{lang}/manage/", Who.ADMIN),
    Page(f"{MANAGE}/", Who.ORGANISER),
    Page(f"{MANAGE}/", Who.STAFF),
    Page(f"{MANAGE}/settings", Who.ORGANISER),
    Page(f"{MANAGE}/settings", Who.STAFF, status=403),
    Page(f"{MANAGE}/registration/duplicates", Who.STAFF),
    Page(f"{MANAGE}/registration/duplicates", Who.ORGANISER),
    Page(f"{MANAGE}/registration/duplicates/{{first}}/{{second}}", Who.ORGANISER),
    Page(f"{MANAGE}/attendees", Who.STAFF),
    Page(f"{MANAGE}/attendees?page=2", Who.STAFF),
    Page(f"{MANAGE}/attendees?search=tannert&status=confirmed&state=SN&mode=nonsense", Who.STAFF),
    Page(f"{MANAGE}/attendees?search=niemand&status=confirmed", Who.STAFF),
    Page(f"{MANAGE}/attendees.xlsx", Who.STAFF),
    Page(f"{MANAGE}/attendees.csv?purpose=", Who.STAFF),
    Page(f"{MANAGE}/registration/procedure", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations?stage=new&search=voss&list={{imported}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations?search=niemand", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/new", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/shared", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/{{invitation}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/mailing/invitation", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/mailing/reminder", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/mailing/withdrawal", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/lists/new", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/lists/{{list}}/columns", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/lists/{{list}}/check", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/lists/{{list}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/registration/invitations/lists/{{imported}}", Who.ORGANISER),
    Page("/{lang}/my/invitation/{invited}"),
    Page(f"{REGISTER}?code={{code}}"),
    Page(f"{MANAGE}/registration/quotas", Who.ORGANISER),
    Page(f"{MANAGE}/registration/quotas/new", Who.ORGANISER),
    Page(f"{MANAGE}/registration/quotas/{{quota}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/quotas/{{quota}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/registration/retention", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{waiting}}/erasure", Who.ORGANISER),
    Page(f"{MANAGE}/registration/waiting", Who.ORGANISER),
    Page(f"{MANAGE}/registration/waiting", Who.STAFF),
    Page(f"{MANAGE}/registration/{{waiting}}/waiting", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{waiting}}/waiting/position", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{waiting}}/waiting/place", Who.ORGANISER),
    Page(f"{MANAGE}/attendees?status=received&status=in_review", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{waiting}}", Who.STAFF),
    Page(f"{MANAGE}/registration/{{received}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{received}}/needs", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{received}}/link", Who.ORGANISER),
    Page(f"{MANAGE}/registration/decisions", Who.ORGANISER),
    Page(f"{MANAGE}/registration/decisions/confirmation?id={{waiting}}&id={{received}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/decisions/decline?id={{received}}&back=person", Who.ORGANISER),
    Page(f"{MANAGE}/registration/decisions/waiting", Who.ORGANISER),
    Page(f"{MANAGE}/registration/decisions/review?all=1&status=received", Who.ORGANISER),
    Page(f"{MANAGE}/registration/decisions/{{decision}}/reversal", Who.ORGANISER),
    Page(f"{MANAGE}/registration/questions", Who.ORGANISER),
    Page(f"{MANAGE}/registration/questions/new", Who.ORGANISER),
    Page(f"{MANAGE}/registration/questions/{{question}}", Who.ORGANISER),
    Page(f"{MANAGE}/registration/questions/{{question}}/position", Who.ORGANISER),
    Page(f"{MANAGE}/registration/questions/{{question}}/retirement", Who.ORGANISER),
    Page(f"{MANAGE}/registration/questions/preview", Who.ORGANISER),
    Page(f"{MANAGE}/registration/{{registration}}/internal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/list", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/shift", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}/copies", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication/letters/participants", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication/withdrawal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication/time", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication/time/removal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/versions/1", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/versions/1?to=1", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/snapshots/new", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/snapshots/{{snapshot}}", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/snapshots/{{snapshot}}?to=1", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/snapshots/{{snapshot}}/name", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/snapshots/{{snapshot}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/acceptances/{{finding}}", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/acceptances/{{accepted}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/import", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/import", Who.ORGANISER, sends={"language": "de"}),
    Page(f"{MANAGE}/agenda/import/{{upload}}", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/import/{{upload}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/new", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/screens", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}/places", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/proposal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people?group=agreed&search=petersen", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people?group=nonsense&search=niemand", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people/new", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people/{{person}}", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people/{{person}}/link", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people/{{person}}/stand-in", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people/{{person}}/name-removal", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/people/{{person}}/portrait-removal", Who.ORGANISER),
)

# What answers GET without a page: files, and the way to another address.
NO_PAGES = frozenset(
    {
        "agenda.calendar",
        "agenda.changes_feed",
        "agenda.changes_numbers",
        "agenda.clashes_there",
        "agenda.door_signs",
        "agenda.draft_revision",
        "agenda.programme_pdf",
        "agenda.proposal_progress",
        "agenda.item_form",
        "agenda.schedule_json",
        "agenda.schedule_xml",
        "agenda.screen_worker",
        "agenda.theme",
        "events.accent",
        "events.file",
        "events.meeting",
        "registration.list_problems",
        "registration.list_progress_numbers",
        "pages.favicon",
        "pages.healthz",
        "pages.my_calendar",
        "pages.my_data_csv",
        "pages.my_data_json",
        "pages.places",
        "pages.readyz",
        "pages.robots",
        "pages.root",
    }
)


class _AnyPlace(dict[str, str]):
    """Something stands in every gap of an address, and it can be read as a number too."""

    def __missing__(self, name: str) -> str:
        return "7"


def without_sample(app: Flask) -> set[str]:
    """The views that answer GET with a page to which none of these addresses leads."""
    adapter = app.url_map.bind("localhost")
    paths = [page.address.partition("?")[0].format_map(_AnyPlace(lang="de")) for page in PAGES]
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return readable - NO_PAGES - {adapter.match(path)[0] for path in paths}
