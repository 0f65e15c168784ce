from __future__ import annotations

import ast
import re
from pathlib import Path

from jinja2 import Environment, meta

from tests.architecture.plan import ROOT, committed, python_files, tree_of

ENDINGS = (".html", ".txt")


def templates() -> dict[str, str]:
    """Return the text of every template by its name."""
    return {
        path.relative_to("templates").as_posix(): (ROOT / path).read_text(encoding="utf-8")
        for path in committed()
        if path.parts[0] == "templates" and path.suffix in ENDINGS
    }


def strings_of(path: Path) -> set[re.Pattern[str]]:
    """Return a pattern for each text that a module holds; the open places of f-strings stand for anything."""
    patterns = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            patterns.add(re.compile(re.escape(node.value)))
        elif isinstance(node, ast.JoinedStr):
            fixed = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w/.-]+"
                for part in node.values
            ]
            if "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant)).strip("/."):
                patterns.add(re.compile("".join(fixed)))
    return patterns


def references(name: str, text: str) -> set[str]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    found = meta.find_referenced_templates(environment.parse(text))
    return {reference for reference in found if reference is not None and reference != name}


def test_every_template_that_is_named_exists() -> None:
    known = templates()
    named = {
        node.value
        for path in python_files("exchange")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_]+(/[a-z_]+)+\.(html|txt)", node.value)
    }
    named |= {reference for name, text in known.items() for reference in references(name, text)}
    assert len(named) > 5
    assert named - set(known) == set()


def test_every_template_is_used() -> None:
    known = templates()
    by_template = {reference for name, text in known.items() for reference in references(name, text)}
    patterns = {pattern for path in python_files("exchange") for pattern in strings_of(path)}
    unused = []
    for name in known:
        bare = name.rsplit(".", 1)[0]
        spellings = {name, bare, bare.removeprefix("mails/")}
        is_called = any(pattern.fullmatch(spelling) for pattern in patterns for spelling in spellings)
        if name not in by_template and not is_called:
            unused.append(name)
    assert unused == []


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")|<style|\sstyle=|\son\w+=\""
    )
    pages = {
        name: text for name, text in templates().items() if name.endswith(".html") and "mails/" not in name
    }
    assert {name: found.group() for name, text in pages.items() if (found := inline.search(text))} == {}


def test_no_template_fetches_anything_from_elsewhere() -> None:
    outside = re.compile(r"<(?:script|link|img|source|iframe)[^>]+(?:src|href)=\"(?:https?:)?//")
    assert [name for name, text in templates().items() if outside.search(text)] == []


def test_every_form_that_posts_carries_the_token_against_forgery() -> None:
    form = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)
    bare = [
        name
        for name, text in templates().items()
        for inside in form.findall(text)
        if "csrf_token()" not in inside and "hidden(" not in inside
    ]
    assert bare == []
