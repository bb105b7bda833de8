"""Invented people and clusters for the demo."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from gocluster_events.core.text import slugify
from gocluster_events.demo.facts import read
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, FormOfAddress
from gocluster_events.meeting.registration.people.rules.fields import Consents, PersonalData

REPORTED: tuple[tuple[str, str], ...] = (
    ("BW", "Virtual Dimension Center"),
    ("BW", "cyberLAGO"),
    ("BW", "microTEC Südwest"),
    ("BW", "Elektromobilität Südwest"),
    ("BW", "TechnologyMountains"),
    ("BW", "CyberForum"),
    ("BY", "Cluster Automotive"),
    ("BY", "Cluster Mechatronik & Automation"),
    ("BY", "Cluster Nanotechnologie"),
    ("BY", "Cluster Forst und Holz"),
    ("BY", "Chemie-Cluster Bayern"),
    ("BY", "Medical Valley EMN"),
    ("BY", "Umweltcluster Bayern"),
    ("BY", "BioPark Regensburg"),
    ("BY", "CNA"),
    ("BY", "IT-Logistikcluster"),
    ("BE", "Cluster Verkehr, Mobilität und Logistik"),
    ("BB", "GEOkomm"),
    ("HB", "WAB"),
    ("HB", "Automotive Nordwest"),
    ("HH", "Hamburg Aviation"),
    ("HH", "Logistik-Initiative Hamburg"),
    ("HH", "foodactive"),
    ("HH", "Life Science Nord"),
    ("HE", "deENet"),
    ("HE", "MoWiN.net"),
    ("HE", "IT FOR WORK"),
    ("HE", "Software-Cluster"),
    ("MV", "BioCon Valley"),
    ("NI", "OLEC"),
    ("NW", "NIRO"),
    ("NW", "Food-Processing Initiative"),
    ("NW", "Kunststoff-Institut Lüdenscheid"),
    ("RP", "Commercial Vehicle Cluster"),
    ("RP", "Optence"),
    ("SN", "Silicon Saxony"),
    ("SN", "biosaxony"),
    ("SN", "Energy Saxony"),
    ("SN", "smart³"),
    ("ST", "BioEconomy Cluster"),
    ("SH", "DiWiSH"),
    ("TH", "OptoNet"),
    ("TH", "ThEEN"),
)

_INVENTED: tuple[tuple[str, str], ...] = (
    ("BW", "Leichtbau Alb"),
    ("BW", "Intralogistik Neckar"),
    ("BW", "Medizintechnik Oberrhein"),
    ("BY", "Robotik Donau"),
    ("BY", "Photonik Franken"),
    ("BY", "Wasserstoff Isar"),
    ("BE", "Gesundheitsdaten Spree"),
    ("BE", "Kreislaufwirtschaft Hauptstadt"),
    ("BE", "Quantentechnik Adlerpark"),
    ("BB", "Kunststoffe und Chemie Lausitz"),
    ("BB", "Ernährungswirtschaft Havelland"),
    ("BB", "Leichtbau Lausitz"),
    ("HB", "Luft- und Raumfahrt Weser"),
    ("HB", "Hafen und Logistik Unterweser"),
    ("HH", "Erneuerbare Energien Elbe"),
    ("HH", "Maritime Technik Elbe"),
    ("HE", "Materialforschung Rhein-Main"),
    ("HE", "Optik Lahn-Dill"),
    ("HE", "Logistik Kassel"),
    ("MV", "Wasserstoff Küste"),
    ("MV", "Schiffbau Warnow"),
    ("MV", "Holzbau Seenplatte"),
    ("NI", "Windenergie Ems"),
    ("NI", "Pflanzenbau Heide"),
    ("NI", "Mobilität Aller"),
    ("NI", "Gesundheit Leine"),
    ("NI", "Leichtbau Harz"),
    ("NW", "Stahl und Wandel Ruhr"),
    ("NW", "Textiltechnik Niederrhein"),
    ("NW", "Maschinenbau Ostwestfalen"),
    ("NW", "Umwelttechnik Emscher"),
    ("NW", "Sensorik Sauerland"),
    ("RP", "Nutzfahrzeugdaten Westpfalz"),
    ("RP", "Weinbautechnik Mosel"),
    ("SL", "Werkstoffe Saar"),
    ("SL", "Gesundheitswirtschaft Saar"),
    ("SN", "Mikroelektronik Elbtal"),
    ("SN", "Textil Vogtland"),
    ("ST", "Ernährung Börde"),
    ("ST", "Chemie Saale"),
    ("ST", "Sondermaschinen Elbe"),
    ("SH", "Lebensmitteltechnik Ostsee"),
    ("SH", "Windenergie Nordfriesland"),
    ("TH", "Präzisionstechnik Saaletal"),
    ("TH", "Kunststoff Thüringer Wald"),
    ("TH", "Batterieforschung Ilm"),
    ("ABROAD", "Grenzregion Oder"),
)


def clusters(share: int = 1) -> tuple[tuple[str, FederalState], ...]:
    """Names with their states, sorted; ``share`` 2 takes every second one, as membership moves every year."""
    invented = tuple((state, f"Musternetzwerk {name}") for state, name in _INVENTED)
    rows = [(name, FederalState[state]) for state, name in REPORTED + invented]
    return tuple(sorted(rows)[::share])


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
    ActorType.PRESS: 1,
    ActorType.OTHER: 1,
}


def entries(random: Random, clusters: Sequence[tuple[str, FederalState]]) -> Iterator[tuple[PersonalData, Consents]]:
    """What people without end type when they register, as if all came on site, and what they consent to afterwards.

    No two share an address.
    """
    seen = set()
    while True:
        entry, consents = _entry(random, clusters)
        if entry.email not in seen:
            seen.add(entry.email)
            yield entry, consents


def _entry(random: Random, clusters: Sequence[tuple[str, FederalState]]) -> tuple[PersonalData, Consents]:
    names = read("names")
    address, first, last = _name(random)
    kind = random.choices(list(_TYPES), weights=list(_TYPES.values()))[0]
    cluster, state = random.choice(clusters)
    if kind is not ActorType.CLUSTER:
        cluster = cluster if random.random() < 0.45 else ""
        state = random.choice(_STATES) if random.random() < 0.95 else FederalState.ABROAD
    listed, phoned = random.random() < 0.55, random.random() < 0.4
    entry = PersonalData(
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
        language="de",
    )
    consents = _consents(random, last, is_listed=listed)
    remark = random.choice(names["remarks"]) if random.random() < 0.06 else ""
    language = "en" if address is None and random.random() < 0.4 else "de"
    return replace(entry, remark=remark, language=language), consents


def _consents(random: Random, last: str, *, is_listed: bool) -> Consents:
    """What somebody answers; most of those whom no list names have not answered about photographs either."""
    with_address, refuses = is_listed and random.random() < 0.4, random.random() < 0.08
    if not is_listed:
        return Consents(photos=False if refuses else None)
    return Consents(list_name=True, list_email=with_address, list_public=len(last) % 2 == 0, photos=not refuses)


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
