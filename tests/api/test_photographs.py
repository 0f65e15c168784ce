from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from exchange.media.rules import MAX_BYTES
from tests.api.world import LISTING, World


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, (120, 80, 40)).save(stream, kind)
    return stream.getvalue()


def send(world: World, content: bytes, name: str = "sacs.jpg", **options: Any) -> Any:
    data = {"file": (BytesIO(content), name)}
    return world.calling(world.giver)("POST", "/photos", data=data, **options)


def test_a_photograph_is_sent_and_then_named_by_a_listing(world: World) -> None:
    response = send(world, picture())
    assert response.status_code == 201
    photo = response.json
    assert (photo["width"], photo["height"]) == (640, 480)
    giver = world.calling(world.giver)
    body = {**LISTING, "site": world.giver.site}
    by_id = giver.post("/listings", {**body, "photos": [photo["id"]]}).json
    worded = giver.post("/listings", {**body, "photos": [{"id": photo["id"], "alternative": "Sacs"}]}).json
    assert [each["id"] for each in by_id["photos"]] == [photo["id"]]
    assert worded["photos"][0]["alternative"] == "Sacs"
    assert worded["photos"][0]["card_url"] == photo["card_url"]


def test_the_same_photograph_under_its_key_is_kept_once(world: World) -> None:
    first, again = (send(world, picture(), key="photo") for _ in range(2))
    assert first.json["id"] == again.json["id"]
    assert send(world, picture("PNG"), key="photo").json["code"] == "idempotency-key-reused"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photograph-not-readable"),
        (b"GIF89a nonsense", "photograph-not-readable"),
        (picture()[:200], "photograph-not-readable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photograph-not-readable"),
    ],
)
def test_what_is_no_photograph_is_refused(small_world: World, content: bytes, code: str) -> None:
    response = send(small_world, content)
    assert response.status_code == 422
    assert [(each["field"], each["code"]) for each in response.json["errors"]] == [("file", code)]


def test_more_bytes_than_allowed_are_refused(small_world: World) -> None:
    response = send(small_world, picture() + b"\0" * MAX_BYTES)
    assert (response.status_code, response.json["code"]) == (422, "photograph-too-large")
    assert send(small_world, b"\0" * 17_000_000).status_code == 413


def test_the_form_takes_one_file_and_nothing_else(small_world: World) -> None:
    calling = small_world.calling(small_world.giver)
    bodies: list[tuple[dict[str, Any], str, str]] = [
        ({"other": "x"}, "file", "field-required"),
        ({"file": "just text"}, "file", "file-expected"),
        ({"file": (BytesIO(picture()), "a.jpg"), "title": "x"}, "title", "field-unknown"),
        ({"file": [(BytesIO(picture()), "a.jpg"), (BytesIO(picture()), "b.jpg")]}, "file", "file-expected"),
    ]
    for data, field, code in bodies:
        response = calling("POST", "/photos", data=data, content_type="multipart/form-data")
        assert response.status_code == 422
        assert (field, code) in {(each["field"], each["code"]) for each in response.json["errors"]}
    response = calling.post("/photos", {"file": "x"})
    assert (response.status_code, response.json["code"]) == (415, "content-type-unsupported")


def test_the_photographs_of_others_cannot_be_named(small_world: World) -> None:
    photo = send(small_world, picture()).json["id"]
    body = {**LISTING, "site": small_world.other.site, "photos": [photo]}
    response = small_world.calling(small_world.other).post("/listings", body)
    assert response.json["code"] == "listing-photograph-unknown"
