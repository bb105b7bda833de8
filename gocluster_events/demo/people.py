"""The demo's invented people: chance with a seed, so that every start invents the same ones."""

from collections.abc import Iterator, Sequence
from random import Random

from gocluster_events.demo.facts import read
from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.registration.people.rules.codes import ActorType, FormOfAddress
from gocluster_events.registration.people.rules.fields import PersonalData
from gocluster_events.text import slugify

_STATES = tuple(state for state in FederalState if state is not FederalState.ABROAD)
_AREAS = (30, 40, 89, 341, 711)
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


def entries(random: Random, clusters: Sequence[tuple[str, FederalState]]) -> Iterator[PersonalData]:
    """What people without end type when they register, as if all came on site; no two share an address."""
    seen = set()
    while True:
        entry = _entry(random, clusters)
        if entry.email not in seen:
            seen.add(entry.email)
            yield entry


def _entry(random: Random, clusters: Sequence[tuple[str, FederalState]]) -> PersonalData:
    names = read("names")
    address, first, last = _name(random)
    kind = random.choices(list(_TYPES), weights=list(_TYPES.values()))[0]
    cluster, state = random.choice(clusters)
    if kind is not ActorType.CLUSTER:
        cluster = cluster if random.random() < 0.45 else ""
        state = random.choice(_STATES) if random.random() < 0.95 else FederalState.ABROAD
    listed, phoned = random.random() < 0.55, random.random() < 0.4
    return PersonalData(
        mode=Mode.ONSITE,
        form_of_address=address,
        title=random.choice(names["titles"]) if random.random() < 0.18 else "",
        first_name=first,
        last_name=last,
        email=f"{slugify(first)}.{slugify(last)}@example.org",
        phone=f"+49 {random.choice(_AREAS)} 0000-{random.randint(100, 999)}" if phoned else "",
        organisation=cluster if kind is ActorType.CLUSTER else _organisation(random, kind),
        cluster=cluster,
        position=random.choice(names["positions"][kind.value]),
        actor_type=kind,
        state=state,
        list_name=listed,
        list_email=listed and random.random() < 0.4,
        list_public=listed and len(last) % 2 == 0,
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
