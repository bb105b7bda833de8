"""What an administrator does about an account, and when the site would be left without one."""

from enum import Enum

from gocluster_events.errors import Refused


class Deed(Enum):
    """A change of somebody's account; the value stands in its address."""

    BLOCK = "blocking"
    UNBLOCK = "unblocking"
    PROMOTE = "administration"
    DEMOTE = "end-of-administration"
    SIGN_OUT = "end-of-sessions"
    REMOVE_FACTOR = "factor-removal"


class ManagingRefusal(Enum):
    """Why an account stays as it is."""

    LAST_ADMIN = "last_admin"
    OWN_ACCOUNT = "own_account"


def possible(*, is_active: bool, is_admin: bool, has_factor: bool) -> tuple[Deed, ...]:
    """The deeds that would change something about such an account."""
    deeds = [Deed.BLOCK if is_active else Deed.UNBLOCK, Deed.DEMOTE if is_admin else Deed.PROMOTE]
    if is_active:
        deeds.append(Deed.SIGN_OUT)
    return (*deeds, Deed.REMOVE_FACTOR) if has_factor else tuple(deeds)


def check_deed(deed: Deed, *, is_own: bool, is_admin: bool, active_admins: int) -> None:
    """Raises Refused when no administrator could sign in any more, or somebody would shut themselves out.

    ``active_admins`` counts those who can sign in, this one included where they can.
    """
    if deed is Deed.BLOCK and is_own:
        raise Refused(ManagingRefusal.OWN_ACCOUNT)
    if deed in {Deed.BLOCK, Deed.DEMOTE} and is_admin and active_admins <= 1:
        raise Refused(ManagingRefusal.LAST_ADMIN)
