"""What a clause reads, known from its text: the key under which its rendering is remembered.

A clause whose inputs are the same gives the same blocks; in a campaign of a thousand dossiers most
clauses are rendered once.  The inputs are read from the template's syntax tree, never guessed: a
text that uses a variable in a way we do not follow is simply rendered each time.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from jinja2 import nodes

from sia_docs.generators.context import CALCULES, Contexte
from sia_docs.rules.conditions import CONDITIONS

_MODELES = frozenset({"systeme", "fournisseur", "etablissement", "information", "marche"})
_MOTS = frozenset({"acheteur", "titulaire", "contrat"})
_RENVOIS = frozenset({"article", "annexe", "retenue"})
_DU_DROIT = frozenset({"cite", "date_application"})
"""Functions whose answer only depends on their words and on the date of the law."""
_SANS_ENTREE = frozenset({"connu", "liste", "lignes", "aucun", "loop"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """Inputs of a template, by kind."""

    champs: tuple[tuple[str, str], ...]
    parametres: tuple[str, ...]
    conditions: tuple[str, ...]
    renvois: tuple[str, ...]
    listes: tuple[str, ...]


class _Unknown(Exception):
    """The text reads something that cannot be told from its syntax."""


def inputs_of(tree: nodes.Template) -> Inputs | None:
    """Inputs of a parsed template, or ``None`` when they cannot be told."""
    try:
        return _inputs(tree)
    except _Unknown:
        return None


def _inputs(tree: nodes.Template) -> Inputs:
    champs: set[tuple[str, str]] = set()
    parametres: set[str] = set()
    conditions: set[str] = set()
    renvois: set[str] = set()
    listes: set[str] = set()
    found = list(tree.find_all((nodes.Name, nodes.Getattr, nodes.Call)))
    names = [node for node in found if isinstance(node, nodes.Name)]
    local = {node.name for node in names if node.ctx == "store"}
    followed: set[int] = set()
    for get in (node for node in found if isinstance(node, nodes.Getattr)):
        if isinstance(get.node, nodes.Name) and get.node.name not in local:
            root = get.node.name
            followed.add(id(get.node))
            if root in _MODELES:
                champs.add((root, get.attr))
            elif root == "p":
                parametres.add(get.attr)
            elif root == "calcul":
                parametres.update(CALCULES)
            elif root != "loop":
                raise _Unknown(root)
    for call in (node for node in found if isinstance(node, nodes.Call)):
        if not isinstance(call.node, nodes.Name):
            raise _Unknown("call")
        name = call.node.name
        followed.add(id(call.node))
        words = [a.value for a in call.args if isinstance(a, nodes.Const)]
        if name in _SANS_ENTREE:
            continue
        if len(words) != len(call.args) or call.kwargs or call.dyn_args or call.dyn_kwargs:
            raise _Unknown(name)
        if name in ("si", "etabli"):
            conditions.update(words)
        elif name in _RENVOIS:
            renvois.update(words)
        elif name not in _DU_DROIT:
            raise _Unknown(name)
    for used in names:
        name = used.name
        if used.ctx != "load" or id(used) in followed or name in local | _SANS_ENTREE:
            continue
        if name in _MODELES:
            champs.update({(name, "nom"), (name, "article")})
        elif name in _MOTS:
            champs.add(("etablissement", "acheteur_public"))
        elif name in ("derogations", "textes"):
            listes.add(name)
        elif name == "date_document":
            champs.add(("", name))
        elif name != "date_du_droit":  # the date of the law is in every key
            raise _Unknown(name)
    return Inputs(
        tuple(sorted(champs)),
        tuple(sorted(parametres)),
        tuple(sorted(conditions)),
        tuple(sorted(renvois)),
        tuple(sorted(listes)),
    )


def key_of(inputs: Inputs, context: Contexte) -> Hashable:
    """The values of the inputs; two equal keys give the same rendering."""
    dossier = context.dossier
    return (
        context.law,
        context.jour,
        dossier.marche.phase,
        tuple(
            [getattr(getattr(dossier, root) if root else dossier, name, None) for root, name in inputs.champs]
        ),
        tuple([context.parametres[name].texte for name in inputs.parametres if name in context.parametres]),
        tuple([context.answer(name) for name in inputs.conditions if name in CONDITIONS]),
        tuple([context.renvois.get(name) for name in inputs.renvois]),
        tuple([getattr(context, name) for name in inputs.listes]),
    )
