"""Pages travel compressed, and a compressed page gives away nothing that a plain one keeps."""

import gzip

from flask import Flask

from gocluster_events.factory.compression import padded
from tests.support.meeting import Meeting, Who

PROGRAMME = "/de/jahrestagung-2027/agenda"
GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_page_travels_compressed_to_those_who_accept_it(demo: Flask, meeting: Meeting):
    plain, packed = (demo.test_client().get(PROGRAMME, headers=each) for each in ({}, GZIP))
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert {plain.headers["Vary"], packed.headers["Vary"]} == {"Accept-Encoding"}


def test_nobody_gets_what_they_refuse(demo: Flask, meeting: Meeting):
    answer = demo.test_client().get(PROGRAMME, headers={"Accept-Encoding": "gzip;q=0"})
    assert answer.headers.get("Content-Encoding") is None


def test_a_browser_that_has_the_compressed_page_is_told_so(demo: Flask, meeting: Meeting):
    first = demo.test_client().get(PROGRAMME, headers=GZIP)
    again = demo.test_client().get(PROGRAMME, headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["Vary"]) == (304, b"", "Accept-Encoding")


def test_who_asks_for_the_head_alone_learns_the_same_of_the_page(demo: Flask, meeting: Meeting):
    whole, head = (demo.test_client().open(PROGRAMME, method=each, headers=GZIP) for each in ("GET", "HEAD"))
    names = ("Content-Length", "Content-Encoding", "ETag", "Vary", "Cache-Control")
    assert [head.headers[name] for name in names] == [whole.headers[name] for name in names]
    assert (head.status_code, head.data) == (200, b"")


def test_a_public_page_has_the_same_bytes_for_everyone_compressed_too(demo: Flask, meeting: Meeting):
    assert len({demo.test_client().get(PROGRAMME, headers=GZIP).data for _ in range(5)}) == 1


def test_the_length_of_a_page_with_a_secret_says_nothing(demo: Flask, meeting: Meeting):
    client = demo.test_client()
    client.set_cookie("events", meeting.cookies[Who.STAFF])
    answers = [client.get("/de/manage/jahrestagung-2027/attendees", headers=GZIP) for _ in range(12)]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert len({len(answer.data) for answer in answers}) > 1


def test_padding_changes_nothing_of_what_is_read():
    body = "Öztürk-Hagedorn, Selin".encode() * 200
    assert {gzip.decompress(padded(body)) for _ in range(200)} == {body}
    assert max(len(padded(body)) for _ in range(200)) - min(len(padded(body)) for _ in range(200)) > 50
