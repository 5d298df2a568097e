"""The options that several commands have, each with the same name and the same help everywhere."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TypeAlias

from sia_docs.cli.french_argparse import Parser

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def dossier(parser: Parser) -> None:
    """One dossier."""
    parser.add_argument("dossier", metavar="DOSSIER", help="dossier YAML ou JSON")


def dossiers(parser: Parser, told: str = "dossiers YAML ou JSON") -> None:
    """One dossier or more."""
    parser.add_argument("dossiers", metavar="DOSSIER", nargs="+", help=told)


def phase(parser: Parser) -> None:
    """``--phase``."""
    parser.add_argument(
        "--phase", choices=("consultation", "attribution"), help="remplace la phase du dossier"
    )


def at_date(parser: Parser) -> None:
    """``--a-la-date``."""
    parser.add_argument("--a-la-date", metavar="AAAA-MM-JJ", help="lit le droit à une autre date")


def folder(parser: Parser) -> None:
    """``--dans``: where files are written."""
    parser.add_argument("--dans", metavar="DOSSIER", default="out", help="dossier de sortie (défaut : out)")


def formats(parser: Parser, *, known: str = "docx, html, txt, fragment", default: str = "docx,html") -> None:
    """``--formats``."""
    told = f"parmi {known} (défaut : {default})"
    parser.add_argument("--formats", metavar="LISTE", default=default, help=told)


def documents(parser: Parser, *, to: str = "produire") -> None:
    """``--documents``: some of them only."""
    parser.add_argument("--documents", metavar="LISTE", help=f"identifiants à {to} (défaut : tous)")


def look(parser: Parser) -> None:
    """``--charte``: the look of the hospital."""
    parser.add_argument(
        "--charte", metavar="FICHIER.yaml", help="logo, couleurs, polices et contacts de l’établissement"
    )


def word_house(parser: Parser, told: str = "charte Word, avec un paragraphe « {{ corps }} »") -> None:
    """``--gabarit``: the hospital's Word house file."""
    parser.add_argument("--gabarit", metavar="FICHIER.docx", help=told)


def final(parser: Parser, told: str = "refuse s’il manque une information, et dit laquelle") -> None:
    """``--definitif``: no longer a draft."""
    parser.add_argument("--definitif", action="store_true", help=told)


def own_pictograms(parser: Parser, more: str = "") -> None:
    """``--pictogrammes``: the pictures of the hospital."""
    parser.add_argument("--pictogrammes", metavar="DOSSIER", help=f"images de l’établissement{more}")


def replace(parser: Parser) -> None:
    """``--remplacer``."""
    parser.add_argument("--remplacer", action="store_true", help="remplace les fichiers qui existent déjà")


def json(parser: Parser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="réponse lisible par un programme")


def runs(parser: Parser, module: str, function: str) -> None:
    """Attach a command; its module is imported only when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        command = getattr(import_module(f"sia_docs.cli.{module}"), function)
        return int(command(arguments))

    parser.set_defaults(run=run)
