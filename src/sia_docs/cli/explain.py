"""``sia-docs expliquer``: why each clause is there or not, on which law, at which date."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from difflib import get_close_matches
from typing import Any

from sia_docs.api import explain, verify
from sia_docs.cli.common import day, print_json, read
from sia_docs.document.french import capital, long_date, typography
from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.generators.labels import label_of
from sia_docs.generators.legal import Portee, etats, scope_of
from sia_docs.law import Law, load_law
from sia_docs.library.exigences import load_requirements
from sia_docs.library.load import load_library
from sia_docs.rules.conditions import description
from sia_docs.rules.parametres import Resolu
from sia_docs.rules.selection import Decision, Sort

_MARQUES = {Sort.RETENUE: "RETENUE    ", Sort.A_CONFIRMER: "À CONFIRMER", Sort.ECARTEE: "ÉCARTÉE    "}


def run_explain(arguments: Namespace) -> int:
    """Explain the selection."""
    dossier = read(arguments.dossier, arguments)
    when = day(arguments.a_la_date, "--a-la-date") if arguments.a_la_date else dossier.date_du_droit
    decisions = explain(dossier, jour=when)
    known = [d.clause.id for d in decisions]
    for wanted in arguments.clauses:
        if wanted not in known:
            near = get_close_matches(wanted.upper(), known, n=1)
            raise SiaDocsError(
                Probleme(
                    "clause inconnue.",
                    recu=wanted,
                    remede=f"Vouliez-vous dire « {near[0]} » ?"
                    if near
                    else "Sans argument, la commande les liste toutes.",
                )
            )
    chosen = [d for d in decisions if not arguments.clauses or d.clause.id in arguments.clauses]
    law = load_law()
    scope = scope_of(dossier, when)
    parameters = verify(dossier).parametres
    described = [_described(d, scope, law, when, parameters) for d in chosen]
    if arguments.json:
        print_json({"date_du_droit": when.isoformat(), "clauses": described})
        return 0
    kept = sum(d.retenue for d in decisions)
    print(f"Droit lu au {long_date(when)}. {kept} clauses et annexes retenues sur {len(decisions)}.")
    detailed = bool(arguments.clauses)
    chapters = _chapters()
    chapter = ""
    for decision, content in zip(chosen, described, strict=True):
        if chapters[decision.clause.id] != chapter:
            chapter = chapters[decision.clause.id]
            print(f"\n=== {chapter} ===")
        _print(decision, content, detailed=detailed)
    if not detailed:
        print("\nPour le détail d’une clause : sia-docs expliquer DOSSIER CLAUSE")
    return 0


def _chapters() -> dict[str, str]:
    """The chapter of each clause, so that a long list has its landmarks."""
    bundle = load_library().bundle()
    chapters = {ident: typography(c.titre) for c in bundle.chapitres for ident in c.clauses}
    return {**dict.fromkeys(bundle.annexes, "Annexes"), **chapters}


def _described(
    d: Decision, scope: Portee, law: Law, when: date, parameters: dict[str, Resolu]
) -> dict[str, Any]:
    head = d.clause.entete
    return {
        "id": head.id,
        "titre": typography(head.titre),
        "sort": d.sort.value,
        "niveau": head.niveau.value,
        "raisons": [
            {
                "condition": r.condition,
                "sens": description(r.condition),
                "reponse": r.reponse.valeur.value,
                "attendu": r.attendu.value,
                "manquants": list(r.reponse.manquants),
            }
            for r in d.raisons
        ],
        "droit": [
            {
                "reference": name,
                "texte": state.libelle + (f" – {state.regime}" if state.regime else ""),
                "etat": state.etat,
                "certitude": state.certitude.value,
                "url": state.url,
                "verifie_le": state.verifie_le.isoformat(),
            }
            for name in head.references
            for state in etats(law, name, when, scope)
        ],
        "exigences": list(head.exigences),
        "parametres": [
            {
                "nom": name,
                "valeur": r.texte or "inconnu",
                "origine": r.origine,
                "nature": r.parametre.nature.value,
                "nature_libelle": r.parametre.nature.libelle,
            }
            for name in head.parametres
            if (r := parameters.get(name))
        ],
        "version": head.version,
        "verifiee_le": head.verifiee_le.isoformat(),
        "note_acheteur": head.note_acheteur,
    }


def _print(d: Decision, content: dict[str, Any], *, detailed: bool) -> None:
    print(f"\n{_MARQUES[d.sort]} {content['id']} {content['titre']} ({d.clause.entete.niveau.libelle})")
    if not content["raisons"]:
        print("    présente dans tous les contrats")
    for reason in content["raisons"]:
        lack = (
            f" ; à renseigner : {', '.join(label_of(path) for path in reason['manquants'])}"
            if reason["manquants"]
            else ""
        )
        expected = "" if reason["attendu"] == "OUI" else " (écarte la clause si OUI)"
        print(f"    {reason['reponse']:<7} {reason['sens']}{expected}{lack}")
    for ref in content["droit"]:
        doubt = "" if ref["certitude"] == "verifie" else " – à faire confirmer"
        print(f"    droit : {ref['texte']} – {ref['etat']}{doubt}")
        if detailed:
            print(f"            {ref['url']} (vérifié le {_day(ref['verifie_le'])})")
    if detailed:
        for name in content["exigences"]:
            asked = load_requirements()[name]
            print(f"    répond à l’exigence {name} ({asked.source}) : {asked.texte}")
        for p in content["parametres"]:
            origin = (
                "écrit dans le dossier"
                if p["origine"] == "dossier"
                else f"défaut, d’après {p['nature_libelle']}"
            )
            print(f"    paramètre {p['nom']} = {p['valeur']} ({origin})")
        if content["note_acheteur"]:
            print(f"    note : {capital(' '.join(content['note_acheteur'].split()))}")
        print(f"    version {content['version']}, vérifiée le {_day(content['verifiee_le'])}")


def _day(iso: str) -> str:
    return long_date(date.fromisoformat(iso))
