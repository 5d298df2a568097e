"""Plain language: measures close to those of the fact sheet, findings a person understands."""

from __future__ import annotations

import pytest
from arbre import de_markdown, document

from sia_docs.document.nodes import Field, Paragraph, Parallel, Text
from sia_docs.quality.clarte import (
    CLAIR,
    INDICATIF,
    NOTICE_RGPD,
    Analyse,
    Mesure,
    Passage,
    analyse,
    analyse_passages,
    measure,
    negations,
    passages_of,
    passages_of_text,
    passives,
)
from sia_docs.rules.validation import Gravite

GUIDE_N1 = (
    "Dans le cadre de votre prise en charge, des systèmes d’intelligence artificielle peuvent être utilisés pour "
    "améliorer votre prise en charge. Pour plus d’informations, consultez le site internet de l’établissement ou "
    "adressez-vous à l’accueil."
)
GUIDE_N2 = (
    "Ce courrier a été établi avec l’assistance du système d’intelligence artificielle Fracture, version 2.1, "
    "validé par le Dr Martin, radiologue."
)
#: One sentence of 52 words, as legal notices have them.
RGPD = (
    "Conformément aux dispositions du règlement général relatif à la protection des données, les personnes concernées "
    "disposent notamment d’un droit d’accès, de rectification, d’effacement, de limitation et d’opposition au "
    "traitement des informations personnelles les concernant, lequel peut être exercé auprès du délégué désigné par "
    "l’établissement, responsable du traitement dans le cadre des soins."
)
FALC = (
    "L’hôpital utilise un logiciel. Le logiciel aide le médecin. Il regarde les images avec le médecin. Le médecin "
    "décide toujours. Vous pouvez dire non. Vous pouvez poser des questions. Appelez l’accueil de l’hôpital."
)


def regles(analyse: Analyse) -> list[str]:
    return [constat.regle for constat in analyse.constats]


def dire(texte: str) -> Analyse:
    return analyse_passages(passages_of_text(texte))


@pytest.mark.parametrize(
    ("texte", "moyenne", "maximum", "syllabes", "kandel_moles", "lix"),
    [  # the table of the fact sheet (§2.3)
        (GUIDE_N1, 17.0, 21, 1.79, 58, 52),
        (GUIDE_N2, 20.0, 20, 2.00, 40, 60),
    ],
)
def test_the_sentences_of_the_guide_measure_as_in_the_fact_sheet(
    texte: str, moyenne: float, maximum: int, syllabes: float, kandel_moles: float, lix: float
) -> None:
    m = measure(passages_of_text(texte))
    assert (m.mots_par_phrase, m.phrase_la_plus_longue) == (moyenne, maximum)
    assert m.syllabes_par_mot == pytest.approx(syllabes, abs=0.1)
    assert m.kandel_moles == pytest.approx(kandel_moles, abs=7)
    assert m.lix == pytest.approx(lix, abs=3)


def test_the_indicators_rank_texts_from_easy_to_hard() -> None:
    easy, guide, legal = (measure(passages_of_text(t)) for t in (FALC, GUIDE_N1, RGPD))
    assert easy.lix < guide.lix < legal.lix
    assert easy.kandel_moles > guide.kandel_moles > legal.kandel_moles
    assert (legal.phrases, legal.phrase_la_plus_longue) == (1, 52)
    assert legal.lix > 90 and legal.kandel_moles < 20


def test_a_plain_text_has_nothing_to_correct() -> None:
    assert dire(FALC).constats == ()


def test_a_legal_sentence_is_blocked_in_levels_1_and_2_and_reported_elsewhere() -> None:
    passages = passages_of_text(RGPD)
    assert {c.regle for c in analyse_passages(passages, CLAIR).bloquants} == {
        "mots_par_phrase",
        "lix",
        "phrase_longue",
    }
    assert analyse_passages(passages, INDICATIF).bloquants == ()
    assert "phrase_longue" in regles(analyse_passages(passages, INDICATIF))
    assert [r for r in regles(analyse_passages(passages, NOTICE_RGPD)) if r in ("lix", "phrase_longue")] == [
        "phrase_longue"
    ]


def test_kandel_moles_alone_never_blocks() -> None:
    found = dire("Recommandations professionnelles hospitalières. Oui. " * 10).constats
    assert [(c.regle, c.gravite) for c in found if c.regle == "kandel_moles"] == [
        ("kandel_moles", Gravite.INFORMATION)
    ]


def test_the_formulas_say_nothing_of_a_few_words() -> None:
    assert dire("Recommandations professionnelles hospitalières.").constats == ()


def test_a_sentence_of_25_words_passes_and_26_do_not() -> None:
    assert dire("un " * 24 + "mot.").bloquants == () or "phrase_longue" not in regles(
        dire("un " * 24 + "mot.")
    )
    assert "phrase_longue" in regles(dire("un " * 25 + "mot."))


def test_a_long_quotation_is_reported_but_cannot_be_shortened() -> None:
    found = [c for c in dire("« " + "un " * 25 + "mot. »").constats if c.regle == "phrase_longue"]
    assert [c.gravite for c in found] == [Gravite.AVERTISSEMENT]


def test_an_empty_text_measures_nothing() -> None:
    assert measure(()) == Mesure()
    assert dire("").constats == ()


# ----------------------------------------------------------------------------------------- the tree


def test_headings_items_cells_and_frames_are_read_as_their_own_sentences() -> None:
    doc = de_markdown(
        "Chapeau : Une phrase.\n\n## Qui décide\n\n- un médecin\n- jamais la machine\n\n::: Votre droit\nDites non.\n:::\n\n"
        "Tableau : Vos droits\nDescription : les droits\n\n| Droit | Délai |\n|---|---|\n| Accès | Un mois |\n"
    )
    assert [p.texte for p in passages_of(doc)] == [
        "Vos soins",
        "Une phrase.",
        "Qui décide",
        "un médecin",
        "jamais la machine",
        "Votre droit",
        "Dites non.",
        "Vos droits",
        "Droit",
        "Délai",
        "Accès",
        "Un mois",
    ]
    assert measure(passages_of(doc)).phrases == 12


def test_the_imprint_is_not_read_by_patients() -> None:
    doc = de_markdown("Bonjour.", imprint=("Version 1.0 du 22 novembre 2026, CHU de Valmont.",))
    assert "Version" not in " ".join(p.texte for p in passages_of(doc))


def test_a_field_to_complete_is_not_a_word() -> None:
    field = Field("etablissement.telephone", "téléphone de l’accueil de votre établissement", "acheteur")
    doc = document(Paragraph((Text("Appelez le "), field, Text("."))), titre="")
    assert measure(passages_of(doc)).mots == 2
    long = document(Paragraph((Text("un " * 30), field, Text("."))))
    assert "[…]" in next(c.ou for c in analyse(long).constats if c.regle == "phrase_longue")


def test_only_the_french_side_of_a_bilingual_text_is_measured() -> None:
    french, english = Paragraph((Text("Bonjour."),)), Paragraph((Text("Good morning, everybody."),))
    doc = document(Parallel(("fr", "en"), (((french,), (english,)),)))
    assert [p.texte for p in passages_of(doc)] == ["Vos soins", "Bonjour."]


def test_a_finding_says_under_which_heading_it_stands() -> None:
    found = analyse(de_markdown("## Vos données\n\nCe logiciel est infaillible.")).constats
    assert found[0].ou == "Vos données – « Ce logiciel est infaillible. »"


# -------------------------------------------------------------------------- passive and negations


@pytest.mark.parametrize(
    ("phrase", "attendu"),
    [
        ("Le résultat est vérifié par un médecin.", [("est vérifié", True)]),
        ("Vos données ont été transmises.", [("été transmises", False)]),
        ("L’image sera toujours relue par le radiologue.", [("sera toujours relue", True)]),
        ("Des systèmes peuvent être utilisés.", [("être utilisés", False)]),
        ("Vous êtes venu hier.", []),
        ("Elle est née en 1950, puis elle est partie.", []),
        ("Il s’est opposé à l’examen.", []),
        ("Vous êtes âgé de 15 ans.", []),
        ("Le médecin vérifie le résultat.", []),
        ("C’est la qualité des soins.", []),
        ("Votre refus est sans conséquence.", []),
        ("Le logiciel est utile et précis.", []),
    ],
)
def test_the_passive_is_found_and_the_past_of_motion_spared(
    phrase: str, attendu: list[tuple[str, bool]]
) -> None:
    assert passives(phrase) == attendu


def test_a_passive_that_names_who_acts_is_worth_a_warning() -> None:
    found = {
        c.gravite for c in dire("Le résultat est vérifié par un médecin.").constats if c.regle == "passif"
    }
    assert found == {Gravite.AVERTISSEMENT}


@pytest.mark.parametrize(
    ("phrase", "nombre"),
    [
        ("Vous n’avez pas besoin de répondre.", 1),
        ("Il ne décide pas et il ne signe pas.", 2),
        ("Vous ne pouvez pas sortir sans accord.", 2),
        ("Le logiciel n’est qu’une aide.", 0),
        ("Vous n’avez pas à dire que vous refusez.", 1),
        ("Le médecin décide.", 0),
    ],
)
def test_negations_are_counted_and_a_restriction_is_not_one(phrase: str, nombre: int) -> None:
    assert negations(phrase) == nombre


# ------------------------------------------------------------------------------------------ words


def test_a_sigle_is_expanded_where_it_first_stands() -> None:
    assert "sigle" in regles(dire("La CNIL répond."))
    assert "sigle" not in regles(
        dire("La Commission nationale de l'informatique et des libertés (CNIL) répond.\n\nLa CNIL agit.")
    )
    late = dire("La CNIL agit.\n\nLa Commission nationale de l’informatique et des libertés (CNIL) répond.")
    assert regles(late).count("sigle") == 1


def test_a_heading_may_announce_a_sigle() -> None:
    doc = de_markdown(
        "## L’IA dans vos soins\n\nUn système d’intelligence artificielle (IA) aide le médecin."
    )
    assert "sigle" not in regles(analyse(doc))


def test_a_sigle_of_a_name_is_not_explained() -> None:
    text = passages_of_text("Le logiciel POUMONIA du CHU aide.")
    assert "sigle" in regles(analyse_passages(text))
    assert "sigle" not in regles(analyse_passages(text, noms=("POUMONIA",)))


def test_an_unknown_sigle_may_be_expanded_in_a_parenthesis() -> None:
    assert "sigle" not in regles(dire("Le service d’accueil spécialisé (XYZ) répond."))
    assert "sigle" not in regles(dire("Le XYZ (un service de l’hôpital) répond."))


def test_findings_go_from_the_worst_to_the_lightest() -> None:
    found = dire("Ce logiciel révolutionnaire est infaillible. Il a été vérifié.").constats
    ranks = [list(Gravite).index(c.gravite) for c in found]
    assert ranks == sorted(ranks) and found[0].regle == "promesse"


def test_a_passage_of_any_origin_can_be_analysed() -> None:
    assert measure([Passage("Un mot.")]).mots == 2


def test_a_name_after_to_be_is_not_a_passive() -> None:
    assert passives("Votre médecin est Salomé Martin.") == []
    assert passives("Votre dossier est gardé.") == [("est gardé", False)]
