"""What the content says that it answers: each text names, in its head, rows of the register of requirements.

Every folder of texts is read the same way, whatever else its heads hold: a folder added later is one line
of ``DOSSIERS``.  Translations answer nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict

from sia_docs.contenu import racine
from sia_docs.erreurs import ContenuInvalide, Probleme, SiaDocsError
from sia_docs.io.validation import validate_tree
from sia_docs.library.decision import FICHIER, load_decision
from sia_docs.library.exigences import load_requirements
from sia_docs.library.leaflets import NIVEAUX
from sia_docs.library.load import files_below, front_matter, text_of
from sia_docs.library.mentions import CHEMIN, load_mentions
from sia_docs.library.schema import Liste
from sia_docs.models.base import Choix, Texte


class Nature(Choix):
    """What answers."""

    CLAUSE = "clause", "clause du contrat"
    ANNEXE = "annexe", "annexe du contrat"
    FEUILLET = "feuillet", "document sur l’information des patients"
    FALC = "falc", "document facile à lire"
    CHARTE = "charte", "charte"
    MENTION = "mention", "phrase du compte rendu"
    REGLE = "regle", "règle qui décide de l’information"


DOSSIERS: Mapping[str, Nature] = {
    "contracts/clauses": Nature.CLAUSE,
    "contracts/annexes": Nature.ANNEXE,
    **{f"patient_info/{niveau}": Nature.FEUILLET for niveau in NIVEAUX},
    "patient_info/falc": Nature.FALC,
    "charters": Nature.CHARTE,
}
"""Folders of ``templates/``, in the order in which their answers are listed."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """A text, and the requirements that it answers."""

    id: str
    nature: Nature
    fichier: str
    exigences: tuple[str, ...]


class _Entete(BaseModel):
    """What all heads share; each library checks the rest of its own."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: Texte
    exigences: Liste = ()


def load_answers() -> tuple[Reponse, ...]:
    """Every answer of the packaged content, in a stable order.

    Raises:
        ContenuInvalide: a head that cannot be read, a requirement that is not in the register.
    """
    return read_answers(racine() / "templates", (*_sentences(), *_decisions()))


def read_answers(folder: Traversable, others: tuple[Reponse, ...] = ()) -> tuple[Reponse, ...]:
    """The answers of the texts below a folder, then ``others``.

    Raises:
        ContenuInvalide: as :func:`load_answers`.
    """
    problems: list[Probleme] = []
    found: list[Reponse] = []
    for place, nature in DOSSIERS.items():
        for entry in files_below(folder.joinpath(*place.split("/")), ".md"):
            try:
                found.extend(_of_text(entry, nature))
            except SiaDocsError as error:
                problems.extend(error.problemes)
    answers = (*found, *others)
    problems.extend(p for answer in answers for p in _unknown(answer))
    if problems:
        raise ContenuInvalide(problems)
    return answers


def _of_text(entry: Traversable, nature: Nature) -> Iterator[Reponse]:
    text = text_of(entry)
    if not text.removeprefix("\ufeff").startswith("---"):
        return  # a piece that other texts share: it has no head, its library says where it may stand
    tree, _, _ = front_matter(text, entry.name)
    head = validate_tree(_Entete, tree, ContenuInvalide)
    if head.exigences:
        yield Reponse(head.id, nature, entry.name, head.exigences)


def _sentences() -> Iterator[Reponse]:
    mentions = load_mentions()
    answers = {quoted.code: quoted.exigences for quoted in mentions.citations}
    answers |= {ours.code: ours.exigences for ours in mentions.variantes}
    return _named(answers, Nature.MENTION, CHEMIN[-1])


def _decisions() -> Iterator[Reponse]:
    texts = load_decision()
    answers = {verdict.code.value: verdict.exigences for verdict in texts.verdicts}
    for finding in texts.constats:  # one code may have several messages
        answers[finding.code] = (*answers.get(finding.code, ()), *finding.exigences)
    return _named(answers, Nature.REGLE, FICHIER)


def _named(answers: Mapping[str, tuple[str, ...]], nature: Nature, file: str) -> Iterator[Reponse]:
    return (Reponse(code, nature, file, names) for code, names in answers.items() if names)


def _unknown(answer: Reponse) -> Iterator[Probleme]:
    for name in answer.exigences:
        if name not in load_requirements():
            yield Probleme(
                f"« {answer.id} » répond à une exigence qui n’est pas au registre.",
                fichier=answer.fichier,
                champ="exigences",
                recu=name,
                remede="Corrigez l’identifiant, ou ajoutez la ligne à references/exigences.csv.",
            )
