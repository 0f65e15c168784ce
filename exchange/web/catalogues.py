"""Sentences in the language of the reader: French as it was written, others from one catalogue each.

Message ids are the French sentences themselves, so French needs no catalogue, only its own plural rule (0
and 1 are singular) and its own spaces. Another language is one `.po` file, compiled in memory when it is
first spoken (decision 0020).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations
from flask_babel import Domain, get_locale

from exchange.kernel.languages import SOURCE_LANGUAGE

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
NBSP = "\u00a0"
_BEFORE_MARK = re.compile(r" (?=[:;?!»](?:\W|$)|%%?(?:[^\w%(]|$))")
_AFTER_OPENING = re.compile(r"(?<=«) ")


@lru_cache(maxsize=4096)
def typeset(sentence: str) -> str:
    """Return a French sentence with unbreakable spaces: before : ; ? ! » % and after «."""
    return _AFTER_OPENING.sub(NBSP, _BEFORE_MARK.sub(NBSP, sentence))


class SourceTranslations(NullTranslations):
    """Sentences as they were written: in French, where none and one are both singular."""

    def gettext(self, message: str) -> str:
        """Return the sentence itself, typeset."""
        return typeset(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the singular below two, the plural from two on."""
        return typeset(msgid1 if abs(n) < 2 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Return the sentence itself: the context tells apart what other languages say in two ways."""
        del context
        return typeset(message)

    def ugettext(self, message: str) -> str:
        """Return the same as `gettext`, under the name that pages call."""
        return self.gettext(message)

    def ungettext(self, message1: str, message2: str, num: int) -> str:
        """Return the same as `ngettext`, under the name that pages call."""
        return self.ngettext(message1, message2, num)

    def upgettext(self, context: str, message: str) -> str:
        """Return the same as `pgettext`, under the name that pages call."""
        return self.pgettext(context, message)


def read_catalogue(path: Path, language: str) -> Translations | SourceTranslations:
    """Return a catalogue's translations; what it lacks, or a file that is not there, stays French."""
    source = SourceTranslations()
    if not path.is_file():
        return source
    compiled = BytesIO()
    with path.open("rb") as stream:
        mofile.write_mo(compiled, pofile.read_po(stream, locale=language))
    compiled.seek(0)
    translations = Translations(compiled)
    translations.add_fallback(source)
    return translations


@cache
def translations(language: str) -> Translations | SourceTranslations:
    """Return the translations of a language, read once in the life of the process."""
    return read_catalogue(CATALOGUES / language / "LC_MESSAGES" / "messages.po", language)


class HouseDomain(Domain):
    """The house's sentences, in the language of the request."""

    def get_translations(self) -> Translations | SourceTranslations:
        """Return the translations of the language in force, French outside any application."""
        locale = get_locale()
        return translations(locale.language if locale else SOURCE_LANGUAGE)
