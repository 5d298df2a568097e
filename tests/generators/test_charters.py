"""From an inventory to trees: sections by structure, words by law, data that are never markup."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from inventaires import INVENTAIRE, inventaire, parc
from sia_docs.document.comparison import sections_of
from sia_docs.document.nodes import Beside, Document, Heading, Layout, Link, headings_of, inlines_of, plain
from sia_docs.erreurs import ContenuInvalide
from sia_docs.generators.charters import build_charters
from sia_docs.generators.inventory import variables
from sia_docs.law import load_law
from sia_docs.library.charters import (
    Chartes,
    SectionCharte,
    TexteCharte,
    load_charters,
    read_charter,
    read_section,
)
from sia_docs.models.inventaire import Parc
from sia_docs.writers.docx import write_docx
from sia_docs.writers.html import write_html

TETE = '---\nid: {id}\ntitre: "{titre}"\nfamille: {famille}\n{plus}verifiee_le: 2026-11-22\n---\n'
SECTION = '---\nid: {id}\ntitre: "{titre}"\nmoment: avant\n{plus}verifiee_le: 2026-11-22\n---\n'
HOSTILE = "Société <Dupont> & fils {{ 7*7 }} **gras** | ::: {% if %}"


def texte(
    body: str, ident: str = "CHARTE", titre: str = "Charte", famille: str = "personnel", plus: str = ""
) -> TexteCharte:
    head = TETE.format(id=ident, titre=titre, famille=famille, plus=plus)
    return read_charter(head + body, f"{ident}.md")


def section(ident: str, body: str, titre: str = "Section", plus: str = "") -> SectionCharte:
    return read_section(SECTION.format(id=ident, titre=titre, plus=plus) + body, f"{ident}.md")


def library(*texts: TexteCharte, sections: tuple[SectionCharte, ...] = ()) -> Chartes:
    known = load_charters()
    return Chartes({t.id: t for t in texts}, {s.id: s for s in sections}, known.mots, known.cadre)


def made(
    body: str | TexteCharte,
    changes: Mapping[str, Any] | None = None,
    sections: tuple[SectionCharte, ...] = (),
    **options: Any,
) -> Document:
    text = texte(body) if isinstance(body, str) else body
    (one,) = build_charters(parc(changes), library(text, sections=sections), load_law(), **options).chartes
    return one.document


def words(document: Document) -> str:
    return " ".join(passage.texte for part in sections_of(document.blocks) for passage in part.passages)


PARTIES = (
    "parties:\n  - titre: Avant\n    sections: [S-UN, S-DEUX]\n  - titre: Après\n    sections: [S-TROIS]\n"
)


def test_sections_come_below_their_part_and_are_numbered_from_the_first_to_the_last() -> None:
    sections = (
        section("S-UN", "Un."),
        section("S-DEUX", "### Petit\n\nDeux.", "Deuxième"),
        section("S-TROIS", "Trois."),
    )
    document = made(texte("Chapeau : Bonjour.", plus=PARTIES), sections=sections)
    assert [(h.level, plain(h.children)) for h in headings_of(document.blocks)] == [
        (1, "Avant"),
        (2, "1. Section"),
        (2, "2. Deuxième"),
        (3, "Petit"),
        (1, "Après"),
        (2, "3. Section"),
    ]


def test_a_section_of_other_structures_is_left_out_with_its_part_and_its_number() -> None:
    only = "structures: [cabinet]\n"
    sections = (
        section("S-UN", "Un.", plus=only),
        section("S-DEUX", "Deux."),
        section("S-TROIS", "Trois.", plus=only),
    )
    document = made(texte("Bonjour.", plus=PARTIES), sections=sections)
    assert [plain(h.children) for h in headings_of(document.blocks)] == ["Avant", "1. Section"]


def test_a_document_of_other_structures_is_not_made() -> None:
    texts = (
        texte("Long.", plus="structures: [chu]\n"),
        texte("Court.", "COURTE", plus="structures: [cabinet]\n"),
    )
    produced = build_charters(parc(), library(*texts), load_law())
    assert [one.texte.id for one in produced.chartes] == ["CHARTE"]


def test_a_section_refers_to_another_by_its_number_and_title() -> None:
    sections = (
        section("S-UN", 'Voir {{ section("S-DEUX") }}. {% if retenue("S-TROIS") %}Et plus loin.{% endif %}'),
        section("S-DEUX", "Deux.", "L'autre"),
        section("S-TROIS", "Trois.", plus="structures: [cabinet]\n"),
    )
    text = words(made(texte("Bonjour.", plus=PARTIES), sections=sections))
    assert "Voir point 2 («\u00a0L’autre\u00a0»)." in text and "Et plus loin" not in text


def test_a_reference_to_a_section_that_is_left_out_is_a_fault_of_the_text() -> None:
    sections = (
        section("S-UN", 'Voir {{ section("S-NEUF") }}.'),
        section("S-DEUX", "2."),
        section("S-TROIS", "3."),
    )
    with pytest.raises(ContenuInvalide, match="tester retenue"):
        made(texte("Bonjour.", plus=PARTIES), sections=sections)


# -------------------------------------------------------------------------------------- variables


def names(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return variables(parc(changes), load_law(), load_charters().mots)


@pytest.mark.parametrize(
    ("kind", "law"),
    [("chu", "public"), ("ght", "public"), ("clinique", "prive"), ("espic", "prive"), ("cabinet", "liberal")],
)
def test_the_words_follow_the_law_of_the_staff(kind: str, law: str) -> None:
    found = names({"etablissement.type": kind})
    assert [name for name in ("public", "prive", "liberal") if found[name]] == [law]
    assert found["est_structure"](kind) and not found["est_structure"]("autre")


def test_a_structure_of_unknown_law_is_none_of_them() -> None:
    found = names({"etablissement.type": "autre"})
    assert not any(found[name] for name in ("public", "prive", "liberal"))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("chu", "le comité social d’établissement ; du comité social d’établissement"),
        ("clinique", "le comité social et économique ; du comité social et économique"),
    ],
)
def test_a_word_takes_its_article(kind: str, said: str) -> None:
    body = "{{ mots.cse | le }} ; {{ mots.cse | de }}"
    assert words(made(body, {"etablissement.type": kind})).replace("\u00a0", " ") == said


def test_an_option_is_yes_no_or_to_complete() -> None:
    body = "{% if oui(options.agents) %}OUI{% elif non(options.agents) %}NON{% else %}{{ options.agents }}{% endif %}"
    found = {v: words(made(body, {"options": {"agents": v}})) for v in ("oui", "non", "inconnu")}
    assert found["oui"] == "OUI" and found["non"] == "NON" and "agents d’IA admis" in found["inconnu"]


def test_an_option_tested_as_if_it_were_known_is_a_fault_of_the_text() -> None:
    with pytest.raises(ContenuInvalide, match=r"tester connu\(…\)"):
        made("{% if options.agents %}x{% endif %}")


def test_the_uses_of_a_job_are_its_own_and_those_of_everybody() -> None:
    use = dict(INVENTAIRE["usages_approuves"][0])
    uses = [
        use,
        {**use, "usage": "coder", "metiers": ["informaticien"]},
        {**use, "usage": "dicter", "metiers": "inconnu"},
    ]
    for_job = names({"usages_approuves": uses})["usages_pour"]
    assert [u.usage for u in for_job("medecin")] == ["résumer un texte", "dicter"]
    assert [u.usage for u in for_job("informaticien")] == ["résumer un texte", "coder", "dicter"]


def test_a_job_that_does_not_exist_is_a_fault_of_the_text() -> None:
    with pytest.raises(ContenuInvalide, match="n’est pas parmi"):
        made('{% for u in usages_pour("jardinier") %}x{% endfor %}')


def test_a_catalogue_that_nobody_wrote_is_one_row_to_complete() -> None:
    body = "{% for u in usages %}{{ u.usage }} avec {{ u.systeme.nom }}{% endfor %}"
    document = made(body, {"usages_approuves": "inconnu"})
    assert document.draft and "usage" in words(document).lower()


def test_an_empty_catalogue_is_said_empty() -> None:
    assert words(made("{% if aucun(usages) %}Aucun.{% endif %}", {"usages_approuves": []})) == "Aucun."


def test_a_question_that_nobody_answered_is_answered_no_by_the_booleans() -> None:
    (system,) = names()["systemes"]
    assert (system.agentique, system.enregistre_la_voix, system.parle_au_patient) == (False, False, False)
    assert system.en_service and system.generatif and system.valide


# ------------------------------------------------------------------------------------- documents


def test_data_are_never_markup(tmp_path: Path) -> None:
    body = "{{ usages[0].usage }}\n\n{{ charte.lieu }} ; {{ etablissement.nom }}"
    changes = {
        "usages_approuves.0.usage": HOSTILE,
        "charte.lieu": HOSTILE,
        "etablissement.nom": HOSTILE,
    }
    document = made(body, changes)
    assert words(document).count(HOSTILE) == 3
    assert "<Dupont>" not in write_html(document) and "&lt;Dupont&gt;" in write_html(document)
    assert write_docx(document)[:2] == b"PK"


def test_what_is_missing_makes_a_draft_and_tells_who_answers() -> None:
    (one,) = build_charters(parc(), library(texte("{{ contacts.support }}")), load_law()).chartes
    assert one.document.draft and one.document.cover.status
    assert [(field.id, field.who) for field in one.manques] == [("contacts.support", "dsi")]


def test_a_document_with_nothing_missing_is_final() -> None:
    document = made("Tout est dit.")
    assert not document.draft and document.cover.status == ""


def test_the_addresses_of_the_inventory_are_links() -> None:
    document = made("Lire : {{ charte.lien }}", {"charte.lien": "https://chu.exemple/charte"})
    hrefs = [i.href for block in document.blocks for i in inlines_of(block) if isinstance(i, Link)]
    assert hrefs == ["https://chu.exemple/charte"]


def test_the_code_leads_staff_to_the_charter_and_the_public_to_the_page() -> None:
    changes = {"charte.lien": "https://chu.exemple/charte", "etablissement.page_ia": "https://chu.exemple/ia"}
    for reader, family, address in (
        ("professionnel", "personnel", "https://chu.exemple/charte"),
        ("public", "public", "https://chu.exemple/ia"),
    ):
        text = texte("Figure : qr", famille=family, plus=f"lecteur: {reader}\nformat: affiche\npage: A3\n")
        document = made(text, changes)
        (beside,) = [b for b in document.blocks if isinstance(b, Beside)]
        assert address in beside.figure.alt and document.layout is Layout.AFFICHE


def test_a_code_without_an_address_leaves_its_words_and_a_field() -> None:
    document = made("Figure : qr")
    assert document.draft and not any(isinstance(b, Beside) for b in document.blocks)
    assert len(document.blocks) == 1 and "Scannez" not in words(document)


def test_an_unknown_figure_is_a_fault_of_the_text() -> None:
    with pytest.raises(ContenuInvalide, match="figure inconnue"):
        made("Figure : camembert")


# ------------------------------------------------------------------------------------- comparison

CHANGEMENTS = texte(
    "{{ changements.ajoutes }} / {{ changements.retires }} / {{ changements.modifies }} depuis {{ precedente.version }}\n\nFigure : comparaison",
    "CHANGEMENTS",
    famille="adoption",
)


def compared(before: Mapping[str, Any], body: str, after: Mapping[str, Any] | None = None) -> Document:
    older = Parc(inventaire(before), {})
    produced = build_charters(
        parc(after), library(texte(body), CHANGEMENTS), load_law(), precedent=older, ids=["CHANGEMENTS"]
    )
    (one,) = produced.chartes
    return one.document


def test_the_comparison_tells_what_changed_and_counts_it() -> None:
    body = "## Outils\n\n{% for u in usages %}\n- {{ u.usage }} avec {{ u.systeme.nom }}\n{% endfor %}"
    before = {"charte.version": "0.9", "systemes.0.systeme.nom": "Stylo"}
    document = compared(before, body)
    text = words(document)
    assert "0 / 0 / 1 depuis 0.9" in text
    assert "avec Stylo" in text and "avec Plume" in text
    assert [plain(h.children) for h in document.blocks if isinstance(h, Heading)] == ["Charte", "Outils"]


def test_the_comparison_of_equal_texts_says_so() -> None:
    assert "Aucun changement" in words(compared({"charte.version": "0.9"}, "## Titre\n\nRien de nouveau."))


def test_a_new_section_does_not_change_the_numbers_of_the_others() -> None:
    parties = "parties:\n  - titre: Avant\n    sections: [S-UN, S-DEUX]\n"
    sections = (
        section(
            "S-UN",
            "{% if oui(options.agents) %}Des agents.{% else %}Aucun agent, jamais, nulle part.{% endif %}",
        ),
        section("S-DEUX", "Deux."),
    )
    older = Parc(inventaire({"options": {"agents": "non"}}), {})
    (one,) = build_charters(
        parc({"options": {"agents": "oui"}}),
        library(texte("Bonjour.", plus=parties), CHANGEMENTS, sections=sections),
        load_law(),
        precedent=older,
        ids=["CHANGEMENTS"],
    ).chartes
    titles = [plain(h.children) for h in headings_of(one.document.blocks)]
    assert titles == ["Charte", "Section"]


def test_without_a_previous_version_nothing_is_compared() -> None:
    produced = build_charters(parc(), library(texte("Bonjour."), CHANGEMENTS), load_law())
    assert [one.texte.id for one in produced.chartes] == ["CHARTE"]
