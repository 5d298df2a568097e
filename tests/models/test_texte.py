"""Text is clean or refused, with the name of its field; nothing visible is ever dropped (I5, I6)."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique import champs_texte, donnees, riche, texte_yaml
from sia_docs.erreurs import DossierInvalide, FichierIllisible
from sia_docs.io.dossier import dossier_of, loads_dossier
from sia_docs.io.yaml_lines import Arbre
from sia_docs.models import Dossier, SystemeIA
from sia_docs.models.base import texte_propre

INTERDITS = [
    "\x00",
    "\x01",
    "\x08",
    "\x0b",
    "\x0c",
    "\r",
    "\x1b",
    "\x1f",
    "\x7f",
    "\x80",
    "\x85",
    "\x9f",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\U0001fffe",
    "\ufeff",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
]
CHAMPS = champs_texte()


@pytest.mark.parametrize("char", INTERDITS, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("path", ["systeme.nom", "systeme.limites", "systeme.services.0"])
def test_a_dangerous_character_is_refused_with_its_field_its_code_and_its_position(
    char: str, path: str
) -> None:
    data = donnees({path.removesuffix(".0"): [f"ab{char}c"] if path.endswith(".0") else f"ab{char}c"})
    with pytest.raises(Exception) as caught:
        Dossier.model_validate(data)
    said = str(caught.value)
    assert path.split(".")[1] in said
    assert f"U+{ord(char):04X} en position 3" in said


def test_half_a_character_is_refused_with_its_field() -> None:
    with pytest.raises(FichierIllisible, match=r"ligne 1 .*ne désigne aucun caractère"):
        loads_dossier(json.dumps(donnees({"systeme.nom": "ab\ud800c"})), json=True)
    raw = Arbre(donnees({"systeme.nom": "ab\ud800c"}), {}, "x")
    with pytest.raises(
        DossierInvalide, match=r"systeme\.nom : le texte contient un caractère invalide.*\\ud800"
    ):
        dossier_of(raw)


@pytest.mark.parametrize("path", CHAMPS)
def test_no_text_field_forgets_to_clean(path: str) -> None:
    good = "à propos"
    for bad in ("a\x0bb", "a\u202eb"):
        with pytest.raises(DossierInvalide) as caught:
            loads_dossier(texte_yaml(riche(lambda p, bad=bad: bad if p == path else good)))
        assert [p.champ for p in caught.value.problemes] == [path.replace(".0", ".1")]


@pytest.mark.parametrize("path", CHAMPS)
def test_ten_thousand_characters_are_refused_in_a_short_field_and_kept_in_a_long_one(path: str) -> None:
    text = texte_yaml(riche(lambda p: "x" * 10_000 if p == path else "bref"))
    if CHAMPS[path] >= 10_000:
        assert "x" * 10_000 in loads_dossier(text).model_dump_json()
        return
    with pytest.raises(DossierInvalide, match=r"le texte est trop long \(300 caractères au plus\)") as caught:
        loads_dossier(text)
    assert [p.champ for p in caught.value.problemes] == [path.replace(".0", ".1")]
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("char", ["\u200b", "\u200c", "\u2060", "\u00ad"])
def test_zero_width_characters_carry_no_text(char: str) -> None:
    assert texte_propre(f"Poum{char}onia") == "Poumonia"


@pytest.mark.parametrize("text", ["\u200b", "\u00ad\u2060"])
def test_a_text_that_nobody_would_see_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="un texte visible est attendu"):
        SystemeIA(besoin=text)


def test_line_breaks_of_every_system_are_line_feeds() -> None:
    assert texte_propre("a\r\nb\u2028c\u2029d") == "a\nb\nc\nd"


def test_french_characters_emoji_and_other_scripts_are_kept() -> None:
    text = "« Œuvre »\u00a0: 50\u202f% – n°\u00a01, cœur, ﬁn, 漢字, مرحبا, 👩\u200d⚕️, ²"
    assert texte_propre(text) == unicodedata.normalize("NFC", text)


@given(st.text())
def test_a_text_is_refused_or_keeps_all_that_is_visible(text: str) -> None:
    try:
        clean = texte_propre(text)
    except ValueError as error:
        assert "U+" in str(error) or "visible" in str(error)
        return
    assert texte_propre(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)

    def visible(value: str) -> str:
        kept = (c for c in value if unicodedata.category(c) not in ("Cf", "Zl", "Zp") and c not in "\r\n")
        return unicodedata.normalize("NFC", "".join(kept))

    assert visible(clean) == visible(text)
