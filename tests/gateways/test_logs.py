"""Logs are JSON lines on standard error."""

from __future__ import annotations

import json

import pytest

from exchange.gateways import logs


def test_a_request_is_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    logs.request(request_id="abc", method="GET", endpoint="home.index", status=200, ms=1.5)
    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert (line["event"], line["request_id"], line["status"]) == ("request", "abc", 200)


def test_a_fault_is_logged_with_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    logs.failure("unhandled", ValueError("broken"), request_id="abc")
    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert line["level"] == "error"
    assert "ValueError" in json.dumps(line)


def test_a_quiet_level_keeps_requests_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("ERROR")
    logs.request(request_id="abc")
    assert capsys.readouterr().err == ""


def test_what_an_outside_service_did_wrong_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("WARNING")
    logs.service("geocoder unanswered", service="Ban", reason="GeocoderTimedOut")
    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert (line["level"], line["service"], line["reason"]) == ("warning", "Ban", "GeocoderTimedOut")
