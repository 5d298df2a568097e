"""Rules of the file and its links (F-E)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.falc.controls import Controle
from sia_docs.quality.falc.findings import Ecart, Releve
from sia_docs.quality.falc.look import Judgement, by_page, written
from sia_docs.quality.falc.page import Bloc, MiseEnPage, Run
from sia_docs.quality.falc.reading import Lecture


def links(lecture: Lecture) -> Iterator[tuple[Bloc, int, int, str]]:
    """Each link: its block, where its words are, its target. Two runs of one link make one."""
    for bloc in written(lecture):
        last: Run | None = None
        start = 0
        for run in (*bloc.runs, None):
            same = run is not None and last is not None and run.style.lien == last.style.lien
            if last is not None and last.style.lien and not same:
                yield bloc, start, last.fin, last.style.lien
            if run is not None and not same:
                start = run.debut
            last = run


def _elsewhere(lecture: Lecture) -> list[tuple[Bloc, int, int, str]]:
    """Links that leave the page; those that screen readers alone use are not counted."""
    hidden = {id(b): {r.debut for r in b.runs if r.style.masque} for b in written(lecture)}
    return [
        found
        for found in links(lecture)
        if not found[3].startswith("#") and found[1] not in hidden[id(found[0])]
    ]


def few(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-E4a."""
    found = _elsewhere(lecture)
    most = int(regle.seuils["liens"])
    fault = (Ecart(details={"nombre": str(len(found)), "max": str(most)}),) if len(found) > most else ()
    return Releve(len(found), fault)


def telling(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-E4b."""
    found = list(links(lecture))
    vague = {form.casefold() for form in regle.formes}
    return Releve(
        len(found),
        tuple(
            Ecart(bloc, start, end)
            for bloc, start, end, _ in found
            if " ".join(bloc.texte[start:end].casefold().split()).strip(" .…>»") in vague
        ),
    )


def language(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-E3a."""
    if page.langue is None:
        return {"langue": "absente"}
    return True if page.langue.lower().split("-")[0] == "fr" else {"langue": f"« {page.langue} »"}


def title(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-E3b."""
    if page.titre_document is None:
        return None
    return True if page.titre_document.strip() else {}


def revisions(page: MiseEnPage, regle: RegleFalc) -> Judgement:
    """F-E3c."""
    if page.modifications is None:
        return None
    return {"nombre": str(page.modifications)} if page.modifications else True


CONTROLES: Mapping[str, Controle] = {
    "F-E4a": few,
    "F-E4b": telling,
    "F-E3a": by_page(language),
    "F-E3b": by_page(title),
    "F-E3c": by_page(revisions),
}
"""The checks of the file, by id of rule."""
