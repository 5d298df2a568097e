"""The sheet of the pictograms: each picture, its idea, what it shows, where it comes from, tested or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sia_docs.document.french import NBSP, typography
from sia_docs.document.nodes import (
    Block,
    Cover,
    Document,
    Illustrated,
    Layout,
    Paragraph,
    Pictogram,
    Strong,
    Text,
    plain,
)
from sia_docs.generators.templates import render_line
from sia_docs.library.pictogrammes import EntreePictogramme, Pictogrammes


def pictogram_sheet(known: Pictogrammes, words: Mapping[str, Any], own: Mapping[str, Pictogram]) -> Document:
    """The sheet; a picture of the hospital (``own``) takes the place of ours, and our source is not its own.

    ``words`` are the words of the sheet (« planche » in ``falc/cadre.yaml``).
    """
    title = typography(words["titre"])
    blocks: tuple[Block, ...] = tuple(
        Illustrated(
            entry.idee,
            tuple(_lines(entry, words, entry.idee in own)),
            picture=own.get(entry.idee) or known.images[entry.idee],
        )
        for entry in known.entrees.values()
    )
    return Document(
        title=title,
        subject=typography(words["chapeau"]),
        author=words["auteur"],
        day=known.verifiee_le,
        cover=Cover(kicker="", title=title, subtitle="", facts=(), status=typography(words["chapeau"])),
        blocks=blocks,
        imprint=(plain(render_line(words["empreinte"], {"jour": known.verifiee_le})),),
        draft=False,
        layout=Layout.FALC,
    )


def _lines(entry: EntreePictogramme, words: Mapping[str, Any], own: bool) -> Iterator[Paragraph]:
    idea = Strong((Text(entry.idee),))
    if own:
        yield Paragraph((idea,))
        yield Paragraph((Text(typography(words["de_l_etablissement"])),))
        return
    yield Paragraph((idea, Text(f"{NBSP}: {entry.alt}")))
    yield Paragraph((Text(f"{entry.source}, {typography(words['licence'])} {entry.licence}"),))
    yield Paragraph((Text(typography(words["teste" if entry.teste_falc else "non_teste"])),))
