"""``sia-docs falc verifier``: a text against the European easy-to-read rules."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sia_docs.cli.common import plural, print_json, refuse_existing
from sia_docs.document.french import capital
from sia_docs.erreurs import Probleme, SiaDocsError, each
from sia_docs.io.atomic import write_all
from sia_docs.quality.falc.check_file import check_file
from sia_docs.quality.falc.findings import Bilan, Constat, ParRegle, Statut
from sia_docs.quality.falc.look import CONTROLES as _LOOK
from sia_docs.quality.falc.page import Ecrit
from sia_docs.quality.falc.report import GRAVITES, by_rule, place, summary, write_report

MONTRES = 8
"""Places shown for one rule; the report shows them all."""


def run_falc_check(arguments: Namespace) -> int:
    """Check files; 1 when something must be corrected in one of them."""
    if arguments.rapport and len(arguments.fichiers) > 1:
        raise SiaDocsError(
            Probleme(
                "un rapport est celui d’un seul fichier.",
                champ="--rapport",
                remede="Contrôlez les fichiers l’un après l’autre.",
            )
        )
    if arguments.rapport:
        refuse_existing([Path(arguments.rapport)], replace=arguments.remplacer)
    bilans = each(check_file, arguments.fichiers)
    if arguments.rapport:
        write_all({Path(arguments.rapport): write_report(bilans[0]).encode("utf-8")})
    if arguments.json:
        print_json({"fichiers": [_as_dict(bilan) for bilan in bilans]})
    else:
        for bilan in bilans:
            _print(bilan)
        if arguments.rapport:
            print(f"\nRapport\u00a0: {arguments.rapport}")
    return 1 if any(bilan.bloquants for bilan in bilans) else 0


def _print(bilan: Bilan) -> None:
    print(f"{bilan.ecrit.nom}\n{summary(bilan)}")
    for note in bilan.ecrit.remarques:
        print(f"  {note}")
    groups = by_rule(bilan)
    for gravity, label in GRAVITES.items():
        told = [(score, constats) for score, constats in groups if score.gravite is gravity]
        if told:
            print(f"\n{capital(label)} ({plural(len(told), 'règle')}) :")
        for score, constats in told:
            _print_rule(score, constats)
    _print_unknown([p for p in bilan.par_regle if p.statut is Statut.NON_VERIFIEE], bilan.ecrit)
    human = [p.regle for p in bilan.par_regle if p.statut is Statut.HUMAIN]
    print(
        f"\nSeules des personnes vérifient : {', '.join(human)}. Le document reste un projet sans leur relecture."
    )


def _print_unknown(unknown: list[ParRegle], ecrit: Ecrit) -> None:
    """Rules that were not run, each with its reason; a text without look tells its own once."""
    if not unknown:
        return
    print(f"\nNon vérifié ({plural(len(unknown), 'règle')}) :")
    bare = [p for p in unknown if ecrit.mise_en_page is None and (p.regle in _LOOK or p.regle[2] in "LIE")]
    for score in unknown:
        if score not in bare:
            print(f"  {score.regle} {score.titre} – {score.raison}")
    if bare:
        print(f"  {', '.join(p.regle for p in bare)} – Ce fichier est un texte sans mise en forme.")


def _print_rule(score: ParRegle, constats: tuple[Constat, ...]) -> None:
    print(f"  {score.regle} {score.titre}")
    for constat in constats[:MONTRES]:
        quoted = f"«\u00a0{constat.extrait}\u00a0»"
        extract = f" {quoted}" if constat.extrait and quoted not in constat.message else ""
        print(f"    – {constat.message}{extract} ({place(constat.lieu)})")
    if len(constats) > MONTRES:
        print(f"    – et {len(constats) - MONTRES} autres")
    print(f"    {constats[0].remede}")


def _as_dict(bilan: Bilan) -> dict[str, object]:
    return {
        "fichier": bilan.ecrit.nom,
        "remarques": list(bilan.ecrit.remarques),
        "bloquants": len(bilan.bloquants),
        "constats": [
            {
                "regle": c.regle,
                "gravite": c.gravite.value,
                "bloc": c.lieu.bloc if c.lieu else None,
                "ligne": c.lieu.ligne if c.lieu else None,
                "page": c.lieu.page if c.lieu else None,
                "titre": c.lieu.titre if c.lieu else None,
                "extrait": c.extrait,
                "message": c.message,
                "remede": c.remede,
            }
            for c in bilan.constats
        ],
        "regles": [
            {
                "regle": p.regle,
                "titre": p.titre,
                "gravite": p.gravite.value,
                "statut": p.statut.value,
                "endroits": p.endroits,
                "ecarts": p.ecarts,
                "raison": p.raison,
            }
            for p in bilan.par_regle
        ],
    }
