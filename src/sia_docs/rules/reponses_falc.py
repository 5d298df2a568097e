"""From the answers of a reading session to what must be mended and to the validation record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sia_docs.erreurs import Probleme
from sia_docs.models.relecture_falc import (
    LigneLue,
    PictogrammeTeste,
    QuestionPosee,
    RegistreRelectures,
    RelectureFalc,
    Remarque,
    ReponsesFalc,
)
from sia_docs.rules.validation_falc import EtatFalc, cle, empreinte_des_mots, etat_falc


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a session says, in the order of the document."""

    relecture: RelectureFalc
    etat: EtatFalc
    """Of the words that were read: valid when nothing is to be mended nor missing."""
    lignes_a_reprendre: tuple[LigneLue, ...]
    questions_manquees: tuple[QuestionPosee, ...]
    images_a_changer: tuple[PictogrammeTeste, ...]
    sans_reponse: tuple[str, ...]
    """« ligne 3 », « question 2 », « image telephone »."""


def faults(reponses: ReponsesFalc) -> tuple[Probleme, ...]:
    """What makes the answers useless: lines lost, changed or out of order, an idea twice."""
    return tuple(_faults(reponses))


def _faults(answers: ReponsesFalc) -> Iterator[Probleme]:
    for rank, line in enumerate(answers.lignes, start=1):
        if line.ligne != rank:
            yield Probleme(
                f"la ligne {rank} est attendue ici.",
                champ=f"lignes.{rank}.ligne",
                recu=str(line.ligne),
                remede="Gardez toutes les lignes, dans l’ordre du document.",
            )
            break  # all the following ones would be shifted
    found = empreinte_des_mots(line.texte for line in answers.lignes)
    if answers.empreinte and answers.empreinte != found:
        yield Probleme(
            "les textes des lignes ne sont plus ceux du document lu.",
            champ="empreinte",
            recu=answers.empreinte,
            remede="Repartez du fichier de réponses de la trousse : ne changez ni les textes ni l’empreinte.",
        )
    seen: set[str] = set()
    for rank, picture in enumerate(answers.pictogrammes or (), start=1):
        if picture.idee in seen:
            yield Probleme(
                "cette idée est déjà plus haut.",
                champ=f"pictogrammes.{rank}.idee",
                recu=picture.idee,
                remede="Une seule réponse par image.",
            )
        seen.add(picture.idee)


def bilan(reponses: ReponsesFalc) -> Bilan:
    """What is to be mended, what nobody answered, and the record that comes of it."""
    lines, questions = reponses.lignes, reponses.questions or ()
    pictures = reponses.pictogrammes or ()
    record = RelectureFalc(
        document=reponses.document,
        systeme=reponses.systeme,
        langue=reponses.langue,
        empreinte=reponses.empreinte,
        version=reponses.version,
        date=reponses.date,
        structure=reponses.structure,
        lecteurs=reponses.lecteurs,
        pictogrammes=reponses.pictogrammes,
        accords=reponses.accords,
        texte_compris=_understood([*(line.compris for line in lines), *(q.compris for q in questions)]),
        remarques=tuple(_remarks(reponses)) or None,
    )
    words = empreinte_des_mots(line.texte for line in lines)
    return Bilan(
        record,
        etat_falc(record, words, [picture.idee for picture in pictures]),
        tuple(line for line in lines if line.compris is False),
        tuple(question for question in questions if question.compris is False),
        tuple(picture for picture in pictures if picture.compris is False),
        (
            *(f"ligne {line.ligne}" for line in lines if line.compris is None),
            *(f"question {rank}" for rank, q in enumerate(questions, start=1) if q.compris is None),
            *(f"image {picture.idee}" for picture in pictures if picture.compris is None),
        ),
    )


def _understood(answers: list[bool | None]) -> bool | None:
    """One « non » is enough to say no; one unknown is enough not to say yes."""
    if False in answers:
        return False
    return None if None in answers else True


def _remarks(answers: ReponsesFalc) -> Iterator[Remarque]:
    for line in answers.lignes:
        if line.remarque or line.compris is False:
            yield Remarque(ligne=line.ligne, texte=line.texte, remarque=line.remarque)
    for said in answers.remarques or ():
        yield Remarque(remarque=said)


def avec_relecture(registre: RegistreRelectures | None, relecture: RelectureFalc) -> RegistreRelectures:
    """The register with this record; readings of other words or of another day stay, as evidence.

    The same session read again takes its own place, and keeps the corrections written since beside the
    remarks that they answer.
    """
    known = registre.relectures if registre else ()
    for rank, record in enumerate(known):
        if _same_session(record, relecture):
            kept = _with_corrections(relecture, record)
            return RegistreRelectures(
                schema_version="1", relectures=(*known[:rank], kept, *known[rank + 1 :])
            )
    return RegistreRelectures(schema_version="1", relectures=(*known, relecture))


def _same_session(former: RelectureFalc, record: RelectureFalc) -> bool:
    """Same words, same day; a record without a date was waiting for it."""
    return (
        cle(former) == cle(record)
        and former.empreinte == record.empreinte
        and former.date in (None, record.date)
    )


def _with_corrections(record: RelectureFalc, former: RelectureFalc) -> RelectureFalc:
    done = {_said(remark): remark.correction for remark in former.remarques or ()}
    remarks = tuple(
        remark.model_copy(update={"correction": done.get(_said(remark))}) for remark in record.remarques or ()
    )
    return record.model_copy(update={"remarques": remarks or None})


def _said(remark: Remarque) -> tuple[int | None, str | None]:
    return remark.ligne, remark.remarque
