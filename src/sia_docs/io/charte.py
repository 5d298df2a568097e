"""Load the house style of a hospital: its file, its logo, and what can be read in its colours."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PureWindowsPath

from sia_docs.document.colours import READABLE, WHITE, contrast, ink_of, is_colour, readable_on
from sia_docs.document.nodes import HouseLook
from sia_docs.erreurs import CharteInvalide, DossierInvalide, Probleme
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import Arbre, read_file
from sia_docs.models import Dossier, Etablissement
from sia_docs.models.charte import Charte

LOGO_MAX = 5 * 1024 * 1024
PIXELS_MAX = 25_000_000
_MIB = 1024 * 1024
_OPTIONAL = ("logo", "logo_alt", "couleur_texte_sur_principale", "police")


@dataclass(frozen=True, slots=True)
class CharteLue:
    """A house style, its logo already read and checked.

    ``avertissements`` tells what was changed so that texts stay readable.
    """

    charte: Charte
    logo: bytes | None
    avertissements: tuple[Probleme, ...]

    @property
    def look(self) -> HouseLook:
        """What the writers need."""
        charte = self.charte
        name = charte.nom or ""
        primary = charte.couleur_principale
        return HouseLook(
            name=name,
            logo=self.logo,
            logo_alt=(charte.logo_alt or f"Logo {name}".strip()) if self.logo else "",
            primary=primary,
            on_primary=charte.couleur_texte_sur_principale or readable_on(primary),
            ink=ink_of(primary),
            fonts=(charte.police,) if charte.police else (),
        )


def load_charte(path: str | Path) -> CharteLue:
    """Read and check a house style.

    Raises:
        FichierIllisible: the file cannot be read as YAML or JSON.
        CharteInvalide: with everything that is wrong: fields, logo, contrast.
    """
    path = Path(path)
    tree = read_file(path)
    problems: list[Probleme] = []
    charte: Charte | None = None
    try:
        charte = validate_tree(Charte, tree, CharteInvalide)
    except CharteInvalide as error:
        problems += error.problemes
    data = tree.data if isinstance(tree.data, dict) else {}
    problems += _empty(tree, data)
    named = data.get("logo")
    logo: bytes | None = None
    if isinstance(named, str) and named.strip():
        found = _logo(path.parent, named.strip())
        if isinstance(found, bytes):
            logo = found
        else:
            problems.append(_placed(found, tree, "logo", named))
    if charte is not None and (problem := _unreadable(charte, tree)):
        problems.append(problem)
    if charte is None or problems:
        raise CharteInvalide(sorted(problems, key=lambda found: found.ligne or 0))
    return CharteLue(charte, logo, tuple(_notices(charte, tree)))


def _placed(problem: Probleme, tree: Arbre, field: str, received: str | None = None) -> Probleme:
    return Probleme(
        problem.message,
        fichier=tree.fichier,
        ligne=tree.ligne((field,)),
        champ=field,
        recu=received,
        remede=problem.remede,
    )


def _empty(tree: Arbre, data: dict[str, object]) -> list[Probleme]:
    """A colour typed without quotes is a comment for YAML: its key looks empty."""
    return [
        _placed(
            Probleme(
                "la valeur est vide.",
                remede='Une couleur s’écrit entre guillemets ("#00695C") ; sinon, supprimez la ligne.',
            ),
            tree,
            field,
        )
        for field in _OPTIONAL
        if isinstance(data.get(field), str) and not str(data[field]).strip()
    ]


# ------------------------------------------------------------------------------------------- logo


def _logo(folder: Path, named: str) -> bytes | Probleme:
    """The bytes of a PNG or JPEG picture, or what is wrong with it."""
    if Path(named).is_absolute() or PureWindowsPath(named).is_absolute():
        return Probleme(
            "le chemin du logo doit être relatif à ce fichier.",
            remede="Placez l’image à côté du fichier et écrivez son nom.",
        )
    path = folder / named
    try:
        if not path.is_file():
            return Probleme("le logo est introuvable.", remede="Vérifiez le nom de l’image.")
        size = path.stat().st_size
        if size > LOGO_MAX:
            return Probleme(
                f"le logo pèse {_mib(size)} Mio ; la limite est de {LOGO_MAX // _MIB} Mio.",
                remede="Réduisez l’image : 1 000 pixels de large suffisent.",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else "chemin invalide"
        return Probleme(f"le logo ne peut pas être lu ({cause}).", remede="Vérifiez le chemin et les droits.")
    return _checked(data)


def _checked(data: bytes) -> bytes | Probleme:
    """A picture is decoded once, within limits: a name that ends in « .png » proves nothing."""
    from PIL import Image, UnidentifiedImageError

    wrong = Probleme(
        "le logo n’est pas une image PNG ou JPEG, ou il est abîmé.",
        remede="Enregistrez-le de nouveau au format PNG.",
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged below
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > PIXELS_MAX:
                    return _too_many(f"{width} × {height}")
                image.load()
    except Image.DecompressionBombError:
        return _too_many("plus de 100 millions de")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return wrong
    return data


def _too_many(count: str) -> Probleme:
    return Probleme(
        f"le logo a trop de points ({count} pixels) ; la limite est de {PIXELS_MAX // 1_000_000} millions.",
        remede="Réduisez l’image : 1 000 pixels de large suffisent.",
    )


def _mib(size: int) -> str:
    return f"{size / _MIB:.1f}".replace(".", ",").removesuffix(",0")


# --------------------------------------------------------------------------------------- contrast


def _unreadable(charte: Charte, tree: Arbre) -> Probleme | None:
    text, paper = charte.couleur_texte_sur_principale, charte.couleur_principale
    if text is None or not (is_colour(text) and is_colour(paper)) or contrast(text, paper) >= READABLE:
        return None
    best = readable_on(paper)
    name = "le blanc" if best == WHITE else "le noir"
    return _placed(
        Probleme(
            f"ce texte ne se lit pas sur la couleur principale {paper} : le contraste est de "
            f"{_ratio(contrast(text, paper))} pour 1, il en faut au moins {_ratio(READABLE)}.",
            remede=f"Supprimez la ligne ({name} sera choisi : {_ratio(contrast(best, paper))} pour 1) "
            "ou changez l’une des deux couleurs.",
        ),
        tree,
        "couleur_texte_sur_principale",
        text,
    )


def _notices(charte: Charte, tree: Arbre) -> list[Probleme]:
    primary = charte.couleur_principale
    if ink_of(primary) == primary:
        return []
    return [
        _placed(
            Probleme(
                f"cette couleur ne se lit pas sur le blanc ({_ratio(contrast(primary, WHITE))} pour 1, il "
                f"en faut {_ratio(READABLE)}) : les titres sont écrits en noir, la couleur reste celle des fonds.",
            ),
            tree,
            "couleur_principale",
            primary,
        )
    ]


def _ratio(value: float) -> str:
    """A ratio is never rounded up: 4,49 is not 4,5."""
    return f"{int(value * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


_CONTACTS = {"telephone": "telephone", "page_ia": "page_ia", "courriel": "guichet_ia"}


def with_contacts(dossier: Dossier, charte: Charte) -> Dossier:
    """The dossier with the contacts that only the house style knows.

    Raises:
        DossierInvalide: both give a contact, and they differ: patients would read one or the other.
    """
    hospital = hospital_with_contacts(dossier.etablissement, charte)
    return dossier.model_copy(update={"etablissement": hospital})


def hospital_with_contacts(known: Etablissement, charte: Charte) -> Etablissement:
    """The hospital with the contacts that only the house style knows.

    Raises:
        DossierInvalide: both give a contact, and they differ.
    """
    given = {field: value for name, field in _CONTACTS.items() if (value := getattr(charte, name))}
    problems = [
        Probleme(
            "la charte et le dossier donnent deux valeurs différentes.",
            champ=f"etablissement.{field}",
            recu=value,
            remede=f"Le dossier dit « {getattr(known, field)} » : gardez-en une seule.",
        )
        for field, value in given.items()
        if getattr(known, field) not in (None, value)
    ]
    if problems:
        raise DossierInvalide(problems)
    return known.model_copy(update=given)
