"""The charters of a hospital: an inventory → the texts its structure calls for → document trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sia_docs.document.comparison import Section, compare, sections_of
from sia_docs.document.figures import qr_png
from sia_docs.document.french import typography
from sia_docs.document.nodes import (
    Beside,
    Block,
    Document,
    Field,
    Figure,
    Heading,
    HouseLook,
    Inline,
    Paragraph,
    Place,
    Role,
    Text,
    plain,
)
from sia_docs.erreurs import ContenuInvalide, DemandeInvalide, Probleme
from sia_docs.generators.addresses import Addresses
from sia_docs.generators.assembly import assembled, placed, with_contents
from sia_docs.generators.charter_changes import (
    Comparison,
    counts,
    sections_of_file,
    title_of,
    told,
)
from sia_docs.generators.inventory import variables
from sia_docs.generators.output import read_back
from sia_docs.generators.templates import render, render_line
from sia_docs.generators.values import Fragment, GabaritError, is_known, text_fragment
from sia_docs.law import Law
from sia_docs.library.charters import Chartes, SectionCharte, TexteCharte
from sia_docs.models.inventaire import Parc
from sia_docs.quality.falc.page import Ecrit
from sia_docs.rules.inventaire import refuse_si_fautif

COMPARAISON = "CHANGEMENTS"
"""The document that tells what changed: made only when there is a previous version."""
COMPARES = ("CHARTE", "CHARTE-COURTE", "PUBLIQUE")
"""The documents that are compared: the charters themselves; the others say the same in fewer words."""
_PARTIES = "parties"
"""« Figure : parties »: where a text wants the parts that its head names."""
Sections = tuple[Section, ...]
_LONG = 12
"""Headings above which a document has a table of contents (rule D24)."""
_QR_MM = 30.0
_QR_AFFICHE_MM = 80.0


@dataclass(frozen=True, slots=True)
class CharteProduite:
    """A document about the charter, and what it lacks."""

    texte: TexteCharte
    document: Document
    manques: tuple[Field, ...]
    """Fields to complete that it prints, each once."""


@dataclass(frozen=True, slots=True)
class ChartesProduites:
    """All the documents of an inventory."""

    parc: Parc
    chartes: tuple[CharteProduite, ...]
    avertissements: tuple[Probleme, ...] = ()
    """What the house style had to be changed for, so that texts stay readable."""


def build_charters(
    parc: Parc,
    library: Chartes,
    law: Law,
    *,
    precedent: Parc | Ecrit | None = None,
    ids: Iterable[str] = (),
    house: HouseLook | None = None,
) -> ChartesProduites:
    """Build the documents of a hospital's charters.

    ``precedent`` is the inventory of the previous version, or the charter that was published, as it was read:
    the document that compares them is then made.
    ``ids`` keeps some documents only.

    Raises:
        InventaireInvalide: the inventory contradicts itself, its dossiers or the rules of the catalogue.
        DemandeInvalide: the published file is not one of this hospital's charters.
        ContenuInvalide: a text is wrong (file and line).
    """
    refuse_si_fautif(parc)
    wanted = tuple(ids)
    writer = _Writer(parc, library, variables(parc, law, library.mots), house)
    older = _older(precedent, writer, law)
    return ChartesProduites(
        parc,
        tuple(
            writer.produced(text, older)
            for text in library.textes.values()
            if is_made(text, parc)
            and (not wanted or text.id in wanted)
            and (older is not None or text.id != COMPARAISON)
        ),
    )


def _older(precedent: Parc | Ecrit | None, new: _Writer, law: Law) -> _Older | None:
    """The previous version. ``DemandeInvalide`` when a file is not a charter of this hospital."""
    if precedent is None:
        return None
    if isinstance(precedent, Parc):
        names = variables(precedent, law, new.library.mots)
        return _Rewritten(replace(new, parc=precedent, names=names))
    older = _Published(precedent, new.library.cadre["comparaison"])
    titles = [plain(new.title(text)) for text in new.compared_texts()]
    if title_of(precedent) not in titles:
        raise DemandeInvalide(
            Probleme(
                "ce fichier ne porte pas le titre d’une charte de cet établissement.",
                fichier=precedent.nom,
                champ="titre du document",
                recu=title_of(precedent) or "aucun titre",
                remede=f"Titre attendu : {' ou '.join(f'« {title} »' for title in titles)}. Donnez la charte publiée, en Word ou en page web.",
            )
        )
    return older


def is_made(text: TexteCharte, parc: Parc) -> bool:
    """A hospital of this kind, with its choices, has this document; a choice not made yet leaves it."""
    head, inventory = text.entete, parc.inventaire
    refused = head.option is not None and getattr(inventory.options, head.option, None) is False
    return head.concerne(inventory.etablissement.type) and not refused


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the documents of one inventory."""

    parc: Parc
    library: Chartes
    names: Mapping[str, Any]
    house: HouseLook | None

    def concerns(self, text: TexteCharte | SectionCharte) -> bool:
        return text.entete.concerne(self.parc.inventaire.etablissement.type)

    def produced(self, text: TexteCharte, older: _Older | None = None) -> CharteProduite:
        """One document, a draft as long as it lacks something."""
        head, cadre, inventory = text.entete, self.library.cadre, self.parc.inventaire
        names: Mapping[str, Any] = self.names
        changes: Sequence[Comparison] | None = None
        if older is not None and text.id == COMPARAISON:
            changes = self._changes(older)
            names = {**names, **older.names(), "changements": counts(changes)}
        addresses = Addresses.of(inventory, paper=head.format == "affiche")

        def write(known: Mapping[str, Any]) -> tuple[Block, ...]:
            blocks = addresses.linked(self.blocks(text, known, changes))
            return with_contents(blocks, cadre["sommaire"], most=_LONG, depth=2 if head.parties else 1)

        document, lacking = assembled(
            head,
            cadre,
            names,
            write,
            cadre["empreinte"][head.format],
            author=inventory.etablissement.nom,
            day=inventory.date_document,
            house=self.house,
        )
        return CharteProduite(text, document, lacking)

    # -------------------------------------------------------------------------------- text

    def blocks(
        self,
        text: TexteCharte,
        names: Mapping[str, Any],
        changes: Sequence[Comparison] | None = None,
        *,
        numbered: bool = True,
    ) -> tuple[Block, ...]:
        """The text of a document, its parts and their sections, numbered from the first to the last.

        The parts come after the text, or where it has « Figure : parties »; ``changes`` come where it has
        « Figure : comparaison ».  Two versions are compared without their numbers: a new section would change
        all those after it.
        """
        kept = self._kept(text)
        ranks = {ident: rank for rank, ident in enumerate(kept, start=1)} if numbered else {}
        known = {**names, **_references(kept, ranks, names, self.library.cadre)}

        def figure(name: str) -> Iterable[Block]:
            if name == "qr":
                return self._qr(text, known)
            if name == "comparaison" and changes is not None:
                return told(changes, COMPARAISON, self.library.cadre["comparaison"])
            if name == _PARTIES:
                return self._parts(text, kept, ranks, known, figure)
            raise ContenuInvalide(Probleme(f"{text.id} : figure inconnue « {name} ».", fichier=text.fichier))

        own = list(render(text, known))
        if Place(_PARTIES) not in own:
            own.append(Place(_PARTIES))
        return tuple(placed(own, figure))

    def _kept(self, text: TexteCharte) -> dict[str, SectionCharte]:
        named = [ident for part in text.entete.parties for ident in part.sections]
        return {i: self.library.sections[i] for i in named if self.concerns(self.library.sections[i])}

    def _parts(
        self,
        text: TexteCharte,
        kept: Mapping[str, SectionCharte],
        ranks: Mapping[str, int],
        known: Mapping[str, Any],
        figure: Callable[[str], Iterable[Block]],
    ) -> Iterator[Block]:
        for order, part in enumerate(text.entete.parties, start=1):
            sections = [kept[ident] for ident in part.sections if ident in kept]
            if not sections:
                continue
            yield Heading(1, render_line(part.titre, known), f"{text.id}-p{order}")
            for section in sections:
                title = render_line(section.entete.titre, known)
                number = (Text(f"{ranks[section.id]}. "),) if ranks else ()
                yield Heading(2, (*number, *title), section.id)
                yield from placed(render(section, known), figure, raised=0)

    # ----------------------------------------------------------------------------- figures

    def _qr(self, text: TexteCharte, names: Mapping[str, Any]) -> tuple[Block, ...]:
        """The code of the page that the reader of this document wants, beside its address."""
        reader = text.entete.lecteur
        address = names["charte"].lien if reader == "professionnel" else names["etablissement"].page_ia
        poster = text.entete.format == "affiche"
        words = self.library.cadre["figures"]["qr"][reader]
        # an address is copied by hand from a poster: it is on a line of its own, in smaller letters
        own = {**names, "adresse": address, "saut": "\n" if poster else " "}
        lines = tuple(Paragraph(render_line(line, own)) for line in words["lignes"])
        if not is_known(address):
            return lines[:1]  # « scannez ce code » would promise a code that is not there
        size = _QR_AFFICHE_MM if poster else _QR_MM
        figure = Figure(qr_png(address), plain(render_line(words["description"], own)), size, size)
        if poster:
            first, *rest = lines
            return (Beside(figure, tuple(rest)), Paragraph(first.children, Role.NOTE))
        return (Beside(figure, lines),)

    # -------------------------------------------------------------------------- comparison

    def compared_texts(self) -> Iterator[TexteCharte]:
        """The charters of this structure."""
        return (text for i in COMPARES if (text := self.library.textes.get(i)) and self.concerns(text))

    def _changes(self, older: _Older) -> tuple[Comparison, ...]:
        found = ((text, older.versions(text, self)) for text in self.compared_texts())
        return tuple(
            Comparison(text.id, self.title(text), compare(*versions)) for text, versions in found if versions
        )

    def sections(self, text: TexteCharte) -> Sections:
        """The text of a document, ready to be compared: without numbers nor marks of a draft."""
        return sections_of(self.blocks(text, {**self.names, "projet": False}, numbered=False))

    def title(self, text: TexteCharte) -> tuple[Inline, ...]:
        """The title of a document."""
        return render_line(text.entete.titre, self.names)


class _Older(Protocol):
    """The previous version of the charters, as the document about the changes needs it."""

    def names(self) -> Mapping[str, Any]:
        """What its text may say of the previous version."""

    def versions(self, text: TexteCharte, new: _Writer) -> tuple[Sections, Sections] | None:
        """A document before and after; nothing when the previous version does not tell."""


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """The previous inventory, written again with our texts of today: only facts and options may differ."""

    writer: _Writer

    def names(self) -> Mapping[str, Any]:
        return {"precedente": self.writer.names["charte"], "fichier_precedent": ""}

    def versions(self, text: TexteCharte, new: _Writer) -> tuple[Sections, Sections] | None:
        if not self.writer.concerns(text):
            return None
        return self.writer.sections(text), new.sections(text)


@dataclass(frozen=True, slots=True)
class _Published:
    """The file of the previous version: both versions are read from a Word file, in the same way."""

    ecrit: Ecrit
    words: Mapping[str, str]

    def names(self) -> Mapping[str, Any]:
        return {"fichier_precedent": self.ecrit.nom}

    def versions(self, text: TexteCharte, new: _Writer) -> tuple[Sections, Sections] | None:
        if title_of(self.ecrit) != plain(new.title(text)):
            return None
        made = read_back(new.produced(text).document)
        return sections_of_file(self.ecrit, self.words), sections_of_file(made, self.words)


def _references(
    kept: Mapping[str, SectionCharte],
    ranks: Mapping[str, int],
    names: Mapping[str, Any],
    cadre: Mapping[str, Any],
) -> dict[str, Any]:
    """``retenue`` and ``section``: other sections of the same document, by number and title."""

    def section(ident: str) -> Fragment:
        if ident not in kept:
            raise GabaritError(f"renvoi à « {ident} », qui n’est pas dans le document : tester retenue(…)")
        words = cadre["renvoi"]["numerote" if ranks else "sans_numero"]
        title = plain(render_line(kept[ident].entete.titre, names))
        return text_fragment(typography(words).format(numero=ranks.get(ident), titre=title))

    return {"retenue": lambda ident: ident in kept, "section": section}
