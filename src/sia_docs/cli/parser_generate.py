"""``sia-docs generer``: a command for each kind of documents."""

from __future__ import annotations

from sia_docs.cli import options
from sia_docs.cli.french_argparse import Parser


def add_generate(commands: options.Commands) -> None:
    """Add « generer » and its documents."""
    generate = commands.add_parser(
        "generer",
        help="produit des documents",
        description="Produit des documents à partir d’un ou plusieurs dossiers.",
    )
    kinds = generate.add_subparsers(
        title="documents", metavar="DOCUMENT", dest="document", required=True, parser_class=Parser
    )
    for add in (_contract, _information, _charters, _falc, _mentions):
        add(kinds)


def _contract(kinds: options.Commands) -> None:
    contract = kinds.add_parser(
        "contrat",
        help="l’annexe au contrat",
        description="Produit l’annexe au contrat, en projet sauf --definitif.",
    )
    options.dossiers(contract, "dossier YAML ou JSON")
    options.folder(contract)
    options.formats(contract)
    options.word_house(contract, "charte Word de l’établissement, avec un paragraphe « {{ corps }} »")
    options.final(contract, "refuse s’il manque une information obligatoire, et dit laquelle")
    contract.add_argument(
        "--notes",
        action="store_true",
        help="ajoute les conseils à l’acheteur, en commentaires Word (document de préparation)",
    )
    options.phase(contract)
    options.replace(contract)
    options.json(contract)
    options.runs(contract, "generate", "run_contract")


def _information(kinds: options.Commands) -> None:
    told = kinds.add_parser(
        "information",
        help="les documents pour les patients",
        description="Produit les documents pour les patients d’un établissement : un dossier par système.",
    )
    options.dossiers(told)
    options.folder(told)
    options.formats(told)
    options.documents(told)
    told.add_argument("--langue", metavar="CODE", default="fr", help="langue des documents (défaut : fr)")
    told.add_argument(
        "--bilingue",
        metavar="CODE",
        default="",
        help="met cette langue à côté du français, pour les feuillets qui y existent",
    )
    options.look(told)
    options.word_house(told)
    options.final(told)
    options.replace(told)
    options.json(told)
    options.runs(told, "generate_information", "run_information")


def _charters(kinds: options.Commands) -> None:
    charter = kinds.add_parser(
        "charte",
        help="la charte d’usage de l’IA générative et la charte publique",
        description="Produit les chartes d’un établissement à partir de l’inventaire de ses systèmes.",
    )
    charter.add_argument("inventaire", metavar="INVENTAIRE", help="inventaire YAML ou JSON")
    options.folder(charter)
    options.formats(charter)
    options.documents(charter)
    charter.add_argument(
        "--depuis",
        metavar="VERSION",
        help="version précédente, pour dire ce qui change : son inventaire, ou la charte publiée (.docx, .html)",
    )
    options.look(charter)
    options.word_house(charter)
    options.final(charter)
    options.replace(charter)
    options.json(charter)
    options.runs(charter, "generate_charters", "run_charters")


def _falc(kinds: options.Commands) -> None:
    easy = kinds.add_parser(
        "falc",
        help="les documents faciles à lire et à comprendre",
        description="Produit les documents faciles à lire et à comprendre (FALC) d’un établissement : un dossier par système. Ce sont des projets, à faire relire par des personnes concernées.",
    )
    options.dossiers(easy)
    options.folder(easy)
    options.formats(easy)
    options.documents(easy)
    easy.add_argument(
        "--gros-caracteres", action="store_true", help="ajoute chaque document en caractères de 18 points"
    )
    easy.add_argument(
        "--livret",
        action="store_true",
        help="ajoute un livret A5 : à imprimer et plier (html), ou Word (docx)",
    )
    options.own_pictograms(easy, " : une idée par fichier SVG ou PNG, par exemple hopital.png")
    options.look(easy)
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
    options.replace(easy)
    options.json(easy)
    options.runs(easy, "generate_falc", "run_falc")


def _mentions(kinds: options.Commands) -> None:
    sentences = kinds.add_parser(
        "mentions",
        help="la page de l’intranet et les insertions automatiques de Word",
        description="Produit mentions-ia.html (choisir, lire, copier la phrase) et mentions-ia.dotx (Word).",
    )
    options.dossiers(sentences)
    options.folder(sentences)
    options.replace(sentences)
    options.json(sentences)
    options.runs(sentences, "generate_mentions", "run_mentions")
