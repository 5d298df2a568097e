"""The files of the reading of easy-to-read leaflets: the answers of a session, the register of a hospital."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from sia_docs.erreurs import Probleme, RelectureInvalide
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_file
from sia_docs.models.base import Choix
from sia_docs.models.relecture_falc import RegistreRelectures, ReponsesFalc
from sia_docs.rules.reponses_falc import faults
from sia_docs.rules.validation_falc import cle

#: A line of a leaflet is one line of the file.
_WIDTH = 10_000


def load_register(path: str | Path) -> RegistreRelectures:
    """Read the register of a hospital.

    Raises:
        FichierIllisible: the file cannot be read as YAML or JSON.
        RelectureInvalide: with every fault and its line.
    """
    tree = read_file(Path(path))
    register = validate_tree(
        RegistreRelectures, tree, RelectureInvalide, remede="Écrivez-le avec « sia-docs falc reponses »."
    )
    if twice := tuple(_twice(register, tree)):
        raise RelectureInvalide(twice)
    return register


def load_answers(path: str | Path) -> ReponsesFalc:
    """Read the answers of a session.

    Raises:
        FichierIllisible: the file cannot be read as YAML or JSON.
        RelectureInvalide: with every fault and its line.
    """
    tree = read_file(Path(path))
    answers = validate_tree(
        ReponsesFalc, tree, RelectureInvalide, remede="Partez du fichier de réponses de la trousse."
    )
    if found := faults(answers):
        raise RelectureInvalide(_located(problem, tree) for problem in found)
    return answers


def register_if_any(path: str | Path) -> RegistreRelectures | None:
    """The register, or ``None`` when the file does not exist yet.

    Raises:
        SiaDocsError: as :func:`load_register`.
    """
    return load_register(path) if Path(path).exists() else None


def _twice(register: RegistreRelectures, tree: Arbre) -> Iterator[Probleme]:
    seen: set[tuple[object, ...]] = set()
    for rank, record in enumerate(register.relectures, start=1):
        session = (*cle(record), record.empreinte, record.date)
        if session in seen:
            yield _located(
                Probleme(
                    "cette séance est déjà plus haut.",
                    champ=f"relectures.{rank}.document",
                    recu=record.document,
                    remede="Gardez une rubrique par document et par jour.",
                ),
                tree,
            )
        seen.add(session)


def _located(problem: Probleme, tree: Arbre) -> Probleme:
    path = tuple(int(part) - 1 if part.isdigit() else part for part in problem.champ.split("."))
    return Probleme(
        problem.message,
        fichier=tree.fichier,
        ligne=tree.ligne(path),
        champ=problem.champ,
        recu=problem.recu,
        remede=problem.remede,
    )


# ---------------------------------------------------------------------------------------- writing


def register_bytes(register: RegistreRelectures, entete: str = "") -> bytes:
    """The register as it is written; what nobody knows is « inconnu »."""
    return (_comment(entete) + yaml_of(plain_data(register))).encode()


def answers_bytes(answers: ReponsesFalc, entete: str, rubriques: Mapping[str, str]) -> bytes:
    """The answers file: its head, then each heading of the file under its explanation, in this order.

    Every field to fill in is there, « inconnu ».
    """
    data = plain_data(answers)
    parts = [f"\n{_comment(help_text)}{yaml_of({name: data[name]})}" for name, help_text in rubriques.items()]
    return (_comment(entete) + "".join(parts)).encode()


def plain_data(value: Any) -> Any:
    """Data that YAML can hold and that the models read back the same."""
    if isinstance(value, BaseModel):
        return {name: plain_data(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [plain_data(item) for item in value]
    if value is None:
        return "inconnu"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Choix):
        return value.value
    return value if isinstance(value, int | str) else value.isoformat()


def yaml_of(data: Any) -> str:
    """Data as YAML, in their order, accents as they are."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH))


def _comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.strip().splitlines())
