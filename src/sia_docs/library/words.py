"""The words that the engine writes in a language other than French: ``<langue>/libelles.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Field

from sia_docs.library.schema import Strict

_Mot = Annotated[str, Field(min_length=1, max_length=80)]


class Mots(Strict):
    """Around the values. Spaces count: « , » and « et » are written with theirs."""

    model_config = ConfigDict(str_strip_whitespace=False)  # spaces are part of these words

    a_completer: _Mot
    oui: _Mot
    non: _Mot
    virgule: _Mot
    et: _Mot
    point_virgule: _Mot
    deux_points: _Mot


class Libelles(Strict):
    """Words of one language; ``choix`` gives labels by class of choices, then by value."""

    langue: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    region: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")]
    """Language of the documents: « en-GB »."""
    regles: Annotated[str, Field(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")]
    """Babel's locale, for dates and numbers."""
    mots: Mots
    choix: Mapping[str, Mapping[str, _Mot]]
