"""Read the words of the report sentence.

A file that is plainly right is read without Pydantic: the command must answer at once (io.quick).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.io.quick import recognise
from sia_docs.io.yaml_lines import Arbre, read_text

if TYPE_CHECKING:
    from sia_docs.library.mentions_schema import Mentions

CHEMIN = ("templates", "patient_info", "niveau2", "mentions.yaml")


@cache
def load_mentions() -> Mentions:
    """The packaged sentences, read once.

    Raises:
        ContenuInvalide: with every fault and its line.
    """
    return read_mentions(racine().joinpath(*CHEMIN).read_text("utf-8"), CHEMIN[-1])


def read_mentions(text: str, fichier: str) -> Mentions:
    """Read the sentences from a text.

    Raises:
        ContenuInvalide: with every fault and its line.
    """
    tree = read_text(text, fichier=fichier)
    # What is recognised reads like the model, without being one.
    mentions = cast("Mentions | None", recognise(tree.data, "mentions")) or _judged(tree)
    names = [*(c.code for c in mentions.citations), *(v.code for v in mentions.variantes)]
    names += [document.id for document in mentions.documents]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ContenuInvalide(
            Probleme("ce code est écrit deux fois.", fichier=fichier, recu=", ".join(twice))
        )
    return mentions


def _judged(tree: Arbre) -> Mentions:
    from sia_docs.io.validation import validate_tree
    from sia_docs.library.mentions_schema import Mentions

    return validate_tree(Mentions, tree, ContenuInvalide)
