"""The words of the reading of easy-to-read leaflets: kit, questions, and what a leaflet prints of its reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.load import text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, Texte, TexteLong, TexteOuVide
from sia_docs.models.relecture_falc import ReponsesFalc

FOLDER = "falc_relecture"
_Lignes = Annotated[tuple[Texte, ...], Field(min_length=1)]


class Partie(Strict):
    """A part of the pages of the readers: one idea, its lines."""

    titre: Texte | None = None
    idee: Texte
    lignes: _Lignes


class PageDuNom(Partie):
    """The page where a reader agrees to be named, or not."""

    idee_choix: Texte
    choix: Annotated[tuple[Texte, ...], Field(min_length=2)]
    nom: Texte
    date: Texte
    signature: Texte


class Consigne(Strict):
    """A part that the readers do."""

    titre: Texte
    consigne: _Lignes


class Numerotee(Consigne):
    """A part whose pieces are numbered."""

    numero: Texte


class Questionnaire(Numerotee):
    """The questions, beside one picture."""

    idee: Texte


class Images(Numerotee):
    """The pictures shown alone."""

    question: Texte


class Tableau(Strict):
    """The words of a table."""

    legende: Texte
    description: Texte
    colonnes: Annotated[tuple[Texte, ...], Field(min_length=2)]


class Remarques(Consigne, Tableau):
    """The form of remarks, line by line."""


class Lecteurs(Strict):
    """What the readers read: easy to read."""

    titre: Texte
    objet: Partie
    regles: Partie
    nom: PageDuNom
    lecture: Consigne
    questions: Questionnaire
    images: Images
    remarques: Remarques
    reponse: _Lignes
    """What is printed where the readers answer: a label, then dotted lines, which are alone below a picture."""


class PartieAnimateur(Strict):
    """A part of the facilitator's note."""

    titre: Texte
    textes: tuple[TexteLong, ...] = ()
    points: tuple[TexteLong, ...] = ()


class Attendus(Tableau):
    """Expected answers of one leaflet."""

    titre: Texte
    images: Tableau


class Animateur(Strict):
    """The facilitator's note."""

    titre: Texte
    sous_titre: Texte
    parties: Annotated[tuple[PartieAnimateur, ...], Field(min_length=1)]
    attendus: Attendus
    empreinte: Texte


class FichierDeReponses(Strict):
    """The comments of the answers file."""

    entete: TexteLong
    rubriques: Mapping[str, TexteOuVide | TexteLong]


class Trousse(Strict):
    """``kit.yaml``."""

    verifiee_le: Jour
    lecteurs: Lecteurs
    animateur: Animateur
    reponses: FichierDeReponses
    registre: TexteLong


class Question(Strict):
    """A question to the readers, and the idea that a right answer says."""

    question: Texte
    attendu: Texte


class Questions(Strict):
    """``questions.yaml``."""

    verifiee_le: Jour
    communes: Annotated[tuple[Question, ...], Field(min_length=1)]
    documents: Mapping[str, Annotated[tuple[Question, ...], Field(min_length=1)]]

    def of(self, document: str) -> tuple[Question, ...]:
        """Those of a leaflet, the common ones first."""
        return (*self.communes, *self.documents.get(document, ()))


class Valide(Strict):
    """What a validated leaflet prints."""

    relu: Texte
    aide: Texte
    ou: Texte
    quand: Texte


class Logo(Strict):
    """Words that go with the European logo."""

    credit: _Lignes
    alternative: Texte


class Validation(Strict):
    """``validation.yaml``."""

    verifiee_le: Jour
    incomplet: _Lignes
    perimee: _Lignes
    valide: Valide
    logo: Logo


@dataclass(frozen=True, slots=True)
class TextesRelecture:
    """The three files."""

    trousse: Trousse
    questions: Questions
    validation: Validation


@cache
def load_reading_texts() -> TextesRelecture:
    """The packaged words, read once.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    return read_reading_texts(racine() / "templates" / "patient_info" / FOLDER)


M = TypeVar("M", bound=BaseModel)


def read_reading_texts(folder: Traversable) -> TextesRelecture:
    """Read the words of a folder.

    Raises:
        ContenuInvalide: with every fault of every file.
    """
    problems: list[Probleme] = []

    def read(name: str, model: type[M]) -> M | None:
        try:
            return validate_tree(model, read_text(text_of(folder / name), fichier=name), ContenuInvalide)
        except SiaDocsError as error:
            problems.extend(error.problemes)
            return None

    kit, questions = read("kit.yaml", Trousse), read("questions.yaml", Questions)
    validation = read("validation.yaml", Validation)
    if kit:
        problems.extend(_headings(kit))
    if problems or not (kit and questions and validation):
        raise ContenuInvalide(problems)
    return TextesRelecture(kit, questions, validation)


def _headings(kit: Trousse) -> Iterator[Probleme]:
    """The answers file has every field, and no other."""
    wanted = set(ReponsesFalc.model_fields)
    for name in sorted(wanted ^ set(kit.reponses.rubriques)):
        yield Probleme(
            "cette rubrique manque." if name in wanted else "cette rubrique n’existe pas.",
            fichier="kit.yaml",
            champ=f"reponses.rubriques.{name}",
        )
