"""The commands, their options and their help. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from importlib import import_module

from sia_docs.cli.french_argparse import Parser

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

    new = commands.add_parser(
        "nouveau",
        help="écrit un dossier commenté à remplir",
        description="Écrit un dossier commenté et son schéma (dossier.schema.json).",
    )
    new.add_argument(
        "fichier",
        metavar="FICHIER",
        nargs="?",
        default="dossier.yaml",
        help="dossier à écrire (défaut : dossier.yaml)",
    )
    new.add_argument(
        "--date", metavar="AAAA-MM-JJ", help="date du document et du droit (défaut : aujourd’hui)"
    )
    _replace(new)
    _run(new, "new", "run_new")

    verify = commands.add_parser(
        "verifier",
        help="contrôle un dossier ou un inventaire",
        description="Erreurs, alertes, et informations manquantes par personne qui doit répondre.",
    )
    verify.add_argument("dossier", metavar="DOSSIER", help="dossier ou inventaire, YAML ou JSON")
    _phase(verify)
    _json(verify)
    _run(verify, "verify", "run_verify")

    generate = commands.add_parser(
        "generer",
        help="produit des documents",
        description="Produit des documents à partir d’un ou plusieurs dossiers.",
    )
    kinds = generate.add_subparsers(
        title="documents", metavar="DOCUMENT", dest="document", required=True, parser_class=Parser
    )
    contract = kinds.add_parser(
        "contrat",
        help="l’annexe au contrat",
        description="Produit l’annexe au contrat, en projet sauf --definitif.",
    )
    contract.add_argument("dossiers", metavar="DOSSIER", nargs="+", help="dossier YAML ou JSON")
    contract.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")
    contract.add_argument(
        "--formats",
        metavar="LISTE",
        default="docx,html",
        help="parmi docx, html, txt, fragment (défaut : docx,html)",
    )
    contract.add_argument(
        "--gabarit",
        metavar="FICHIER.docx",
        help="charte Word de l’établissement, avec un paragraphe « {{ corps }} »",
    )
    contract.add_argument(
        "--definitif",
        action="store_true",
        help="refuse s’il manque une information obligatoire, et dit laquelle",
    )
    contract.add_argument(
        "--notes",
        action="store_true",
        help="ajoute les conseils à l’acheteur, en commentaires Word (document de préparation)",
    )
    _phase(contract)
    _replace(contract)
    _json(contract)
    _run(contract, "generate", "run_contract")

    told = kinds.add_parser(
        "information",
        help="les documents pour les patients",
        description="Produit les documents pour les patients d’un établissement : un dossier par système.",
    )
    told.add_argument("dossiers", metavar="DOSSIER", nargs="+", help="dossiers YAML ou JSON")
    told.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")
    told.add_argument(
        "--formats",
        metavar="LISTE",
        default="docx,html",
        help="parmi docx, html, txt, fragment (défaut : docx,html)",
    )
    told.add_argument("--documents", metavar="LISTE", help="identifiants à produire (défaut : tous)")
    told.add_argument("--langue", metavar="CODE", default="fr", help="langue des documents (défaut : fr)")
    told.add_argument(
        "--bilingue",
        metavar="CODE",
        default="",
        help="met cette langue à côté du français, pour les feuillets qui y existent",
    )
    told.add_argument(
        "--charte", metavar="FICHIER.yaml", help="logo, couleurs, polices et contacts de l’établissement"
    )
    told.add_argument(
        "--gabarit", metavar="FICHIER.docx", help="charte Word, avec un paragraphe « {{ corps }} »"
    )
    told.add_argument(
        "--definitif",
        action="store_true",
        help="refuse s’il manque une information, et dit laquelle",
    )
    _replace(told)
    _json(told)
    _run(told, "generate_information", "run_information")

    charter = kinds.add_parser(
        "charte",
        help="la charte d’usage de l’IA générative et la charte publique",
        description="Produit les chartes d’un établissement à partir de l’inventaire de ses systèmes.",
    )
    charter.add_argument("inventaire", metavar="INVENTAIRE", help="inventaire YAML ou JSON")
    charter.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")
    charter.add_argument(
        "--formats",
        metavar="LISTE",
        default="docx,html",
        help="parmi docx, html, txt, fragment (défaut : docx,html)",
    )
    charter.add_argument("--documents", metavar="LISTE", help="identifiants à produire (défaut : tous)")
    charter.add_argument(
        "--depuis",
        metavar="INVENTAIRE",
        help="inventaire de la version précédente : dit ce qui change",
    )
    charter.add_argument(
        "--charte", metavar="FICHIER.yaml", help="logo, couleurs, polices et contacts de l’établissement"
    )
    charter.add_argument(
        "--gabarit", metavar="FICHIER.docx", help="charte Word, avec un paragraphe « {{ corps }} »"
    )
    charter.add_argument(
        "--definitif",
        action="store_true",
        help="refuse s’il manque une information, et dit laquelle",
    )
    _replace(charter)
    _json(charter)
    _run(charter, "generate_charters", "run_charters")

    _falc_leaflets(kinds)

    sentences = kinds.add_parser(
        "mentions",
        help="la page de l’intranet et les insertions automatiques de Word",
        description="Produit mentions-ia.html (choisir, lire, copier la phrase) et mentions-ia.dotx (Word).",
    )
    sentences.add_argument("dossiers", metavar="DOSSIER", nargs="+", help="dossiers YAML ou JSON")
    sentences.add_argument(
        "--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)"
    )
    _replace(sentences)
    _json(sentences)
    _run(sentences, "generate_mentions", "run_mentions")

    explain = commands.add_parser(
        "expliquer",
        help="dit pourquoi chaque clause est là ou non",
        description="Chaque clause : retenue, à confirmer ou écartée ; pourquoi, sur quel droit, à quelle date.",
    )
    _dossier(explain)
    explain.add_argument(
        "clauses", metavar="CLAUSE", nargs="*", help="identifiants à détailler (défaut : toutes)"
    )
    explain.add_argument("--a-la-date", metavar="AAAA-MM-JJ", help="lit le droit à une autre date")
    _phase(explain)
    _json(explain)
    _run(explain, "explain", "run_explain")

    information = commands.add_parser(
        "information",
        help="dit quelle information des patients est due, et pourquoi",
        description="Pour chaque système : les niveaux d’information et les règles qui s’y ajoutent (OUI, NON, À CONFIRMER), pourquoi, sur quel droit.",
    )
    information.add_argument("dossiers", metavar="DOSSIER", nargs="+", help="dossier YAML ou JSON")
    information.add_argument("--a-la-date", metavar="AAAA-MM-JJ", help="lit le droit à une autre date")
    _json(information)
    _run(information, "information", "run_information")

    mention = commands.add_parser(
        "mention",
        help="donne la phrase à mettre dans le compte rendu",
        description="La phrase du compte rendu (niveau 2 du guide), pour un ou plusieurs systèmes.",
    )
    mention.add_argument(
        "dossiers", metavar="DOSSIER", nargs="+", help="dossier YAML ou JSON, un par système"
    )
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
    _run(mention, "mention", "run_mention")

    law = commands.add_parser(
        "droit",
        help="montre ce qui change entre deux dates",
        description="Ce que le droit de référence devient entre deux dates.",
    )
    law.add_argument("--a-la-date", metavar="AAAA-MM-JJ", required=True, help="date d’arrivée")
    law.add_argument("--depuis", metavar="AAAA-MM-JJ", help="date de départ (défaut : aujourd’hui)")
    law.add_argument("--tout", action="store_true", help="avec le résumé de chaque changement et sa source")
    _json(law)
    _run(law, "law", "run_law")

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
    _json(coverage)
    _run(coverage, "coverage", "run_coverage")

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
    _replace(house)
    _run(house, "house", "run_house")

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
    _json(clarity)
    _run(clarity, "clarity", "run_clarity")

    falc = commands.add_parser(
        "falc",
        help="prépare, contrôle et fait relire les documents faciles à lire et à comprendre",
        description="Les documents faciles à lire et à comprendre (FALC) : leurs images, leur contrôle, leur relecture.",
    )
    actions = falc.add_subparsers(
        title="actions", metavar="ACTION", dest="action", required=True, parser_class=Parser
    )
    _falc_check(actions)
    _falc_pictures(actions)
    _falc_reading(actions)
    return parser


def _falc_check(actions: argparse._SubParsersAction[Parser]) -> None:
    check = actions.add_parser(
        "verifier",
        help="contrôle un texte facile à lire et à comprendre",
        description="Contrôle un texte avec les règles européennes : les mots, les phrases, l’ordre, l’aspect, les images. Le contrôle ne dit pas si le texte est compris.",
    )
    check.add_argument("fichiers", metavar="FICHIER", nargs="+", help="fichier .docx, .html, .md ou .txt")
    check.add_argument(
        "--rapport", metavar="FICHIER.html", help="écrit le rapport : le texte, annoté (un seul fichier)"
    )
    _replace(check)
    _json(check)
    _run(check, "falc_check", "run_falc_check")


def _falc_leaflets(kinds: argparse._SubParsersAction[Parser]) -> None:
    easy = kinds.add_parser(
        "falc",
        help="les documents faciles à lire et à comprendre",
        description="Produit les documents faciles à lire et à comprendre (FALC) d’un établissement : un dossier par système. Ce sont des projets, à faire relire par des personnes concernées.",
    )
    easy.add_argument("dossiers", metavar="DOSSIER", nargs="+", help="dossiers YAML ou JSON")
    easy.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")
    easy.add_argument(
        "--formats",
        metavar="LISTE",
        default="docx,html",
        help="parmi docx, html, txt, fragment (défaut : docx,html)",
    )
    easy.add_argument("--documents", metavar="LISTE", help="identifiants à produire (défaut : tous)")
    easy.add_argument(
        "--gros-caracteres", action="store_true", help="ajoute chaque document en caractères de 18 points"
    )
    easy.add_argument(
        "--livret",
        action="store_true",
        help="ajoute un livret A5 : à imprimer et plier (html), ou Word (docx)",
    )
    easy.add_argument(
        "--pictogrammes",
        metavar="DOSSIER",
        help="images de l’établissement : une idée par fichier SVG ou PNG, par exemple hopital.png",
    )
    easy.add_argument(
        "--charte", metavar="FICHIER.yaml", help="logo, couleurs, polices et contacts de l’établissement"
    )
    easy.add_argument(
        "--relectures",
        metavar="FICHIER.yaml",
        help="registre des relectures : les documents validés y perdent leur bandeau et nomment leurs lecteurs",
    )
    easy.add_argument(
        "--logo-facile-a-lire",
        metavar="FICHIER",
        help="logo européen, en PNG ou en SVG : pris seulement si tous les documents sont validés",
    )
    _replace(easy)
    _json(easy)
    _run(easy, "generate_falc", "run_falc")


def _falc_pictures(actions: argparse._SubParsersAction[Parser]) -> None:
    pictures = actions.add_parser(
        "pictogrammes",
        help="montre toutes les images sur une planche",
        description="Produit la planche des pictogrammes : l’image, l’idée, ce que l’image montre, la source, la licence, et si elle a été testée.",
    )
    pictures.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")
    pictures.add_argument(
        "--formats", metavar="LISTE", default="html", help="parmi docx, html, txt, fragment (défaut : html)"
    )
    pictures.add_argument("--pictogrammes", metavar="DOSSIER", help="images de l’établissement")
    _replace(pictures)
    _run(pictures, "pictograms", "run_pictograms")


def _falc_reading(actions: argparse._SubParsersAction[Parser]) -> None:
    kit = actions.add_parser(
        "kit",
        help="produit la trousse de relecture",
        description="Produit, pour chaque document FALC, de quoi le faire relire : les pages des lecteurs, la fiche des remarques, le fichier de réponses ; et une note pour la personne qui anime.",
    )
    kit.add_argument("dossiers", metavar="DOSSIER", nargs="+", help="dossiers YAML ou JSON")
    kit.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")
    kit.add_argument(
        "--formats", metavar="LISTE", default="docx,html", help="parmi docx, html (défaut : docx,html)"
    )
    kit.add_argument("--documents", metavar="LISTE", help="identifiants à faire relire (défaut : tous)")
    kit.add_argument(
        "--charte", metavar="FICHIER.yaml", help="logo, couleurs, polices et contacts de l’établissement"
    )
    kit.add_argument("--pictogrammes", metavar="DOSSIER", help="images de l’établissement")
    _replace(kit)
    _json(kit)
    _run(kit, "falc_kit", "run_kit")

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
    _json(answers)
    _run(answers, "falc_answers", "run_answers")


def _dossier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dossier", metavar="DOSSIER", help="dossier YAML ou JSON")


def _phase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--phase", choices=("consultation", "attribution"), help="remplace la phase du dossier"
    )


def _replace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remplacer", action="store_true", help="remplace les fichiers qui existent déjà")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="réponse lisible par un programme")


def _run(parser: argparse.ArgumentParser, module: str, function: str) -> None:
    """Attach a command; its module is imported only when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        command = getattr(import_module(f"sia_docs.cli.{module}"), function)
        return int(command(arguments))

    parser.set_defaults(run=run)
