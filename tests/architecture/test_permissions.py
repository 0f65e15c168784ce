from __future__ import annotations

import re
from collections import Counter

from tests.architecture.plan import ROOT, slices
from tools.generate_permissions import page, permissions


def test_the_page_of_permissions_is_what_the_policies_say() -> None:
    """Mend with `make docs`."""
    assert (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8") == page()


def test_every_action_is_named_once_and_says_when() -> None:
    rows = [row for owner in permissions().values() for row in owner]
    assert [action for action, count in Counter(row.action for row in rows).items() if count > 1] == []
    assert [row.action for row in rows if not re.fullmatch(r"[a-z_]+\.[a-z_]+", row.action)] == []
    assert [row.action for row in rows if not row.when or row.scope not in {"read", "write", "admin"}] == []


def test_every_permission_of_a_policy_stands_in_its_table() -> None:
    import importlib

    from exchange.kernel.permissions import Permission

    for name, rows in permissions().items():
        if name in slices():
            policy = importlib.import_module(f"exchange.{name}.policy")
            held = {each.action for each in vars(policy).values() if isinstance(each, Permission)}
            assert held == {row.action for row in rows}, name
