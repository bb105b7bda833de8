"""The team's forms, with both pages of the sign-up in one: to correct a registration, and to add one by phone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Email, Line, Paragraph, Radio, Required
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.own.rules import Correction
from gocluster_events.meeting.registration.people.forms import answer_data, with_questions
from gocluster_events.meeting.registration.people.rules.codes import LONGEST_NOTE, Refusal
from gocluster_events.meeting.registration.people.rules.entry import SignUp, document
from gocluster_events.meeting.registration.people.rules.fields import CORE, DETAILS, PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Question, Questionnaire, is_protected
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.sign_up.forms.details import ParticipationForm, PersonForm

_LANGUAGES = [("de", _l("German")), ("en", _l("English"))]
AT_FIELD: dict[Refusal, str] = {
    Refusal.ADDRESS_TAKEN: "email",
    Refusal.ALREADY_REGISTERED: "email",
    Refusal.SAME_ADDRESS: "email",
    **dict.fromkeys(
        (Refusal.CODE_UNKNOWN, Refusal.CODE_EXPIRED, Refusal.CODE_LOCKED, Refusal.CODE_USED_UP), "invitation_code"
    ),
}
"""The field of the team's forms at which each refusal is shown."""
NAMES = ("title", "first_name", "last_name", "badge_name", "organisation", "position")
"""What the registration desk may correct."""


class _MaybeEmail(Email):
    """An e-mail address; it may stay empty for a registration that never had one."""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms calls it so
        if not self.data and not form.needs_address:
            self.errors = []


class TeamForm(ParticipationForm, PersonForm):
    """A registration as the team types it: little more than name and address is required; no protected details."""

    revision = HiddenField()
    first_name = Line(_l("First name"), limit=100, validators=[Required(_l("Enter the first name."))])
    last_name = Line(_l("Last name"), limit=100, validators=[Required(_l("Enter the last name."))])
    email = _MaybeEmail(_l("E-mail"), validators=[Required(_l("Enter the e-mail address."))])
    language = Radio(_l("Language of the e-mails"), choices=_LANGUAGES, validators=[Required()])
    tells = BooleanField(_l("Notify the person by e-mail"))
    reason = Paragraph(_l("Reason"), limit=LONGEST_NOTE)

    needs_address = True

    @property
    def address(self) -> str:
        """What was typed as the address; empty where it is not asked."""
        return self.value_of("email") or ""

    @property
    def is_member(self) -> bool:
        """Whether the form names a cluster that there is."""
        return bool(self.member_of())

    def entry_of(self) -> PersonalData:
        """The personal data from both pages; only of a valid form."""
        person, participation = self.person(), self.participation()
        return PersonalData(**vars(person), **vars(participation), language=self.language.data)

    def offer(self, questionnaire: Questionnaire) -> None:
        """The form keeps only the fields that the questionnaire asks, without the protected ones.

        The name on the badge stays: where a name cannot be printed, the team may have to enter another.
        """
        for each in DETAILS:
            is_asked = each.name == "badge_name" or each.name not in CORE or questionnaire.wants(each.name)
            if each.name in self and (each.is_protected or not is_asked):
                del self[each.name]
        del self.has_needs, self.agrees_to_health


class CorrectionForm(TeamForm):
    """The details of a registration to correct, and the reason."""

    reason = Paragraph(
        _l("Reason for the correction"),
        limit=LONGEST_NOTE,
        validators=[Required(_l("Give the reason for the correction."))],
    )

    def correction(self) -> Correction:
        """The corrected details with their reason; only of a valid form."""
        return Correction(self.entry_of(), self.answers(), self.reason.data, bool(self.tells.data))


class NamesForm(CorrectionForm):
    """The names of somebody to correct, with organisation and position; everything else stays."""

    known: SignUp  # what the person has told

    def correction(self) -> Correction:
        """The corrected names with their reason; only of a valid form."""
        names: dict[str, Any] = {name: self.value_of(name) or "" for name in NAMES}
        return Correction(replace(self.known.entry, **names), None, self.reason.data, bool(self.tells.data))


def _reasoned(form: Any, field: Any) -> None:
    if form.is_over_capacity and not field.data:
        raise StopValidation(str(codes.REFUSALS[Refusal.REASON_MISSING]))


class NewPersonForm(TeamForm):
    """Somebody whom the team registers."""

    over_capacity = BooleanField(_l("Give a place even if none is free"))
    reason = Paragraph(_l("Note"), limit=LONGEST_NOTE, validators=[_reasoned])

    @property
    def is_over_capacity(self) -> bool:
        """Whether the person is to have a place even if none is free."""
        return "over_capacity" in self and bool(self.over_capacity.data)

    def sign_up(self, needs: Any) -> SignUp:
        """The registration as typed, with these ``needs``; only of a valid form."""
        return SignUp(self.entry_of(), needs, self.answers())


def correction_form(
    questionnaire: Questionnaire,
    clusters: Sequence[str],
    modes: Sequence[Mode],
    sign_up: SignUp,
    revision: int,
    **options: Any,
) -> CorrectionForm:
    """The form filled with the unprotected details; it asks for the mode only where there is another one to choose."""
    before = document(sign_up.entry)
    defaults = {**before, "cluster": before["cluster"] or str(codes.NO_MEMBER), "revision": revision, "tells": True}
    own = _open_to_us(questionnaire)
    kind = with_questions(CorrectionForm, questionnaire, own)
    form = kind(data={**defaults, **answer_data(questionnaire, sign_up.answers)}, **options)
    del form.invitation_code  # it stays as it was used
    names = [*clusters, *filter(None, [before["cluster"]])]
    form.clusters, form.before, form.only_mode = lambda: names, before, sign_up.entry.mode
    form.needs_address = bool(sign_up.entry.email)
    form.offer(questionnaire)
    if not {*modes} - {sign_up.entry.mode}:
        del form.mode
    return form


def names_form(questionnaire: Questionnaire, sign_up: SignUp, revision: int, **options: Any) -> NamesForm:
    """The form filled with the person's names, as far as they are asked."""
    before = document(sign_up.entry)
    form = NamesForm(data={**before, "revision": revision, "tells": True}, **options)
    form.before, form.known = before, sign_up
    form.offer(questionnaire)
    for name in {each.name for each in form} - {*NAMES, "revision", "reason", "tells", "csrf_token"}:
        del form[name]
    return form


def new_person_form(
    questionnaire: Questionnaire,
    clusters: Sequence[str],
    modes: Sequence[Mode],
    language: str,
    *,
    asks_code: bool,
    free_only: bool,
) -> NewPersonForm:
    """An empty form to register a person; with ``asks_code`` it has a field for an invitation code, and unless
    ``free_only`` one for a place over capacity.
    """
    kind = with_questions(NewPersonForm, questionnaire, _open_to_us(questionnaire))
    form = kind(data={"language": language, "tells": True, "cluster": str(codes.NO_MEMBER)})
    if not asks_code:
        del form.invitation_code
    if free_only:
        del form.over_capacity
    form.clusters = lambda: clusters
    form.offer(questionnaire)
    if len(modes) < 2:
        form.only_mode = modes[0] if modes else Mode.ONSITE
        del form.mode
    return form


def _open_to_us(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The edition's questions without the protected ones, none of them mandatory."""
    return tuple(replace(each, is_mandatory=False) for each in questionnaire.questions if not is_protected(each))
