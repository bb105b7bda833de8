"""The mails of the programme to its people."""

from gocluster_events.letters.rules import Letter

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

LETTERS: tuple[Letter, ...] = (OWN_PAGE,)
