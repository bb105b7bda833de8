"""The record of processing, put into words chapter by chapter: one value for page, paper and workbook."""

from datetime import timedelta

from gocluster_events.attendance.attendees.rules.item_list import PROFILE
from gocluster_events.attendance.attendees.rules.profiles import PROFILES, Name
from gocluster_events.attendance.attendees.words import item_list, profiles
from gocluster_events.backoffice.oversight.rules.personal_data import categories
from gocluster_events.backoffice.oversight.rules.processing import PURPOSE_OF_FIELD, Chapter, Facts, Grid, Record
from gocluster_events.backoffice.oversight.rules.purposes import PARTS, SPECIAL, Purpose
from gocluster_events.backoffice.oversight.words import processing
from gocluster_events.core.access import Permission, Role, permitted
from gocluster_events.core.i18n import _, _n, current_language, day, moment
from gocluster_events.meeting.events.words import REACHES, ROLES
from gocluster_events.meeting.registration.people.rules.fields import Requirement
from gocluster_events.meeting.registration.people.rules.questions import Question
from gocluster_events.meeting.registration.people.words.fields import CORE_FIELDS, REQUIREMENTS, RETENTIONS
from gocluster_events.meeting.registration.people.words.history import RETAINED, RETAINED_WHAT
from gocluster_events.meeting.registration.privacy.words import PURPOSES


def record(facts: Facts) -> Record:
    """The record in the reader's language."""
    edition = facts.title.pick(current_language())
    return Record(
        title=_("Record of processing: %(event)s", event=edition[0]),
        lang=current_language(),
        edition=edition,
        about=f"{day(facts.starts_at, facts.zone)}, {facts.place}",
        as_of=_("As of %(time)s", time=moment(facts.now, facts.zone)),
        chapters=(
            _controller(facts),
            _purposes(facts),
            _questions_chapter(facts),
            _recipients(facts),
            _retention(facts),
            _erased(facts),
            _measures(facts),
        ),
    )


def span(length: timedelta) -> str:
    """A period as people say it: in days from two days on, else in hours."""
    hours = int(length.total_seconds() // 3600)
    days = _n("%(num)d day", "%(num)d days", hours // 24)
    return str(days if hours >= 48 else _n("%(num)d hour", "%(num)d hours", hours))


def purpose(matter: Purpose) -> str:
    """What the data of a matter are for, in the words in which the person reads it where there are such."""
    parts = PARTS.get(matter, ())
    return (
        str(processing.PURPOSES[matter])
        if matter in processing.PURPOSES
        else " ".join(str(PURPOSES[part]) for part in parts)
    )


def _controller(facts: Facts) -> Chapter:
    notice, officer = _("None has been approved yet."), _("To be named in the privacy notice.")
    if facts.notice:
        (number, at), officer = facts.notice, _("Named in the privacy notice.")
        notice = _("Version %(number)d, approved on %(day)s.", number=number, day=day(at, facts.zone, "plain"))
    terms = (
        (_("Controller"), facts.operator or _("Not set: GOCLUSTER_OPERATOR")),
        (_("Contact for this event"), ", ".join(filter(None, facts.contact))),
        (_("Data protection officer"), officer),
        (_("Privacy notice"), notice),
        (_("Address of the application"), facts.base_url),
    )
    return Chapter("controller", _("Controller and contact"), tuple((str(a), str(b)) for a, b in terms))


def _purposes(facts: Facts) -> Chapter:
    heads = (
        _("Processing"),
        _("Purpose, as shown in “My data”"),
        _("Legal basis"),
        _("People"),
        _("Categories of data"),
    )
    rows = tuple(_purpose_row(facts, matter) for matter in Purpose)
    return Chapter("purposes", _("Purposes and legal bases"), grids=(Grid(_("Purposes"), _as_texts(heads), rows),))


def _purpose_row(facts: Facts, matter: Purpose) -> tuple[str, ...]:
    names = [
        f"{processing.DATA[datum]} ({processing.SPECIAL})" if datum in SPECIAL else str(processing.DATA[datum])
        for datum in categories(matter)
    ]
    data = ", ".join(names)
    if matter in {Purpose.NEEDS, Purpose.IDENTITY, Purpose.QUESTIONS} and matter not in facts.collected:
        data = ". ".join((data, _("This event does not ask for it.")))
    cells = _as_texts(
        (processing.PURPOSE_NAMES[matter], purpose(matter), processing.BASES[matter], processing.PEOPLE[matter])
    )
    return (*cells, data)


def _questions_chapter(facts: Facts) -> Chapter:
    always = (
        _("First name, last name, e-mail"),
        str(REQUIREMENTS[Requirement.MANDATORY]),
        str(processing.PURPOSE_NAMES[Purpose.REGISTRATION]),
    )
    fields = tuple(
        (str(CORE_FIELDS[field]), str(REQUIREMENTS[demand]), str(processing.PURPOSE_NAMES[PURPOSE_OF_FIELD[field]]))
        for field, demand in facts.core.items()
        if demand is not Requirement.OFF
    )
    questions = tuple(_question_row(each) for each in facts.questions)
    grids = (
        Grid(_("Fields of the form"), _as_texts((_("Field"), _("Requirement"), _("Purpose"))), (always, *fields)),
        Grid(
            _("Questions of this event"),
            _as_texts((_("Question"), _("Requirement"), _("Purpose"), _("Kept"))),
            questions,
            _("This event asks no questions of its own."),
        ),
    )
    return Chapter("asked", _("What this event asks"), grids=grids)


def _question_row(question: Question) -> tuple[str, ...]:
    language = current_language()
    demand = REQUIREMENTS[Requirement.MANDATORY if question.is_mandatory else Requirement.OPTIONAL]
    label = question.label.pick(language)[0]
    if question.for_staff:
        label = _("%(question)s (answered by the team)", question=label)
    return label, str(demand), question.purpose or "–", str(RETENTIONS[question.retention])


def _recipients(facts: Facts) -> Chapter:
    sees = {role: permitted(role, Permission.VIEW_SPECIAL_NEEDS) for role in Role}
    inside = tuple(
        (
            str(ROLES[role]),
            str(facts.team.get(role, 0)),
            str(_("yes, each viewing is logged") if sees[role] else _("no")),
        )
        for role in reversed(Role)
    )
    lists = tuple((str(profiles.NAMES[name]), str(profiles.HOLDS[name]), str(profiles.USES[name])) for name in PROFILES)
    lists += ((str(item_list.NAME), str(item_list.HOLDS), str(item_list.USE)),)
    known = {name.value: str(profiles.NAMES[name]) for name in Name} | {PROFILE: str(item_list.NAME)}
    taken = tuple(
        (each.purpose, known.get(each.profile, _("Attendee list")), str(each.times), str(each.most_rows),
         day(each.last, facts.zone, "plain"))
        for each in facts.taken
    )  # fmt: skip
    host = facts.technique.mail_host
    sentences = (
        _("E-mails are sent through the server %(host)s.", host=host) if host
        else _("E-mails are not sent, but saved as files."),
        _("The public sees the published programme with the names of those who contribute."),
        _("Who can read the attendee list of those who agreed: %(reach)s", reach=REACHES[facts.reach]),
        _("The application transfers nothing to third countries, and its pages load nothing from other providers."),
    )  # fmt: skip
    grids = (
        Grid(_("Within the team"), _as_texts((_("Role"), _("People"), _("Sees catering and support needs"))), inside),
        Grid(_("Lists for one purpose"), _as_texts((_("List"), _("Who is in it"), _("Purpose"))), lists),
        Grid(
            _("Downloaded lists"),
            _as_texts((_("Purpose"), _("List"), _("Number of times"), _("Most rows"), _("Last time"))),
            taken,
            _("No list has been downloaded yet."),
        ),
    )
    return Chapter("recipients", _("Recipients and third countries"), sentences=_as_texts(sentences), grids=grids)


def _retention(facts: Facts) -> Chapter:
    zone = facts.zone
    plan = tuple(
        (str(RETAINED[due.kind]), str(RETAINED_WHAT[due.kind]), _n("%(num)d day", "%(num)d days", due.days),
         day(due.at, zone, "number"), str(due.people))
        for due in facts.due
    )  # fmt: skip
    days = _n("%(num)d day", "%(num)d days", facts.lists_days)
    lists = (
        str(processing.PURPOSE_NAMES[Purpose.LISTS]),
        str(processing.LIST_ROWS),
        days,
        day(facts.lists_go_at, zone, "number"),
        "–",
    )
    always = tuple((str(processing.SPANS[each]), span(length)) for each, length in facts.spans.items())
    audit_row = (str(processing.AUDIT), _("Until the person is erased; the rest as long as the event"))
    heads = (_("Data"), _("Content"), _("After the end"), _("Erased on"), _("People now"))
    grids = (
        Grid(_("Retention plan of this event"), _as_texts(heads), (*plan, lists)),
        Grid(_("Periods that apply to every event"), _as_texts((_("Data"), _("Period"))), (*always, audit_row)),
    )
    return Chapter("retention", _("Retention plan"), grids=grids)


def _erased(facts: Facts) -> Chapter:
    rows = tuple((moment(each.at, facts.zone), str(RETAINED[each.kind]), str(each.people)) for each in facts.went)
    heads = (_("When"), _("Data"), _("People"))
    sentences = (
        _n("%(num)d registration is stored.", "%(num)d registrations are stored.", facts.registrations),
        _n("%(num)d registration has been erased; only the count remains.",
           "%(num)d registrations have been erased; only the count remains.", facts.departed),
    )  # fmt: skip
    grid = Grid(
        _("What was erased automatically"), _as_texts(heads), rows, _("Nothing has been erased automatically yet.")
    )
    return Chapter("erased", _("What has already been erased"), sentences=_as_texts(sentences), grids=(grid,))


def _measures(facts: Facts) -> Chapter:
    held = facts.technique
    sentences = (
        _("Everything between browser and server is encrypted (HTTPS).") if held.is_https else "",
        _("E-mails are transmitted to the mail server encrypted.") if held.mail_is_encrypted else "",
        _("Permissions depend on the role in the event; nobody can see other events."),
        _("Administrators need a second factor.") if held.admins_need_factor else "",
        _("Passwords are stored only as Argon2 digests, personal links not at all."),
        _n("After %(num)d failed sign-in within 15 minutes, further attempts are refused for a while.",
           "After %(num)d failed sign-ins within 15 minutes, further attempts are refused for a while.",
           held.sign_in_per_account),
        _("Details about catering, support and birth are stored separately; "
          "anyone who opens them is recorded with name and time."),
        _("Every download of a list asks for its purpose and is recorded with columns, rows and checksum."),
        _n("One person can download at most %(num)d list per hour.",
           "One person can download at most %(num)d lists per hour.",
           held.exports_per_hour),
        _("Nobody can change the audit log. It names fields, never their content, "
          "and erased people disappear from it."),
        _("Data are erased automatically when their period ends, in archived events too."),
        _("Pages set no cookies for people who only read, and run no third-party scripts."),
    )  # fmt: skip
    return Chapter("measures", _("Technical and organisational measures"), sentences=_as_texts(filter(None, sentences)))


def _as_texts(texts: object) -> tuple[str, ...]:
    return tuple(str(each) for each in texts)  # type: ignore[attr-defined]
