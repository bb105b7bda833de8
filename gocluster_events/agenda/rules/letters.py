"""The mails to those who are on the programme."""

from gocluster_events.letters.rules import Letter

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
)
LETTERS: tuple[Letter, ...] = (OWN_ITEMS,)
