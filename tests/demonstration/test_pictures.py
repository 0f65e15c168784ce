from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from exchange.demonstration.pictures.drawing import MOTIFS, draw
from exchange.demonstration.pictures.gallery import Gallery
from exchange.demonstration.pictures.scene import SIZE, Scene, tint
from exchange.demonstration.tables import everywhere, motifs

WARES = [*everywhere("past", "ware"), *everywhere("today", "listing")]


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_every_motif_draws_something_of_its_own_on_the_bench(motif: str) -> None:
    picture = Image.open(io.BytesIO(draw(motif, 1)))
    empty = Image.open(io.BytesIO(Scene(1).png()))

    assert picture.size == empty.size == SIZE
    changed = ImageChops.difference(picture, empty).convert("L").point(lambda light: 255 if light else 0)
    assert changed.histogram()[255] > SIZE[0] * SIZE[1] / 12


def test_the_same_seed_draws_the_same_bytes_and_another_seed_others() -> None:
    assert draw("pallets", 7) == draw("pallets", 7)
    assert draw("pallets", 7) != draw("pallets", 8)


def test_every_motif_says_that_it_is_a_drawing() -> None:
    assert all(words.startswith("Dessin d") for words in motifs().values())
    pictured = [ware for ware in WARES if "photo" in ware]
    assert pictured
    assert all(ware["photo"].startswith("Dessin d") for ware in pictured)


def test_a_gallery_hands_out_each_picture_once_drawn_and_stops_with_its_stories() -> None:
    with Gallery(["bread", "bread", "film"]) as gallery:
        picture = gallery.picture("bread")
        assert gallery.picture("bread") is picture
        assert (picture.width, picture.height) == SIZE
        assert picture.files != gallery.picture("film").files
        with pytest.raises(KeyError):
            gallery.picture("pallets")


def test_a_tint_stays_a_colour_however_bright() -> None:
    assert tint("#808080", 0.5) == "#404040"
    assert tint("#f0f0f0", 3) == "#ffffff"
