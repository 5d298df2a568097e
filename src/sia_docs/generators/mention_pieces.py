"""The report sentence with holes: what a page or a Word template needs to write it without any grammar.

The words stay those of :func:`sia_docs.generators.mention.mention`: each pattern is read off a sentence that
it wrote about marked systems and people, so that the two cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sia_docs.contenu import racine
from sia_docs.document.french import NBSP, capital, typography
from sia_docs.document.nodes import Field
from sia_docs.erreurs import ContenuInvalide, DossierInvalide, Probleme
from sia_docs.generators.mention import NON, toutes_les_mentions, unchecked_mention
from sia_docs.io.filenames import slug
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.mentions import load_mentions
from sia_docs.models import Dossier
from sia_docs.models.base import INCONNU
from sia_docs.models.information import Information, Professionnel, Titre

if TYPE_CHECKING:
    from sia_docs.library.mentions_schema import Variante

SYSTEMES, FINALITES, PERSONNES = "s", "f", "p"
"""The lists that a sentence names."""

Piece = str | tuple[str]
"""Words, or the place of a list."""


class Liens(NamedTuple):
    """What stands between the items of a list, and before the last one."""

    entre: str
    dernier: str


@dataclass(frozen=True, slots=True)
class Forme:
    """The words around a professional's name: ``avant`` name ``entre`` function."""

    avant: str
    entre: str


# -------------------------------------------------------------------------------- marked sentences


def _mark(kind: str, rank: int) -> str:
    # a bracket is no vowel: nothing elides before it
    return f"⟦{kind}{rank}⟧"


def _marked_system(model: Dossier, rank: int) -> Dossier:
    system = model.systeme.model_copy(update={"nom": _mark("s", rank), "version": _mark("v", rank)})
    told = (model.information or Information()).model_copy(update={"finalite_mention": _mark("z", rank)})
    return model.model_copy(update={"systeme": system, "information": told})


def _marked_person(title: str, rank: int) -> Professionnel:
    return Professionnel(titre=Titre(title), nom=_mark("n", rank), fonction=_mark("f", rank), present=True)


def _written(model: Dossier, code: str, document: str, title: str, systems: int = 1, people: int = 1) -> str:
    return unchecked_mention(
        [_marked_system(model, rank) for rank in range(systems)],
        code,
        document,
        [_marked_person(title, rank) for rank in range(people)],
    ).texte


# ---------------------------------------------------------------------------------------- patterns


@dataclass(frozen=True, slots=True)
class Patrons:
    """Everything that a sentence is made of, for one hospital."""

    liens: Mapping[str, Liens]
    formes: Mapping[str, Mapping[str, Forme]]
    """By preposition (« par », « de ») then by title."""
    phrases: Mapping[tuple[str, str, bool], tuple[Piece, ...]]
    """By variant, document and « several systems »."""


def preposition(variante: Variante) -> str:
    """« par » or « de », as the sentence introduces its professionals."""
    return "de" if "{de}" in variante.texte else "par"


@cache
def typed_titles() -> tuple[Titre, ...]:
    """Titles for a name that is typed. Without a title, « de » may elide: only Python knows when."""
    return tuple(title for title in Titre if title is not Titre.AUCUN)


def patterns(model: Dossier) -> Patrons:
    """Read all the patterns; ``model`` lends what a marked dossier does not replace."""
    mentions = load_mentions()
    formes: dict[str, dict[str, Forme]] = {"par": {}, "de": {}}
    for variante in mentions.variantes:
        kind = preposition(variante)
        for title in typed_titles():
            text = _written(model, variante.code, mentions.documents[0].id, title)
            formes[kind].setdefault(title, _form(text, kind, title))
    phrases: dict[tuple[str, str, bool], tuple[Piece, ...]] = {}
    liens: dict[str, Liens] = {}
    for variante in mentions.variantes:
        title = typed_titles()[0]
        before = formes[preposition(variante)][title].avant
        for document in mentions.documents:
            for several in (False, True):
                text = _written(model, variante.code, document.id, title, systems=2 if several else 1)
                phrases[variante.code, document.id, several] = _holes(text, before)
        three = _written(model, variante.code, mentions.documents[0].id, title, systems=3, people=3)
        liens.update(_links(three, before))
    return Patrons(liens, formes, phrases)


def _form(text: str, kind: str, title: str) -> Forme:
    head, rest = text.split(_mark("n", 0))
    words = getattr(load_mentions().titres, title.lower().removesuffix("."))
    before = f"{typography(getattr(words, kind))}{NBSP}"
    if not head.endswith(before):
        raise ContenuInvalide(Probleme(f"« {before} » n’introduit pas le nom du professionnel.", recu=text))
    return Forme(before, rest.split(_mark("f", 0))[0])


_MARK = re.compile(r"⟦[a-z]\d⟧")


def _regions(before: str) -> dict[str, re.Pattern[str]]:
    """How an item of each list is written, between its first and its last mark."""
    purpose = re.escape(f"{typography(load_mentions().titres.aucun.de)} ")
    return {
        SYSTEMES: re.compile(r"⟦s\d⟧[^⟦]*⟦v\d⟧"),
        FINALITES: re.compile(rf"{purpose}⟦z\d⟧"),
        PERSONNES: re.compile(rf"{re.escape(before)}⟦n\d⟧[^⟦]*⟦f\d⟧"),
    }


def _holes(text: str, before: str) -> tuple[Piece, ...]:
    """The sentence with a place for each list."""
    places = []
    for kind, item in _regions(before).items():
        if found := list(item.finditer(text)):
            places.append((found[0].start(), found[-1].end(), kind))
    pieces: list[Piece] = []
    at = 0
    for start, end, kind in sorted(places):
        pieces += [text[at:start], (kind,)]
        at = end
    pieces.append(text[at:])
    if _MARK.search("".join(p for p in pieces if isinstance(p, str))):
        raise ContenuInvalide(Probleme("cette phrase ne se laisse pas découper.", recu=text))
    return tuple(piece for piece in pieces if piece)


def _links(text: str, before: str) -> Iterator[tuple[str, Liens]]:
    for kind, item in _regions(before).items():
        found = list(item.finditer(text))
        if len(found) == 3:
            first, second, third = found
            yield kind, Liens(text[first.end() : second.start()], text[second.end() : third.start()])


# ------------------------------------------------------------------------------- what a system adds


def item_of(dossier: Dossier, patrons: Patrons) -> dict[str, str]:
    """How sentences name this system and its purpose, as Python writes them."""
    mentions = load_mentions()
    title, document = typed_titles()[0], mentions.documents[0].id
    found: dict[str, str] = {}
    # the sentences that name the purpose come last: by then, how the system is named is known
    for variante in sorted(mentions.variantes, key=lambda v: "{de finalites}" in v.texte):
        pieces = patrons.phrases[variante.code, document, False]
        text = unchecked_mention([dossier], variante.code, document, [_marked_person(title, 0)]).texte
        form = patrons.formes[preposition(variante)][title]
        person = f"{form.avant}{_mark('n', 0)}{form.entre}{_mark('f', 0)}"
        found.update(_read_off(text, pieces, {PERSONNES: person, **found}))
    return found


def fields_of(dossier: Dossier) -> tuple[Field, ...]:
    """What sentences cannot say about this system."""
    mentions = load_mentions()
    found: dict[Field, None] = {}
    for variante in mentions.variantes:
        person = _marked_person(typed_titles()[0], 0)
        made = unchecked_mention([dossier], variante.code, mentions.documents[0].id, [person])
        found.update(dict.fromkeys(made.a_completer))
    return tuple(found)


def _read_off(text: str, pieces: Sequence[Piece], known: Mapping[str, str]) -> dict[str, str]:
    """The items of a sentence whose pattern is known (at most one item is new)."""
    new = [piece[0] for piece in pieces if isinstance(piece, tuple) and piece[0] not in known]
    if not new:
        return {}
    (kind,) = new
    at = pieces.index((kind,))

    def fill(part: Iterable[Piece]) -> str:
        return "".join(p if isinstance(p, str) else known[p[0]] for p in part)

    head, tail = fill(pieces[:at]), fill(pieces[at + 1 :])
    return {kind: text[len(head) : len(text) - len(tail)]}


def person_of(person: Professionnel, model: Dossier, patrons: Patrons) -> dict[str, str]:
    """How sentences name this professional, after « par » and after « de »."""
    mentions = load_mentions()
    present = person.model_copy(update={"present": True})
    found: dict[str, str] = {}
    for variante in mentions.variantes:
        document = mentions.documents[0].id
        text = unchecked_mention([_marked_system(model, 0)], variante.code, document, [present]).texte
        known = {SYSTEMES: _span(text, "s", "v"), FINALITES: ""}
        pieces = patrons.phrases[variante.code, document, False]
        if purpose := _regions("")[FINALITES].search(text):
            known[FINALITES] = purpose[0]
        found[preposition(variante)] = _read_off(text, pieces, known)[PERSONNES]
    return found


def _span(text: str, first: str, last: str) -> str:
    start, end = text.find(_mark(first, 0)), text.find(_mark(last, 0))
    return text[start : end + len(_mark(last, 0))] if start >= 0 else ""


# --------------------------------------------------------------------------------------- the words


@cache
def words() -> dict[str, Any]:
    """The words of the page and of the Word file (``intranet.yaml``), in French typography.

    Raises:
        ContenuInvalide: the file cannot be read.
    """
    path = racine().joinpath("templates", "patient_info", "niveau2", "intranet.yaml")
    done: dict[str, Any] = _typed(read_text(path.read_text("utf-8"), fichier="intranet.yaml").data)
    return done


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_typed(child) for child in value]
    return typography(value)


@dataclass(frozen=True, slots=True)
class Reponse:
    """A variant as a clinician answers it."""

    variante: Variante
    question: str
    aide: str
    role: str
    court: str


def answers() -> tuple[Reponse, ...]:
    """The variants in the order of the page; one that the page does not know keeps its own title."""
    told: Mapping[str, Mapping[str, str]] = words()["variantes"]
    by_code = {variante.code: variante for variante in load_mentions().variantes}
    order = [code for code in told if code in by_code]
    order += [code for code in by_code if code not in told]
    return tuple(_answer(by_code[code], told.get(code, {})) for code in order)


def _answer(variante: Variante, told: Mapping[str, str]) -> Reponse:
    must = variante.validateur == "present"
    return Reponse(
        variante,
        told.get("question", typography(variante.titre)),
        told.get("aide", ""),
        "present" if must else told.get("role", "auteur"),
        told.get("court", variante.code),
    )


# --------------------------------------------------------------------------------------- the page


def page_data(dossiers: Sequence[Dossier]) -> dict[str, Any]:
    """What the page needs, and nothing it could get wrong.

    Raises:
        DossierInvalide: no dossier, or two dossiers for the same version of the same system.
    """
    refuse_twins(dossiers)
    patrons = patterns(dossiers[0])
    people = supervisors(dossiers)
    pool: dict[tuple[Piece, ...], int] = {}
    phrases: dict[str, dict[str, list[int]]] = {}
    for (code, document, several), pieces in patrons.phrases.items():
        rank = pool.setdefault(pieces, len(pool))
        phrases.setdefault(code, {}).setdefault(document, [0, 0])[several] = rank
    return {
        "systemes": [_system(d, patrons, people) for d in dossiers],
        "variantes": [
            {
                "code": answer.variante.code,
                "question": answer.question,
                "aide": answer.aide,
                "role": answer.role,
                "preposition": preposition(answer.variante),
                "sans_systeme": bool(answer.variante.sans_systeme),
            }
            for answer in answers()
        ],
        "documents": [{"id": d.id, "nom": typography(d.nom)} for d in load_mentions().documents],
        "titres": [
            {
                "code": title,
                "nom": title.libelle,
                **{kind: list(_forms(forms[title])) for kind, forms in patrons.formes.items()},
            }
            for title in typed_titles()
        ],
        "professionnels": [
            {
                "titre": _title(p),
                "nom": p.nom,
                "fonction": p.fonction,
                "libelle": ", ".join(
                    (f"{title}{NBSP}{p.nom}" if (title := _title(p)) else str(p.nom), str(p.fonction))
                ),
                **person_of(p, dossiers[0], patrons),
            }
            for p in people
        ],
        "gabarits": [list(pieces) for pieces in pool],
        "phrases": phrases,
        "liens": {kind: link._asdict() for kind, link in patrons.liens.items()},
        "inconnus": sorted(INCONNU),
        "messages": words()["messages"],
    }


def _title(person: Professionnel) -> str:
    return "" if person.titre in (None, Titre.AUCUN) else str(person.titre)


def _forms(form: Forme) -> tuple[str, str]:
    return form.avant, form.entre


def refuse_twins(dossiers: Sequence[Dossier]) -> None:
    """Two dossiers for the same version of the same system would make one name stand for two things.

    Raises:
        DossierInvalide: no dossier, or twins.
    """
    if not dossiers:
        raise DossierInvalide(Probleme("aucun système n’est donné.", remede="Donnez au moins un dossier."))
    named = [(d.systeme.nom, d.systeme.version) for d in dossiers if d.systeme.nom]
    twins = dict.fromkeys(name for name in named if named.count(name) > 1)
    if twins:
        raise DossierInvalide(
            Probleme(
                "deux dossiers décrivent le même système, dans la même version.",
                champ="systeme.nom",
                recu=nom,
                remede="Gardez un seul des deux, ou distinguez leurs versions.",
            )
            for nom, _ in twins
        )


def supervisors(dossiers: Iterable[Dossier]) -> tuple[Professionnel, ...]:
    """The people responsible for the systems, once each; only those that a sentence can fully name."""
    found = (d.information.superviseur for d in dossiers if d.information)
    known = (p.model_copy(update={"present": None}) for p in found if p and p.nom and p.fonction)
    return tuple(dict.fromkeys(known))


def _system(dossier: Dossier, patrons: Patrons, people: Sequence[Professionnel]) -> dict[str, Any]:
    system = dossier.systeme
    items = item_of(dossier, patrons)
    own = supervisors([dossier])
    suits = {p.code: p.convient for p in toutes_les_mentions(dossier)}
    used = dossier.information.usage_public if dossier.information else None
    return {
        "id": name_in_address(dossier),
        "nom": items[SYSTEMES] if system.nom else system.besoin,
        "detail": capital(used or (system.besoin if system.nom else "")),
        "s": items[SYSTEMES],
        "f": items[FINALITES],
        "manque": list(_lacking(dossier)),
        "sauf": [code for code, verdict in suits.items() if verdict == NON],
        "responsables": [people.index(p) for p in own],
    }


def _lacking(dossier: Dossier) -> Iterator[str]:
    """The lists where this system prints a field to complete."""
    if not (dossier.systeme.nom and dossier.systeme.version):
        yield SYSTEMES
    if not (dossier.information and dossier.information.finalite_mention):
        yield FINALITES


def name_in_address(dossier: Dossier) -> str:
    """How a bookmark names the system."""
    return slug(dossier.systeme.nom or dossier.systeme.besoin)
