"""What an e-mail address was probably meant to be, by a list of its own: no registered address is looked at."""

PROVIDERS = (
    "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "t-online.de",
    "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "live.com", "live.de", "icloud.com", "yahoo.com",
    "yahoo.de", "ymail.com", "freenet.de", "posteo.de", "mailbox.org", "proton.me", "protonmail.com", "mail.de",
    "email.de", "mail.com", "arcor.de", "aol.com",
)  # fmt: skip
ENDINGS = {
    "con": "com", "cmo": "com", "ocm": "com", "comm": "com", "coom": "com", "cim": "com", "vom": "com", "xom": "com",
    "ed": "de", "dee": "de", "dde": "de", "d": "de", "deu": "de", "ogr": "org", "rog": "org", "orgg": "org",
    "nte": "net", "ent": "net", "nett": "net", "eud": "eu", "exmaple": "example",
}  # fmt: skip
"""Ends of addresses that do not exist, and what they were meant to be."""
_SHORT = 4  # letters of a name; changing one of so few often makes another real one


def meant(address: str) -> str:
    """The address that was probably meant; empty where this one looks right."""
    local, _at, typed = address.rpartition("@")
    name, _dot, ending = typed.casefold().rpartition(".")
    domain = f"{name}.{ENDINGS.get(ending, ending)}"
    if domain not in PROVIDERS:
        domain = next((each for each in PROVIDERS if _is_near(domain, each)), domain)
    return f"{local}@{domain}" if local and name and domain != typed.casefold() else ""


def _is_near(typed: str, known: str) -> bool:
    """Whether two neighbours are swapped, or one letter is too many, missing or another one."""
    if any(_swapped(known, index) == typed for index in range(len(known) - 1)):
        return True
    if len(known.partition(".")[0]) <= _SHORT or abs(len(typed) - len(known)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b), min(len(typed), len(known)))
    rest, other = typed[same:], known[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _swapped(text: str, index: int) -> str:
    return text[:index] + text[index + 1] + text[index] + text[index + 2 :]
