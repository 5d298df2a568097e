"""Shape and reading of ``templates/falc/regles/*.yaml``: the rules of easy-to-read, with their words.

A rule says what it asks, where it comes from, what to tell the author, and the words and thresholds
that its check uses.  How a rule is checked is code (``quality/falc``); a rule with ``formes`` and no
code is a list of words to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_text
from sia_docs.library.load import files_below, text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, OuiNon, Texte, TexteLong
from sia_docs.rules.validation import Gravite

CHEMIN = ("templates", "falc", "regles")

Identifiant = Annotated[str, Field(pattern=r"^F-[WNSOLIEH][0-9]{1,2}[a-z]?$")]
Seuil = Annotated[float, Field(ge=0)]


class RegleFalc(Strict):
    """One rule. ``message`` may hold ``{extrait}`` and the slots that its check fills."""

    id: Identifiant
    titre: Texte
    gravite: Gravite
    source: Texte
    """Where the rule comes from; « usage » when it is a convention of ours."""
    message: TexteLong | None = None
    remede: TexteLong
    humain: OuiNon = None
    """Only a person can check it."""
    non_verifiee: TexteLong | None = None
    """Why the rule could not be run, when that may happen."""
    seuils: Mapping[str, Seuil] = {}
    formes: tuple[Texte, ...] = ()
    """Whole words or phrases, whatever their capitals."""
    sauf: tuple[Texte, ...] = ()
    """Words or phrases where the rule does not apply."""
    groupes: tuple[tuple[Texte, ...], ...] = ()
    """Words that mean the same thing, or forms of one word, by group."""

    @model_validator(mode="after")
    def _told(self) -> RegleFalc:
        if bool(self.humain) == (self.message is not None):
            raise ValueError("une règle a un message, sauf si une personne seule peut la vérifier")
        if self.humain and self.non_verifiee is None:
            raise ValueError("une règle humaine dit qui la vérifie (« non_verifiee »)")
        return self


class FichierRegles(Strict):
    """One family of rules."""

    famille: Texte
    verifiee_le: Jour
    regles: tuple[RegleFalc, ...]


Regles = Mapping[str, RegleFalc]


@cache
def load_falc_rules() -> Regles:
    """The packaged rules by id, in the order of their stems (F-W1, F-W2… F-H7), read once.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    trees: list[Arbre] = []
    problems: list[Probleme] = []
    for entry in files_below(racine().joinpath(*CHEMIN), ".yaml"):
        try:
            trees.append(read_text(text_of(entry), fichier=entry.name))
        except SiaDocsError as error:
            problems.extend(error.problemes)
    if problems:
        raise ContenuInvalide(problems)
    return read_falc_rules(trees)


def read_falc_rules(trees: Iterable[Arbre]) -> Regles:
    """The rules of several files.

    Raises:
        ContenuInvalide: with every fault, an id written twice among them.
    """
    found: dict[str, RegleFalc] = {}
    problems: list[Probleme] = []
    for tree in trees:
        try:
            rules = validate_tree(FichierRegles, tree, ContenuInvalide).regles
        except ContenuInvalide as error:
            problems.extend(error.problemes)
            continue
        for rank, rule in enumerate(rules):
            if rule.id in found:
                line = tree.ligne(("regles", rank))
                problems.append(
                    Probleme("cette règle existe déjà.", fichier=tree.fichier, ligne=line, recu=rule.id)
                )
            found[rule.id] = rule
    if problems:
        raise ContenuInvalide(problems)
    return dict(sorted(found.items(), key=lambda pair: _order(pair[0])))


_FAMILIES = "WNSOLIEH"


def _order(identifier: str) -> tuple[int, int, str]:
    letter, rest = identifier[2], identifier[3:]
    digits = rest.rstrip("abcdefghijklmnopqrstuvwxyz")
    return _FAMILIES.index(letter), int(digits), rest[len(digits) :]
