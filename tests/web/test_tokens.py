"""The tokens keep their word: text can be read on every ground, by day and by night."""

from __future__ import annotations

import re

import pytest

from exchange.settings import assets

SHEETS = sorted((assets("static") / "css").glob("*.css"))
GROUNDS = ("paper", "surface", "well")
TEXTS = ("ink", "ink-soft", "accent-text", "diverted", "danger")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink", "accent-soft"),
    ("accent-text", "accent-soft"),
    ("diverted", "diverted-soft"),
    ("danger", "danger-soft"),
    ("ink", "danger-soft"),
    ("caution", "caution-soft"),
    ("notice", "notice-soft"),
]


def _tokens(scheme: str) -> dict[str, str]:
    text = (assets("static") / "css" / "tokens.css").read_text(encoding="utf-8")
    day, night = text.split("@media (prefers-color-scheme: dark)")
    values = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", day))
    return (
        values if scheme == "light" else values | dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", night))
    )


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    tokens = _tokens(scheme)
    assert _contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_can_be_seen(scheme: str, ground: str) -> None:
    tokens = _tokens(scheme)
    assert _contrast(tokens["edge"], tokens[ground]) >= 3


def test_colours_are_named_in_one_place() -> None:
    for sheet in SHEETS:
        if sheet.name not in {"tokens.css", "print.css"}:
            assert not re.search(
                r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", _without_addresses(sheet.read_text("utf-8"))
            ), sheet.name


def test_every_token_used_is_defined() -> None:
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    defined = set(re.findall(r"--([a-z0-9-]+):", text))
    used = {name for name in re.findall(r"var\(--([a-z0-9-]+)", text) if not name.startswith("bs-")}
    assert used <= defined


def _without_addresses(css: str) -> str:
    return re.sub(r"url\([^)]*\)", "", css)
