from __future__ import annotations

import re
from configparser import ConfigParser

import pytest

from tests.architecture.plan import ROOT, modules_of, slices

VOCABULARY = {
    "actions",
    "mails",
    "exports",
    "queries",
    "loading",
    "models",
    "figures",
    "policy",
    "rules",
    "lifecycle",
    "commands",
    "errors",
}


def contract(name: str) -> dict[str, list[str]]:
    """Return a contract's settings, each as its lines."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    return {
        key: [line.strip() for line in value.splitlines() if line.strip()]
        for key, value in config[f"importlinter:contract:{name}"].items()
    }


def named_in(layers: list[str]) -> set[str]:
    return {name.strip(" ()") for line in layers for name in re.split(r"[|:]", line)}


@pytest.mark.parametrize(("name", "key"), [("slice", "containers"), ("faceless", "source_modules")])
def test_every_slice_is_named_in_the_contracts(name: str, key: str) -> None:
    listed = {line.removeprefix("exchange.") for line in contract(name)[key]}
    assert listed == slices()


def test_every_slice_has_its_place_on_the_staircase() -> None:
    assert slices() <= named_in(contract("staircase")["layers"])


def test_a_slice_is_built_of_a_closed_vocabulary() -> None:
    found = {name: modules_of(name) - {"data"} for name in slices()}
    assert {name: extra for name, modules in found.items() if (extra := modules - VOCABULARY)} == {}


def test_the_contract_on_slices_knows_the_whole_vocabulary_and_no_more() -> None:
    assert named_in(contract("slice")["layers"]) == VOCABULARY


def test_every_page_and_every_shelf_is_named_in_the_contract_on_pages() -> None:
    assert modules_of("web") == named_in(contract("pages")["layers"])
