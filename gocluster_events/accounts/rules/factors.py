"""What counts as a second factor: a code of an app within a minute of its time and never again, or a recovery code."""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp

STEP_SECONDS = 30
RECOVERY_CODES = 10
SECRET_BYTES = 20  # RFC 4226, 4
_AROUND = (0, -1, 1)  # steps that a clock may be wrong
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing looks like something else
_CODE_LENGTH = 12  # 60 bits
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A code as somebody typed it, and when by the clock of their phone: a demo moves its own."""

    code: str
    at: datetime


def fitting_step(secret: str, typed: Typed, last_step: int) -> int | None:
    """The half minute whose code was typed, where it is about that time and later than ``last_step``; else None."""
    digits, app = "".join(typed.code.split()), pyotp.TOTP(secret)
    current = int(typed.at.timestamp()) // STEP_SECONDS
    fitting = [current + off for off in _AROUND if _same(app.generate_otp(current + off), digits)]
    return next((step for step in fitting if step > last_step), None)


def address_for_app(secret: str, email: str) -> str:
    """What the app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="go-cluster Events")


def recovery_code(chance: bytes) -> str:
    """A code as it is shown, three groups of four, from 12 bytes of chance."""
    letters = "".join(_ALPHABET[byte % 32] for byte in chance[:_CODE_LENGTH])
    return "-".join(letters[at : at + 4] for at in range(0, _CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A recovery code as it is compared, however it was typed; empty when it can be none."""
    plain = "".join(each for each in typed.upper() if each.isalnum()).translate(_READ_AS)
    return plain if len(plain) == _CODE_LENGTH else ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
