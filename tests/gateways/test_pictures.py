"""Pictures from strangers: judged by content, upright, and nothing in them but pixels."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from exchange.gateways.pictures import OversizedPicture, Reencoded, UnreadablePicture, reencode

SIDES = {"large": 320, "card": 80}
SECRET = b"48.5818N 7.7510E"


def picture(width: int = 400, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and right half blue."""
    drawn = Image.new("RGB", (width, height), (200, 0, 0))
    drawn.paste((0, 0, 200), (width // 2, 0, width, height))
    return drawn.convert(mode)


def saved(drawn: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    drawn.save(stream, kind, **options)
    return stream.getvalue()


def encoded(data: bytes, max_pixels: int = 1_000_000) -> Reencoded:
    return reencode(data, longest_sides=SIDES, max_pixels=max_pixels)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK", "1")),
        *(("PNG", mode) for mode in ("RGB", "L", "P", "RGBA", "LA", "1", "I;16")),
        *(("WEBP", mode) for mode in ("RGB", "L", "P", "RGBA", "LA")),
    ],
)
def test_each_kind_and_mode_becomes_a_webp_of_each_size(kind: str, mode: str) -> None:
    drawn = Image.new("I;16", (400, 200), 40_000) if mode == "I;16" else picture(mode=mode)
    result = encoded(saved(drawn, kind))
    assert (result.width, result.height) == (400, 200)
    sizes = {name: opened(file).size for name, file in result.files.items()}
    assert sizes == {"large": (320, 160), "card": (80, 40)}
    assert {opened(file).format for file in result.files.values()} == {"WEBP"}


def test_a_small_picture_is_not_blown_up() -> None:
    assert opened(encoded(saved(picture(40, 20), "PNG")).files["large"]).size == (40, 20)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_hidden_survives(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    options: dict[str, object] = {"exif": exif.tobytes(), "icc_profile": SECRET * 20}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options["pnginfo"] = text
    else:
        options["xmp"] = SECRET
    if kind == "JPEG":
        options["comment"] = SECRET
    data = saved(picture(), kind, **options)
    assert SECRET in data or kind == "PNG"
    for file in encoded(data).files.values():
        assert SECRET not in file
        plain = opened(file)
        plain.load()
        assert dict(plain.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(plain.info)
        assert not any(chunk in file for chunk in (b"EXIF", b"XMP ", b"ICCP"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright_whatever_way_the_camera_was_held(orientation: int) -> None:
    upright = picture()
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    result = encoded(saved(held, "JPEG", exif=exif.tobytes(), quality=95))
    assert (result.width, result.height) == (400, 200)
    shown = opened(result.files["large"]).convert("RGB")
    assert shown.size == (320, 160)
    left, right = shown.getpixel((20, 80)), shown.getpixel((300, 80))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > left[2]
    assert right[2] > right[0]


def test_transparency_is_laid_on_white() -> None:
    drawn = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    shown = opened(encoded(saved(drawn, "PNG")).files["large"]).convert("RGB")
    assert shown.getpixel((25, 25)) == (255, 255, 255)


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(1_001, 1_000), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(OversizedPicture):
        encoded(png_of(*size))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + b"\0" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\0" * 30,
        saved(picture(), "GIF"),
        saved(picture(), "TIFF"),
        saved(picture(), "BMP"),
        saved(picture(), "PNG")[:200],
        saved(picture(), "JPEG")[:120],
        png_of(100, 100),
    ],
)
def test_what_is_no_sound_picture_of_the_three_kinds_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        encoded(data)
