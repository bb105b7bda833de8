"""The clock that all processes of a start share reaches the browser too."""

from datetime import timedelta


def test_a_page_says_how_far_its_clock_runs_ahead(app, visitor):
    ahead: timedelta = app.config["SETTINGS"].clock
    assert f'data-clock-ahead-seconds="{int(ahead.total_seconds())}"' in visitor.get("/de/").text
