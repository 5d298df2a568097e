"""The files of a reading kit: for each leaflet the readers' pages, the form of remarks and the answers to
fill in; for all of them one note for the facilitator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sia_docs.document.nodes import Pictogram
from sia_docs.generators.falc import FalcProduit, FalcProduits
from sia_docs.generators.falc_kit import readers_pages, remarks_form
from sia_docs.generators.falc_reading import FeuilletALire, answers_of, facilitator_note
from sia_docs.generators.falc_validation import read_by
from sia_docs.generators.output import written
from sia_docs.generators.set_files import add_once, hospital_slug, system_name
from sia_docs.io.filenames import slug, stem
from sia_docs.io.relecture_falc import answers_bytes
from sia_docs.library.falc_relecture import TextesRelecture

FORMATS = ("docx", "html")


def kit_stem(leaflet: FeuilletALire, hospital: str) -> str:
    """« falc-imagerie_chu-de-valmont_poumonia »."""
    parts = [leaflet.document, hospital_slug(hospital)]
    return stem(*parts, *([slug(leaflet.systeme)] if leaflet.systeme else []))


def kit_files(
    produced: FalcProduits,
    texts: TextesRelecture,
    pictures: Mapping[str, Pictogram],
    formats: Sequence[str] = FORMATS,
    shown: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """Bytes of each file by its name; nothing when there is no leaflet.

    ``shown`` tells the facilitator what the picture of an idea shows.

    Raises:
        DossierInvalide: two systems would give the same file name.
    """
    files: dict[str, bytes] = {}
    if not produced.feuillets:
        return files

    hospital = produced.dossiers[0].etablissement.nom
    leaflets = [(made, read_by(made)) for made in produced.feuillets]
    words = texts.trousse.reponses
    for made, leaflet in leaflets:
        name = kit_stem(leaflet, hospital)
        own: dict[str, bytes] = {}
        for kind in formats:
            pages = readers_pages(made.document, leaflet, texts, pictures.__getitem__)
            own[f"relecture_{name}.{kind}"] = written(pages, kind)
            own[f"remarques_{name}.{kind}"] = written(remarks_form(made.document, leaflet, texts), kind)
        answers = answers_of(leaflet, texts)
        own[f"reponses_{name}.yaml"] = answers_bytes(answers, words.entete, words.rubriques)
        add_once(files, own, system_name(made.dossiers[0]))
    first: FalcProduit = produced.feuillets[0]
    note = facilitator_note(
        [leaflet for _, leaflet in leaflets],
        texts,
        hospital=hospital,
        day=first.document.day,
        shown=shown,
        house=first.document.house,
    )
    for kind in formats:
        files[f"animer-la-relecture_{hospital_slug(hospital)}.{kind}"] = written(note, kind)
    return files
