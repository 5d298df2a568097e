"""What a clause reads, known from its text: the key under which its rendering is remembered.

A clause whose inputs are the same gives the same blocks; in a campaign of a thousand dossiers most
clauses are rendered once.  The inputs are read from the template's syntax tree, never guessed: a
text that uses a variable in a way we do not follow is simply rendered each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from jinja2 import nodes

from sia_docs.generators.context import CALCULES, Contexte
from sia_docs.rules.conditions import CONDITIONS

_MODELES = frozenset({"systeme", "fournisseur", "etablissement", "information", "marche"})
_MOTS = frozenset({"acheteur", "titulaire", "contrat"})
_RENVOIS = frozenset({"article", "annexe", "retenue"})
_DU_DROIT = frozenset({"cite", "date_application"})
"""Functions whose answer only depends on their words and on the date of the law."""
_SANS_ENTREE = frozenset({"connu", "liste", "lignes", "aucun", "loop"})


@dataclass(frozen=True)
class Inputs:
    """Inputs of a template, by kind."""

    champs: tuple[tuple[str, str], ...]
    parametres: tuple[str, ...]
    conditions: tuple[str, ...]
    renvois: tuple[str, ...]
    listes: tuple[str, ...]

    @cached_property
    def key_of(self) -> Callable[[Read], tuple[object, ...]]:
        """Gives the values of the inputs in one document; two equal keys give the same rendering."""
        names = [
            "champ:marche.phase",
            *(f"champ:{root}.{name}" if root else f"champ:{name}" for root, name in self.champs),
            *(f"parametre:{name}" for name in self.parametres),
            *(f"condition:{name}" for name in self.conditions),
            *(f"renvoi:{name}" for name in self.renvois),
            *(f"contexte:{name}" for name in self.listes),
        ]
        values: Callable[[Read], tuple[object, ...]] = itemgetter("contexte:law", "contexte:jour", *names)
        return values


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


class Read(dict[str, object]):
    """What the texts of one document read, each asked once, by kind and name (« champ:systeme.nom »)."""

    def __init__(self, context: Contexte) -> None:
        super().__init__()
        self._context = context

    def __missing__(self, key: str) -> object:
        kind, _, name = key.partition(":")
        value = self[key] = self._ask(kind, name)
        return value

    def _ask(self, kind: str, name: str) -> object:
        context = self._context
        match kind:
            case "champ":
                root, _, field = name.rpartition(".")
                return getattr(getattr(context.dossier, root) if root else context.dossier, field, None)
            case "parametre":
                found = context.parametres.get(name)
                return found and found.texte
            case "condition":
                return context.answer(name) if name in CONDITIONS else None
            case "renvoi":
                return context.renvois.get(name)
            case _:
                return getattr(context, name)
