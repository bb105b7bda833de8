"""The verbs of registering. Each decides under the edition's lock, after due holds lapsed and the list moved up."""

from gocluster_events.registration.services.addresses import prove_email, send_email_link, withdraw_email
from gocluster_events.registration.services.amending import correct
from gocluster_events.registration.services.cleaning import clean_up
from gocluster_events.registration.services.clusters import rename_cluster
from gocluster_events.registration.services.correcting import correct_email, correct_invitation_email
from gocluster_events.registration.services.deciding import Decided, decide
from gocluster_events.registration.services.details import change_participation, change_person
from gocluster_events.registration.services.drafts import keep_participation, keep_person, remove_person, start_draft
from gocluster_events.registration.services.duplicates import compare_again, keep_apart, merge
from gocluster_events.registration.services.ending import cancel, cancel_for, cancel_in, decline_in
from gocluster_events.registration.services.erasing import erase, erase_in
from gocluster_events.registration.services.expiring import change_periods, expire
from gocluster_events.registration.services.imports import (
    begin_import,
    cancel_import,
    looked_at,
    map_columns,
    mapping_of,
    run_imports,
    start_import,
)
from gocluster_events.registration.services.invitations import (
    forget_invitations,
    guest_of,
    invite,
    share_code,
    withdraw_invitation,
)
from gocluster_events.registration.services.inviting import (
    answer_invitation,
    mail_invitations,
    meant,
    withdraw_mailing,
)
from gocluster_events.registration.services.links import renew_link, send_link, send_links
from gocluster_events.registration.services.looking import look_at_needs, needs_were_viewed
from gocluster_events.registration.services.moving import give_place, move_in_line
from gocluster_events.registration.services.notes import add_note, change_note, remove_note
from gocluster_events.registration.services.offers import accept_offer
from gocluster_events.registration.services.proving import prove, prove_again, prove_in
from gocluster_events.registration.services.questions import (
    add_question,
    answer_internally,
    ask_fields,
    bring_back_question,
    change_question,
    move_question,
    retire_question,
)
from gocluster_events.registration.services.quotas import add_quota, change_quota, remove_quota
from gocluster_events.registration.services.registering import register, register_in
from gocluster_events.registration.services.reminding import (
    drop_moot_reminders,
    remind_due,
    reminded,
    withdraw_reminders,
)
from gocluster_events.registration.services.returning import come_back
from gocluster_events.registration.services.seen import see_programme
from gocluster_events.registration.services.settling import lapse_and_move_up, settle
from gocluster_events.registration.services.substitution import (
    accept_substitution,
    name_substitute,
    withdraw_substitute,
)
from gocluster_events.registration.services.telling import letters_to
from gocluster_events.registration.services.undoing import undo

__all__ = [
    "Decided",
    "accept_offer",
    "accept_substitution",
    "add_note",
    "add_question",
    "add_quota",
    "answer_internally",
    "answer_invitation",
    "ask_fields",
    "begin_import",
    "bring_back_question",
    "cancel",
    "cancel_for",
    "cancel_import",
    "cancel_in",
    "change_note",
    "change_participation",
    "change_periods",
    "change_person",
    "change_question",
    "change_quota",
    "clean_up",
    "come_back",
    "compare_again",
    "correct",
    "correct_email",
    "correct_invitation_email",
    "decide",
    "decline_in",
    "drop_moot_reminders",
    "erase",
    "erase_in",
    "expire",
    "forget_invitations",
    "give_place",
    "guest_of",
    "invite",
    "keep_apart",
    "keep_participation",
    "keep_person",
    "lapse_and_move_up",
    "letters_to",
    "look_at_needs",
    "looked_at",
    "mail_invitations",
    "map_columns",
    "mapping_of",
    "meant",
    "merge",
    "move_in_line",
    "move_question",
    "name_substitute",
    "needs_were_viewed",
    "prove",
    "prove_again",
    "prove_email",
    "prove_in",
    "register",
    "register_in",
    "remind_due",
    "reminded",
    "remove_note",
    "remove_person",
    "remove_quota",
    "rename_cluster",
    "renew_link",
    "retire_question",
    "run_imports",
    "see_programme",
    "send_email_link",
    "send_link",
    "send_links",
    "settle",
    "share_code",
    "start_draft",
    "start_import",
    "undo",
    "withdraw_email",
    "withdraw_invitation",
    "withdraw_mailing",
    "withdraw_reminders",
    "withdraw_substitute",
]
