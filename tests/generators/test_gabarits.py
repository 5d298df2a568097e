"""A clause cannot leave its sandbox, and each of its faults is told with its file and line (T1, T3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fabrique import donnees, texte_yaml
from sia_docs.api import loads_dossier
from sia_docs.document.nodes import Block, Field, inlines_of, plain
from sia_docs.erreurs import ContenuInvalide
from sia_docs.generators.context import Contexte
from sia_docs.generators.templates import render
from sia_docs.generators.values import Renvoi, Vue
from sia_docs.law import load_law
from sia_docs.library.load import load_library, read_clause
from sia_docs.rules.parametres import resolve

ENTETE = """---
id: TST-001
titre: Essai
famille: essai
niveau: usage
version: 1
verifiee_le: 2026-11-22
---

"""
PREMIERE_LIGNE = ENTETE.count("\n") + 1


@pytest.fixture(scope="module")
def variables() -> Mapping[str, Any]:
    dossier = loads_dossier(texte_yaml(donnees()))
    day = dossier.date_du_droit
    resolved, _ = resolve(load_library().parametres, dossier, day)
    return Contexte(dossier, day, load_law(), {}, resolved, (), ()).variables()


def _rendu(text: str, variables: Mapping[str, Any]) -> tuple[Block, ...]:
    return render(read_clause(ENTETE + text, "essai.md"), variables)


def _texte(blocks: tuple[Block, ...]) -> str:
    return "".join(plain((inline,)) for block in blocks for inline in inlines_of(block))


EVASIONS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ etablissement.__class__ }}",
    "{{ etablissement.__init__.__globals__ }}",
    "{{ etablissement._model }}",
    "{{ etablissement._model.__class__.__init__.__globals__['sys'].modules['os'].system('touch MARQUE') }}",
    "{{ systeme.proper_noun.__globals__ }}",
    "{{ systeme['_model'] }}",
    "{{ systeme.nom|attr('__class__') }}",
    "{{ ''|attr('__class__') }}",
    "{{ '{0.__class__}'.format(systeme) }}",
    "{{ '{0.__class__.__init__.__globals__}'.format_map({'0': systeme}) }}",
    "{{ si.__globals__ }}",
    "{{ si.__func__.__globals__['CONDITIONS'] }}",
    "{{ cite.__self__ }}",
    "{{ connu.__globals__['__builtins__']['open']('MARQUE', 'w') }}",
    "{{ liste.__code__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.system('touch MARQUE') }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('touch MARQUE').read() }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ config }}",
    "{{ request.application }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{{ ().__class__.__bases__[0] }}",
    "{{ [].append.__self__ }}",
    "{% set x = [] %}{{ x.append(1) }}",
    "{{ {}.update({'a': 1}) }}",
    "{{ (1).real.__class__ }}",
    "{% import 'os' as os %}",
    "{% include '/etc/passwd' %}",
    "{% include '../../x' %}",
    "{% extends '/etc/passwd' %}",
    "{% from 'os' import system %}",
    "{{ systeme.nom.__add__ }}",
    "{{ __valeurs__ }}",
    "{{ __import__('os').system('touch MARQUE') }}",
    "{% for k in ''.__class__.__mro__ %}{{ k }}{% endfor %}",
    "{% if ''.__class__ %}x{% endif %}",
    "{{ p.__class__ }}",
    "{{ p._resolved }}",
    "{{ calcul.__class__.__init__ }}",
    "{{ date_document.__class__ }}",
]


@pytest.mark.parametrize("payload", EVASIONS)
def test_an_attempt_to_leave_the_sandbox_is_refused_with_its_place_and_runs_nothing(
    payload: str, variables: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ContenuInvalide) as caught:
        _rendu(f"Un texte.\n\n{payload}\n", variables)
    (problem,) = caught.value.problemes
    assert problem.fichier == "essai.md"
    assert problem.ligne is not None and PREMIERE_LIGNE <= problem.ligne <= PREMIERE_LIGNE + 2
    assert list(tmp_path.iterdir()) == []


def test_the_payloads_are_at_least_twenty_five() -> None:
    assert len(set(EVASIONS)) >= 25


FAUTES = [
    ("{{ etablissemnt.nom }}", "variable inconnue « etablissemnt » (vouliez-vous dire « etablissement » ?)"),
    (
        "{{ systeem }} {{ fournisseurs }}",
        "variables inconnues « fournisseurs » (vouliez-vous dire « fournisseur » ?), « systeem »",
    ),
    ("{{ systeme.nome }}", "champ inconnu « nome »"),
    ("{{ systeme.nom | majuscule }}", "filtre inconnu « majuscule »"),
    ("{% si x %}", "instruction inconnue « si »"),
    ("{% if connu(systeme.nom) %}", "n’est pas fermé"),
    ("{{ systeme.nom", "n’est pas fermé"),
    ("{{ systeme.nom } }", "inattendu"),
    ("{% if systeme.version %}x{% endif %}", "est inconnu : tester connu(…) ou si(…)"),
    ("{{ liste(systeme.nom) }}", "attend une liste"),
    ("{{ si('nimporte') }}", "condition inconnue « nimporte »"),
    ("{{ article('ZZZ-999') }}", "n’est pas dans le document"),
    ("{{ cite('zzz#1') }}", "référence inconnue : « zzz#1 »"),
    ("{{ p.sla_gti_p9 }}", "champ inconnu « sla_gti_p9 »"),
    ("{{ systeme.nom() }}", "mal employée"),
    ("<b>x</b>", ""),
    ("![x](http://exemple.test/x.png)", ""),
]


@pytest.mark.parametrize(("text", "expected"), FAUTES)
def test_a_fault_of_a_template_is_told_in_french_with_its_place(
    text: str, expected: str, variables: Mapping[str, Any]
) -> None:
    with pytest.raises(ContenuInvalide) as caught:
        _rendu(f"Un texte.\n\n{text}\n", variables)
    (problem,) = caught.value.problemes
    assert expected in problem.message
    assert problem.fichier == "essai.md" and problem.ligne is not None and problem.ligne >= PREMIERE_LIGNE
    assert not re.search(
        r"\b(undefined|unexpected|expected|object|attribute|callable|named)\b", problem.message
    )


def test_a_jinja_fault_has_its_exact_line(variables: Mapping[str, Any]) -> None:
    with pytest.raises(ContenuInvalide) as caught:
        _rendu("Un.\n\nDeux.\n\n{{ systeme.nome }}\n", variables)
    assert caught.value.problemes[0].ligne == PREMIERE_LIGNE + 4


def test_a_value_is_evaluated_once(variables: Mapping[str, Any]) -> None:
    class _Piege(dict[str, Any]):
        pass

    assert _texte(_rendu("A{{ x }}B", _Piege(variables, x="{{ 7*7 }}"))) == "A{{ 7*7 }}B"


def test_two_dossiers_that_share_a_parsed_text_keep_their_own_values(variables: Mapping[str, Any]) -> None:
    first = _rendu("Le nom : {{ x }}.", {**variables, "x": "Un"})
    second = _rendu("Le nom : {{ x }}.", {**variables, "x": "Deux"})
    assert "Un" in _texte(first) and "Deux" in _texte(second) and "Un" not in _texte(second)


def test_data_missing_together_are_one_short_field_that_a_list_can_tell_apart(
    variables: Mapping[str, Any],
) -> None:
    text = (
        "{% for m in systeme.performances %}{% if connu(m.ic_bas) %}connu{% else %}"
        '{{ m.ic_bas | nomme("intervalle de confiance") }}{% endif %}{% endfor %}'
    )
    data = donnees()
    data["systeme"]["performances"] = [{"indicateur": "Sensibilité"}]
    seen = {**variables, "systeme": Vue(loads_dossier(texte_yaml(data)).systeme, "systeme")}
    (field,) = (i for block in _rendu(text, seen) for i in inlines_of(block) if isinstance(i, Field))
    assert field.text == "[À\u00a0compléter\u00a0: intervalle de confiance]"
    assert field.name == "intervalle de confiance (Sensibilité)"


def test_a_reference_of_a_table_has_no_article(variables: Mapping[str, Any]) -> None:
    seen = {**variables, "article": lambda ident: Renvoi(ident, "article", "4.10")}
    assert _texte(_rendu('{{ article("A") | Court }} et {{ article("A") | court }}', seen)) == (
        "Article\u00a04.10 et article\u00a04.10"
    )
    with pytest.raises(ContenuInvalide, match="renvoi"):
        _rendu("{{ systeme.besoin | court }}", variables)


def test_what_is_established_differs_from_what_may_be(variables: Mapping[str, Any]) -> None:
    text = (
        "{% if si('est_generatif') %}peut-être{% endif %}{% if etabli('est_generatif') %} sûrement{% endif %}"
    )
    assert _texte(_rendu(text, variables)) == "peut-être"


def test_items_are_printed_one_a_line_exactly_as_typed(variables: Mapping[str, Any]) -> None:
    values = {**variables, "lots": ("**A**.", "b ; C")}
    assert _texte(_rendu("{{ lignes(lots) }}", values)) == "**A**.\nb ; C"


@pytest.mark.parametrize(
    "text", ["{{ lignes(etablissement.nom) }}", "{% if etabli('magique') %}x{% endif %}"]
)
def test_a_misused_function_is_refused(text: str, variables: Mapping[str, Any]) -> None:
    with pytest.raises(ContenuInvalide):
        _rendu(text, variables)
