"""How the law answers, on a small folder of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sia_docs.law import Law, LawError, ScopeError, Statut, UnknownReference, load_law

TEXTE = """\
id: essai
titre: "Loi d'essai"
court: "Loi d'essai"
nature: loi
citation: {article: la, texte: "loi d'essai"}
url: https://exemple.fr/loi
publication: 2020-01-10
certitude: verifie
verifie_le: 2026-03-31
resume: "Fait un essai."
source: "Loi d'essai"
versions:
  - {a_compter_du: 2020-02-01}
regimes:
  - id: grand
    libelle: "Grand"
    resume: "Les grands commencent."
    versions:
      - {a_compter_du: 2022-01-01}
      - {a_compter_du: 2024-01-01, publiee_le: 2021-06-01, reporte: 2022-01-01}
  - id: petit
    libelle: "Petit"
    resume: "Les petits commencent."
    versions:
      - {a_compter_du: 2023-01-01}
articles:
  - {id: "1", titre: "Un", resume: "Un."}
  - {id: "2", titre: "Deux", resume: "Deux.", regimes: [grand, petit]}
  - id: "3"
    titre: "Trois"
    resume: "Trois."
    verifie_le: 2024-01-15
    versions:
      - {a_compter_du: 2021-01-01, debut: au_plus_tard}
      - {a_compter_du: 2025-01-01, publiee_le: 2024-05-01, statut: abrogee}
"""


def _law(tmp_path: Path, content: str = TEXTE, name: str = "essai.yaml") -> Law:
    folder = tmp_path / "references"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return load_law(tmp_path)


def test_before_publication_the_state_is_unknown_not_the_nearest_version(tmp_path: Path) -> None:
    etat = _law(tmp_path).at("essai#1", date(2020, 1, 9))
    assert etat.statut is Statut.INCONNU_A_CETTE_DATE
    assert etat.version is None
    assert etat.applicable_le is None


def test_a_start_at_the_latest_tells_nothing_of_the_day_before(tmp_path: Path) -> None:
    law = _law(tmp_path)
    assert law.at("essai#3", date(2020, 12, 31)).statut is Statut.INCONNU_A_CETTE_DATE
    assert law.at("essai#3", date(2021, 1, 1)).applicable


def test_a_repealed_article_says_so(tmp_path: Path) -> None:
    law = _law(tmp_path)
    assert law.at("essai#3", date(2024, 12, 31)).applicable
    assert law.at("essai#3", date(2025, 1, 1)).statut is Statut.ABROGE


def test_a_postponement_counts_from_its_publication(tmp_path: Path) -> None:
    law = _law(tmp_path)
    assert law.at("essai#2", date(2021, 5, 31), "grand").applicable_le == date(2022, 1, 1)
    assert law.at("essai#2", date(2021, 6, 1), "grand").applicable_le == date(2024, 1, 1)
    assert law.at("essai#2", date(2022, 6, 1), "grand").statut is Statut.A_VENIR


def test_the_scope_must_be_given_when_dates_differ(tmp_path: Path) -> None:
    with pytest.raises(ScopeError, match="précisez-le \\(grand, petit\\)"):
        _law(tmp_path).at("essai#2", date(2022, 1, 1))


def test_an_unknown_scope_is_refused_even_where_scopes_do_not_matter(tmp_path: Path) -> None:
    law = _law(tmp_path)
    with pytest.raises(ScopeError, match="moyen"):
        law.at("essai#1", date(2022, 1, 1), "moyen")
    assert law.at("essai#1", date(2022, 1, 1), "grand").applicable


def test_states_gives_one_state_per_scope(tmp_path: Path) -> None:
    etats = _law(tmp_path).states("essai#2", date(2023, 6, 1))
    assert [(e.champ, e.statut) for e in etats] == [("grand", Statut.A_VENIR), ("petit", Statut.APPLICABLE)]


@pytest.mark.parametrize(
    ("demande", "proposition"),
    [
        ("rgpd#28-3-i", "rgpd#28-3-"),
        ("rgdp#28", "rgpd#28"),
        ("csp#l1111-8", "csp#L1111-8"),
        ("hds-v1", "hds-v2"),
    ],
)
def test_an_unknown_reference_suggests_the_nearest(demande: str, proposition: str) -> None:
    with pytest.raises(UnknownReference) as caught:
        load_law().ref(demande)
    assert (caught.value.suggestion or "").startswith(proposition)
    assert demande in str(caught.value)


def test_an_unknown_reference_that_looks_like_nothing_suggests_nothing() -> None:
    with pytest.raises(UnknownReference) as caught:
        load_law().ref("zzzzzzzz")
    assert caught.value.suggestion is None


def test_changes_exclude_the_first_day_and_include_the_last(tmp_path: Path) -> None:
    law = _law(tmp_path)
    assert [c.champ for c in law.changes(date(2022, 12, 31), date(2023, 1, 1))] == ["petit"]
    assert law.changes(date(2023, 1, 1), date(2023, 6, 1)) == []


def test_changes_do_not_invent_a_start_that_nobody_researched(tmp_path: Path) -> None:
    assert all(c.reference != "essai#3" for c in _law(tmp_path).changes(date(2020, 6, 1), date(2021, 2, 1)))


def test_changes_show_a_repeal(tmp_path: Path) -> None:
    (publication, fin) = _law(tmp_path).changes(date(2024, 4, 1), date(2025, 2, 1))
    assert (publication.nature, publication.le) == ("publication", date(2024, 5, 1))
    assert (fin.nature, fin.avant, fin.apres) == ("abrogation", "applicable", "abroge")


def test_stale_lists_the_oldest_first_and_texts_once(tmp_path: Path) -> None:
    law = _law(tmp_path)
    assert [p.reference for p in law.stale(date(2026, 6, 1))] == ["essai#3"]
    assert [p.reference for p in law.stale(date(2027, 4, 1))] == ["essai#3", "essai"]
    assert [p.reference for p in law.stale(date(2027, 3, 31))] == ["essai#3"]
    assert [p.reference for p in law.stale(date(2026, 5, 31), months=3)] == ["essai#3"]


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ('titre: "Un"', 'tittre: "Un"', "tittre"),
        ('court: "Loi d\'essai"', 'court: ""', "texte vide"),
        ("nature: loi", "nature: lois", "lois"),
        ("nature: loi\n", "nature: loi\nnature: loi\n", "clé en double « nature »"),
        ("https://exemple.fr/loi", "http://exemple.fr/loi", "https://"),
        ("publication: 2020-01-10", "publication: 10/01/2020", "AAAA-MM-JJ"),
        ("publication: 2020-01-10", "publication: 2020-02-30", "calendrier"),
        ("publication: 2020-01-10", "publication: 2020", "AAAA-MM-JJ"),
        ("reporte: 2022-01-01", "reporte: 2022-01-02", "ne désigne aucune version"),
        ("publiee_le: 2021-06-01", "publiee_le: 2023-06-01", "déjà applicable"),
        ('{id: "2"', '{id: "1"', "article en double « 1 »"),
        ("[grand, petit]", "[grand, moyen]", "régime inconnu « moyen »"),
        ("a_compter_du: 2025-01-01", "a_compter_du: 2020-12-31, x: 1", "x"),
        ("2025-01-01, publiee_le: 2024-05-01", "2020-06-01", "date hors ordre"),
        ("2025-01-01, publiee_le: 2024-05-01", "2025-01-01, publiee_le: 2026-05-01", "date hors ordre"),
        ("articles:", "articles: [", "YAML illisible"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(
    tmp_path: Path, avant: str, apres: str, message: str
) -> None:
    ligne = TEXTE[: TEXTE.index(avant)].count("\n") + 1
    with pytest.raises(LawError) as caught:
        _law(tmp_path, TEXTE.replace(avant, apres, 1))
    assert caught.value.path == "references/essai.yaml"
    assert message in str(caught.value)
    # A repeated key and a bracket left open are seen on the line after.
    expected = ligne + 1 if message.startswith(("clé en double", "YAML")) else ligne
    assert caught.value.line == expected, str(caught.value)


def test_a_file_is_named_after_its_text(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"essai\.yaml"):
        _law(tmp_path, name="autre.yaml")


def test_the_law_is_read_once(tmp_path: Path) -> None:
    assert _law(tmp_path) is load_law(tmp_path)
