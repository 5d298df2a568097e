"""The commands and their help, one function each. Nothing heavy is imported here."""

from __future__ import annotations

import argparse

from sia_docs.cli import options
from sia_docs.cli.french_argparse import Parser
from sia_docs.cli.parser_falc import add_falc
from sia_docs.cli.parser_generate import add_generate

_CODES = """codes de sortie :
  0    c’est fait
  1    le dossier ou le document est refusé (les raisons sont données)
  2    la commande est mal écrite
  3    un fichier n’a pas pu être écrit
  130  interrompu
"""


class _Version(argparse.Action):
    """``--version``, read only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print and leave."""
        from sia_docs import __version__  # reading it takes as long as all the rest of the help

        print(f"sia-docs {__version__}")
        parser.exit(0)


def build_parser() -> Parser:
    """The parser of ``sia-docs``."""
    parser = Parser(
        prog="sia-docs",
        description="Les documents qu’un hôpital doit produire lorsqu’il utilise un système d’IA.",
        epilog=_CODES,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="affiche la version")
    commands = parser.add_subparsers(
        title="commandes", metavar="COMMANDE", dest="commande", required=True, parser_class=Parser
    )
    for add in (
        _new, _verify, add_generate, _explain, _information, _mention, _law, _coverage, _house, _clarity,
        add_falc,
    ):  # fmt: skip
        add(commands)
    return parser


def _new(commands: options.Commands) -> None:
    new = commands.add_parser(
        "nouveau",
        help="écrit un dossier ou un inventaire commenté à remplir",
        description="Écrit un dossier commenté et son schéma (dossier.schema.json), ou un inventaire et le sien.",
    )
    new.add_argument(
        "fichier",
        metavar="FICHIER",
        nargs="?",
        help="fichier à écrire (défaut : dossier.yaml ou inventaire.yaml)",
    )
    new.add_argument(
        "--inventaire",
        action="store_true",
        help="écrit un inventaire des systèmes, d’où viennent les chartes",
    )
    new.add_argument(
        "--date", metavar="AAAA-MM-JJ", help="date du document et du droit (défaut : aujourd’hui)"
    )
    options.replace(new)
    options.runs(new, "new", "run_new")


def _verify(commands: options.Commands) -> None:
    verify = commands.add_parser(
        "verifier",
        help="contrôle un dossier ou un inventaire",
        description="Erreurs, alertes, et informations manquantes par personne qui doit répondre.",
    )
    verify.add_argument("dossier", metavar="DOSSIER", help="dossier ou inventaire, YAML ou JSON")
    options.phase(verify)
    options.json(verify)
    options.runs(verify, "verify", "run_verify")


def _explain(commands: options.Commands) -> None:
    explain = commands.add_parser(
        "expliquer",
        help="dit pourquoi chaque clause est là ou non",
        description="Chaque clause : retenue, à confirmer ou écartée ; pourquoi, sur quel droit, à quelle date.",
    )
    options.dossier(explain)
    explain.add_argument(
        "clauses", metavar="CLAUSE", nargs="*", help="identifiants à détailler (défaut : toutes)"
    )
    options.at_date(explain)
    options.phase(explain)
    options.json(explain)
    options.runs(explain, "explain", "run_explain")


def _information(commands: options.Commands) -> None:
    information = commands.add_parser(
        "information",
        help="dit quelle information des patients est due, et pourquoi",
        description="Pour chaque système : les niveaux d’information et les règles qui s’y ajoutent (OUI, NON, À CONFIRMER), pourquoi, sur quel droit.",
    )
    options.dossiers(information, "dossier YAML ou JSON")
    options.at_date(information)
    options.json(information)
    options.runs(information, "information", "run_information")


def _mention(commands: options.Commands) -> None:
    mention = commands.add_parser(
        "mention",
        help="donne la phrase à mettre dans le compte rendu",
        description="La phrase du compte rendu (niveau 2 du guide), pour un ou plusieurs systèmes.",
    )
    options.dossiers(mention, "dossier YAML ou JSON, un par système")
    mention.add_argument(
        "--variante",
        metavar="CODE",
        help="A à H, GUIDE_1 ou GUIDE_2 (défaut : la première qui convient) ; voir --liste",
    )
    mention.add_argument(
        "--document",
        metavar="TYPE",
        default="compte_rendu",
        help="type de document (défaut : compte_rendu) ; voir --liste",
    )
    mention.add_argument(
        "--professionnel",
        metavar="NOM",
        action="append",
        default=[],
        help="« Dr Anne Morel, radiologue » ; se répète (défaut, sauf pour F et G : le responsable du dossier)",
    )
    mention.add_argument(
        "--present",
        action="store_true",
        help="atteste que les personnes nommées étaient présentes lors de l’acte",
    )
    mention.add_argument(
        "--format",
        choices=("texte", "html", "json", "fhir", "cda"),
        default="texte",
        help="forme de la phrase (défaut : texte)",
    )
    mention.add_argument(
        "--horodatage",
        metavar="DATE",
        help="date, heure et fuseau, pour fhir et cda : 2026-11-22T14:05:00+01:00",
    )
    mention.add_argument("--copier", action="store_true", help="met la phrase dans le presse-papiers")
    mention.add_argument(
        "--liste", action="store_true", help="dit quelles phrases conviennent à chaque système"
    )
    options.runs(mention, "mention", "run_mention")


def _law(commands: options.Commands) -> None:
    law = commands.add_parser(
        "droit",
        help="montre ce qui change entre deux dates",
        description="Ce que le droit de référence devient entre deux dates.",
    )
    law.add_argument("--a-la-date", metavar="AAAA-MM-JJ", required=True, help="date d’arrivée")
    law.add_argument("--depuis", metavar="AAAA-MM-JJ", help="date de départ (défaut : aujourd’hui)")
    law.add_argument("--tout", action="store_true", help="avec le résumé de chaque changement et sa source")
    options.json(law)
    options.runs(law, "law", "run_law")


def _coverage(commands: options.Commands) -> None:
    coverage = commands.add_parser(
        "couverture",
        help="dit ce qui répond à chaque exigence",
        description="Pour chaque exigence du registre, la clause ou le document qui y répond ; code 1 s’il en reste une sans réponse.",
    )
    coverage.add_argument(
        "--famille",
        metavar="LISTE",
        help="parmi inventaire, contrat, alertes, patient, mention, falc, charte, charte-publique (défaut : toutes)",
    )
    options.json(coverage)
    options.runs(coverage, "coverage", "run_coverage")


def _house(commands: options.Commands) -> None:
    house = commands.add_parser(
        "gabarit",
        help="exporte ou contrôle une charte Word",
        description="Exporte la charte Word par défaut, ou contrôle celle de l’établissement.",
    )
    choice = house.add_mutually_exclusive_group(required=True)
    choice.add_argument(
        "--vers", metavar="FICHIER.docx", help="écrit la charte par défaut, à adapter dans Word"
    )
    choice.add_argument("--verifier", metavar="FICHIER.docx", help="contrôle une charte")
    options.replace(house)
    options.runs(house, "house", "run_house")


def _clarity(commands: options.Commands) -> None:
    clarity = commands.add_parser(
        "clarte",
        help="mesure la clarté d’un texte",
        description="Longueur des phrases, lisibilité, mots à éviter d’un texte destiné aux patients.",
    )
    clarity.add_argument("fichier", metavar="FICHIER", help="fichier .docx, .html, .md ou .txt")
    clarity.add_argument(
        "--profil",
        choices=("clair", "notice"),
        default="clair",
        help="clair : niveaux 1 et 2 (défaut) ; notice : notice complète",
    )
    options.json(clarity)
    options.runs(clarity, "clarity", "run_clarity")
