"""YAML (and JSON) read as text scalars with the line of every value.

Every scalar stays the text that was typed (``1.10``, ``non``, ``2026-11-22``): the models convert.
Aliases, duplicate keys, tags and several documents are refused; nothing is executed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sia_docs.erreurs import FichierIllisible, Probleme

TAILLE_MAX = 2 * 1024 * 1024
PROFONDEUR_MAX = 50

Chemin = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: libyaml's English diagnoses, told as what to do.
_DIAGNOSTICS = (
    ("invalid Unicode character", "une séquence « \\u » ne désigne aucun caractère ; retapez le texte"),
    ("tab character", "une tabulation sert de retrait ; remplacez-la par des espaces"),
    (
        "mapping values are not allowed",
        "un « : » est mal placé ; mettez le texte entre guillemets ou vérifiez le retrait",
    ),
    (
        "cannot start any token",
        "un caractère interdit commence la valeur (tabulation, @, % ou `) ; remplacez la tabulation par des espaces ou mettez le texte entre guillemets",
    ),
    ("could not find expected ':'", "il manque « : » après une clé"),
    ("did not find expected key", "le retrait ou un guillemet est incorrect"),
    ("did not find expected '-'", "le retrait d’un élément de liste est incorrect"),
    ("did not find expected ',' or", "il manque une virgule, un crochet ou une accolade fermante"),
    ("unexpected end of stream", "un guillemet, un crochet ou une accolade n’est pas fermé"),
    (
        "unknown escape character",
        "une barre oblique inverse « \\ » est mal employée entre guillemets doubles",
    ),
    ("undefined alias", "les alias YAML (« * ») ne sont pas admis"),
    ("control characters are not allowed", "un caractère de contrôle est présent ; supprimez-le"),
    ("special characters are not allowed", "un caractère de contrôle est présent ; supprimez-le"),
)

#: The parser sees these faults further on; the place to repair is where the construct began.
_SEEN_LATE = ("found unexpected end of stream", "could not find expected ':'")


@dataclass(frozen=True, slots=True)
class Arbre:
    """The data of a file and the line of each path (1-based)."""

    data: Any
    lignes: dict[Chemin, int]
    fichier: str

    def ligne(self, path: Chemin) -> int | None:
        """Line of the nearest known ancestor of a path."""
        while path:
            if path in self.lignes:
                return self.lignes[path]
            path = path[:-1]
        return self.lignes.get((), None)


@dataclass(slots=True)
class _Niveau:
    container: dict[str, Any] | list[Any]
    path: Chemin
    key: str | None = None
    keys: dict[str, int] = field(default_factory=dict)


def read_file(path: Path) -> Arbre:
    """Read a YAML or JSON file.

    Raises:
        FichierIllisible: missing, too large (2 MiB), not UTF-8, not YAML, alias, duplicate key…
    """
    name = path.name
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= TAILLE_MAX else b""
    except OSError as error:
        reason = (
            "le fichier n’existe pas"
            if isinstance(error, FileNotFoundError)
            else "le fichier ne peut pas être lu"
        )
        if path.is_dir():
            reason = "un fichier est attendu, c’est un dossier"
        raise FichierIllisible(
            Probleme(f"{reason}.", fichier=str(path), remede="Vérifiez le nom et les droits d’accès.")
        ) from None
    if size > TAILLE_MAX:
        raise FichierIllisible(
            Probleme(
                f"le fichier dépasse la limite de {TAILLE_MAX // 1024**2} Mio.",
                fichier=name,
                recu=f"{size / 1024**2:.1f} Mio".replace(".", ","),
                remede="Retirez les textes annexes du dossier.",
            )
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FichierIllisible(
            Probleme(
                "le fichier n’est pas enregistré en UTF-8.",
                fichier=name,
                ligne=line,
                remede="Enregistrez-le de nouveau en choisissant l’encodage « UTF-8 ».",
            )
        ) from None
    return read_text(text, fichier=name, json=path.suffix.lower() == ".json")


def read_text(text: str, *, fichier: str, json: bool = False) -> Arbre:
    """Read YAML text; JSON is read by the same parser, so that its errors have lines too.

    Raises:
        FichierIllisible: with every problem found.
    """
    if json:
        # A raw tabulation cannot stand inside a JSON string, and YAML refuses it as indentation.
        text = _PAIR.sub(_one_character, text.replace("\t", " "))
    builder = _Builder(fichier)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and (error.problem or "").startswith(_SEEN_LATE):
            mark = error.context_mark
        raise FichierIllisible(
            Probleme(
                f"le fichier n’est pas du {'JSON' if json else 'YAML'} valide : {_explain(error.problem or '')}.",
                fichier=fichier,
                ligne=mark.line + 1 if mark else None,
            )
        ) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else None
        raise FichierIllisible(
            Probleme(f"{_explain(str(error.reason))}.", fichier=fichier, ligne=line)
        ) from None
    if builder.problems:
        raise FichierIllisible(builder.problems)
    if builder.documents == 0:
        raise FichierIllisible(Probleme("le fichier est vide.", fichier=fichier))
    if builder.documents > 1:
        raise FichierIllisible(
            Probleme(
                "un seul document est attendu dans le fichier.",
                fichier=fichier,
                remede="Retirez les lignes « --- » de trop.",
            )
        )
    return Arbre(builder.root, builder.lines, fichier)


#: JSON may write a character as two escapes (« \\ud83d\\ude00 »), which YAML refuses. The first
#: branch steps over an escaped backslash.
_PAIR = re.compile(r"\\\\|\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


def _one_character(found: re.Match[str]) -> str:
    if found.group(1) is None:
        return found.group()
    units = bytes.fromhex(found.group(1) + found.group(2))
    return units.decode("utf-16-be")


def _explain(problem: str) -> str:
    for needle, message in _DIAGNOSTICS:
        if needle in problem:
            return message
    return "la structure (retraits, tirets, guillemets) est incorrecte"


class _Builder:
    """Builds plain data from the event stream, without recursion."""

    def __init__(self, fichier: str) -> None:
        self.fichier = fichier
        self.root: Any = None
        self.lines: dict[Chemin, int] = {}
        self.problems: list[Probleme] = []
        self.documents = 0
        self._stack: list[_Niveau] = []

    def _problem(self, message: str, line: int, remede: str = "", recu: str | None = None) -> None:
        self.problems.append(Probleme(message, fichier=self.fichier, ligne=line, remede=remede, recu=recu))

    def _fatal(self, message: str, line: int, remede: str) -> None:
        self._problem(message, line, remede)
        raise FichierIllisible(self.problems)

    def feed(self, event: Any) -> None:
        line = event.start_mark.line + 1
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
            case yaml.AliasEvent():
                self._fatal("les alias YAML (« * ») ne sont pas admis.", line, "Recopiez la valeur.")
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()
            case _:
                pass

    def _scalar(self, event: Any, line: int) -> None:
        if event.tag not in (None, "!"):
            self._problem(
                "les étiquettes YAML (« ! ») ne sont pas admises.",
                line,
                "Retirez l’étiquette.",
                recu=event.tag,
            )
        value: str = event.value
        if not event.style and value in ("~", "null", "Null", "NULL"):
            value = ""
        level = self._stack[-1] if self._stack else None
        if level and isinstance(level.container, dict) and level.key is None:
            if value in level.keys:
                self._problem(
                    f"la clé « {value[:60]} » est écrite deux fois (déjà ligne {level.keys[value]}).",
                    line,
                    "Gardez-en une seule.",
                )
            level.keys.setdefault(value, line)
            level.key = value
            return
        self._place(value, line)

    def _open(self, container: dict[str, Any] | list[Any], event: Any, line: int) -> None:
        if event.tag is not None:
            self._problem(
                "les étiquettes YAML (« ! ») ne sont pas admises.",
                line,
                "Retirez l’étiquette.",
                recu=event.tag,
            )
        if len(self._stack) >= PROFONDEUR_MAX:
            self._fatal(f"plus de {PROFONDEUR_MAX} niveaux imbriqués.", line, "Simplifiez la structure.")
        level = self._stack[-1] if self._stack else None
        if level and isinstance(level.container, dict) and level.key is None:
            self._fatal("une clé doit être un mot simple.", line, "Mettez le texte entre guillemets.")
        path = self._place(container, line)
        self._stack.append(_Niveau(container, path))

    def _place(self, value: Any, line: int) -> Chemin:
        if not self._stack:
            self.root = value
            self.lines[()] = line
            return ()
        level = self._stack[-1]
        if isinstance(level.container, dict):
            assert level.key is not None
            path: Chemin = (*level.path, level.key)
            level.container[level.key] = value
            self.lines[path] = level.keys[level.key]
            level.key = None
        else:
            path = (*level.path, len(level.container))
            level.container.append(value)
            self.lines[path] = line
        return path
