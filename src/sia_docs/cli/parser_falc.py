"""``sia-docs falc``: preparing, checking and having the easy-to-read documents read."""

from __future__ import annotations

from sia_docs.cli import options
from sia_docs.cli.french_argparse import Parser


def add_falc(commands: options.Commands) -> None:
    """Add « falc » and its actions."""
    falc = commands.add_parser(
        "falc",
        help="prépare, contrôle et fait relire les documents faciles à lire et à comprendre",
        description="Les documents faciles à lire et à comprendre (FALC) : leurs images, leur contrôle, leur relecture.",
    )
    actions = falc.add_subparsers(
        title="actions", metavar="ACTION", dest="action", required=True, parser_class=Parser
    )
    for add in (_check, _pictograms, _kit, _answers):
        add(actions)


def _check(actions: options.Commands) -> None:
    check = actions.add_parser(
        "verifier",
        help="contrôle un texte facile à lire et à comprendre",
        description="Contrôle un texte avec les règles européennes : les mots, les phrases, l’ordre, l’aspect, les images. Le contrôle ne dit pas si le texte est compris.",
    )
    check.add_argument("fichiers", metavar="FICHIER", nargs="+", help="fichier .docx, .html, .md ou .txt")
    check.add_argument(
        "--rapport", metavar="FICHIER.html", help="écrit le rapport : le texte, annoté (un seul fichier)"
    )
    options.replace(check)
    options.json(check)
    options.runs(check, "falc_check", "run_falc_check")


def _pictograms(actions: options.Commands) -> None:
    pictures = actions.add_parser(
        "pictogrammes",
        help="montre toutes les images sur une planche",
        description="Produit la planche des pictogrammes : l’image, l’idée, ce que l’image montre, la source, la licence, et si elle a été testée.",
    )
    options.folder(pictures)
    options.formats(pictures, default="html")
    options.own_pictograms(pictures)
    options.replace(pictures)
    options.runs(pictures, "pictograms", "run_pictograms")


def _kit(actions: options.Commands) -> None:
    kit = actions.add_parser(
        "kit",
        help="produit la trousse de relecture",
        description="Produit, pour chaque document FALC, de quoi le faire relire : les pages des lecteurs, la fiche des remarques, le fichier de réponses ; et une note pour la personne qui anime.",
    )
    options.dossiers(kit)
    options.folder(kit)
    options.formats(kit, known="docx, html")
    options.documents(kit, to="faire relire")
    options.look(kit)
    options.own_pictograms(kit)
    options.replace(kit)
    options.json(kit)
    options.runs(kit, "falc_kit", "run_kit")


def _answers(actions: options.Commands) -> None:
    answers = actions.add_parser(
        "reponses",
        help="lit les réponses d’une relecture",
        description="Lit les réponses d’une séance de relecture : lignes à reprendre, images à changer, ce qui manque ; et les garde dans le registre des relectures.",
    )
    answers.add_argument("reponses", metavar="FICHIER", nargs="+", help="réponses, à partir de la trousse")
    answers.add_argument(
        "--registre",
        metavar="FICHIER.yaml",
        default="relectures-falc.yaml",
        help="registre des relectures à compléter (défaut : relectures-falc.yaml)",
    )
    options.json(answers)
    options.runs(answers, "falc_answers", "run_answers")
