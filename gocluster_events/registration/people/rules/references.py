"""Reference numbers: eight characters by chance and one that reveals a typing error, such as 4K7M-92QX-3."""

from random import Random

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U


def reference(chance: Random) -> str:
    """A new reference; ``chance`` is the machine's own randomness, or seeded where it must repeat itself."""
    drawn = "".join(chance.choice(ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}-{check_character(drawn)}"


def check_character(drawn: str) -> str:
    """The check character, by the hybrid system of ISO/IEC 7064 with modulus 32: every single wrong one is found."""
    product = 32
    for character in drawn:
        product = 2 * ((product + ALPHABET.index(character)) % 32 or 32) % 33
    return ALPHABET[(33 - product) % 32]


def read_reference(typed: str) -> str | None:
    """The reference that somebody typed or read out: case, blanks and hyphens do not count, O is 0, I and L are 1.

    None where it can be none: too long or too short, or with a wrong character in it.
    """
    meant = "".join(character for character in typed.upper() if character.isalnum()).translate(_ALIKE)
    if len(meant) != 9 or not set(meant) <= set(ALPHABET) or check_character(meant[:8]) != meant[8]:
        return None
    return f"{meant[:4]}-{meant[4:8]}-{meant[8]}"


_ALIKE = str.maketrans("OIL", "011")
