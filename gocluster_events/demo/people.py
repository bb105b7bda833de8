"""The demo's invented people: chance with a seed, so that every start invents the same ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from gocluster_events.demo.facts import read
from gocluster_events.events.rules import FederalState
from gocluster_events.registration.rules.codes import ActorType, FormOfAddress
from gocluster_events.text import slugify

_STATES = tuple(state for state in FederalState if state is not FederalState.ABROAD)
# How often each type comes, as at the real meetings: nearly half are from cluster managements.
_TYPES = {
    ActorType.CLUSTER: 44,
    ActorType.SME: 17,
    ActorType.COMPANY: 6,
    ActorType.STARTUP: 8,
    ActorType.UNIVERSITY: 6,
    ActorType.RESEARCH: 6,
    ActorType.MUNICIPALITY: 7,
    ActorType.MINISTRY: 4,
    ActorType.OTHER: 2,
}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who registers, as they would type it."""

    form_of_address: FormOfAddress | None
    title: str
    first_name: str
    last_name: str
    email: str
    phone: str
    organisation: str
    cluster: str
    position: str
    actor_type: ActorType
    state: FederalState
    list_name: bool
    list_email: bool
    no_photos: bool
    remark: str
    language: str


def guests(random: Random, clusters: Sequence[tuple[str, FederalState]]) -> Iterator[Guest]:
    """People without end; no two share a name or an address."""
    seen = set()
    while True:
        guest = _guest(random, clusters)
        if guest.email not in seen:
            seen.add(guest.email)
            yield guest


def _guest(random: Random, clusters: Sequence[tuple[str, FederalState]]) -> Guest:
    names = read("names")
    address, first, last = _name(random)
    kind = random.choices(list(_TYPES), weights=list(_TYPES.values()))[0]
    cluster, state = random.choice(clusters)
    if kind is not ActorType.CLUSTER:
        cluster = cluster if random.random() < 0.45 else ""
        state = random.choice(_STATES) if random.random() < 0.95 else FederalState.ABROAD
    listed = random.random() < 0.55
    return Guest(
        form_of_address=address,
        title=random.choice(names["titles"]) if random.random() < 0.18 else "",
        first_name=first,
        last_name=last,
        email=f"{slugify(first)}.{slugify(last)}@example.org",
        phone=f"+49 {random.choice((30, 40, 341, 711, 89))} 0000-{random.randint(100, 999)}"
        if random.random() < 0.4
        else "",
        organisation=cluster if kind is ActorType.CLUSTER else _organisation(random, kind),
        cluster=cluster,
        position=random.choice(names["positions"][kind.value]),
        actor_type=kind,
        state=state,
        list_name=listed,
        list_email=listed and random.random() < 0.4,
        no_photos=random.random() < 0.08,
        remark=random.choice(names["remarks"]) if random.random() < 0.06 else "",
        language="en" if address is None and random.random() < 0.4 else "de",
    )


def _name(random: Random) -> tuple[FormOfAddress | None, str, str]:
    names = read("names")
    if random.random() < 0.14:
        first, last = random.choice(names["world"])
        return None, first, last
    address, firsts = random.choice(((FormOfAddress.MS, names["women"]), (FormOfAddress.MR, names["men"])))
    return (address if random.random() < 0.7 else None), random.choice(firsts), random.choice(names["last"])


def _organisation(random: Random, kind: ActorType) -> str:
    names = read("names")
    pattern: str = random.choice(names["organisations"][kind.value])
    return pattern.format(
        last=random.choice(names["last"]), trade=random.choice(names["trades"]), town=random.choice(names["towns"])
    )
