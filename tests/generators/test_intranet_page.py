"""The page of the intranet as a text: what it may run, and data that cannot leave their place."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest

from fabrique import donnees
from sia_docs.erreurs import DossierInvalide
from sia_docs.generators.intranet import intranet_page, json_in_html
from sia_docs.generators.mention import mention
from sia_docs.generators.mention_pieces import answers, page_data
from sia_docs.library.mentions import load_mentions
from sia_docs.models import Dossier

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7*7 }} & 'x' \"y\""


def dossier(**changes: Any) -> Dossier:
    return Dossier.model_validate(donnees({key.replace("__", "."): value for key, value in changes.items()}))


def test_nothing_in_the_data_can_close_the_element_that_holds_them() -> None:
    data = {"x": f"{HOSTILE}\u2028\u2029"}
    text = json_in_html(data)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == data


def test_hostile_names_stay_text_everywhere_in_the_page() -> None:
    page = intranet_page([dossier(systeme__nom=HOSTILE, etablissement__nom=HOSTILE)])
    assert page.count("<script") == page.count("</script") == 2
    assert "<!--" not in page
    assert "alert(1)</" not in page


def test_the_policy_allows_this_script_and_this_style_and_nothing_else() -> None:
    page = intranet_page([dossier()])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    for name in ("script", "style"):
        (body,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        allowed = b64encode(sha256(body.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{allowed}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy and "http" not in policy
    assert re.findall(r"https?://|\ssrc=|\shref=|\son\w+=|\sstyle=|@import|url\(", page) == []


def test_every_sentence_is_there_for_every_document() -> None:
    data = page_data([dossier(), dossier(systeme__nom="Scribia")])
    wording = load_mentions()
    assert set(data["phrases"]) == {v.code for v in wording.variantes}
    assert all(set(kinds) == {d.id for d in wording.documents} for kinds in data["phrases"].values())
    assert {code for code, *_ in [(a.variante.code,) for a in answers()]} == set(data["phrases"])


def test_only_a_professional_whose_presence_is_asked_for_can_validate() -> None:
    for answer in answers():
        assert (answer.role == "present") == (answer.variante.validateur == "present")


def test_without_a_choice_the_supervisor_of_the_dossier_is_named_as_python_does() -> None:
    system = dossier(
        systeme__version="1",
        information__finalite_mention="aide au tri",
        information__superviseur={"titre": "aucun", "nom": "Émile Zola", "fonction": "cadre"},
    )
    data = page_data([system])
    (known,) = data["professionnels"]
    assert mention([system], "B").texte.endswith(f"sous la supervision {known['de']}.")
    assert data["systemes"][0]["responsables"] == [0]


def test_the_same_system_twice_is_refused_with_its_name() -> None:
    with pytest.raises(DossierInvalide, match="même système"):
        intranet_page([dossier(), dossier()])
    with pytest.raises(DossierInvalide, match="aucun système"):
        intranet_page([])


def test_the_same_dossiers_give_the_same_page() -> None:
    assert intranet_page([dossier()]) == intranet_page([dossier()])
