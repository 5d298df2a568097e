"""Plain language: how long, how hard and how clear are the sentences of a text for patients.

The formulas (Kandel and Moles 1958, LIX) are indicators; they do not prove that a text is
understood.  Long words that care cannot avoid flatten Kandel-Moles, so it never blocks: the length
of the sentences and LIX do.  The passive, the negations and the words come from simple rules, which
may be wrong: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Cell,
    CheckBox,
    CrossRef,
    Document,
    Emphasis,
    Field,
    Figure,
    Heading,
    Illustrated,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Parallel,
    Strong,
    Table,
    Text,
)
from sia_docs.quality.lexique import (
    Lexique,
    is_admitted,
    is_expanded,
    load_lexique,
    sigles_of,
    words_to_avoid,
)
from sia_docs.quality.phrases import letters, sentences, syllables, words
from sia_docs.rules.validation import Gravite

# ----------------------------------------------------------------------------------------- targets


@dataclass(frozen=True, slots=True)
class Profil:
    """What is asked of a text; None: not asked. ``gravite`` is that of a target missed."""

    nom: str
    gravite: Gravite
    mots_max: int | None = None
    mots_moyens: float | None = None
    lix_max: float | None = None
    kandel_moles_min: float | None = None


CLAIR = Profil("langage clair", Gravite.ERREUR, 25, 15, 58, 50)
"""Levels 1 and 2: a target missed blocks."""
INDICATIF = Profil("langage clair, à titre indicatif", Gravite.AVERTISSEMENT, 25, 15, 58, 50)
"""The same targets, only reported."""
NOTICE_RGPD = Profil("notice complète", Gravite.AVERTISSEMENT, 35)
"""The long notice, whose mentions the RGPD imposes."""
FALC = Profil("projet de version facile à lire", Gravite.ERREUR, 15, 8, 50, 55)
"""Only the figures: the other rules of easy-to-read are not here."""

#: LIX calls long a word of more than six letters.
_LONG = 6
_POLYSYLLABLE = 3
#: Below this many words the formulas say nothing: one long word is a tenth of the text.
_MOTS_SUFFISANTS = 30


@dataclass(frozen=True, slots=True)
class Mesure:
    """The figures of a text. All are 0 when it has no word."""

    phrases: int = 0
    mots: int = 0
    mots_par_phrase: float = 0.0
    phrase_la_plus_longue: int = 0
    syllabes_par_mot: float = 0.0
    kandel_moles: float = 0.0
    lix: float = 0.0
    mots_longs_pct: float = 0.0
    """Words of more than three syllables."""
    passifs: int = 0
    negations: int = 0


@dataclass(frozen=True, slots=True)
class Constat:
    """What a check found: the rule, how bad it is, what to say, and where."""

    regle: str
    gravite: Gravite
    texte: str
    ou: str = ""


@dataclass(frozen=True, slots=True)
class Analyse:
    """Figures and findings of a text."""

    mesure: Mesure
    constats: tuple[Constat, ...]

    @property
    def bloquants(self) -> tuple[Constat, ...]:
        """What must be corrected before the text is given to patients."""
        return tuple(c for c in self.constats if c.gravite is Gravite.ERREUR)


def analyse(
    document: Document,
    profil: Profil = CLAIR,
    *,
    noms: Collection[str] = (),
    lexique: Lexique | None = None,
) -> Analyse:
    """Measure and check the French text of a document. ``noms`` are names whose sigles are not explained."""
    return analyse_passages(passages_of(document), profil, noms=noms, lexique=lexique)


def analyse_passages(
    passages: Sequence[Passage],
    profil: Profil = CLAIR,
    *,
    noms: Collection[str] = (),
    lexique: Lexique | None = None,
) -> Analyse:
    """The same for passages read elsewhere."""
    words_list = lexique or load_lexique()
    measured = measure(passages)
    found = (
        *_targets(measured, profil),
        *(c for passage in passages for c in _sentences(passage, profil, words_list)),
        *_sigles(passages, words_list, noms),
    )
    return Analyse(measured, tuple(sorted(found, key=lambda c: list(Gravite).index(c.gravite))))


# ---------------------------------------------------------------------------------------- passages


class Genre(StrEnum):
    """What a passage is in its document."""

    TITRE = "titre"
    PARAGRAPHE = "paragraphe"
    ELEMENT = "élément de liste"
    CELLULE = "cellule"
    LEGENDE = "légende"


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of text: a sentence never goes over its end. ``ou`` is the heading above it."""

    texte: str
    genre: Genre = Genre.PARAGRAPHE
    ou: str = ""


#: Stands for what is not a word of the text: a field to complete, a box to tick.
_GAP = "\ufffc"
_TYPED_GAP = re.compile(r"\[À[ \u00a0]compléter[^\]]*\]")


def passages_of(document: Document) -> tuple[Passage, ...]:
    """What a patient reads of a document in French, block by block; neither the imprint nor the cover's facts."""
    cover = document.cover
    heads = [Passage(text, Genre.TITRE, cover.title) for text in (cover.title, cover.subtitle) if text]
    reader = _Reader(cover.title)
    reader.read(document.blocks, Genre.PARAGRAPHE)
    return (*heads, *reader.found)


def passages_of_text(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a plain text, parted by empty lines."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(Passage(part) for part in paragraphs if part)


class _Reader:
    def __init__(self, where: str) -> None:
        self.where = where
        self.found: list[Passage] = []

    def read(self, blocks: Iterable[Block], genre: Genre) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self.where = _text(block.children) or self.where
                    self.add(block.children, Genre.TITRE)
                case Paragraph():
                    self.add(block.children, genre)
                case ListBlock():
                    for item in block.items:
                        self.read(item, Genre.ELEMENT)
                case Table():
                    self.say(block.caption, Genre.LEGENDE)
                    for row in (block.header, *block.rows):
                        for cell in row:
                            self.cell(cell)
                case Callout():
                    self.say(block.title, Genre.TITRE)
                    self.read(block.blocks, genre)
                case Illustrated():
                    self.read(block.blocks, genre)
                case Beside():
                    self.read(block.blocks, genre)
                    self.say(block.figure.caption, Genre.LEGENDE)
                case Figure():
                    self.say(block.caption, Genre.LEGENDE)
                case Parallel():
                    french = [side for side, lang in enumerate(block.langs) if lang.startswith("fr")]
                    for pair in block.rows:
                        for side in french:
                            self.read(pair[side], genre)
                case _:
                    pass  # contents, signatures, places and page breaks have no sentence

    def cell(self, cell: Cell) -> None:
        self.add(cell.children, Genre.CELLULE)

    def add(self, children: tuple[Inline, ...], genre: Genre) -> None:
        self.say(_text(children), genre)

    def say(self, text: str, genre: Genre) -> None:
        if text.strip():
            self.found.append(Passage(text, genre, self.where))


def _text(children: tuple[Inline, ...]) -> str:
    parts = []
    for child in children:
        match child:
            case Text():
                parts.append(_TYPED_GAP.sub(_GAP, child.text))
            case Strong() | Emphasis() | Link():
                parts.append(_text(child.children))
            case CrossRef():
                parts.append(child.before + child.number)
            case Field() | CheckBox():
                parts.append(_GAP)
    return "".join(parts)


# ----------------------------------------------------------------------------------------- measure


def measure(passages: Iterable[Passage]) -> Mesure:
    """The figures of a text; a heading, a list item or a cell is at least one sentence."""
    counted = [(s, w) for p in passages for s in sentences(p.texte) if (w := words(s))]
    if not counted:
        return Mesure()
    every = [word for _, found in counted for word in found]
    heard = [syllables(word) for word in every]
    length = len(every) / len(counted)
    long_words = sum(letters(word) > _LONG for word in every)
    return Mesure(
        phrases=len(counted),
        mots=len(every),
        mots_par_phrase=length,
        phrase_la_plus_longue=max(len(found) for _, found in counted),
        syllabes_par_mot=sum(heard) / len(every),
        kandel_moles=207 - 1.015 * length - 73.6 * sum(heard) / len(every),
        lix=length + 100 * long_words / len(every),
        mots_longs_pct=100 * sum(count > _POLYSYLLABLE for count in heard) / len(every),
        passifs=sum(len(passives(sentence)) for sentence, _ in counted),
        negations=sum(negations(sentence) for sentence, _ in counted),
    )


def _targets(m: Mesure, profil: Profil) -> Iterator[Constat]:
    if profil.mots_moyens is not None and m.mots_par_phrase > profil.mots_moyens:
        yield Constat(
            "mots_par_phrase",
            profil.gravite,
            f"{_number(m.mots_par_phrase)} mots par phrase en moyenne ; la cible est {_number(profil.mots_moyens)}.",
        )
    if m.mots < _MOTS_SUFFISANTS:
        return
    if profil.lix_max is not None and m.lix > profil.lix_max:
        yield Constat(
            "lix",
            profil.gravite,
            f"indice LIX de {_number(m.lix)} ; la cible est {_number(profil.lix_max)} au plus.",
        )
    if profil.kandel_moles_min is not None and m.kandel_moles < profil.kandel_moles_min:
        yield Constat(
            "kandel_moles",
            Gravite.INFORMATION,
            f"indice de Kandel et Moles de {_number(m.kandel_moles)} ; {_number(profil.kandel_moles_min)} ou plus est visé.",
        )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


# --------------------------------------------------------------------------------------- sentences


def _sentences(passage: Passage, profil: Profil, lexique: Lexique) -> Iterator[Constat]:
    for sentence in sentences(passage.texte):
        place = _place(passage, sentence)
        count = len(words(sentence))
        if profil.mots_max is not None and count > profil.mots_max:
            quoted = sentence.startswith("«") and sentence.rstrip(".").endswith("»")
            yield Constat(
                "phrase_longue",
                Gravite.AVERTISSEMENT if quoted else profil.gravite,
                f"phrase de {count} mots ; {profil.mots_max} au plus. Coupez-la.",
                place,
            )
        for verb, agent in passives(sentence):
            yield Constat(
                "passif",
                Gravite.AVERTISSEMENT if agent else Gravite.INFORMATION,
                f"tournure passive « {verb} » ; dites qui fait l’action.",
                place,
            )
        if negations(sentence) > 1:
            yield Constat(
                "negations",
                Gravite.AVERTISSEMENT,
                "plusieurs négations dans la phrase ; dites ce qui est.",
                place,
            )
        for word in words_to_avoid(sentence, lexique):
            yield Constat(
                word.famille.id,
                word.famille.gravite,
                f"{word.famille.titre} « {word.forme} ». {word.terme.raison} Préférez : {word.terme.suggestion}.",
                place,
            )


def _sigles(passages: Sequence[Passage], lexique: Lexique, noms: Collection[str]) -> Iterator[Constat]:
    """A sigle is expanded in the passage where it first stands; a heading may announce it."""
    settled: set[str] = set()
    for passage in passages:
        for sigle in sigles_of(passage.texte):
            if sigle in settled or is_admitted(sigle, lexique, noms):
                continue
            expanded = is_expanded(sigle, passage.texte, lexique)
            if passage.genre is Genre.TITRE and not expanded:
                continue
            settled.add(sigle)
            if not expanded:
                known = lexique.sigles.get(sigle)
                remedy = f" : « {known[0]} ({sigle}) »" if known else ""
                yield Constat(
                    "sigle",
                    Gravite.AVERTISSEMENT,
                    f"sigle « {sigle} » non développé ; développez-le{remedy}.",
                    _place(passage, passage.texte),
                )


def _place(passage: Passage, text: str) -> str:
    shown = text.replace(_GAP, "[…]")
    return f"{passage.ou} – « {shown} »" if passage.ou and passage.ou != text else f"« {shown} »"


# --------------------------------------------------------------------------- passive and negations

_ETRE = (
    r"(?:suis|es|est|sommes|êtes|sont|étais|était|étions|étiez|étaient|serai|seras|sera|serons|serez|seront"
    r"|serait|seraient|soit|soient|fut|furent|été|être|étant)"
)
_ADVERB = (
    r"(?:pas|plus|jamais|toujours|aussi|ensuite|souvent|parfois|bien|mal|alors|donc|déjà|encore|ainsi|tous|toutes|"
    r"toutefois|d['’]abord|[^\W\d_]+ment)"
)
#: Participles that « -é » does not give away.
_IRREGULAR = (
    "fait écrit prescrit inscrit décrit transmis mis remis admis soumis permis promis compris appris pris "
    "repris vu revu lu relu reçu rendu tenu obtenu retenu maintenu soutenu contenu prévu entendu attendu perdu défini "
    "choisi rempli fourni averti établi réuni garanti produit conduit traduit construit réduit introduit "
    "interdit dit ouvert couvert offert découvert suivi servi reconnu conclu inclus exclu atteint joint "
    "détruit puni saisi"
)
_PARTICIPLE = r"(?:[^\W\d_]{2,}ée?s?|(?:" + "|".join(_IRREGULAR.split()) + r")e?s?)"
_PASSIVE = re.compile(
    rf"\b{_ETRE}\b(?:\s+{_ADVERB}){{0,2}}\s+({_PARTICIPLE})\b(?P<par>(?:\s+[^\s.,;:]+){{0,3}}?\s+par\b)?",
    re.IGNORECASE,
)
#: Verbs whose past is made with « être », and words in « -é » that are adjectives.
_NOT_PASSIVE = frozenset(
    [
        "allé",
        "arrivé",
        "entré",
        "rentré",
        "resté",
        "tombé",
        "monté",
        "remonté",
        "retourné",
        "passé",
        "décédé",
        "né",
        "âgé",
        "situé",
        "lié",
        "obligé",
        "privé",
        "spécialisé",
        "inquiété",
        "fatigué",
        "habitué",
        "opposé",
        "éloigné",
        "intéressé",
        "santé",
        "qualité",
        "gré",
        "côté",
        "été",
    ]
)
_REFLEXIVE = re.compile(r"(?:\b(?:se|me|te|vous\s+vous|nous\s+nous)|\b[smt]['’])\s*$", re.IGNORECASE)


def passives(sentence: str) -> list[tuple[str, bool]]:
    """The passive verbs of a sentence, and whether « par » names who acts.

    « Vous êtes venu », « il s’est opposé », « vous êtes âgé » and a name (« est Salomé ») are not passive.
    """
    found = []
    for match in _PASSIVE.finditer(sentence):
        participle = match.group(1).lower()
        if participle.rstrip("s").removesuffix("e") in _NOT_PASSIVE or participle.rstrip("s") in _NOT_PASSIVE:
            continue
        if _REFLEXIVE.search(sentence, 0, match.start()):
            continue
        if match.group(1)[0].isupper() and not sentence.isupper():
            continue  # a name: « ma mère est Salomé »
        verb = sentence[match.start() : match.end(1)]
        found.append((verb, match.group("par") is not None))
    return found


_NE = re.compile(r"\bne\b|\bn['’](?=\w)", re.IGNORECASE)
_RESTRICTION = re.compile(
    r"(?:\bne\b|\bn['’])(?:(?!\b(?:pas|plus|jamais|rien|aucune?|ni)\b)[^.;:]){1,40}?\b(?:que\b|qu['’])",
    re.IGNORECASE,
)
_SANS = re.compile(r"\bsans\b", re.IGNORECASE)


def negations(sentence: str) -> int:
    """How many negations a sentence has: « ne », « sans »; « ne… que » denies nothing."""
    denied = len(_NE.findall(sentence)) - len(_RESTRICTION.findall(sentence))
    return max(denied, 0) + len(_SANS.findall(sentence))
