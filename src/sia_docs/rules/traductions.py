"""Is the translation of a dossier's words still that of its French? A stale one is refused, never printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sia_docs.erreurs import DossierInvalide, Probleme
from sia_docs.models import Dossier, Traduction
from sia_docs.models.traduction import translated_fields

FRANCAIS = "fr"


def translation_of(dossier: Dossier, langue: str) -> tuple[int, Traduction | None]:
    """The translation in a language and its rank from 1 (the rank it would have when there is none)."""
    known = (dossier.information.traductions if dossier.information else None) or ()
    for rank, translation in enumerate(known, start=1):
        if translation.langue == langue:
            return rank, translation
    return len(known) + 1, None


def refuse_si_perimee(dossier: Dossier, langue: str) -> None:
    """Stop before printing words that no longer say what the French says.

    Raises:
        DossierInvalide: two translations in one language, or one in French; else every list of another
            length, every translation of a field that is unknown in French, and the version translated
            when it is not that of the documents.
    """
    _one_for_each_language(dossier)
    rank, translation = translation_of(dossier, langue)
    if dossier.information is None or translation is None:
        return
    path = f"information.traductions.{rank}"
    problems = list(_differences(dossier.information, translation, "information", path))
    if translation.etablissement:
        problems += _differences(
            dossier.etablissement, translation.etablissement, "etablissement", f"{path}.etablissement"
        )
    publication = dossier.information.publication
    now, then = publication.version if publication else None, translation.version_traduite
    if now and then and now != then:
        problems.append(
            Probleme(
                f"traduction périmée ({langue}) : elle suit la version {then} des documents, qui en sont à la version {now}.",
                champ=f"{path}.version_traduite",
                remede="Mettez la traduction à jour, puis corrigez cette version.",
            )
        )
    if problems:
        raise DossierInvalide(problems)


def _one_for_each_language(dossier: Dossier) -> None:
    known = (dossier.information.traductions if dossier.information else None) or ()
    codes = [FRANCAIS, *(translation.langue for translation in known)]
    problems = [
        Probleme(
            "le français n’est pas une traduction."
            if code == FRANCAIS
            else "cette langue est déjà traduite.",
            champ=f"information.traductions.{rank}.langue",
            recu=code,
            remede="Une traduction par langue ; le français se remplit dans « information ».",
        )
        for rank, code in enumerate(codes)
        if code in codes[:rank]
    ]
    if problems:
        raise DossierInvalide(problems)


def _differences(french: BaseModel, done: BaseModel, source: str, path: str) -> Iterator[Probleme]:
    for name in translated_fields(type(done)):
        ours, theirs = getattr(french, name), getattr(done, name)
        if theirs is None:
            continue
        here, there = f"{path}.{name}", f"{source}.{name}"
        if ours is None:
            yield Probleme(
                f"traduction périmée : « {there} » est inconnu en français.",
                champ=here,
                remede="Remplissez le français, ou retirez la traduction.",
            )
        elif isinstance(theirs, tuple):
            if len(ours) != len(theirs):
                yield Probleme(
                    f"traduction périmée : {_lines(theirs)} ici, {_lines(ours)} en français (« {there} »).",
                    champ=here,
                    remede="Une ligne traduite pour chaque ligne française, dans le même ordre.",
                )
            else:
                for rank, (ours_at, theirs_at) in enumerate(zip(ours, theirs, strict=True), start=1):
                    if isinstance(theirs_at, BaseModel):
                        yield from _differences(ours_at, theirs_at, f"{there}.{rank}", f"{here}.{rank}")
        elif isinstance(theirs, BaseModel):
            yield from _differences(ours, theirs, there, here)


def _lines(rows: tuple[Any, ...]) -> str:
    return f"{len(rows)} ligne{'s' if len(rows) > 1 else ''}"
