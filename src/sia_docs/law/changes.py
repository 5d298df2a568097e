"""What changes between two dates: publications, postponements, starts, deadlines of the calendar.

Articles that follow a shared calendar (RIA, annex III…) make one change, not thirty: the change lists
them. Articles that follow their text make none: the change of the text speaks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from .model import (
    Article,
    Changement,
    Echeance,
    NatureChangement,
    Reference,
    Statut,
    StatutVersion,
    Texte,
    Version,
)
from .states import state_of


def changes_between(
    textes: Iterable[Texte], articles_of: Callable[[str], Sequence[Article]], du: date, au: date
) -> list[Changement]:
    """Changes after ``du`` and until ``au`` included, by date, text, then order of the file."""
    found: list[Changement] = []
    for texte in textes:
        found.extend(change for change in _of_text(texte, articles_of(texte.id)) if du < change.le <= au)
    return sorted(found, key=lambda change: change.le)  # the sort is stable: file order is kept


def _of_text(texte: Texte, articles: Sequence[Article]) -> Iterator[Changement]:
    yield from _of_versions(texte, texte.versions, texte.titre)
    for regime in texte.regimes:
        members = tuple(article.reference for article in articles if regime.id in article.champs)
        yield from _of_versions(texte, regime.versions, regime.libelle, champ=regime.id, articles=members)
    for article in articles:
        if not article.herite and not article.champs:
            yield from _of_versions(article, article.versions, article.titre)
    for echeance in texte.echeances:
        yield _of_deadline(texte, echeance)


def _of_versions(
    reference: Reference,
    versions: Sequence[Version],
    titre: str,
    *,
    champ: str | None = None,
    articles: tuple[str, ...] = (),
) -> Iterator[Changement]:
    texte = reference if isinstance(reference, Texte) else reference.texte

    def change(version: Version, le: date, nature: NatureChangement) -> Changement:
        before = state_of(reference, versions, le - timedelta(days=1), champ)
        after = state_of(reference, versions, le, champ)
        return Changement(
            le=le,
            nature=nature,
            reference=reference.reference,
            titre=titre,
            resume=version.resume,
            certitude=max(version.certitude, reference.certitude, key=lambda item: item.rank),
            avant=before.statut,
            apres=after.statut,
            champ=champ,
            articles=articles,
            prevu_avant=before.applicable_le,
            prevu_apres=after.applicable_le,
            source=version.source,
        )

    for version in versions:
        if not version.debut_exact:
            continue  # the day it started is not known: it is not a change of that day
        # The publication of the text announces its articles too; a later publication is news.
        news = (reference is texte and champ is None) or version.publiee_le != texte.publication
        if news and version.publiee_le < version.a_compter_du:
            nature = NatureChangement.REPORT if version.reporte else NatureChangement.PUBLICATION
            yield change(version, version.publiee_le, nature)
        if not _was_postponed(version, versions):
            yield change(version, version.a_compter_du, _nature(version))


def _was_postponed(version: Version, versions: Sequence[Version]) -> bool:
    return any(other.reporte == version.a_compter_du for other in versions)


def _nature(version: Version) -> NatureChangement:
    match version.statut:
        case StatutVersion.APPLICABLE:
            return NatureChangement.APPLICATION
        case StatutVersion.ABROGEE:
            return NatureChangement.ABROGATION
        case _:
            return NatureChangement.PUBLICATION


def _of_deadline(texte: Texte, echeance: Echeance) -> Changement:
    return Changement(
        le=echeance.le,
        nature=NatureChangement.ECHEANCE,
        reference=f"{texte.id}#{echeance.article}" if echeance.article else texte.id,
        titre=echeance.titre,
        resume=echeance.resume,
        certitude=echeance.certitude,
        avant=Statut.A_VENIR,
        apres=Statut.ECHU,
        prevu_avant=echeance.le,
        source=echeance.source,
    )
