"""Shape of ``templates/patient_info/decision.yaml``: what decides the information of the patients, in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_text
from sia_docs.library.load import text_of
from sia_docs.library.schema import ApplicableSi, Liste, Strict
from sia_docs.models.base import Choix, Jour, OuiNon, Texte, TexteLong

FICHIER = "decision.yaml"


class Code(Choix):
    """A level of information or an overlay (guide 7.2 to 7.4, and the law)."""

    N1 = "N1", "Niveau 1"
    N2 = "N2", "Niveau 2"
    N3 = "N3", "Niveau 3"
    L4001_3 = "L4001_3", "L. 4001-3"
    RGPD = "RGPD", "RGPD"
    REUSE = "REUSE", "Réutilisation"
    A26_11 = "A26_11", "RIA 26 (11)"
    A50_1 = "A50_1", "RIA 50 (1)"
    A50_3 = "A50_3", "RIA 50 (3)"
    VOIX = "VOIX", "Voix et image"
    CRPA = "CRPA", "CRPA"


class Gravite(Choix):
    """What a finding does."""

    ERREUR = "erreur", "erreur"
    AVERTISSEMENT = "avertissement", "avertissement"


class MotifEcrit(Strict):
    """A reason: the facts that make it, its words, the text it rests on."""

    si: ApplicableSi
    texte: TexteLong
    source: Texte
    seul: OuiNon = False
    """Said only when it is the only reason."""
    si_non: OuiNon = False
    """A detail said when the information is not owed, and only then."""


class Sinon(Strict):
    """What is said when nothing makes the information owed and no obstacle says why."""

    texte: TexteLong
    source: Texte


_Motifs = Annotated[tuple[MotifEcrit, ...], BeforeValidator(lambda v: () if v in ("", None) else v)]


class VerdictEcrit(Strict):
    """A level or an overlay.

    It is owed when one ``fondement`` holds and no ``obstacle`` does; ``precisions`` decide nothing,
    they say how it is done.
    """

    code: Code
    titre: Texte
    exigences: Liste = ()
    fondements: tuple[MotifEcrit, ...]
    obstacles: _Motifs = ()
    precisions: _Motifs = ()
    sinon: Sinon | None = None


class ConstatEcrit(Strict):
    """An error or a warning. ``arret``: nothing can regularise it, no level is even announced."""

    code: Texte
    gravite: Gravite
    si: ApplicableSi
    champ: Texte
    message: TexteLong
    remede: TexteLong
    source: Texte
    exigences: Liste = ()
    arret: OuiNon = False


class TextesDecision(Strict):
    """The whole file."""

    verifiee_le: Jour
    mots_voix_image: Liste
    """Words of a list of data that say that a voice or an image is recorded."""
    a_venir: TexteLong
    """Said after a reason whose text applies later; ``{date}`` is read from the dated law."""
    verdicts: tuple[VerdictEcrit, ...]
    constats: tuple[ConstatEcrit, ...]

    def regles(self) -> Iterator[tuple[ApplicableSi, str]]:
        """Every rule and the reference of its text."""
        for verdict in self.verdicts:
            for motif in (*verdict.fondements, *verdict.obstacles, *verdict.precisions):
                yield motif.si, motif.source
            if verdict.sinon:
                yield ApplicableSi(), verdict.sinon.source
        for constat in self.constats:
            yield constat.si, constat.source


@cache
def load_decision() -> TextesDecision:
    """The packaged file, read once.

    Raises:
        ContenuInvalide: with every fault of the file.
    """
    return read_decision(text_of(racine() / "templates" / "patient_info" / FICHIER))


def read_decision(text: str) -> TextesDecision:
    """Read and check the file.

    Raises:
        ContenuInvalide: unknown key or code, a level or an overlay missing, twice or without ground,
            a coming date that the words do not say.
    """
    tree = read_text(text, fichier=FICHIER)
    content = validate_tree(TextesDecision, tree, ContenuInvalide)
    if faults := list(_faults(content, tree)):
        raise ContenuInvalide(faults)
    return content


def _faults(content: TextesDecision, tree: Arbre) -> Iterator[Probleme]:
    codes = [verdict.code for verdict in content.verdicts]
    if codes != list(Code):
        yield Probleme(
            "chaque niveau et chaque règle vient une fois, dans cet ordre : " + ", ".join(Code) + ".",
            fichier=FICHIER,
            ligne=tree.ligne(("verdicts",)),
            champ="verdicts",
        )
    for rank, verdict in enumerate(content.verdicts):
        if not (verdict.obstacles or verdict.sinon):
            yield Probleme(
                "rien ne dit pourquoi cette information ne serait pas due.",
                fichier=FICHIER,
                ligne=tree.ligne(("verdicts", rank)),
                champ=f"verdicts.{rank + 1}",
            )
        if not all(motif.si.names for motif in (*verdict.fondements, *verdict.obstacles)):
            yield Probleme(
                "un motif dit à quelles conditions il vaut.",
                fichier=FICHIER,
                ligne=tree.ligne(("verdicts", rank)),
                champ=f"verdicts.{rank + 1}",
            )
    if "{date}" not in content.a_venir:
        yield Probleme(
            "la phrase doit porter « {date} ».",
            fichier=FICHIER,
            ligne=tree.ligne(("a_venir",)),
            champ="a_venir",
        )
