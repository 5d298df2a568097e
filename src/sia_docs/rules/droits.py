"""The rights that a notice may promise: a matrix of rights by legal basis, read from the content.

Promising a right that the legal basis does not give (portability in care) is as wrong as hiding one
(RGPD chapter III; guide HAS/CNIL 7).  An unknown basis gets the rights that hold whichever of the
two bases of care, public-interest mission or legitimate interest, turns out to be the right one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sia_docs.contenu import racine
from sia_docs.document.french import typography
from sia_docs.erreurs import ContenuInvalide, Probleme
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_text
from sia_docs.library.load import text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, OuiNon, Texte, TexteLong
from sia_docs.models.information import BaseLegale, Droit

FICHIER = "droits.yaml"
#: The bases of a care processing, one of which holds when the dossier does not say.
BASES_DES_SOINS = frozenset({BaseLegale.MISSION, BaseLegale.INTERET})


@dataclass(frozen=True, slots=True)
class LigneDroit:
    """One right, as a notice prints it. ``texte`` ends with its caveat; ``a_part`` wants its own block."""

    id: str
    nom: str
    texte: str
    delai: str
    article: str
    a_part: bool


def droits_de(base: BaseLegale | None, *, soins: bool = True) -> tuple[LigneDroit, ...]:
    """The rights of a person whose data are processed on this basis, in the order of a notice.

    Out of care (``soins`` false), what belongs to the medical record is not said.

    Raises:
        ContenuInvalide: the matrix of the rights is not readable.
    """
    wanted = BASES_DES_SOINS if base is None else frozenset({base})
    matrix = load_matrice()
    return tuple(
        LigneDroit(
            right.id,
            typography(right.nom),
            typography(" ".join(regime.phrases(soins=soins))),
            typography(matrix.delais[right.delai if soins else right.delai_hors_soins or right.delai]),
            typography(right.article),
            bool(right.a_part),
        )
        for right in matrix.droits
        for regime in right.regimes
        if wanted <= set(regime.bases)
    )


def droits_non_dus(annonces: Iterable[Droit], base: BaseLegale | None) -> tuple[Droit, ...]:
    """Rights announced that the legal basis does not give (RGPD art. 17 to 21)."""
    due = {ligne.id for ligne in droits_de(base)}
    return tuple(droit for droit in annonces if droit.value not in due)


# ------------------------------------------------------------------------------------ the content


class RegimeDroit(Strict):
    """What a right becomes under some legal bases."""

    bases: tuple[BaseLegale, ...]
    texte: TexteLong
    reserve: TexteLong | None = None
    reserve_soins: TexteLong | None = None
    """A caveat about the medical record, said in care only."""

    def phrases(self, *, soins: bool) -> tuple[str, ...]:
        """What is said, caveats last."""
        said = (self.texte, self.reserve, self.reserve_soins if soins else None)
        return tuple(part for part in said if part)


class DroitPublie(Strict):
    """A right and its regimes."""

    id: Texte
    nom: Texte
    article: Texte
    delai: Texte
    delai_hors_soins: Texte | None = None
    a_part: OuiNon = False
    regimes: tuple[RegimeDroit, ...]


class Matrice(Strict):
    """All the rights, the delays of an answer, and the day somebody checked them."""

    verifiee_le: Jour
    delais: dict[str, TexteLong]
    droits: tuple[DroitPublie, ...]


@cache
def load_matrice() -> Matrice:
    """The packaged matrix, read once.

    Raises:
        ContenuInvalide: with every fault of the file.
    """
    entry = racine() / "templates" / "patient_info" / "rgpd" / FICHIER
    return read_matrice(text_of(entry))


def read_matrice(text: str) -> Matrice:
    """Read and check a matrix.

    Raises:
        ContenuInvalide: unknown key or basis, unknown delay, right defined twice, basis given two
            regimes of the same right.
    """
    tree = read_text(text, fichier=FICHIER)
    matrix = validate_tree(Matrice, tree, ContenuInvalide)
    if problems := list(_faults(matrix, tree)):
        raise ContenuInvalide(problems)
    return matrix


def _faults(matrix: Matrice, tree: Arbre) -> Iterable[Probleme]:
    seen: set[str] = set()
    for rank, right in enumerate(matrix.droits):

        def fault(message: str, rank: int = rank, ident: str = right.id) -> Probleme:
            return Probleme(message, fichier=FICHIER, ligne=tree.ligne(("droits", rank)), champ=ident)

        if right.id in seen:
            yield fault("ce droit est défini deux fois.")
        seen.add(right.id)
        for delay in (right.delai, right.delai_hors_soins or right.delai):
            if delay not in matrix.delais:
                yield fault(f"le délai « {delay} » n’est pas défini.")
                break
        bases = [base for regime in right.regimes for base in regime.bases]
        if len(bases) != len(set(bases)):
            yield fault("une base légale relève de deux régimes de ce droit.")
