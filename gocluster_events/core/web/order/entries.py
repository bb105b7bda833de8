"""The one table of where each page of the team is at home; rail, tabs, parts, breadcrumbs and keys come from it.

An entry shows if one of its tabs may be opened, and leads to the first that may.
"""

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.order.shape import Entry, Part, Phase, Tab, part, tab
from gocluster_events.core.web.order.website import OWN, SITE

OVERVIEW = Entry(
    "overview",
    _l("Overview"),
    "desk",
    (
        tab("site.desk", _l("Dashboard"), "search"),
        tab(
            "editions.checklist",
            _l("Checklist"),
            *("checklist_tick", "checklist_tick_removal", "lesson_tick", "lesson_tick_removal"),
            counted="checklist",
            key="c",
        ),
        tab("attendees.figures", _l("Figures"), "figures_freezing"),
        tab("oversight.audit", _l("Log")),
    ),
    key="s",
)

SET_UP = Entry(
    "set_up",
    _l("Set-up"),
    "settings",
    (
        tab(
            "site.settings",
            _l("Event"),
            "editions.edition_status",
            "editions.edition_copy",
            "agenda.common_times",
            "agenda.alignment",
        ),
        tab(
            "team.team",
            _l("Team"),
            "team_invitation",
            "team_invitation_withdrawal",
            "team_removal",
            "team_role",
            counted="team",
        ),
        tab("editions.clusters", _l("Clusters"), "new_cluster", "cluster", "cluster_list", "cluster_removal"),
        Tab(
            _l("Data protection"),
            (part("privacy.retention", _l("Retention")), part("oversight.processing", _l("Record of processing"))),
        ),
        tab("feedback.feedback", _l("Barriers"), "feedback_report", counted="barriers"),
    ),
    Phase.BEFORE,
    "i",
)

_PERSON = (
    *("columns", "download", "new_person", "person", "correction", "note", "new_note", "note_removal", "link", "needs"),
    *("new_view", "view", "view_contents", "view_removal", "view_restoration", "decision"),
    *("own.person_cancellation", "own.refusal", "privacy.person_erasure", "questions.internal"),
    *("waiting.waiting", "waiting.waiting_place", "waiting.waiting_position"),
    *("bookings.person_bookings", "bookings.person_removal", "wishes.person"),
)
_INVITED = (
    *("invitation_new", "invitation_shared", "invitation_removal", "mailing", "mailing_withdrawal"),
    *("list_upload", "list_columns", "list_check", "list_progress", "list_removal"),
)

REGISTRATIONS = Entry(
    "registrations",
    _l("Registrations"),
    "people",
    (
        tab("attendees.attendees", _l("List"), *_PERSON, counted="registrations"),
        Tab(
            _l("Decide"),
            (
                Part(
                    "attendees.attendees",
                    _l("Under review"),
                    query={"status": ("received", "in_review")},
                    counted="review",
                ),
                part("duplicates.duplicates", _l("Duplicates"), "duplicate", counted="duplicates"),
                part("deciding.decisions", _l("Decided"), "reversal"),
            ),
        ),
        tab("waiting.waiting_lists", _l("Waiting list"), counted="waiting"),
        tab("invitations.invitations", _l("Invitations"), *_INVITED, counted="invitations"),
        Tab(
            _l("Form"),
            (
                part(
                    "questions.questions",
                    _l("Questions"),
                    *("new_question", "edit_question", "question_position", "question_retirement"),
                ),
                part("questions.question_preview", _l("Preview")),
            ),
            is_set_up=True,
        ),
        Tab(
            _l("Places"),
            (
                part("quotas.quotas", _l("Quotas"), "new_quota", "quota", "quota_removal"),
                part("editions.procedure", _l("Procedure")),
            ),
            is_set_up=True,
        ),
    ),
    Phase.BEFORE,
    "a",
)

_PLAN = (
    *("item_places", "item_panel", "essentials", "new_essentials", "undo"),
    *("findings_of_kind", "acceptance", "acceptance_removal", "shift", "planning.proposal"),
)
_ITEMS = (
    *("new_item", "edit_item", "copies", "item_removal"),
    *("importing.programme_upload", "importing.programme_check", "importing.programme_import_removal"),
)
_SPEAKERS = (
    "new_person",
    "edit_person",
    "stand_in",
    "person_link",
    "name_removal",
    "portrait_removal",
    "suggestion",
    "suggestion_refusal",
)
_VERSIONS = (
    *("letter", "first_letters", "letters_withdrawal", "publication_time", "publication_time_removal"),
    *("agenda.version", "agenda.snapshot", "agenda.new_snapshot", "agenda.snapshot_name", "agenda.snapshot_removal"),
)
_VENUE = ("new_part", "part", "part_position", "part_removal")

PROGRAMME = Entry(
    "programme",
    _l("Programme"),
    "calendar",
    (
        tab("agenda.draft", _l("Plan"), *_PLAN),
        tab("agenda.item_list", _l("All items"), *_ITEMS, counted="items"),
        tab("agenda.people", _l("Contributors"), *_SPEAKERS, counted="people"),
        tab("publishing.publication", _l("Versions"), *_VERSIONS, counted="versions"),
        Tab(
            _l("Rooms and tracks"),
            (
                part("editions.parts", _l("Rooms"), *_VENUE, what="rooms"),
                part("editions.parts", _l("Tracks"), *_VENUE, what="tracks"),
            ),
            is_set_up=True,
        ),
    ),
    Phase.BEFORE,
    "p",
)

BOOKINGS = Entry(
    "bookings",
    _l("Bookings"),
    "ticket",
    (
        tab(
            "bookings.offers",
            _l("Places"),
            *("offer", "windows", "people", "place_search", "new_place", "place_move", "place_removal"),
            *("place_position", "places_move", "places_removal", "windows_undo"),
        ),
        tab(
            "wishes.allocation",
            _l("Allocation"),
            *("round", "close", "other_seats", "unhappy"),
        ),
    ),
    Phase.BEFORE,
    "b",
)

_PAPERS = (  # also files that can be refused
    *("badges", "badges_pdf", "badges_calibration"),
    *("agenda.door_signs_page", "contributors.likenesses"),
)
_MAIL = ("mail_address", "mail_attempt", "mail_attempts", "mail_dismissal", "mail_pause", "mail_pause_removal")
_MESSAGE = ("new_message", "message", "message_preview", "message_sending", "message_withdrawal", "message_removal")

MAIL = Entry(
    "mail",
    _l("E-mail"),
    "mail",
    (
        tab("outbox.outbox", _l("Outbox"), *_MAIL, panes=("mail",)),
        tab("messages.messages", _l("Messages"), *_MESSAGE),
        tab("wordings.reminders", _l("Reminders"), "reminder", "reminders_withdrawal", is_set_up=True),
        tab("wordings.wordings", _l("Templates"), "wording", "wording_return", "wording_standard", is_set_up=True),
    ),
    Phase.BEFORE,
    "m",
)

ON_SITE = Entry(
    "on_site",
    _l("On site"),
    "door",
    (
        Tab(
            _l("Admission"),
            (
                part("door.admission", _l("Main entrance"), "walk_in"),
                part("item_door.items", _l("Programme items"), "item", "release"),
            ),
        ),
        tab("attendees.lists", _l("Lists"), "profile", "needs_list", "item_list"),
        tab("papers.papers", _l("Print"), *_PAPERS),
        tab("agenda.screens", _l("Screens")),
    ),
    Phase.ON_THE_DAY,
    "e",
)

_LESSON = ("new_lesson", "lesson", "lesson_state", "lesson_removal")
_CARD = (
    *("new_card", "card", "state", "publication", "publication_removal", "merging", "dismissal", "restoration"),
    *("note_takers", "note_taker_removal", "follow_ups.follow_ups", "follow_ups.note", "follow_ups.publication"),
    *("follow_ups.publication_removal", "follow_ups.ask_again", "follow_ups.dismissal"),
)
_MATERIAL = (
    *("new_material", "material", "publication", "publication_removal", "removal", "on_paper", "remind"),
    *("waiver", "waiver_removal"),
)
_DOCUMENTATION = ("publication", "publication_removal", "archive.archive", "archive.removal")
RESULTS = Entry(
    "results",
    _l("Results"),
    "book",
    (
        tab("report.editor", _l("Report"), "preview", "earlier", "withdrawal", "release_on_paper"),
        tab(
            "photos.photos_of_team",
            _l("Photos"),
            *("photo_upload", "photo", "photo_position", "photo_publication", "photo_withdrawal", "photo_removal"),
            "photo_decision",
            counted="photos",
        ),
        tab("materials.materials", _l("Materials"), *_MATERIAL, counted="materials"),
        tab("cards.cards", _l("Knowledge cards"), *_CARD, counted="cards"),
        tab("survey.survey", _l("Survey"), "questions", "close", "text_removal", counted="sheets"),
        tab("documentation.documentation_of_team", _l("Documentation"), *_DOCUMENTATION),
        tab("lessons.lessons", _l("Next time"), *_LESSON, counted="lessons"),
    ),
    Phase.AFTER,
    "w",
)

EVENT = (OVERVIEW, SET_UP, REGISTRATIONS, PROGRAMME, BOOKINGS, MAIL, ON_SITE, RESULTS)
"""The rail of an event, in the order of its year."""

ENTRIES = (*EVENT, *SITE, OWN)
