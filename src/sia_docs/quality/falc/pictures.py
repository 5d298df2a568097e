"""Rules of pictures (F-I): beside their text, one for one idea, large, sharp, described."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sia_docs.document.french import join_and, number
from sia_docs.library.falc_rules import RegleFalc
from sia_docs.quality.falc.controls import Controle
from sia_docs.quality.falc.findings import Ecart, Releve
from sia_docs.quality.falc.page import Bloc, Genre, Image, Role, Source
from sia_docs.quality.falc.reading import Lecture, sentences_of

Judgement = Mapping[str, str] | None | bool
ImageTest = Callable[[Image, RegleFalc], Judgement]

_INCH = 25.4


def drawn(lecture: Lecture) -> list[tuple[Bloc, Image]]:
    """The pictures of the text: logos of the imprint and of page headers are not."""
    return [
        (bloc, bloc.image)
        for bloc in lecture.ecrit.blocs
        if bloc.image is not None and bloc.role is not Role.MENTION
    ]


def by_image(test: ImageTest) -> Controle:
    """A check of each picture."""

    def run(lecture: Lecture, regle: RegleFalc) -> Releve:
        unknown, found = 0, []
        pictures = drawn(lecture)
        for rank, (bloc, image) in enumerate(pictures, start=1):
            told = test(image, regle)
            if told is None:
                unknown += 1
            elif not isinstance(told, bool):
                found.append(Ecart(bloc, details={"image": named(image, rank), **told}))
        return Releve(len(pictures), tuple(found), unknown)

    return run


def named(image: Image, rank: int) -> str:
    """How a picture is called in a finding: its words, its idea, or its rank."""
    words = (image.alt or "").strip() or image.idee or ""
    return f"« {words[:60]} »" if words else f"n° {rank}"


def beside(image: Image, regle: RegleFalc) -> Judgement:
    """F-I1."""
    return None if image.a_cote is None else True if image.a_cote else {}


def one_idea(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-I2: each idea has one picture, each picture one idea."""
    pictures = drawn(lecture)
    ideas: dict[str, set[str]] = {}
    images: dict[str, set[str]] = {}
    unknown = 0
    for _, image in pictures:
        if image.idee is None or not image.empreinte:
            unknown += 1
            continue
        ideas.setdefault(image.idee, set()).add(image.empreinte)
        images.setdefault(image.empreinte, set()).add(image.idee)
    found = [
        f"l’idée « {idea} » a {len(shown)} images différentes"
        for idea, shown in ideas.items()
        if len(shown) > 1
    ]
    found += [
        f"la même image montre plusieurs idées : {join_and(sorted(told))}"
        for told in images.values()
        if len(told) > 1
    ]
    return Releve(len(pictures), tuple(Ecart(details={"faute": fault}) for fault in found), unknown)


def large(image: Image, regle: RegleFalc) -> Judgement:
    """F-I3: the printed size of its longer side."""
    if image.largeur_mm is None or image.hauteur_mm is None:
        return None
    if max(image.largeur_mm, image.hauteur_mm) >= regle.seuils["mm"] - regle.seuils["tolerance_mm"]:
        return True
    return {"largeur": number(round(image.largeur_mm)), "hauteur": number(round(image.hauteur_mm))}


def sharp(image: Image, regle: RegleFalc) -> Judgement:
    """F-I3b: a drawing is always sharp."""
    if image.vectorielle:
        return True
    if image.largeur_px is None or not image.largeur_mm:
        return None
    dots = image.largeur_px / image.largeur_mm * _INCH
    return (
        True
        if dots >= regle.seuils["points_par_pouce"] - regle.seuils["tolerance"]
        else {"points": number(round(dots))}
    )


@dataclass(slots=True)
class _Section:
    titre: Bloc | None
    blocs: list[Bloc] = field(default_factory=list)


def _sections(lecture: Lecture) -> Iterator[tuple[_Section, int, int]]:
    """Each part with its numbers of pictures and of sentences; parts that say nothing are left out."""
    parts = [_Section(None)]
    for bloc in lecture.ecrit.blocs:
        if bloc.role is Role.MENTION:
            continue
        if bloc.genre is Genre.TITRE:
            parts.append(_Section(bloc))
        else:
            parts[-1].blocs.append(bloc)
    for part in parts:
        sentences = sum(1 for bloc in part.blocs if bloc.image is None for _ in sentences_of(bloc))
        if sentences:
            yield part, sum(bloc.image is not None for bloc in part.blocs), sentences


def one_a_part(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-I4: a plain text has no pictures to look for."""
    if lecture.ecrit.source is Source.TEXTE:
        return Releve()
    parts = list(_sections(lecture))
    found = [
        Ecart(part.titre, 0, len(part.titre.texte) if part.titre else 0, {"partie": _name(part)})
        for part, images, _ in parts
        if not images
    ]
    return Releve(len(parts), tuple(found))


def not_too_many(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-I4b."""
    parts = [p for p in _sections(lecture) if p[1]]
    found = [
        Ecart(
            part.titre,
            0,
            len(part.titre.texte) if part.titre else 0,
            {"partie": _name(part), "images": str(images), "phrases": str(sentences)},
        )
        for part, images, sentences in parts
        if images > sentences
    ]
    return Releve(len(parts), tuple(found))


def _name(part: _Section) -> str:
    return part.titre.texte if part.titre else "début du document"


def described(image: Image, regle: RegleFalc) -> Judgement:
    """F-I5."""
    if image.alt is None and image.decorative is None:
        return None
    return True if image.decorative or (image.alt or "").strip() else {}


def telling(lecture: Lecture, regle: RegleFalc) -> Releve:
    """F-I5b: not the name of the file, not « image », not a whole paragraph."""
    told = [(bloc, image.alt.strip()) for bloc, image in drawn(lecture) if image.alt and image.alt.strip()]
    vague = {form.casefold() for form in regle.formes}
    found = [
        Ecart(bloc, details={"alt": alt})
        for bloc, alt in told
        if re.sub(r"[\s\d._-]+", "", alt.casefold()) in vague
        or re.search(r"\.(?:png|jpe?g|gif|svg|bmp|webp|emf|wmf)$", alt.lower())
        or len(alt) > regle.seuils["signes"]
    ]
    return Releve(len(told), tuple(found))


CONTROLES: Mapping[str, Controle] = {
    "F-I1": by_image(beside),
    "F-I2": one_idea,
    "F-I3": by_image(large),
    "F-I3b": by_image(sharp),
    "F-I4": one_a_part,
    "F-I4b": not_too_many,
    "F-I5": by_image(described),
    "F-I5b": telling,
}
"""The checks of pictures, by id of rule."""
