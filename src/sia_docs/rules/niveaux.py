"""Which information the patients are owed: three levels, the overlays, errors and warnings.

The guide grades the information (HAS/CNIL chapter 7): to all patients (N1), to those concerned (N2),
complete and before use (N3).  The law adds its own, whatever the level: CSP L. 4001-3, RGPD 13 and
14, RIA 26(11) and 50, consent to a recording, CRPA L. 311-3-1.  Which facts command what, and in
which words, is in ``templates/patient_info/decision.yaml``; what a fact means is in
:mod:`sia_docs.rules.faits`.  An answer may be INCONNU: it then names the fields that would settle it.

How the rule of the fact sheet (§ 4.6) was read, where it leaves a choice:

* N2: the guide's list is open (« notamment »), so any system of care that concerns a patient is in,
  except technical ones; these are in when the dossier writes a reason.
* N3: the guide says that it « may » be given. A decision that rests on the prediction, or a specific risk,
  makes it OUI; rights to exercise before leave the choice to the team (``information.niveau3_decide``).
* E1, E2: an unknown use in care counts as care; a document made by mistake would be unlawful.
* E3: only systems that write documents need a validator who was present, and only a validator *said
  to be absent* is an error here; one nobody named yet is a field to complete, and the sentence
  « établi avec l’assistance » refuses it by itself.  For other systems it is W10: they have the
  sentence « peut être utilisé comme ».
* E4: an on-screen notice is impossible when the dossier says that a conversational agent does not
  talk to patients.
* E5: our documents always bring the block of consent to a recording, unless the dossier denies the
  recording; the error is a denial that its own data contradict.
* E6: portability promised without the basis that opens it is an error, not a warning (W2 of the
  sheet): a notice would print a right that does not exist.  W2 keeps the other rights.
* E7: a contact that is named and cannot be reached.  A contact wholly unknown is a field to complete.
* W4: no field says when the information was given; the emergency is what makes it late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from sia_docs.document.french import long_date, typography
from sia_docs.erreurs import ContenuInvalide, DossierInvalide, Probleme
from sia_docs.law import Certitude, EtatArticle, Law, Statut, load_law
from sia_docs.library.decision import (
    FICHIER,
    Code,
    ConstatEcrit,
    Gravite,
    MotifEcrit,
    TextesDecision,
    VerdictEcrit,
    load_decision,
)
from sia_docs.library.schema import ApplicableSi
from sia_docs.models import Dossier
from sia_docs.rules.conditions import NON, Reponse, Valeur, contraire, toutes, une_de
from sia_docs.rules.faits import FAITS

CODES: tuple[str, ...] = tuple(code.value for code in Code)
"""Levels and overlays, in their order."""


@dataclass(frozen=True, slots=True)
class Motif:
    """A reason of a verdict, in words, with the text it rests on and the fields it read."""

    texte: str
    source: str
    """« recommandation 7.4 du projet de guide HAS/CNIL de février 2026 »."""
    champs: tuple[str, ...]
    valeur: Valeur
    """OUI: it holds; INCONNU: it would decide if its missing fields said so."""
    manquants: tuple[str, ...] = ()
    reference: str = ""
    certitude: Certitude = Certitude.VERIFIE
    applicable_le: date | None = None
    """When its text starts to bind, if that is still to come."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A level or an overlay: owed (OUI), not owed (NON), or to confirm (INCONNU), and why."""

    code: Code
    titre: str
    valeur: Valeur
    raisons: tuple[Motif, ...]
    precisions: tuple[Motif, ...] = ()
    """How the information is given; they decide nothing."""
    manquants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constat:
    """An error or a warning. ``arret``: nothing can regularise it."""

    code: str
    gravite: Gravite
    probleme: Probleme
    source: str
    reference: str
    arret: bool


@dataclass(frozen=True, slots=True)
class DecisionInformation:
    """The decision for one system at one date of the law."""

    jour: date
    verdicts: tuple[Verdict, ...]
    constats: tuple[Constat, ...]

    def verdict(self, code: str) -> Verdict:
        """The verdict of a level or an overlay.

        Raises:
            KeyError: no such code.
        """
        for verdict in self.verdicts:
            if verdict.code == code:
                return verdict
        raise KeyError(code)

    @property
    def erreurs(self) -> tuple[Probleme, ...]:
        """What stops every document."""
        return tuple(c.probleme for c in self.constats if c.gravite is Gravite.ERREUR)

    @property
    def avertissements(self) -> tuple[Probleme, ...]:
        """What deserves a look."""
        return tuple(c.probleme for c in self.constats if c.gravite is Gravite.AVERTISSEMENT)

    @property
    def arret(self) -> bool:
        """No document can regularise this use (E1)."""
        return any(c.arret for c in self.constats)

    @property
    def manquants(self) -> tuple[str, ...]:
        """Fields that would settle the verdicts to confirm, each once."""
        return tuple(dict.fromkeys(field for verdict in self.verdicts for field in verdict.manquants))

    @property
    def phrase_l4001_3_au_niveau_1(self) -> bool:
        """The general information must carry the sentence of CSP L. 4001-3, as no level 2 will."""
        owed = self.verdict(Code.L4001_3).valeur is not Valeur.NON
        return owed and self.verdict(Code.N2).valeur is Valeur.NON


def decide(dossier: Dossier, day: date) -> DecisionInformation:
    """Decide which information the patients are owed about a system, at a date of the law.

    Raises:
        ContenuInvalide: the rules of ``decision.yaml`` name an unknown fact or text.
    """
    texts = _checked()
    case = _Cas(dossier, day, load_law(), texts.a_venir)
    return DecisionInformation(
        day,
        tuple(case.verdict(written) for written in texts.verdicts),
        tuple(case.constat(w) for w in texts.constats if case.answer(w.si).valeur is Valeur.OUI),
    )


def refuse_si_irregulier(decision: DecisionInformation) -> None:
    """Let no document be made from a dossier that contradicts the law; the engine calls it first.

    Raises:
        DossierInvalide: with every error.  When nothing can regularise the use (E1: a decision
            without a human in care, RGPD art. 22), with that reason alone.
    """
    stops = [c.probleme for c in decision.constats if c.arret]
    if errors := stops or decision.erreurs:
        raise DossierInvalide(errors)


def reference_of(source: str) -> tuple[str, str | None]:
    """« ria#26-7@annexe-iii » → (« ria#26-7 », « annexe_iii »)."""
    reference, _, scope = source.partition("@")
    return reference, scope.replace("-", "_") or None


class _Cas:
    """One dossier at one date: each fact is read once."""

    def __init__(self, dossier: Dossier, day: date, law: Law, a_venir: str) -> None:
        self._day, self._law, self._a_venir = day, law, a_venir
        self._fact: Callable[[str], Reponse] = cache(lambda name: FAITS[name].predicat(dossier, day))

    def answer(self, rule: ApplicableSi) -> Reponse:
        """All of ``toutes``, one of ``une_de`` if there are any, none of ``aucune_de``."""
        one = (une_de(*map(self._fact, rule.une_de)),) if rule.une_de else ()
        none = (contraire(self._fact(name)) for name in rule.aucune_de)
        return toutes(*map(self._fact, rule.toutes), *one, *none)

    def verdict(self, written: VerdictEcrit) -> Verdict:
        """Owed when a ground holds and no obstacle does."""
        grounds = [self.answer(motif.si) for motif in written.fondements]
        obstacles = [self.answer(motif.si) for motif in written.obstacles]
        answer = toutes(une_de(*grounds), contraire(une_de(*obstacles) if obstacles else NON))
        refused = answer.valeur is Valeur.NON
        details = [motif for motif in written.precisions if bool(motif.si_non) is refused]
        return Verdict(
            written.code,
            typography(written.titre),
            answer.valeur,
            self._reasons(written, answer.valeur),
            tuple(self._motifs(details, Valeur.OUI, dated=False)),
            answer.manquants,
        )

    def _reasons(self, written: VerdictEcrit, value: Valeur) -> tuple[Motif, ...]:
        if value is Valeur.OUI:
            own = [motif for motif in written.fondements if not motif.seul]
            return tuple(self._motifs(own, value)) or tuple(self._motifs(written.fondements, value))
        if value is Valeur.NON:
            found = tuple(self._motifs(written.obstacles, Valeur.OUI, dated=False))
            if found or not written.sinon:
                return found
            fields = _champs(written.fondements)
            return (self._motif(written.sinon.texte, written.sinon.source, fields, NON, dated=False),)
        # What would decide: a ground nobody confirmed, or an obstacle nobody ruled out.
        return tuple(self._motifs(written.fondements, Valeur.INCONNU)) or (
            *self._motifs(written.fondements, Valeur.OUI),
            *self._motifs(written.obstacles, Valeur.INCONNU),
        )

    def constat(self, written: ConstatEcrit) -> Constat:
        """A finding in the common shape of problems."""
        reference, _ = reference_of(written.source)
        problem = Probleme(
            typography(written.message), champ=written.champ, remede=typography(written.remede)
        )
        return Constat(
            written.code,
            written.gravite,
            problem,
            self._law.label(reference),
            reference,
            bool(written.arret),
        )

    def _motifs(self, motifs: Iterable[MotifEcrit], wanted: Valeur, *, dated: bool = True) -> Iterator[Motif]:
        for motif in motifs:
            answer = self.answer(motif.si)
            if answer.valeur is wanted:
                yield self._motif(motif.texte, motif.source, _champs([motif]), answer, dated=dated)

    def _motif(
        self, text: str, source: str, fields: tuple[str, ...], answer: Reponse, *, dated: bool
    ) -> Motif:
        reference, scope = reference_of(source)
        state: EtatArticle = self._law.at(reference, self._day, scope)
        coming = state.applicable_le if state.statut is Statut.A_VENIR else None
        if coming and dated:
            text = f"{text} {self._a_venir.format(date=long_date(coming))}"
        return Motif(
            typography(text),
            self._law.label(reference),
            fields,
            answer.valeur,
            answer.manquants,
            reference,
            state.certitude,
            coming,
        )


def _champs(motifs: Iterable[MotifEcrit]) -> tuple[str, ...]:
    names = [name for motif in motifs for name in motif.si.names]
    return tuple(dict.fromkeys(field for name in names for field in FAITS[name].champs))


@cache
def _checked() -> TextesDecision:
    content = load_decision()
    if faults := list(faults_of(content)):
        raise ContenuInvalide(faults)
    return content


def faults_of(content: TextesDecision) -> Iterator[Probleme]:
    """Facts and texts that the rules name and that do not exist."""
    law = load_law()
    known = {*law.textes, *law.articles}
    for rule, source in content.regles():
        for name in rule.names:
            if name not in FAITS:
                yield Probleme("fait inconnu.", fichier=FICHIER, recu=name)
        if reference_of(source)[0] not in known:
            yield Probleme("référence inconnue.", fichier=FICHIER, recu=source)
