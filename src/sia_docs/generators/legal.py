"""The law that a document rests on: its state at a date, the texts to list, the derogations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sia_docs.document.french import capital, long_date, typography
from sia_docs.document.nodes import Field, Text
from sia_docs.generators.context import Ligne
from sia_docs.generators.dated import law_reference
from sia_docs.generators.values import Fragment, Renvoi
from sia_docs.law import Article, Certitude, Citation, EtatArticle, Law, Nature, Statut
from sia_docs.library.schema import Clause
from sia_docs.models import Dossier
from sia_docs.models.systeme import HautRisqueRIA
from sia_docs.rules.conditions import CONDITIONS, Valeur

#: References that only matter under a condition, by prefix: a clause may cite them in one branch of its text.
SELON = {
    "ccag-tic-2021": "se_refere_au_ccag_tic",
    "ccp": "acheteur_public",
    "loi-climat": "acheteur_public",
    "mcc-ai": "acheteur_public",
    "clausier-caih": "acheteur_public",
    "data-act": "fourni_en_nuage",
    "hds-v2": "hebergement_hds_requis",
    "decret-2026-209": "hebergement_hds_requis",
    "csp#L1111-8": "hebergement_hds_requis",
    "csp#R1111": "hebergement_hds_requis",
    "csp#L1110-4": "traite_des_donnees_de_sante",
    "code-penal#226-13": "traite_des_donnees_de_sante",
    "csp#L4001-3": "est_dispositif_medical",
    "mdr": "est_dispositif_medical",
    "ivdr": "est_dispositif_medical",
    "cct-2021-914": "acces_hors_eee",
    "rgpd#44": "acces_hors_eee",
    "rgpd#45": "acces_hors_eee",
    "rgpd#46": "acces_hors_eee",
}

_ETATS = {
    Statut.PUBLIE: "publié, sans force obligatoire propre",
    Statut.ABROGE: "abrogé",
    Statut.NON_TRANSPOSE: "non transposé en droit français",
    Statut.PROJET: "projet, sans force obligatoire",
    Statut.INCONNU_A_CETTE_DATE: "inconnu à cette date",
    Statut.SANS_OBJET: "sans objet",
    Statut.ECHU: "échu",
}

_DATE_INCERTAINE = "publié, date d’application à vérifier"
_PARTICIPE = re.compile(r"^(?:applicable|publié|abrogé|non transposé|inconnu|échu)\b")


@dataclass(frozen=True, slots=True)
class Etat:
    """A reference at a date, in words. ``regime`` is empty unless dates differ by scope."""

    reference: str
    libelle: str
    regime: str
    etat: str
    certitude: Certitude
    url: str
    verifie_le: date
    origine: str = ""
    """The amending act that this state comes from, if any."""


@dataclass(frozen=True, slots=True)
class Portee:
    """What of a dossier decides which calendar of a text may concern it; what is unknown may."""

    risque: HautRisqueRIA | None
    generatif: bool


def scope_of(dossier: Dossier, day: date) -> Portee:
    """The scope of a dossier."""
    generative = CONDITIONS["est_generatif"](dossier, day).valeur is not Valeur.NON
    return Portee(dossier.systeme.haut_risque_ria, generative)


def etats(law: Law, name: str, day: date, scope: Portee | None = None) -> Iterator[Etat]:
    """States of a reference, one for each calendar that may concern the dossier (all without one)."""
    reference, champ = law_reference(name)
    states = [law.at(reference, day, champ)] if champ else list(law.states(reference, day))
    for state in states:
        if scope is not None and state.champ and not _concerns(state.champ, scope):
            continue
        regime = _regime(law, reference, state.champ) if state.champ else ""
        yield Etat(
            reference,
            law.label(reference),
            regime,
            _words(state),
            state.certitude,
            law.url(reference),
            state.verifie_le,
            _origin(state),
        )


def _concerns(champ: str, scope: Portee) -> bool:
    if champ in ("annexe_i", "annexe_iii"):
        wanted = HautRisqueRIA.ANNEXE_I if champ == "annexe_i" else HautRisqueRIA.ANNEXE_III
        return scope.risque in (None, wanted)
    return scope.generatif if champ.startswith("generatif") else True


def _regime(law: Law, reference: str, champ: str) -> str:
    found = law.ref(reference)
    regimes = found.texte.regimes if isinstance(found, Article) else found.regimes
    return next((r.libelle for r in regimes if r.id == champ), champ)


def _words(state: EtatArticle) -> str:
    if state.statut is Statut.A_VENIR and state.applicable_le:
        return f"applicable à compter du {long_date(state.applicable_le)}"
    if state.statut is Statut.APPLICABLE and state.version:
        if not state.version.debut_exact:
            return "applicable"
        return f"applicable depuis le {long_date(state.version.a_compter_du)}"
    return _ETATS.get(state.statut, state.statut.value)


def _origin(state: EtatArticle) -> str:
    """« règlement (UE) 2026/1744 » when that act made the version; nothing for the text as first published."""
    found, version = state.reference, state.version
    text = found.texte if isinstance(found, Article) else found
    dated = state.statut in (Statut.APPLICABLE, Statut.A_VENIR)
    if version is None or not (dated and version.debut_exact) or version.publiee_le == text.publication:
        return ""
    act = version.source.partition(", rédaction")[0]
    return act[:1].lower() + act[1:]


def textes(
    clauses: Iterable[Clause], law: Law, day: date, dossier: Dossier, cited: Iterable[str] = ()
) -> tuple[Ligne, ...]:
    """The texts of the kept clauses, grouped by text and state, at the date of the law.

    ``cited`` are the references printed in the clauses: they are listed whatever the dossier.  An
    uncertain article is not printed as certain: it is left out here, and « expliquer » shows it; of an
    uncertain date, only the doubt is printed.
    """
    named = dict.fromkeys(n for clause in clauses for n in clause.entete.references)
    excluded = tuple(p for p, name in SELON.items() if CONDITIONS[name](dossier, day).valeur is Valeur.NON)
    kept = dict.fromkeys((n for n in named if not n.startswith(excluded)), False)
    kept.update(dict.fromkeys(cited, True))
    return _textes(tuple(kept.items()), law, day, scope_of(dossier, day))


@lru_cache(maxsize=64)  # the same clauses at the same date rest on the same law
def _textes(names: tuple[tuple[str, bool], ...], law: Law, day: date, scope: Portee) -> tuple[Ligne, ...]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for name, printed in names:
        concerned = tuple(etats(law, name, day, scope))
        # a clause may cite an article for cases that are not the dossier's
        for state in concerned or (tuple(etats(law, name, day)) if printed else ()):
            found = law.ref(state.reference)
            text = found.texte if isinstance(found, Article) else found
            words = _listed(state, found.certitude)
            if not words:
                continue
            references = groups.setdefault((text.id, state.regime, words), [])
            article = _whole_article(law, state.reference)
            if not any((s.regime, s.etat) == (state.regime, state.etat) for s in etats(law, article, day)):
                article = state.reference  # the paragraph has dates of its own
            if article not in references:
                references.append(article)
    lines = []
    for (text_id, regime, etat), references in groups.items():
        text = law.textes[text_id]
        articles = [r for r in references if r != text_id] or references
        citation = law.cite(*articles)
        words = capital(citation.le())
        if apart := [
            part
            for (other, calendar, _), parts in groups.items()
            if (other, calendar) == (text_id, regime) and parts is not references
            for part in parts
            if part not in articles and _whole_article(law, part) in articles
        ]:
            words += (
                f", à l’exception {law.cite(*apart).de().removesuffix(law.cite(text_id).de()).rstrip(', ')}"
            )
        words += f" ({regime[:1].lower()}{regime[1:]})" if regime else ""
        line = Ligne(citation=words, objet=text.titre, etat=_agreed(etat, citation))
        lines.append((list(law.textes).index(text_id), line))
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _listed(state: Etat, certitude: Certitude) -> str:
    """The state as a row says it, or nothing when it is too uncertain to be said."""
    if certitude is Certitude.A_CONFIRMER:
        return ""
    if state.certitude is Certitude.A_CONFIRMER:
        return _DATE_INCERTAINE if state.etat.startswith("applicable") else ""
    return f"{state.etat} (texte modificatif : {state.origine})" if state.origine else state.etat


def _agreed(words: str, citation: Citation) -> str:
    """« publiées », « applicables »: the state agrees with what it is said of."""
    ending = "s" if citation.pluriel else ""
    feminine = "e" if citation.genre == "f" else ""
    return _PARTICIPE.sub(lambda m: m[0] + (feminine if m[0][-1] in "éu" else "") + ending, words, count=1)


#: Texts whose « 28-3-a » is a paragraph of article 28 (in a French code, L. 1111-8-2 is an article).
_BY_PARAGRAPH = frozenset({Nature.REGLEMENT_UE, Nature.DIRECTIVE_UE, Nature.ARRETE, Nature.RECOMMANDATION})
_ITEM_OF_A_CODE = re.compile(r"-I{1,3}(-\d+)?$")


def _whole_article(law: Law, reference: str) -> str:
    """The article that a paragraph belongs to: a list of texts names articles, not their parts."""
    found = law.ref(reference)
    if not isinstance(found, Article):
        return reference
    candidates = [_ITEM_OF_A_CODE.sub("", found.id)]
    if found.texte.nature in _BY_PARAGRAPH and found.unite == "article":
        candidates.insert(0, re.split(r"[-.]", found.id)[0])
    for candidate in candidates:
        whole = f"{found.texte.id}#{candidate}"
        if whole in law.articles:
            return whole
    return reference


def derogations(
    clauses: Iterable[Clause],
    renvois: Mapping[str, Renvoi],
    law: Law,
    day: date,
    dossier: Dossier,
    words: Mapping[str, Any],
) -> tuple[Ligne, ...]:
    """Departures from the CCAG-TIC of the kept clauses, in the order of its articles (art. 1.2)."""
    lines = []
    for clause in clauses:
        for derogation in clause.entete.derogations_ccag:
            name = derogation.si
            if name and CONDITIONS[name](dossier, day).valeur is Valeur.NON:
                continue
            article = _article(derogation.article, law, dossier, words)
            line = Ligne(article=article, objet=typography(derogation.objet), renvoi=renvois[clause.id])
            lines.append((_rank(derogation.article), line))
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _article(article: str, law: Law, dossier: Dossier, words: Mapping[str, Any]) -> Fragment:
    """The number, or a field to check when neither we nor the hospital's lawyer are certain of it."""
    reference = f"ccag-tic-2021#{article}"
    known = law.articles.get(reference)  # none for a stipulation named by its object
    certain = known is None or known.certitude is not Certitude.A_CONFIRMER
    certain = certain or reference in (dossier.marche.references_confirmees or ())
    if certain:
        return Fragment((Text(capital(typography(article))),))
    label = typography(words["derogation_a_verifier"])
    supposed = typography(words["derogation_supposee"]).replace("…", article)
    return Fragment((Field(f"marche.references_confirmees[{reference}]", label, "juriste", supposed),))


def _rank(article: str) -> tuple[int, ...]:
    """Articles by number, stipulations without a number last."""
    return tuple(int(part) for part in article.split(".") if part.isdigit()) or (999,)
