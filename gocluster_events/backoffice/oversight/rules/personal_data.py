"""Where personal data lie: every column of every table that tells of a person, what it tells, and what for.

A test holds this against the tables of the database, so that nothing is stored that the record of processing does not
name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gocluster_events.backoffice.oversight.rules.purposes import DataCategory, Purpose
from gocluster_events.meeting.registration.people.rules.fields import DETAILS


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table with personal data: what for, which columns tell what, and those that tell nothing of anybody.

    What is kept in one table for two matters stands here twice.
    """

    table: str
    matter: Purpose
    columns: Mapping[DataCategory, str]
    technical: str = ""

    def named(self) -> frozenset[str]:
        """Every column that the register knows."""
        return frozenset(" ".join((*self.columns.values(), self.technical)).split())


def _columns_of(category: str) -> str:
    """The columns of what a person tells of that category."""
    return " ".join(each.name for each in DETAILS if each.category == category)


_WHO = "form_of_address title first_name last_name"
_M, _D, _T = Purpose, DataCategory, TableRecord
REGISTER: tuple[TableRecord, ...] = (
    _T("registration", _M.REGISTRATION, {
        _D.NAME: f"{_columns_of('name')} search_text sort_key name_key name_words",
        _D.CONTACT: f"{_columns_of('contact')} email_key pending_email pending_email_key pending_email_at language",
        _D.WORK: f"{_columns_of('work')} organisation_key",
        _D.PARTICIPATION: f"{_columns_of('participation')} reference status quota_id invitation_id invited_to "
        "registered_by outside_seats hold_until created_at proven_at waitlisted_at waiting_rank offer_until "
        "confirmed_at ended_at away_at seen_version",
        _D.WORDS: _columns_of("words"),
    }, "id event_id generation feed_generation pending_generation revision sequence email_generation key_version"),
    _T("consent", _M.REGISTRATION, {
        _D.CONSENT: "registration_id purpose version given_at withdrawn_at", _D.CONTACT: "language",
    }, "id"),
    _T("pending_entry", _M.REGISTRATION, {
        _D.NAME: "entry", _D.PARTICIPATION: "invitation_id created_at",
    }, "registration_id"),
    _T("pending_entry", _M.NEEDS, {_D.HEALTH: "needs"}),
    _T("draft", _M.REGISTRATION, {_D.NAME: "entries", _D.PARTICIPATION: "created_at posts submitted_at answer"},
         "id event_id secret_digest"),
    _T("draft_needs", _M.NEEDS, {_D.HEALTH: "needs"}, "draft_id"),
    _T("joint_entry", _M.REGISTRATION, {
        _D.NAME: "name", _D.WORK: "institution",
        _D.PARTICIPATION: "registration_id is_registrant created_at answered_at",
    }, "id sign_up"),
    _T("substitution", _M.REGISTRATION, {
        _D.NAME: _WHO, _D.CONTACT: "email email_key language", _D.PARTICIPATION: "created_at",
    }, "id registration_id generation"),
    _T("succession", _M.REGISTRATION, {_D.PARTICIPATION: "registration_id successor_id at"}),
    _T("waiting_move", _M.REGISTRATION, {
        _D.PARTICIPATION: "registration_id quota_id quota_name at move position to_position passed",
        _D.WORDS: "reason", _D.TRACES: "actor",
    }, "id event_id"),
    _T("decision", _M.REGISTRATION, {_D.TRACES: "actor at closed_at undone_at undone_by"}, "id event_id kind number"),
    _T("decision_person", _M.REGISTRATION, {_D.PARTICIPATION: "registration_id before mail_key"}, "decision_id"),
    _T("distinct_pair", _M.REGISTRATION, {_D.PARTICIPATION: "first_id second_id", _D.TRACES: "actor created_at"}),
    _T("answer", _M.QUESTIONS, {_D.ANSWERS: "text number date option"}, "id registration_id version_id"),
    _T("special_needs", _M.NEEDS, {_D.HEALTH: _columns_of("health")}, "registration_id"),
    _T("protected_identity", _M.IDENTITY, {_D.BIRTH: _columns_of("birth")}, "registration_id"),
    _T("invitation", _M.INVITATIONS, {
        _D.NAME: f"{_WHO} search_text sort_key", _D.CONTACT: "email email_key language", _D.WORK: "organisation",
        _D.PARTICIPATION: "code quota_id is_locked_to_email expires_at created_at sent_at reminded_at opened_at "
        "declined_at",
    }, "id event_id generation label uses import_id"),
    _T("invitation_import", _M.INVITATIONS, {_D.NAME: "sheets", _D.TRACES: "actor created_at finished_at"},
         "id event_id state file_name sheet head_row takes_hidden takes_each_address mapping total progress quota_id "
         "language expires_at "
         "is_locked_to_email updates_names added updated skipped problems lease_until"),
    _T("mail", _M.LETTERS, {
        _D.CONTACT: "recipient language",
        _D.MAILS: "subject letter content state created_at attempts last_error sent_at bounced_at dismissed_at",
        _D.WORDS: "dismissed_note",
    }, "id key scope not_before lease_until leaves_nothing token"),
    _T("mail_attempt", _M.LETTERS, {_D.CONTACT: "recipient", _D.MAILS: "at reason is_bounce report"}, "id mail_id"),
    _T("message", _M.LETTERS, {_D.TRACES: "author created_at queued_at", _D.PARTICIPATION: "people parameters"},
         "id event_id stage readers revision subject body with_link due_at"),
    _T("saved_item", _M.REGISTRATION, {_D.PARTICIPATION: "registration_id item"}),
    _T("booking", _M.REGISTRATION, {
        _D.PARTICIPATION: "offer_id registration_id state seat waiting_at waiting_rank instead_of source at ended_at",
    }, "id event_id"),
    _T("booking_move", _M.REGISTRATION, {
        _D.PARTICIPATION: "offer_id registration_id at move position to_position passed",
        _D.WORDS: "reason", _D.TRACES: "actor",
    }, "id event_id"),
    _T("item_wish", _M.REGISTRATION, {_D.PARTICIPATION: "registration_id item rank at"}, "id event_id"),
    _T("wish_lot", _M.REGISTRATION, {_D.PARTICIPATION: "registration_id number"}, "round_id"),
    _T("allotment", _M.REGISTRATION, {
        _D.PARTICIPATION: "registration_id block item rank explanations",
    }, "id allocation_id"),
    _T("note", _M.NOTES, {_D.WORDS: "text", _D.TRACES: "author at changed_at"}, "id registration_id kind at_desk"),
    _T("admission", _M.ADMISSION, {
        _D.PRESENCE: "registration_id day at received_at desk undone_at", _D.TRACES: "actor undone_by",
    }, "id event_id key"),
    _T("item_admission", _M.ADMISSION, {
        _D.PRESENCE: "registration_id item at received_at desk took_place undone_at", _D.TRACES: "actor undone_by",
    }, "id event_id key"),
    _T("contributor_match", _M.ADMISSION, {
        _D.PARTICIPATION: "person_id registration_id is_same", _D.TRACES: "actor at",
    }, ""),
    _T("survey_respondent", _M.SURVEY, {_D.PARTICIPATION: "registration_id"}, "event_id"),
    _T("survey_score", _M.SURVEY, {_D.ANSWERS: "steps"}, "key event_id"),
    _T("survey_text", _M.SURVEY, {_D.WORDS: "text"}, "key event_id place"),
    _T("export", _M.LISTS, {_D.TRACES: "at actor purpose rows columns filter profile"},
         "id event_id file_name sha256 listed"),
    _T("list_row", _M.LISTS, {_D.NAME: "cells", _D.PARTICIPATION: "registration_id person_id"}, "id export_id key"),
    _T("person", _M.PROGRAMME, {
        _D.NAME: "title first_name last_name sort_key", _D.CONTACT: "email", _D.WORK: "position organisation",
        _D.PORTRAIT: "biography portrait portrait_consent", _D.AVAILABILITY: "available status",
    }, "id uuid event_id revision is_redacted generation"),
    _T("appearance", _M.PROGRAMME, {_D.AVAILABILITY: "item_id person_id part for_person_id"}, "id position"),
    _T("version", _M.PROGRAMME, {_D.NAME: "document", _D.TRACES: "published_at published_by"},
         "id event_id number format redaction note"),
    _T("snapshot", _M.PROGRAMME, {_D.NAME: "document", _D.TRACES: "created_at created_by"},
         "id event_id name format redaction"),
    _T("step", _M.PROGRAMME, {_D.NAME: "changes", _D.TRACES: "actor at undone_at undone_by"}, "id event_id number"),
    _T("text_suggestion", _M.PROGRAMME, {
        _D.WORDS: "title abstract reason", _D.AVAILABILITY: "item_id person_id",
        _D.TRACES: "created_at answered_at answered_by",
    }, "id event_id digest state step revision"),
    _T("programme_import", _M.PROGRAMME, {_D.NAME: "told upload", _D.TRACES: "actor created_at"},
         "id event_id file_name choices state language place fault attempts lease_until"),
    _T("door_signs", _M.PROGRAMME, {_D.NAME: "paper content", _D.TRACES: "actor created_at"},
         "id event_id state language is_draft sheets fitted scales as_of attempts lease_until"),
    _T("report", _M.PROGRAMME, {_D.NAME: "document", _D.TRACES: "saved_at saved_by"},
         "event_id revision format"),
    _T("report_version", _M.PROGRAMME, {_D.NAME: "document", _D.TRACES: "saved_at saved_by published_at"},
         "event_id number format"),
    _T("release", _M.PROGRAMME, {
        _D.NAME: "name", _D.CONSENT: "person state wording asked_at answered_at", _D.TRACES: "actor",
    }, "id event_id kind subject"),
    _T("release_reminder", _M.PROGRAMME, {_D.MAILS: "person number at"}, "id event_id"),
    _T("material", _M.PROGRAMME, {_D.WORDS: "title note url", _D.TRACES: "added_at added_by published_at published_by"},
         "id uuid event_id item kind language position blob_id licence accessible seen_by not_before revision"),
    _T("blob", _M.PROGRAMME, {_D.WORDS: "name title", _D.TRACES: "actor begun_at"},
         "id uuid event_id size parts state fault sha256 pages is_tagged language attempts lease_until"),
    _T("blob_part", _M.PROGRAMME, {_D.WORDS: "content"}, "blob_id number"),
    _T("archive_copy", _M.PROGRAMME, {_D.TRACES: "requested_at requested_by"},
         "id event_id state generation attempts lease_until mark done total size sha256 ready_at withdrawn_at"),
    _T("archive_copy_part", _M.PROGRAMME, {_D.WORDS: "content"}, "copy_id number"),
    _T("waiver", _M.PROGRAMME, {_D.AVAILABILITY: "item person", _D.TRACES: "at actor"}, "event_id"),
    _T("card", _M.PROGRAMME, {
        _D.WORDS: "question insight evidence evidence_url ask_function ask_institution next_step public step_record",
        _D.CONSENT: "ask_person owner owner_agreed_at",
        _D.TRACES: "author added_at asked_at published_at published_by",
    }, "id uuid event_id item number language is_open origin state merged_into revision"),
    _T("card_answer", _M.PROGRAMME, {_D.CONSENT: "person is_correct is_earlier wording at", _D.WORDS: "remark"},
         "card_id"),
    _T("follow_up", _M.PROGRAMME, {
        _D.CONSENT: "person", _D.WORDS: "next_step outcome text language", _D.MAILS: "sent_at reminded_at answered_at",
    }, "id card_id months is_from_team showing revision"),
    _T("note_taker", _M.PROGRAMME, {_D.PARTICIPATION: "person", _D.TRACES: "by at"}, "event_id item"),
    _T("file", _M.PROGRAMME, {_D.PORTRAIT: "content"}, "id sha256 media_type width height created_at"),
    _T("photo", _M.PHOTOS, {
        _D.PHOTO: "large small alt caption basis", _D.NAME: "credit",
        _D.TRACES: "added_by added_at checked_by checked_at shown_again_at",
    }, "id uuid event_id position state item digest width height small_width licence revision"),
    _T("photo_objection", _M.PHOTOS, {
        _D.PARTICIPATION: "registration_id photo_id is_hiding at", _D.CONTACT: "email email_key language",
        _D.WORDS: "remark reason", _D.TRACES: "answered_at answered_by",
    }, "id event_id state"),
    _T("feedback", _M.FEEDBACK, {
        _D.NAME: "name", _D.CONTACT: "email language", _D.WORDS: "text answer", _D.TRACES: "answered_at answered_by",
    }, "id event_id reference topic place created_at"),
    _T("event", _M.TEAM, {_D.NAME: "contact_name", _D.CONTACT: "contact_email contact_phone"},
         "id slug status revision title motto description venue address city directions zone starts_at ends_at "
         "registration_opens_at registration_closes_at codes_open_at capacity_onsite capacity_online confirmation "
         "moving_up offer_hours attendee_list takes_suggestions state fields fields_revision asks_more retention_days "
         "questions_revision accent logo_alt logo_id badge_key copied_from_id report_version documentation_at"),
    _T("account", _M.TEAM, {
        _D.NAME: "name", _D.CONTACT: "email email_key pending_email pending_until", _D.SESSIONS: "created_at seen_at",
        _D.ACCESS: "password_hash is_admin is_active reset_generation reset_until email_generation",
    }, "id"),
    _T("membership", _M.TEAM, {_D.ACCESS: "account_id role"}, "event_id"),
    _T("team_invitation", _M.TEAM, {
        _D.CONTACT: "email email_key language", _D.ACCESS: "role", _D.TRACES: "invited_by sent_at expires_at",
    }, "id event_id generation"),
    _T("authenticator", _M.TEAM, {_D.ACCESS: "account_id secret pending pending_at last_step proven_at"}),
    _T("passkey", _M.TEAM, {_D.ACCESS: "account_id credential_id public_key sign_count name created_at used_at"}, "id"),
    _T("recovery_code", _M.TEAM, {_D.ACCESS: "account_id digest used_at"}, "id"),
    _T("challenge", _M.TEAM, {_D.ACCESS: "account_id"}, "id digest purpose created_at"),
    _T("link_request", _M.SECURITY, {_D.CONTACT: "email_key", _D.TRACES: "lost created_at"}, "id language"),
    _T("column_choice", _M.TEAM, {_D.TRACES: "account_id columns"}, "event_id"),
    _T("saved_view", _M.TEAM, {_D.TRACES: "account_id parameters"}, "id event_id name is_shared columns removed_at"),
    _T("acceptance", _M.TEAM, {_D.TRACES: "accepted_by accepted_at", _D.WORDS: "reason"}, "id event_id fingerprint"),
    _T("checklist_tick", _M.TEAM, {_D.TRACES: "at actor"}, "event_id point"),
    _T("lesson", _M.TEAM, {_D.WORDS: "text", _D.TRACES: "author at"}, "id event_id revision weeks page state"),
    _T("lesson_tick", _M.TEAM, {_D.TRACES: "at actor"}, "event_id lesson_id"),
    _T("letter_text", _M.TEAM, {_D.TRACES: "changed_by changed_at"},
         "id event_id letter language subject heading body button revision is_set_aside"),
    _T("legal_version", _M.TEAM, {_D.TRACES: "created_at created_by approved_at approved_by"},
         "id kind number texts is_checked shipped_on"),
    _T("allocation", _M.TEAM, {_D.TRACES: "actor created_at"},
         "id event_id round_id number state seats problem digest figures progress committed_at bound_at lease_until"),
    _T("proposal", _M.TEAM, {_D.TRACES: "actor created_at"},
         "id event_id state day moves seed revision progress changes answers lease_until"),
    _T("timed_publication", _M.TEAM, {_D.TRACES: "planned_at planned_by"},
         "event_id snapshot_id due_at note audiences failure"),
    _T("audit_entry", _M.SECURITY, {_D.TRACES: "at actor action subject fields"}, "id scope"),
    _T("sign_in", _M.SECURITY, {_D.SESSIONS: "account_id subject created_at seen_at browser awaits_factor"},
         "id key_digest scope generation"),
    _T("attempt", _M.SECURITY, {_D.SESSIONS: "bucket key_digest at subject"}, "id"),
)  # fmt: skip
"""Every table that tells of a person."""

IMPERSONAL = frozenset(
    {
        "agenda_draft", "cluster", "departed", "event_day", "frozen_figures", "item", "item_count", "mail_lease",
        "mail_pause", "mailbox_position", "offer", "question", "question_version", "quota", "reminder", "retention_run",
        "room", "survey", "survey_figures", "time_block", "track", "wish", "wish_round", "worker_runs",
    }
)  # fmt: skip
"""Tables in which nobody is told of."""


def categories(matter: Purpose) -> tuple[DataCategory, ...]:
    """The categories of data that are processed for a matter, in order."""
    columns = {datum for held in REGISTER if held.matter is matter for datum in held.columns}
    return tuple(datum for datum in DataCategory if datum in columns)
