"""The fields that a person fills in, each declared once, and which of them an edition asks."""

# ruff: noqa: RUF009 -- each `_detail` is a field()

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

from gocluster_events.core.text import N_
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, FormOfAddress, Support


class Requirement(Enum):
    """Whether a field is asked, and whether it must be filled in."""

    OFF = "off"
    OPTIONAL = "optional"
    MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page on which people are asked; ``data`` is the category of personal data that it asks for.

    Consents have a page of their own, which is asked of the person alone.
    """

    id: str
    page: str
    title: str
    data: str


SECTIONS = (
    ABOUT_YOU := Section("about-you", "person", N_("Person"), "name"),
    INSTITUTION := Section("institution", "person", N_("Organisation"), "work"),
    ATTENDANCE := Section("attendance", "participation", N_("Participation"), "participation"),
    NEEDS := Section("needs", "participation", N_("Support and intolerances"), "health"),
    FOOD := Section("food", "participation", N_("Food"), "health"),
    IDENTITY := Section("identity", "participation", N_("For the security check"), "birth"),
    VISIBILITY := Section("visibility", "consents", N_("List and photographs"), "consent"),
)
ALWAYS = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One field that a person fills in. Texts are messages in English, for `words` to translate.

    It can be mandatory only where ``missing`` holds an error message. ``usual`` is the requirement in an edition that
    sets none; None: the organisers do not decide about it. ``of`` names the field together with which it is asked.
    """

    name: str
    kind: type[Any]  # of one value
    default: Any
    label: str
    section: Section
    missing: str = ""
    usual: Requirement | None = Requirement.OPTIONAL
    of: str = ""
    limit: int = 0
    is_long: bool = False  # several lines
    sentence: str = ""  # on the form, where one agrees to it
    heading: str = ""  # on the check page, if another than the label
    yes: str = N_("Yes")
    no: str = N_("No")
    demand_label: str = ""  # with what is asked together with it
    data: str = ""  # the category of personal data, if another than the section's
    is_change: bool = True  # a letter and the history name it where it is told differently
    head: str | None = ""  # of its column in the list, if another than the label; None: there is no column
    rank: int = 1  # of its column among those of its category
    paper: int = 0  # the lower, the sooner its column is left out where paper is too narrow

    @property
    def category(self) -> str:
        """The code of the category of personal data."""
        return self.data or self.section.data

    @property
    def is_protected(self) -> bool:
        """Whether it is stored apart, and read by few."""
        return self.section in {NEEDS, FOOD, IDENTITY}


def _detail(label: str, section: Section, default: Any = "", **facts: Any) -> Any:
    return dataclasses.field(default=default, metadata={"label": label, "section": section, **facts})


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who comes, and from where. ``cluster`` is the name of a member cluster; empty: no member.

    What an edition does not ask is empty or None.
    """

    form_of_address: FormOfAddress | None = _detail(
        N_("Ms/Mr"), ABOUT_YOU, None, missing=N_("Choose “Ms”, “Mr” or “Neither”.")
    )
    title: str = _detail(N_("Title"), ABOUT_YOU, limit=60, paper=ALWAYS)
    first_name: str = _detail(
        N_("First name"), ABOUT_YOU, dataclasses.MISSING, limit=100, missing=N_("Enter your first name."), usual=None,
        paper=ALWAYS,
    )  # fmt: skip
    last_name: str = _detail(
        N_("Last name"), ABOUT_YOU, dataclasses.MISSING, limit=100, missing=N_("Enter your last name."), usual=None,
        paper=ALWAYS,
    )  # fmt: skip
    badge_name: str = _detail(N_("Name on the badge"), ABOUT_YOU, limit=100, paper=6)
    email: str = _detail(
        N_("E-mail"), ABOUT_YOU, dataclasses.MISSING, missing=N_("Enter your e-mail address."), usual=None,
        data="contact", paper=ALWAYS,
    )  # fmt: skip
    phone: str = _detail(
        N_("Work phone"), ABOUT_YOU, limit=60, missing=N_("Enter a telephone number."), data="contact",
        head=N_("Phone"), paper=12,
    )  # fmt: skip
    postal_address: str = _detail(
        N_("Postal address"), ABOUT_YOU, limit=300, is_long=True, missing=N_("Enter your postal address."),
        usual=Requirement.OFF, data="contact", paper=5,
    )  # fmt: skip
    organisation: str = _detail(
        N_("Organisation"), INSTITUTION, limit=200, missing=N_("Enter the name of your organisation."),
        usual=Requirement.MANDATORY, rank=0, paper=ALWAYS,
    )  # fmt: skip
    cluster: str = _detail(
        N_("go-cluster member"), INSTITUTION, limit=160, usual=Requirement.MANDATORY, head=N_("Cluster"), paper=9,
        missing=N_("Choose a cluster from the list, or “Not a member”."),
    )  # fmt: skip
    position: str = _detail(
        N_("Position"), INSTITUTION, limit=120, missing=N_("Enter your position."), rank=0, paper=ALWAYS
    )
    actor_type: ActorType | None = _detail(
        N_("Type of organisation"), INSTITUTION, None, missing=N_("Choose the type of your organisation."),
        usual=Requirement.MANDATORY, paper=10,
    )  # fmt: skip
    state: FederalState | None = _detail(
        N_("Federal state of the organisation"),
        INSTITUTION,
        None,
        usual=Requirement.MANDATORY,
        head=N_("Federal state"),
        missing=N_("Choose the federal state of your organisation."),
        paper=ALWAYS,
    )
    invitation_code: str = _detail(
        N_("Invitation code"), ABOUT_YOU, limit=20, usual=None, data="participation", is_change=False, head=None
    )

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


@dataclass(frozen=True, kw_only=True)
class Participation:
    """How somebody takes part."""

    mode: Mode = _detail(N_("Mode of attendance"), ATTENDANCE, dataclasses.MISSING, usual=None, paper=ALWAYS)
    remark: str = _detail(
        N_("Question or remark"), ATTENDANCE, limit=500, is_long=True, data="words", head=N_("Remark"), paper=4
    )


@dataclass(frozen=True, kw_only=True)
class Consents:
    """What somebody consents to; None: not answered, which is no consent either.

    ``list_name`` and ``list_email`` are for the other participants, ``list_public`` (never the address) for everybody.
    """

    list_name: bool | None = _detail(
        N_("Name on the attendee list"), VISIBILITY, None, head=N_("On the attendee list"), paper=2,
        sentence=N_("May other participants see that you are coming?"),
        heading=N_("Attendee list"), yes=N_("Name, organisation and position"), no=N_("Not on the list"),
    )  # fmt: skip
    list_public: bool | None = _detail(
        N_("Name on the public attendee list"), VISIBILITY, None, usual=None, head=None,
        sentence=N_("On the public page as well?"), heading=N_("Public attendee list"),
    )  # fmt: skip
    list_email: bool | None = _detail(
        N_("E-mail on the attendee list"), VISIBILITY, None, paper=1, sentence=N_("With your e-mail address?")
    )
    photos: bool | None = _detail(
        N_("Photographs"), VISIBILITY, None, paper=3, sentence=N_("May we photograph you?"),
        yes=N_("Consent given"), no=N_("No consent"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PersonalData(Participation, Person):
    """A whole registration as it was typed, but for the special needs. Its mails are in ``language``."""

    language: str


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What somebody needs, apart from the rest; all but the diet, which is food, is health data (Art. 9 GDPR)."""

    diet: Diet = _detail(N_("Catering"), FOOD, Diet.UNSAID)
    intolerances: str = _detail(N_("Intolerances"), NEEDS, limit=300)
    support: tuple[Support, ...] = _detail(
        N_("Support needs"), NEEDS, (), demand_label=N_("Support needs, with details")
    )
    support_details: str = _detail(
        N_("What we should know about it"), NEEDS, limit=300, usual=None, of="support", is_change=False
    )

    def __bool__(self) -> bool:
        return self != Needs()

    @property
    def food(self) -> "Needs":
        """What needs no consent."""
        return Needs(diet=self.diet)

    @property
    def is_health(self) -> bool:
        """Whether they tell of somebody's health."""
        return self != self.food


@dataclass(frozen=True, kw_only=True)
class Identity:
    """When and where somebody was born, asked only where protective authorities request it; apart from the rest."""

    birth_date: dt.date | None = _detail(
        N_("Date of birth"), IDENTITY, None, missing=N_("Enter your date of birth."), usual=Requirement.OFF
    )
    birth_place: str = _detail(
        N_("Place of birth"), IDENTITY, limit=120, missing=N_("Enter your place of birth."), usual=Requirement.OFF
    )

    def __bool__(self) -> bool:
        return self != Identity()


def _details(kind: type[Any]) -> tuple[Detail, ...]:
    hints = get_type_hints(kind)
    return tuple(
        Detail(name=each.name, kind=_kind(hints[each.name]), default=each.default, **each.metadata)
        for each in dataclasses.fields(kind)
    )


def _kind(hint: Any) -> type[Any]:
    """The type of one value: of ``X | None`` and ``tuple[X, ...]`` that of X."""
    kind: type[Any] = next((each for each in get_args(hint) if each not in {NoneType, Ellipsis}), hint)
    return kind


PARTS = tuple(map(_details, (Person, Participation, Needs, Identity, Consents)))
DETAILS = tuple(detail for each in SECTIONS for part in PARTS for detail in part if detail.section is each)
"""Everything that a person tells, in the order of the form. A new field is one of these, a column and its German."""

NAMED: Mapping[str, Detail] = {each.name: each for each in DETAILS}
CORE: Mapping[str, Detail] = {each.name: each for each in DETAILS if each.usual is not None}
"""What can be left out of the form."""

Core = Mapping[str, Requirement]


def allowed(name: str) -> tuple[Requirement, ...]:
    """The demands that the field may have: health stays voluntary, a tick is an agreement that nobody can be made to
    give, and not everybody has a title.
    """
    return tuple(each for each in Requirement if each is not Requirement.MANDATORY or CORE[name].missing)


USUAL: Core = {name: each.usual for name, each in CORE.items() if each.usual is not None}


def requirements(stored: Mapping[str, Any]) -> Core:
    """The requirement of every field, as the edition stores it; the usual one where that is not allowed or missing.

    The e-mail address stands beside the name in the list, so that without the name it is not asked either.
    """
    demands = {name: _demand(name, stored.get(name)) for name in CORE}
    if demands["list_name"] is Requirement.OFF:
        demands["list_email"] = Requirement.OFF
    return demands


def stored(core: Core) -> dict[str, str]:
    """What the edition stores for these demands; `requirements` gives them back."""
    return {name: demand.value for name, demand in core.items() if demand is not USUAL[name]}


def _demand(name: str, value: object) -> Requirement:
    return next((each for each in allowed(name) if each.value == value), USUAL[name])
