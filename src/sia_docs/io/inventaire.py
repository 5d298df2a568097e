"""Load an inventory and the dossiers that it names, with the faults of all of them at once."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from sia_docs.erreurs import InventaireInvalide, Probleme, SiaDocsError
from sia_docs.io.dossier import load_dossier
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_file
from sia_docs.models import Dossier
from sia_docs.models.inventaire import Inventaire, Parc, SystemeInventorie


def load_inventaire(path: str | Path) -> Parc:
    """Read and validate an inventory (YAML or JSON) and its dossiers.

    Raises:
        FichierIllisible: the inventory cannot be read as YAML or JSON.
        InventaireInvalide: with every invalid field and every fault of every dossier.
    """
    path = Path(path)
    tree = read_file(path)
    if isinstance(tree.data, dict) and "systeme" in tree.data and "systemes" not in tree.data:
        raise InventaireInvalide(
            Probleme(
                "ce fichier est le dossier d’un système, pas un inventaire.",
                fichier=path.name,
                ligne=tree.ligne(("systeme",)),
                remede="Nommez-le dans les « systemes » d’un inventaire : « sia-docs nouveau --inventaire ».",
            )
        )
    inventory = validate_tree(
        Inventaire, tree, InventaireInvalide, remede="Partez de « sia-docs nouveau --inventaire »."
    )
    problems: list[Probleme] = []
    dossiers: dict[str, Dossier] = {}
    for rank, entry in enumerate(inventory.systemes):
        if problem := _misnamed(entry, inventory.systemes[:rank]):
            problems.append(_placed(problem, tree, rank))
        elif entry.dossier is not None:
            try:
                dossiers[entry.id] = load_dossier(path.parent / entry.dossier)
            except SiaDocsError as error:
                problems += [_placed(_unread(entry), tree, rank), *error.problemes]
    if problems:
        raise InventaireInvalide(problems)
    return Parc(inventory, dossiers)


def is_inventaire(path: str | Path) -> bool:
    """Tell an inventory from a dossier by its keys; a file that cannot be read is neither.

    An inventory lists several « systemes », a dossier describes one « systeme ».
    """
    try:
        data = read_file(Path(path)).data
    except SiaDocsError:
        return False
    return isinstance(data, dict) and "systemes" in data and "systeme" not in data


def _misnamed(entry: SystemeInventorie, before: tuple[SystemeInventorie, ...]) -> Probleme | None:
    if any(known.id == entry.id for known in before):
        return Probleme(
            "deux systèmes ont le même identifiant.",
            champ="id",
            recu=entry.id,
            remede="Donnez à chacun le sien.",
        )
    if entry.dossier is None:
        if entry.systeme is None:
            return Probleme(
                "ce système n’est pas décrit.",
                recu=entry.id,
                remede="Nommez son dossier (« dossier ») ou décrivez-le (« systeme »).",
            )
        return None
    if entry.systeme is not None or entry.fournisseur is not None:
        return Probleme(
            "ce système est décrit deux fois.",
            recu=entry.id,
            remede="Gardez « dossier », ou bien « systeme » et « fournisseur ».",
        )
    if Path(entry.dossier).is_absolute() or PureWindowsPath(entry.dossier).is_absolute():
        return Probleme(
            "le chemin du dossier doit être relatif à ce fichier.",
            champ="dossier",
            recu=entry.dossier,
            remede="Écrivez par exemple ../scribe/dossier.yaml.",
        )
    return None


def _unread(entry: SystemeInventorie) -> Probleme:
    return Probleme(
        "ce dossier ne peut pas être employé, pour les raisons qui suivent.",
        champ="dossier",
        recu=entry.dossier,
    )


def _placed(problem: Probleme, tree: Arbre, rank: int) -> Probleme:
    path = ("systemes", rank, problem.champ) if problem.champ else ("systemes", rank)
    return Probleme(
        problem.message,
        fichier=tree.fichier,
        ligne=tree.ligne(path),
        champ=".".join(["systemes", str(rank + 1), *([problem.champ] if problem.champ else [])]),
        recu=problem.recu,
        remede=problem.remede,
    )
