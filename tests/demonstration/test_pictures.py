from __future__ import annotations

import io

import pytest
from PIL import Image

from exchange.demonstration.cast import told
from exchange.demonstration.pictures.drawing import MOTIFS, draw
from exchange.demonstration.pictures.scene import HEIGHT, WIDTH, Scene, tint


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_every_motif_draws_something_of_its_own_on_the_bench(motif: str) -> None:
    picture = Image.open(io.BytesIO(draw(motif, 1)))
    empty = Image.open(io.BytesIO(Scene(1).png()))

    assert picture.size == (WIDTH, HEIGHT)
    changed = sum(one != other for one, other in zip(picture.getdata(), empty.getdata(), strict=True))
    assert changed > WIDTH * HEIGHT / 12


def test_the_same_seed_draws_the_same_bytes_and_another_seed_others() -> None:
    assert draw("pallets", 7) == draw("pallets", 7)
    assert draw("pallets", 7) != draw("pallets", 8)


def test_every_picture_told_of_can_be_drawn_and_says_that_it_is_a_drawing() -> None:
    wares = [*told("year")["ware"], *told("today")["listing"]]
    pictured = [ware for ware in wares if "motif" in ware]

    assert len(pictured) > 30
    assert {ware["motif"] for ware in pictured} <= set(MOTIFS)
    assert all(ware["photo"].startswith("Dessin d") for ware in pictured)


def test_a_tint_stays_a_colour_however_bright() -> None:
    assert tint("#808080", 0.5) == "#404040"
    assert tint("#f0f0f0", 3) == "#ffffff"
