"""Read the library: every content file, validated, with the file and the line of every fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_text
from sia_docs.library.schema import Bundle, Clause, Ecrit, Entete, Parametre, Tete

W = TypeVar("W", bound=Ecrit[Any])


class _Parametres(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    parametres: tuple[Parametre, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All the content of the contracts; two are the same when they are one."""

    clauses: Mapping[str, Clause]
    """Clauses and annexes by id."""
    parametres: Mapping[str, Parametre]
    bundles: Mapping[str, Bundle]
    cadre: Mapping[str, Any]
    """Words of the frame: cover, contents, imprint, signature."""

    def bundle(self, name: str = "annexe-sia") -> Bundle:
        """A bundle by id."""
        return self.bundles[name]


@cache
def load_library() -> Library:
    """The packaged library, read once.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    return read_library(racine() / "templates" / "contracts")


def read_library(folder: Traversable) -> Library:
    """Read the library of a folder.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    problems: list[Probleme] = []
    clauses: dict[str, Clause] = {}
    parametres: dict[str, Parametre] = {}
    bundles: dict[str, Bundle] = {}
    readers: tuple[tuple[str, str, Callable[[str, str], None]], ...] = (
        ("clauses", ".md", lambda text, name: _add(clauses, read_clause(text, name))),
        ("annexes", ".md", lambda text, name: _add(clauses, read_clause(text, name))),
        ("parametres", ".yaml", lambda text, name: _add_parametres(parametres, text, name)),
        ("bundles", ".yaml", lambda text, name: _add_bundle(bundles, text, name)),
    )
    for subfolder, suffix, read in readers:
        for entry in files_below(folder / subfolder, suffix):
            try:
                read(text_of(entry), entry.name)
            except SiaDocsError as error:
                problems.extend(error.problemes)
    cadre: Any = {}
    try:
        cadre = read_frame(folder)
    except SiaDocsError as error:
        problems.extend(error.problemes)
    if problems:
        raise ContenuInvalide(problems)
    return Library(clauses, parametres, bundles, cadre)


def files_below(folder: Traversable, suffix: str) -> Iterator[Traversable]:
    """Each file below a folder, in a stable order."""
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from files_below(entry, suffix)
        elif entry.name.endswith(suffix):
            yield entry


def text_of(entry: Traversable) -> str:
    """The text of a content file.

    Raises:
        ContenuInvalide: it is missing, unreadable, or not UTF-8.
    """
    try:
        return entry.read_text("utf-8")
    except UnicodeDecodeError:
        raise ContenuInvalide(
            Probleme(
                "le fichier n’est pas enregistré en UTF-8.",
                fichier=entry.name,
                remede="Enregistrez-le de nouveau en UTF-8.",
            )
        ) from None
    except OSError:
        raise ContenuInvalide(
            Probleme("le fichier manque ou ne peut pas être lu.", fichier=entry.name)
        ) from None


def read_clause(text: str, fichier: str) -> Clause:
    """Read a clause file: front matter between two ``---`` lines, then Markdown.

    Raises:
        ContenuInvalide: no front matter, unknown key, wrong type… with the line.
    """
    return read_written(Clause, Entete, text, fichier)


def read_written(kind: type[W], head: type[Tete], text: str, fichier: str) -> W:
    """A text of that kind, with that front matter.

    Raises:
        ContenuInvalide: no front matter, unknown key, wrong type… with the line.
    """
    tree, body, line = front_matter(text, fichier)
    entete = validate_tree(head, tree, ContenuInvalide)
    return kind(entete=entete, texte=body, fichier=fichier, ligne=line)


def read_frame(folder: Traversable) -> Any:
    """The words of the frame of the documents of a folder: its ``cadre.yaml``.

    Raises:
        ContenuInvalide, FichierIllisible: it is missing or is not YAML.
    """
    return read_text(text_of(folder / "cadre.yaml"), fichier="cadre.yaml").data


def front_matter(text: str, fichier: str) -> tuple[Arbre, str, int]:
    """The tree between two ``---`` lines, the Markdown below, and the line where it begins.

    Raises:
        ContenuInvalide: no front matter.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise ContenuInvalide(
            Probleme("l’en-tête entre deux lignes « --- » manque.", fichier=fichier, ligne=1)
        )
    end = lines.index("---", 1)
    # An empty line stands for the first « --- », so that every fault has its line of the file.
    tree = read_text("\n".join(["", *lines[1:end]]), fichier=fichier)
    body = lines[end + 1 :]
    blank = next((rank for rank, line in enumerate(body) if line), 0)
    return tree, "\n".join(body).strip("\n"), end + 2 + blank


def _add(clauses: dict[str, Clause], clause: Clause) -> None:
    if clause.id in clauses:
        raise ContenuInvalide(
            Probleme(
                f"l’identifiant « {clause.id} » existe déjà dans {clauses[clause.id].fichier}.",
                fichier=clause.fichier,
            )
        )
    clauses[clause.id] = clause


def _add_parametres(parametres: dict[str, Parametre], text: str, fichier: str) -> None:
    tree = read_text(text, fichier=fichier)
    lines = {("parametres", *path): line for path, line in tree.lignes.items()}
    wrapped = Arbre({"parametres": tree.data}, {**lines, (): 1}, fichier)
    for parametre in validate_tree(_Parametres, wrapped, ContenuInvalide).parametres:
        if parametre.nom in parametres:
            raise ContenuInvalide(
                Probleme(f"le paramètre « {parametre.nom} » est défini deux fois.", fichier=fichier)
            )
        parametres[parametre.nom] = parametre


def _add_bundle(bundles: dict[str, Bundle], text: str, fichier: str) -> None:
    bundle = validate_tree(Bundle, read_text(text, fichier=fichier), ContenuInvalide)
    bundles[bundle.id] = bundle
