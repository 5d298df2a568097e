"""Checks on all the documents of one system together: same facts, due mentions, rights, words.

The rule numbers (T3, T4…) are those of the fact sheet « information des patients », §9.3.  What a
document must say or may not say is content (``templates/patient_info/coherence.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import Field as PydanticField

from sia_docs.contenu import racine
from sia_docs.document.french import long_date, typography
from sia_docs.document.nodes import (
    Block,
    Callout,
    Document,
    Field,
    Parallel,
    Text,
    inlines_of,
)
from sia_docs.erreurs import ContenuInvalide
from sia_docs.io.validation import validate_tree
from sia_docs.io.yaml_lines import read_text
from sia_docs.library.leaflets import EnteteFeuillet
from sia_docs.library.load import text_of
from sia_docs.library.schema import Strict
from sia_docs.models.base import Jour, OuiNon, Texte
from sia_docs.quality.clarte import Constat, Passage, passages_of
from sia_docs.quality.facts import UN_AN, Faits, dates_in, mails_in, phones_in, urls_in
from sia_docs.quality.lexique import load_lexique, negated, words_pattern, words_to_avoid
from sia_docs.quality.phrases import sentences, words
from sia_docs.rules.validation import Gravite

FICHIER = "coherence.yaml"
MENTION_MOTS_MAX = 25
_NIVEAUX_1_2 = ("niveau1", "niveau2")
#: Overlays with their own legal basis: their rights are not those of care.
_A_PART = frozenset({"VOIX", "REUSE"})

E, W, INFO = Gravite.ERREUR, Gravite.AVERTISSEMENT, Gravite.INFORMATION


@dataclass(frozen=True, slots=True)
class Piece:
    """One built document and the front matter of its text."""

    entete: EnteteFeuillet
    document: Document

    @property
    def id(self) -> str:
        """Identifier of the text."""
        return self.entete.id


# ------------------------------------------------------------------------------------ the content


class MentionReperes(Strict):
    """How a mention is recognised in a document."""

    titre: Texte
    champs: tuple[Texte, ...] = ()
    mots: tuple[Texte, ...] = ()
    facultative: OuiNon = False


class ReperesFalc(Strict):
    """What is looked for in an easy-to-read leaflet (:mod:`sia_docs.quality.coherence_falc`)."""

    humain_decide: tuple[Texte, ...]
    logiciel_decide: tuple[Texte, ...]
    donnees: tuple[Texte, ...]
    opposition: tuple[Texte, ...]
    refus: tuple[Texte, ...]
    contacts: tuple[Texte, ...]


class Reperes(Strict):
    """All that the checks look for."""

    verifiee_le: Jour
    consentement: tuple[Texte, ...]
    droits: dict[str, tuple[Texte, ...]]
    opposition: tuple[Texte, ...]
    mentions: dict[str, MentionReperes]
    contacts_publics: tuple[Texte, ...]
    benefices: tuple[Texte, ...]
    modalites: tuple[Texte, ...]
    citations: tuple[Texte, ...] = PydanticField(min_length=1)
    mots_francais: tuple[Texte, ...]
    mots_partages: dict[str, tuple[Texte, ...]]
    falc: ReperesFalc


@cache
def load_reperes() -> Reperes:
    """The packaged marks, read once.

    Raises:
        ContenuInvalide: with every fault of the file.
    """
    return read_reperes(text_of(racine() / "templates" / "patient_info" / FICHIER))


def read_reperes(text: str) -> Reperes:
    """Read the marks.

    Raises:
        ContenuInvalide: with every fault of the file.
    """
    return validate_tree(Reperes, read_text(text, fichier=FICHIER), ContenuInvalide)


# ------------------------------------------------------------------------------------- the checks


@dataclass(frozen=True, slots=True)
class _Cas:
    """What a rule reads: one document in French, the facts, the marks."""

    piece: Piece
    faits: Faits
    reperes: Reperes
    passages: tuple[Passage, ...]

    @property
    def texte(self) -> str:
        return "\n".join(passage.texte for passage in self.passages)

    def says(self, rule: str, gravite: Gravite, message: str, where: str = "") -> Constat:
        return Constat(rule, gravite, message, f"{self.piece.id} – {where}" if where else self.piece.id)


Regle = Callable[[_Cas], Iterator[Constat]]
_REGLES: list[Regle] = []


def _regle(function: Regle) -> Regle:
    _REGLES.append(function)
    return function


def check_set(pieces: Iterable[Piece], faits: Faits, reperes: Reperes | None = None) -> tuple[Constat, ...]:
    """Everything wrong in the French documents of one system, worst first; nothing is what is wanted."""
    marks = reperes or load_reperes()
    french = [piece for piece in pieces if piece.entete.langue == "fr"]
    found = [
        constat
        for piece in french
        for rule in _REGLES
        for constat in rule(_Cas(piece, faits, marks, passages_of(piece.document)))
    ]
    found.extend(_missing_mentions(french, faits, marks))
    found.extend(_review(faits))
    return tuple(sorted(found, key=lambda constat: list(Gravite).index(constat.gravite)))


def check_mention(
    texte: str,
    *,
    nom: str,
    version: str,
    humain: str,
    fonction: str,
    finalite: str = "",
    citation: bool = False,
) -> tuple[Constat, ...]:
    """T2: the sentence of a report names the system, its version, the human and their function, briefly.

    A product's or a person's name is as long as it is: the limit is on the authored words, each value
    counting for one; a sentence that only the values make long is worth a warning.  The guide's own
    sentences cannot be shortened: when ``citation``, too long is only told.
    """
    authored = texte
    for value in sorted({nom, version, humain, fonction, finalite} - {""}, key=len, reverse=True):
        authored = authored.replace(value, _UN_MOT)
    found = []
    for text, gravite in ((authored, E), (texte, W)):
        count = len(words(text))
        if count > MENTION_MOTS_MAX:
            message = f"phrase de {count} mots ; {MENTION_MOTS_MAX} au plus."
            found.append(Constat("T2", INFO if citation else gravite, message, texte))
            break
    needed = {
        "le nom du système": nom,
        "la version": version,
        "le professionnel": humain,
        "sa fonction": fonction,
    }
    found.extend(
        Constat("T2", E, f"la phrase ne dit pas {what}.", texte)
        for what, value in needed.items()
        if not value or value not in texte
    )
    return tuple(found)


#: A value counts for one word of the sentence.
_UN_MOT = "x"


def check_register(register: Document, systems: Iterable[Faits]) -> tuple[Constat, ...]:
    """T1: the public register names every system of the inventory, by its public name or its own."""
    text = "\n".join(passage.texte for passage in passages_of(register)).casefold()
    return tuple(
        Constat(
            "T1",
            E,
            f"« {facts.valeurs.get('systeme.nom', facts.valeurs['systeme.besoin'])} » manque.",
            register.title,
        )
        for facts in systems
        if not any(
            facts.valeurs[path].casefold() in text
            for path in ("information.nom_public", "systeme.nom", "systeme.besoin")
            if path in facts.valeurs
        )
    )


# ---- RGPD


@_regle
def _carried_mentions(c: _Cas) -> Iterator[Constat]:
    """T3: a mention that the text says it carries is really there, filled in or to complete."""
    fields = {inline.id for inline in _inlines(c.piece.document) if isinstance(inline, Field)}
    text = c.texte.casefold()
    for name in c.piece.entete.mentions:
        mark = c.reperes.mentions.get(name)
        if mark is None:
            yield c.says("T3", E, f"la mention « {name} » n’existe pas.")
            continue
        if mark.facultative or (name not in c.faits.mentions and "REUSE" not in c.piece.entete.si):
            continue
        asked = any(ident.startswith(path) for ident in fields for path in mark.champs)
        known = any(
            value.casefold() in text
            for path, value in c.faits.valeurs.items()
            if any(path == start or path.startswith(f"{start}.") for start in mark.champs)
        )
        if not (asked or known or (mark.mots and words_pattern(mark.mots).search(c.texte))):
            yield c.says("T3", E, f"la mention {name} ({mark.titre}) annoncée par le texte n’y est pas.")


def _missing_mentions(pieces: Sequence[Piece], faits: Faits, reperes: Reperes) -> Iterator[Constat]:
    """T3: one notice at least carries every mention due."""
    notices = [p for p in pieces if p.entete.mentions and not _A_PART & set(p.entete.si)]
    if not notices:
        return
    fullest = max(notices, key=lambda p: len(faits.mentions & set(p.entete.mentions)))
    for name in sorted(faits.mentions - set(fullest.entete.mentions), key=lambda n: int(n[1:])):
        yield Constat(
            "T3", E, f"aucune notice ne porte la mention {name} ({reperes.mentions[name].titre}).", fullest.id
        )


@_regle
def _promised_rights(c: _Cas) -> Iterator[Constat]:
    """T4: no right that the legal basis does not give."""
    if _A_PART & set(c.piece.entete.si) or c.piece.entete.lecteur != "patient":
        return
    for right, forms in c.reperes.droits.items():
        if right in c.faits.droits:
            continue
        for sentence, where in _sentences(c):
            match = words_pattern(forms).search(sentence)
            if match and not negated(sentence, match.start()):
                yield c.says(
                    "T4", E, f"le droit annoncé (« {match.group()} ») ne va pas avec la base légale.", where
                )


@_regle
def _no_consent(c: _Cas) -> Iterator[Constat]:
    """T5: care with AI does not rest on consent; levels 1 and 2 never speak of it, recording apart."""
    if c.piece.entete.niveau not in _NIVEAUX_1_2 or "VOIX" in c.piece.entete.si or c.faits.voix:
        return
    for sentence, where in _sentences(c):
        if words_pattern(c.reperes.consentement).search(sentence):
            yield c.says(
                "T5", E, "le consentement n’est pas la base de l’utilisation d’une IA dans les soins.", where
            )


@_regle
def _opposition_apart(c: _Cas) -> Iterator[Constat]:
    """T6: a notice that tells the rights shows the right to object in its own block (RGPD art. 21(4))."""
    if "R11" not in c.piece.entete.mentions or "opposition" not in c.faits.droits:
        return
    if _A_PART & set(c.piece.entete.si):
        return
    titles = [block.title for block in _callouts(c.piece.document.blocks)]
    if not any(words_pattern(c.reperes.opposition).search(title) for title in titles):
        yield c.says("T6", E, "le droit d’opposition n’a pas son encadré.")


# ---- facts


@_regle
def _law_dates(c: _Cas) -> Iterator[Constat]:
    """T7: a date said of the AI Act is one that the dated law knows, at the date of the law."""
    for passage in c.passages:
        if not _RIA.search(passage.texte):
            continue
        high_risk = _ANNEXE_III.search(passage.texte)
        known = c.faits.jours_annexe_iii if high_risk else c.faits.jours_ria
        for day in dates_in(passage.texte):
            if day not in known | c.faits.jours:
                message = f"« {long_date(day)} » n’est pas une date du RIA au jour du droit du dossier."
                yield c.says("T7", E, message, passage.ou)


_RIA = re.compile(r"\bRIA\b|2024/1689|règlement[^.]{0,30} intelligence artificielle", re.IGNORECASE)
_ANNEXE_III = re.compile(r"annexe[ \u00a0]III\b|article[ \u00a0]26\b", re.IGNORECASE)


@_regle
def _same_facts(c: _Cas) -> Iterator[Constat]:
    """T13: dates, contacts and counts are those of the dossier, so that all documents agree."""
    values, text = c.faits.textes, c.texte
    public = {contact.casefold() for contact in c.reperes.contacts_publics}
    for what, read in (("le téléphone", phones_in), ("l’adresse", mails_in), ("l’adresse", urls_in)):
        known = {*read(values), *public}
        for found in dict.fromkeys(read(text)):
            if found not in known:
                yield c.says("T13", E, f"{what} « {found} » n’est pas dans le dossier.")
    days = c.faits.jours | c.faits.jours_du_droit | {c.piece.document.day, *dates_in(values)}
    for day in dict.fromkeys(dates_in(text)):
        if day not in days:
            yield c.says(
                "T13", E, f"la date « {long_date(day)} » n’est ni dans le dossier ni dans le droit daté."
            )


@_regle
def _same_counts(c: _Cas) -> Iterator[Constat]:
    """T13: « sur 1 000 personnes » is the same everywhere, and so are the groups."""
    n = c.faits.nombres
    if n.total is None:
        return
    for passage in c.passages:
        for match in _OUT_OF.finditer(passage.texte):
            if _int(match.group(1)) != n.total and match.group() not in c.faits.textes:
                yield c.says(
                    "T13", E, f"« {match.group()} » ; les nombres du dossier sont sur {n.total}.", passage.ou
                )


_OUT_OF = re.compile(r"\bsur[ \u00a0](\d[\d \u00a0\u202f]*)[ \u00a0]personnes\b", re.IGNORECASE)


def _int(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def _review(faits: Faits) -> Iterator[Constat]:
    """T15: the next review is known and at most a year after the publication."""
    first, following = faits.publication.publiee_le, faits.publication.prochaine_revue
    if first and following and not first < following <= first + UN_AN:
        yield Constat(
            "T15",
            E,
            f"prochaine révision le {long_date(following)} pour une publication le {long_date(first)} ; un an au plus.",
            "information.publication.prochaine_revue",
        )


@_regle
def _imprint(c: _Cas) -> Iterator[Constat]:
    """T15: every document prints its version, its date and, on paper that is kept, its next review."""
    printed = " ".join(c.piece.document.imprint)
    published = c.faits.publication
    needed = {"sa version": published.version, "sa date": _day(c.piece.document.day)}
    if c.piece.entete.format == "feuillet":
        needed["sa prochaine révision"] = _day(published.prochaine_revue)
    for what, value in needed.items():
        if value and value not in printed:
            yield c.says("T15", E, f"le document n’imprime pas {what} (« {value} »).")


def _day(day: date | None) -> str | None:
    return long_date(day) if day else None


# ---- words


@_regle
def _typography(c: _Cas) -> Iterator[Constat]:
    """T10: authored text is in its final typography, without characters that fonts lack."""
    for text in _texts(c.piece.document):
        authored = c.faits.without_values(text) if _unfinished(text) else text
        if found := _unfinished(authored):
            yield c.says("T10", W, found, f"« {text.strip()} »")


def _unfinished(text: str) -> str:
    for code, name in (("\u202f", "U+202F"), ("\u2011", "U+2011")):
        if code in text:
            return f"caractère {name}, absent de polices courantes."
    return "la typographie n’est pas finale." if typography(text) != text else ""


@_regle
def _promises(c: _Cas) -> Iterator[Constat]:
    """T14: no promise; a benefit is said with « peut »; pseudonymised data are not anonymous."""
    if c.piece.entete.lecteur != "patient":
        return
    lexique, benefits = load_lexique(), words_pattern(c.reperes.benefices)
    for sentence, where in _sentences(c):
        for word in words_to_avoid(sentence, lexique):
            if word.famille.id == "promesse" or (word.famille.id == "anonymat" and "pseudonym" in c.texte):
                yield c.says("T14", E, f"{word.famille.titre} « {word.forme} ». {word.terme.raison}", where)
        match = benefits.search(sentence)
        if (
            match
            and not words_pattern(c.reperes.modalites).search(sentence)
            and not negated(sentence, match.start())
        ):
            yield c.says("T14", W, f"bénéfice affirmé (« {match.group()} ») ; dites « peut ».", where)


@_regle
def _quotations(c: _Cas) -> Iterator[Constat]:
    """T16: a sentence of the guide is printed as a quotation."""
    for passage in c.passages:
        text = _loose(passage.texte)
        for quotation in c.reperes.citations:
            start = text.find(_loose(quotation))
            if start >= 0 and text.count("«", 0, start) <= text.count("»", 0, start):
                yield c.says(
                    "T16", E, "cette phrase du guide HAS/CNIL doit être entre guillemets.", passage.ou
                )


def _loose(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("\u00a0", " ").casefold().split())


# ---------------------------------------------------------------------------------------- walking


def _sentences(c: _Cas) -> Iterator[tuple[str, str]]:
    for passage in c.passages:
        for sentence in sentences(passage.texte):
            yield sentence, f"« {sentence} »"


def _inlines(document: Document) -> Iterator[object]:
    for block in document.blocks:
        yield from inlines_of(block)


def _texts(document: Document) -> Iterator[str]:
    for inline in _inlines(document):
        if isinstance(inline, Text):
            yield inline.text


def _callouts(blocks: Iterable[Block]) -> Iterator[Callout]:
    for block in blocks:
        match block:
            case Callout():
                yield block
            case Parallel():
                for pair in block.rows:
                    for side in pair:
                        yield from _callouts(side)
            case _:
                pass
