"""One document with every kind of node and hostile values, shared by the tests of all writers."""

from __future__ import annotations

from datetime import date

from sia_docs.document.nodes import (
    Block,
    Callout,
    Cell,
    Cover,
    CrossRef,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    Link,
    ListBlock,
    Numbering,
    PageBreak,
    Paragraph,
    Role,
    Signatory,
    Signatures,
    Strong,
    Table,
    Text,
    Toc,
)

HOSTILES: tuple[str, ...] = (
    "R&D <SAS> et Cie",
    '« guillemets » "droits" et l\'apostrophe ’',
    "]]> </w:t></w:r></w:p> <script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} ${x} {{ corps }}",
    "**gras** [x](javascript:alert(1)) | # titre",
    "espaces  doubles,\u00a0insécables\u00a0; \u202ffines",
    "œuvre, €, 1er, e\u0301, 漢字, مرحبا, 😀",
    " commence et finit par une espace ",
    "Deux\nlignes\tet une tabulation",
    "mot" + "trèslong" * 14,
    "&amp; &#x41; &lt;b&gt;",
    "=SOMME(A1:A9)",
)
"""Texts that a dossier may hold and that must come out as they are."""


def t(text: str) -> tuple[Inline, ...]:
    """One run of plain text."""
    return (Text(text),)


def p(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph(t(text))


def _article_1() -> tuple[Block, ...]:
    return (
        Heading(1, t("Objet et définitions"), "article-objet", Numbering.ARTICLE, "1"),
        Heading(2, t("Objet"), "clause-objet", Numbering.ARTICLE, "1.1"),
        Paragraph(
            (
                Text("La présente annexe fixe les conditions dans lesquelles "),
                Strong(t("le Titulaire")),
                Text(" fournit au "),
                Strong((Text("CHU de Trévénec "), Emphasis(t("(site principal)")))),
                Text(" le système décrit à "),
                CrossRef("annexe-systeme", "l’annexe ", "1"),
                Text(", selon les niveaux de service de "),
                CrossRef("clause-disponibilite", "l’article ", "2.1"),
                Text("."),
            )
        ),
        Heading(2, t("Définitions"), "clause-definitions", Numbering.ARTICLE, "1.2"),
        Paragraph(
            (
                Text("Le modèle, issu d’un "),
                Emphasis(t("machine learning"), lang="en"),
                Text(" supervisé, est hébergé par "),
                Field("fournisseur.hebergement.nom", "nom de l’hébergeur certifié", "candidat"),
                Text(" (certificat "),
                Field("fournisseur.hebergement.certificat.numero", "numéro du certificat HDS", "fournisseur"),
                Text(")."),
            )
        ),
        ListBlock(
            (
                (p("Donnée d’entrée : image reçue du PACS ;"),),
                (
                    p("Résultat : sortie du système, qui comprend :"),
                    ListBlock(((p("un score entre 0 et 1 ;"),), (p("une carte de chaleur ;"),))),
                    p("Le résultat n’est jamais modifié après son affichage."),
                ),
                (p("Journal : trace horodatée de chaque utilisation."),),
            )
        ),
        Heading(3, t("Interprétation"), "interpretation", Numbering.ARTICLE, "1.2.1"),
        p("Les termes définis portent une majuscule dans toute l’annexe."),
    )


def _article_2() -> tuple[Block, ...]:
    return (
        Heading(1, t("Niveaux de service"), "article-niveaux", Numbering.ARTICLE, "2"),
        Heading(2, t("Disponibilité"), "clause-disponibilite", Numbering.ARTICLE, "2.1"),
        p("Le Titulaire garantit la disponibilité mensuelle mesurée comme suit :"),
        Paragraph(
            t("Disponibilité (%) = (temps d’ouverture − indisponibilité) ÷ temps d’ouverture × 100"),
            Role.FORMULA,
        ),
        Table(
            "Niveaux de service par gravité",
            "Pour chaque gravité, le délai de prise en compte, le délai de rétablissement et la pénalité.",
            tuple(Cell(t(x)) for x in ("Gravité", "Prise en compte", "Rétablissement", "Pénalité par heure")),
            (
                (
                    Cell(t("Bloquante")),
                    Cell(t("30 minutes")),
                    Cell(t("4 heures")),
                    Cell((Field("marche.penalite.bloquante", "montant de la pénalité", "acheteur"),)),
                ),
                (
                    Cell(t("Majeure")),
                    Cell(t("2 heures")),
                    Cell((Strong(t("1 jour")), Text(" ouvré"))),
                    Cell(t("150 €")),
                ),
                (
                    Cell(t("Mineure")),
                    Cell(t("1 jour ouvré")),
                    Cell(t("10 jours\nouvrés")),
                    Cell(t("Sans objet")),
                ),
            ),
            (2, 2, 2, 3),
        ),
        Paragraph(t("Les délais courent pendant les heures d’ouverture du support."), Role.NOTE),
        Heading(2, t("Plan de reprise"), "clause-reprise", Numbering.ARTICLE, "2.2"),
        ListBlock(((p("Alerter la cellule de crise."),), (p("Basculer sur le site de secours."),)), True),
        p("Après rétablissement, le Titulaire :"),
        ListBlock(
            (
                (p("vérifie l’intégrité des journaux ;"),),
                (p("remet un rapport :"), ListBlock(((p("causes ;"),), (p("remèdes."),)), True)),
            ),
            True,
        ),
    )


def _hostile() -> tuple[Block, ...]:
    return (
        Heading(1, t("Valeurs & <balises> hostiles"), "article-hostile", Numbering.ARTICLE, "3"),
        *(p(text) for text in HOSTILES),
        Table(
            "Valeurs & <hostiles>",
            "Chaque valeur est imprimée telle quelle.",
            (Cell(t("Rang")), Cell(t("Valeur"))),
            tuple((Cell(t(str(i))), Cell(t(text))) for i, text in enumerate(HOSTILES, 1)),
            (1, 5),
        ),
        Callout(
            "Point d’attention",
            (
                p("Un encadré peut contenir du texte, une liste et un champ."),
                ListBlock(((p("premier point ;"),), (p("second point."),))),
                Paragraph((Text("Échéance : "), Field("marche.echeance", "date d’échéance & visa", "dpo"))),
            ),
        ),
        Paragraph(
            (
                Text("Voir "),
                Link("https://www.cnil.fr/fr/intelligence-artificielle?a=1&b=2", t("le dossier de la CNIL")),
                Text(", puis de nouveau "),
                Link("https://www.cnil.fr/fr/intelligence-artificielle?a=1&b=2", (Strong(t("ce dossier")),)),
                Text(" ou "),
                Link("mailto:dpo@chu-trevenec.example", t("écrire au délégué à la protection des données")),
                Text(" ; cf. "),
                CrossRef("article-niveaux", "article ", "2"),
                Text(" et "),
                CrossRef("cible-absente", "article ", "99"),
                Text("."),
            )
        ),
    )


def _end() -> tuple[Block, ...]:
    return (
        Heading(1, t("Signatures"), "signatures", in_toc=False),
        p("Fait en deux exemplaires."),
        Signatures(
            (
                Signatory(
                    "Pour l’Acheteur",
                    (t("CHU de Trévénec"), (Text("Le "), Field("signature.date", "date", "acheteur"))),
                ),
                Signatory("Pour le Titulaire", (t("R&D <SAS> et Cie"), t("Nom et qualité :"), t("Le :"))),
            )
        ),
        PageBreak(),
        Heading(1, t("Description du système"), "annexe-systeme", Numbering.ANNEX, "1"),
        Heading(2, t("Usage prévu"), "annexe-usage"),
        p("Aide à la détection des fractures sur les radiographies standard de l’adulte."),
        Heading(1, t("Contacts"), "annexe-contacts", Numbering.ANNEX, "2"),
        p("Support du Titulaire : du lundi au vendredi, de 8 h à 19 h."),
    )


def echantillon(draft: bool = True) -> Document:
    """The sample: every node type, nested lists, two tables, hostile values, a dangling reference."""
    return Document(
        title="Annexe « système d’IA » — OsteoDétect & Cie",
        subject="Conditions d’utilisation d’un système d’intelligence artificielle",
        author="CHU de Trévénec",
        day=date(2026, 9, 1),
        cover=Cover(
            kicker="Annexe au marché no 2026-014",
            title="Annexe « système d’IA » — OsteoDétect & Cie",
            subtitle="Conditions de fourniture, de contrôle et de réversibilité",
            facts=(
                ("Système", t("OsteoDétect 4.2, aide à la détection de fractures")),
                ("Fournisseur", t("R&D <SAS> et Cie")),
                ("Établissement", (Strong(t("CHU de Trévénec")), Text("\nDirection des achats"))),
                ("Certificat HDS", (Field("fournisseur.hds", "numéro du certificat", "candidat"),)),
                ("État du droit", t("1er septembre 2026")),
            ),
            status="Projet — ne pas signer",
        ),
        blocks=(
            Toc("Sommaire"),
            PageBreak(),
            Heading(1, t("Préambule"), "preambule"),
            Paragraph(t("Cette annexe complète le cahier des clauses particulières."), Role.LEAD),
            *_article_1(),
            *_article_2(),
            *_hostile(),
            *_end(),
        ),
        imprint=(
            "Version 1 du 1er septembre 2026, état du droit au 1er septembre 2026. Empreinte 3f9a0c.",
            "Ce document ne remplace pas l’avis du service juridique, du DPO et du RSSI.",
        ),
        keywords=("système d’IA", "marché public"),
        draft=draft,
    )
