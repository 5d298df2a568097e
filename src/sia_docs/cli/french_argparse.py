"""argparse in French: its words, its errors, its exit code."""

from __future__ import annotations

import argparse
import re
import sys
from difflib import get_close_matches
from typing import Any, NoReturn

_ERREURS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"one of the arguments (.*) is required", r"il faut l’une de ces options : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"ambiguous option: (.*) could match (.*)", r"option ambiguë : \1 (\2)"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
    (r"argument (.*): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.*): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (r"argument (.*): expected at most one argument", r"\1 : une valeur au plus est attendue"),
    (r"argument (.*): expected (\d+) arguments?", r"\1 : \2 valeurs sont attendues"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 n’attend pas de valeur, reçu : \2"),
    (r"argument (.*): invalid .* value: (.*)", r"\1 : valeur incorrecte \2"),
)
_CHOIX = re.compile(r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", re.DOTALL)


class Aide(argparse.RawDescriptionHelpFormatter):
    """Help with « Utilisation : »."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Replace the English prefix; an empty one is how a sub-command asks for its own name."""
        super().add_usage(usage, actions, groups, "Utilisation\u00a0: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """A no-break space before the colon that argparse adds."""
        super().start_section(f"{heading}\u00a0" if heading else heading)

    def _split_lines(self, text: str, width: int) -> list[str]:
        text = re.sub(r"« | »", lambda found: found.group().replace(" ", "\u00a0"), text)
        return super()._split_lines(text.replace("{{ corps }}", "{{\u00a0corps\u00a0}}"), width)


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
        self.print_usage(sys.stderr)
        self.exit(2, f"Erreur : {in_french(message)}. Voir « {self.prog} --help ».\n")


def in_french(message: str) -> str:
    """An error of argparse, in French."""
    if found := _CHOIX.fullmatch(message):
        name, received, listed = found.groups()
        choices = [choice.strip("'\" ") for choice in listed.split(",")]
        received = received.strip("'\"")
        near = get_close_matches(received, choices, n=1)
        guess = f" (vouliez-vous dire « {near[0]} » ?)" if near else ""
        return f"{name} : « {received} » n’est pas admis{guess} ; choisir parmi {', '.join(choices)}"
    for pattern, replacement in _ERREURS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(replacement)
    return "commande incomprise"
