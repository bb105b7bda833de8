"""Who may do what: roles of one edition, and one table of permissions."""

from enum import Enum


class Role(Enum):
    """What a person is in one edition. Admins stand outside: they may do everything in every edition."""

    STAFF = "staff"
    DESK = "desk"  # the registration desk
    ORGANISER = "organiser"


class Permission(Enum):
    """One thing that somebody who runs the meeting may be allowed to do."""

    VIEW_DESK = "view_desk"
    VIEW_ATTENDEES = "view_attendees"
    EXPORT_ATTENDEES = "export_attendees"
    PRINT_ATTENDEES = "print_attendees"  # badges, signature lists, certificates
    CORRECT_NAMES = "correct_names"  # also organisation and position
    ADD_ATTENDEES = "add_attendees"  # where a place is free
    EDIT_ATTENDEES = "edit_attendees"  # correct everything, add over capacity, cancel
    ADMIT = "admit"
    BOOK_FOR_OTHERS = "book_for_others"  # places of items, on a person's page and at the door
    EDIT_BOOKINGS = "edit_bookings"  # seats, windows and limits of items; by hand beyond a limit, with a reason
    ALLOT = "allot"  # wishes: their round, runs, and making one binding
    VIEW_FIGURES = "view_figures"
    VIEW_SPECIAL_NEEDS = "view_special_needs"
    DECIDE_REGISTRATIONS = "decide_registrations"  # confirm, decline, move on a waiting list, merge
    INVITE = "invite"
    EDIT_REGISTRATION = "edit_registration"  # what is asked, quotas, procedure, periods
    EDIT_AGENDA = "edit_agenda"
    PUBLISH_AGENDA = "publish_agenda"
    EDIT_SETTINGS = "edit_settings"
    MANAGE_TEAM = "manage_team"  # who runs the edition, and as what
    EDIT_LETTERS = "edit_letters"
    SEND_MESSAGES = "send_messages"
    VIEW_OUTBOX = "view_outbox"
    VIEW_AUDIT = "view_audit"
    EDIT_LEGAL = "edit_legal"
    EDIT_RESULTS = "edit_results"  # report, photos, materials, lessons: what the public does not see yet
    PUBLISH_RESULTS = "publish_results"  # and whatever makes them public, or takes them back
    MAKE_EDITIONS = "make_editions"  # new ones, whoever is so in any edition


_STAFF = frozenset(
    {
        Permission.VIEW_DESK,
        Permission.VIEW_ATTENDEES,
        Permission.EXPORT_ATTENDEES,
        Permission.PRINT_ATTENDEES,
        Permission.ADMIT,
        Permission.BOOK_FOR_OTHERS,
        Permission.VIEW_FIGURES,
        Permission.VIEW_OUTBOX,
        Permission.EDIT_RESULTS,
    }
)
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STAFF: _STAFF,
    Role.DESK: _STAFF | {Permission.CORRECT_NAMES, Permission.ADD_ATTENDEES},
    Role.ORGANISER: frozenset(Permission),
}


def permitted(role: Role | None, permission: Permission, *, is_admin: bool = False) -> bool:
    """Whether somebody with this role in the edition (None: no role) may do it."""
    return is_admin or (role is not None and permission in PERMISSIONS[role])
