"""argparse in French: its words, its errors, its exit code."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_ERREURS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 : « \2 » n’est pas admis ; choisir parmi \3"),
    (r"argument (.*): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.*): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (r"argument (.*): invalid .* value: (.*)", r"\1 : valeur incorrecte \2"),
    (r"ambiguous option: (.*) could match (.*)", r"option ambiguë : \1 (\2)"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
)


class Aide(argparse.RawDescriptionHelpFormatter):
    """Help with « Utilisation : »."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Replace the English prefix."""
        super().add_usage(usage, actions, groups, prefix or "Utilisation : ")


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks French."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", Aide)
        super().__init__(add_help=False, **kwargs)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Print the error in French and exit with 2."""
        for pattern, replacement in _ERREURS:
            message, count = re.subn(f"^{pattern}$", replacement, message)
            if count:
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"Erreur : {message}. Voir « {self.prog} --help ».\n")
