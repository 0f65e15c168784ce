"""Reading pictures sent by strangers, and writing them anew without anything but their pixels."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import puremagic
from PIL import Image, ImageOps

_FORMATS = ("JPEG", "PNG", "WEBP")
_ENDINGS = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".webp"})
_HEADER_BYTES = 4_096
_QUALITY = 82
_EFFORT = 2
"""How long the encoder looks for a shorter file: more effort takes 2.7 times as long to save 7 %."""

_PAPER = (255, 255, 255)
_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})
"""Orientations that swap width and height. Source: EXIF 2.32, tag Orientation."""


class UnreadablePicture(ValueError):  # noqa: N818 - an answer to a stranger's file, not a fault
    """The bytes are no picture of the formats accepted, or a damaged one."""


class OversizedPicture(ValueError):  # noqa: N818 - likewise
    """The picture has more pixels than may be decoded."""


@dataclass(frozen=True, slots=True)
class Reencoded:
    """WebP files by variant, and the size in pixels of the upright original."""

    files: Mapping[str, bytes]
    width: int
    height: int


def reencode(data: bytes, *, longest_sides: Mapping[str, int], max_pixels: int) -> Reencoded:
    """Return WebP variants of a JPEG, PNG or WebP picture, upright, without any metadata.

    The kind is judged by content, never by a name; the number of pixels is read from the header and
    judged before anything is decoded.

    Raises: UnreadablePicture, OversizedPicture.
    """
    if not _looks_like_a_picture(data):
        raise UnreadablePicture
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            width, height = picture.size
            is_oversized = width * height > max_pixels
            # Even reading the orientation of a PNG decodes it: an oversized one is let alone.
            upright = None if is_oversized else _decoded(picture, max(longest_sides.values()))
            is_lying = not is_oversized and picture.getexif().get(_ORIENTATION, 1) in _LYING
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise OversizedPicture from error
    except Exception as error:
        # A decoder fed by strangers may raise anything; whatever it is, the file is not readable.
        raise UnreadablePicture from error
    if upright is None:
        raise OversizedPicture
    files = {name: _webp(upright, side) for name, side in longest_sides.items()}
    return Reencoded(files, *((height, width) if is_lying else (width, height)))


def _decoded(picture: Image.Image, longest_side: int) -> Image.Image:
    # Decoding at a fraction of the size, where the format can: the smallest still large enough.
    picture.draft("RGB", (longest_side, longest_side))
    return _plain(ImageOps.exif_transpose(picture))


def _looks_like_a_picture(data: bytes) -> bool:
    try:
        guesses = puremagic.magic_string(data[:_HEADER_BYTES])
    except (puremagic.PureError, ValueError):
        return False
    return any(guess.extension in _ENDINGS for guess in guesses)


def _plain(picture: Image.Image) -> Image.Image:
    """Return a fresh picture of the pixels alone, transparency laid on white."""
    if picture.mode.startswith("I"):
        picture = picture.convert("L")
    if "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"}:
        layered = picture.convert("RGBA")
        plain = Image.new("RGB", layered.size, _PAPER)
        plain.paste(layered, mask=layered.getchannel("A"))
        return plain
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def _webp(picture: Image.Image, longest_side: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((longest_side, longest_side))
    stream = io.BytesIO()
    smaller.save(stream, "WEBP", quality=_QUALITY, method=_EFFORT)
    return stream.getvalue()
