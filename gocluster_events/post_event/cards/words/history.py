"""What the audit log says of knowledge cards."""

from gocluster_events.core.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "card.added": _l("Knowledge card written"),
    "card.changed": _l("Knowledge card changed"),
    "card.returned": _l("Knowledge card back to “Collected”"),
    "card.edited": _l("Knowledge card to “Edited”"),
    "card.asked": _l("Asked whether the knowledge card is right"),
    "card.confirmed": _l("Knowledge card confirmed by somebody who spoke"),
    "card.denied": _l("Somebody who spoke says that the knowledge card is not right"),
    "card.owner_agreed": _l("May be asked what became of the next step"),
    "card.owner_disagreed": _l("May no longer be asked what became of the next step"),
    "card.owner_forgotten": _l("Erased: who takes the next step"),
    "card.published": _l("Knowledge card published"),
    "card.taken_back": _l("Knowledge card taken back"),
    "card.dismissed": _l("Knowledge card dismissed"),
    "card.restored": _l("Knowledge card restored"),
    "card.merged": _l("Knowledge card merged into another one"),
    "card.note_taker_appointed": _l("Appointed to take notes"),
    "card.note_taker_dismissed": _l("No longer takes notes"),
    "card.joined": _l("Another knowledge card merged into this one"),
}
FIELDS: dict[str, LazyString] = {
    "card_item": _l("Programme item"),
    "card_question": _l("Question"),
    "card_insight": _l("Insight"),
    "card_evidence": _l("Evidence"),
    "card_evidence_url": _l("Link to the evidence"),
    "card_ask_person": _l("Who to ask"),
    "card_ask_function": _l("Their function"),
    "card_ask_institution": _l("Their institution"),
    "card_next_step": _l("Next step"),
    "card_owner": _l("Who takes the next step"),
    "card_language": _l("Language"),
    "card_is_open": _l("Open question"),
}
