"""The mails of the programme to its people."""

from gocluster_events.letters.rules.letter import Letter

OWN_PAGE = Letter(
    "own_page",
    "agenda/mail/own_page.txt",
    {
        "event": "Jahrestagung 2027",
        "day": "Donnerstag, 22. April 2027",
        "time": "08:45–18:00",
        "place": "Tagungshaus Eichenhof, Musterstraße 12, 10117 Berlin",
        "contact": "tagung@example.org",
        "office": "Geschäftsstelle go-cluster",
        "name": "Dr. Tarek Lindholm",
    },
    "agenda.own_link",
)

OWN_ITEMS = Letter(
    "own_items",
    "agenda/mail/own_items.txt",
    {
        "event": "Jahrestagung 2027",
        "day": "Donnerstag, 22. April 2027",
        "contact": "tagung@example.org",
        "office": "Geschäftsstelle go-cluster",
        "salutation": "Dr. Ruben Achterfeld",
        "changes": "- Verschoben: P4 Pitches, 13:20–13:50 statt 13:15–13:45",
        "others": "Außerdem ändert sich im Programm:\n\n- Neu: N1 Beratungsstand, Do., 22. Apr., 12:45–14:00",
        "note": "Frau Dr. Tannert ist erkrankt.",
    },
    "agenda.own_link",
)

LETTERS: tuple[Letter, ...] = (OWN_PAGE, OWN_ITEMS)
PROGRAMME = frozenset({OWN_ITEMS.name})
"""Those that tell of a new version of the programme."""
ABOUT_THE_PROGRAMME = frozenset({OWN_ITEMS.name, "programme_changed"})
"""Letters that may name people on the programme to others; the second one is to participants."""
