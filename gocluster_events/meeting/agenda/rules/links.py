"""Links that an item bears to pages elsewhere, such as its slides: typed one a line, the words before the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST_LINKS = 20
LONGEST_ADDRESS, LONGEST_LABEL = 500, 120
LONGEST_TYPED = MOST_LINKS * (LONGEST_ADDRESS + LONGEST_LABEL + 2)


@dataclass(frozen=True, slots=True)
class Link:
    """An address (http or https) and what it leads to; without words the address speaks for itself."""

    address: str
    label: str = ""

    @property
    def words(self) -> str:
        """What the link is called."""
        return self.label or self.address


def is_web_address(address: str) -> bool:
    """Whether it is an address of http or https with a host, and nothing that a browser would read otherwise."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or any(sign in address for sign in ' \\"<>'):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # such as brackets that are no IPv6 address
        return False


def link_of(line: str) -> Link | None:
    """The link of a line that ends with an address; None where it does not."""
    *words, address = line.split() or [""]
    label = " ".join(words).removesuffix(":").rstrip()
    return Link(address, label) if is_web_address(address) and len(label) <= LONGEST_LABEL else None


def read_links(typed: str) -> tuple[Link, ...]:
    """The links as typed, each address once. Raises ValueError with the first line that is none, or with none."""
    links: dict[str, Link] = {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        link = link_of(line)
        if link is None:
            raise ValueError(line)
        links.setdefault(link.address, link)
    if len(links) > MOST_LINKS:
        raise ValueError  # too many
    return tuple(links.values())


def links_text(links: Iterable[Link]) -> str:
    """The links as one types them, as `read_links` reads them."""
    return "\n".join(f"{link.label}: {link.address}" if link.label else link.address for link in links)
