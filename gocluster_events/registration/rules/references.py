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
