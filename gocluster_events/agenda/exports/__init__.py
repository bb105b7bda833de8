"""The programme as bytes for other programs: calendars and the browser's style sheet."""
