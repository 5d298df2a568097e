"""The report sentence: who says what, about which systems, in the words of ``mentions.yaml``.

Guide HAS/CNIL, recommendation 7.2 (specific information).  Nothing here imports Pydantic: a clinician
waits for the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from sia_docs.document.french import NBSP, join_and, typography
from sia_docs.document.inlines import Field, Inline, Text, plain
from sia_docs.erreurs import DossierInvalide, Probleme, SiaDocsError
from sia_docs.generators.mention_sentence import PersonneCitee, Sentence, SystemeCite
from sia_docs.library.mentions import load_mentions

if TYPE_CHECKING:
    from sia_docs.library.mentions_schema import (
        Citation,
        Convient,
        Role,
        TypeDocument,
        Variante,
    )
    from sia_docs.models import Dossier

_T = TypeVar("_T")

OUI, NON, A_CONFIRMER = "oui", "non", "à confirmer"

_SUPERVISEUR = "information.superviseur"


class Personne(Protocol):
    """A professional, of a dossier or of the command line (:class:`sia_docs.models.Professionnel`)."""

    @property
    def titre(self) -> str | None:
        """« Dr », « Pr », « M. », « Mme », « aucun » or unknown."""

    @property
    def nom(self) -> str | None:
        """First name and name."""

    @property
    def fonction(self) -> str | None:
        """« radiologue »."""

    @property
    def present(self) -> bool | None:
        """Was the person there?"""


@dataclass(frozen=True, slots=True)
class RoleCite:
    """What an agent did, for machine-readable formats: a HL7 code when one fits, and words."""

    code: str
    texte: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence, ready to be put in a report.

    ``citation`` tells that it is the guide's own sentence, with its brackets; ``source`` says where it
    comes from.  ``etiquette_ia``: the report owes its content to a system; ``role_systeme`` is ``None``
    when no system was used.
    """

    code: str
    texte: str
    inlines: tuple[Inline, ...]
    citation: bool
    source: str
    document: str = ""
    systemes: tuple[SystemeCite, ...] = ()
    professionnels: tuple[PersonneCitee, ...] = ()
    section: str = ""
    etiquette_ia: bool = False
    role_systeme: RoleCite | None = None
    role_humain: RoleCite | None = None

    @property
    def a_completer(self) -> tuple[Field, ...]:
        """What nobody knows yet, printed « [À compléter : …] »."""
        return tuple(inline for inline in self.inlines if isinstance(inline, Field))


@dataclass(frozen=True, slots=True)
class Proposition:
    """A sentence of the catalogue, and whether it suits a system (oui, non, à confirmer)."""

    code: str
    titre: str
    quand: str
    convient: str
    citation: bool
    validateur_requis: bool
    signataire_requis: bool = False
    """Somebody must be named for this report: the professional of the dossier never is by default."""


def mention(
    dossiers: Sequence[Dossier],
    variante: str | None = None,
    document: str = "compte_rendu",
    professionnels: Sequence[Personne] = (),
) -> Mention:
    """The sentence for one report: several systems and several professionals may be named.

    Without ``variante``, the first sentence that suits the systems (:func:`default_variant`).  Without
    ``professionnels``, the professionals responsible in the dossiers are named, unless the sentence says
    who signs.

    Raises:
        DossierInvalide: the sentence does not suit a system; or it says that somebody validated the
            document, and nobody is named, or a person who was not there (or not known to have been
            there) is named; or it says who signs, and nobody is named for that. All faults at once.
        SiaDocsError: no such sentence, no such kind of document, or no system.
    """
    mentions = load_mentions()
    code = (variante or default_variant(dossiers)).upper()
    everything: tuple[Variante | Citation, ...] = (*mentions.variantes, *mentions.citations)
    chosen = _found(everything, code, "la phrase")
    if refusals := tuple(dict.fromkeys(_unsuitable(chosen, dossiers))):
        raise DossierInvalide(refusals)
    return unchecked_mention(dossiers, code, document, professionnels)


def default_variant(dossiers: Sequence[Dossier]) -> str:
    """The first of our sentences that suits every system and says that it is used.

    Raises:
        DossierInvalide: none does.
        SiaDocsError: no system.
    """
    if not dossiers:
        raise _no_system()
    possible = _possible(dossiers)
    for variante in load_mentions().variantes:
        if variante.code in possible and not variante.sans_systeme:
            return variante.code
    together = " à la fois" if len(dossiers) > 1 else ""
    names = join_and(list(dict.fromkeys(map(_shown_name, dossiers))))
    raise DossierInvalide(
        Probleme(
            f"aucune phrase sur l’usage d’un système ne convient{together} à {names}.",
            champ="variante",
            remede=_advice(dossiers),
        )
    )


def unchecked_mention(
    dossiers: Sequence[Dossier], variante: str, document: str, professionnels: Sequence[Personne]
) -> Mention:
    """The sentence that :func:`mention` would write if it suited the systems.

    For who reads the words off it: the page and the Word file offer only what suits.

    Raises:
        DossierInvalide: as :func:`mention`, for what the sentence says of people.
        SiaDocsError: as :func:`mention`.
    """
    mentions = load_mentions()
    for citation in mentions.citations:
        if citation.code == variante:
            return _quoted(citation)
    chosen = _found(mentions.variantes, variante, "la phrase")
    kind = _kind(document)
    if not dossiers and not chosen.sans_systeme:
        raise _no_system()
    if chosen.validateur == "signataire" and not any(person.nom for person in professionnels):
        raise DossierInvalide(
            Probleme(
                f"la phrase {chosen.code} dit qui signe le document, et cette personne n’est pas nommée.",
                champ="professionnels",
                remede="Nommez la personne qui signe le document.",
            )
        )
    given = bool(professionnels)
    people: Sequence[Personne] = tuple(professionnels) or _supervisors(dossiers)
    if chosen.validateur == "present" and (
        refusals := tuple(_refusals(chosen, people, "professionnel" if given else _SUPERVISEUR))
    ):
        raise DossierInvalide(dict.fromkeys(refusals))
    systems = () if chosen.sans_systeme else _systems(dossiers)
    named = tuple(dict.fromkeys(PersonneCitee(_title(p), p.nom, p.fonction) for p in people))
    purposes = tuple(
        dict.fromkeys(d.information.finalite_mention if d.information else None for d in dossiers)
    )
    inlines = Sentence(chosen, kind, systems, named, purposes).inlines()
    return Mention(
        chosen.code, plain(inlines), inlines, citation=False, source=typography(chosen.source),
        document=typography(kind.nom), systemes=systems, professionnels=named,
        section=typography(mentions.mots.section), etiquette_ia=chosen.etiquette_ia is True,
        role_systeme=_role(chosen.role_systeme), role_humain=_role(chosen.role_humain),
    )  # fmt: skip


def toutes_les_mentions(dossier: Dossier) -> tuple[Proposition, ...]:
    """Every sentence, ours then the guide's, and whether it suits the system."""
    mentions = load_mentions()
    ours = (
        Proposition(
            v.code, typography(v.titre), typography(v.quand), _suits(v.convient, dossier),
            citation=False, validateur_requis=v.validateur == "present",
            signataire_requis=v.validateur == "signataire",
        )
        for v in mentions.variantes
    )  # fmt: skip
    quoted = (
        Proposition(
            c.code, typography(c.titre), typography(c.source), _suits(c.convient, dossier),
            citation=True, validateur_requis=False,
        )
        for c in mentions.citations
    )  # fmt: skip
    return (*ours, *quoted)


def _role(name: str | None) -> RoleCite | None:
    if name is None:
        return None
    role: Role = getattr(load_mentions().roles, name)
    return RoleCite(role.code or "", typography(role.texte))


def _quoted(citation: Citation) -> Mention:
    inlines = (Text(citation.texte),)
    return Mention(citation.code, citation.texte, inlines, citation=True, source=typography(citation.source))


def _found(items: Iterable[_T], asked: str, what: str, key: str = "code") -> _T:
    by_name = {getattr(item, key): item for item in items}
    if asked not in by_name:
        from difflib import get_close_matches

        near = get_close_matches(asked, by_name, n=1)
        hint = f"Vouliez-vous dire « {near[0]} » ? " if near else ""
        raise SiaDocsError(
            Probleme(
                f"{what} n’existe pas.", recu=asked, remede=f"{hint}Choisissez parmi {', '.join(by_name)}."
            )
        )
    return by_name[asked]


def _kind(asked: str) -> TypeDocument:
    documents = load_mentions().documents
    for kind in documents:
        if asked.lower() in kind.aussi:
            return kind
    return _found(documents, asked, "le type de document", "id")


def _no_system() -> SiaDocsError:
    return SiaDocsError(
        Probleme("aucun système n’est donné.", remede="Donnez le dossier d’au moins un système.")
    )


# ------------------------------------------------------------------------------------- who, what


def _supervisors(dossiers: Iterable[Dossier]) -> tuple[Personne, ...]:
    infos = (dossier.information for dossier in dossiers)
    return tuple(info.superviseur for info in infos if info and info.superviseur)


def _systems(dossiers: Iterable[Dossier]) -> tuple[SystemeCite, ...]:
    """The systems, once each; two systems without a name are two systems."""
    seen: dict[object, SystemeCite] = {}
    for rank, dossier in enumerate(dossiers):
        system = dossier.systeme
        maker = dossier.fournisseur.fabricant or dossier.fournisseur.nom
        seen.setdefault(
            (system.nom, system.version) if system.nom else rank,
            SystemeCite(system.nom, system.version, maker),
        )
    return tuple(seen.values())


def _title(person: Personne) -> str:
    return "" if person.titre in (None, "aucun") else str(person.titre)


def _refusals(chosen: Variante, people: Sequence[Personne], field: str) -> Iterator[Probleme]:
    """Why nobody may be said to have validated the document (rule E3)."""
    if not any(person.nom for person in people):
        yield Probleme(
            f"la phrase {chosen.code} dit qu’une personne a validé le document, et aucune n’est nommée.",
            champ=field,
            remede="Nommez la personne présente qui l’a validé, ou choisissez une autre phrase.",
        )
        return
    for person in people:
        if person.present is not True:
            yield Probleme(
                f"la phrase {chosen.code} dit que « {person.nom or 'un professionnel sans nom'} » a validé "
                "le document, et sa présence lors de l’acte n’est pas établie.",
                champ=f"{field}.present",
                recu="non" if person.present is False else "inconnu",
                remede="Nommez une personne présente, ou choisissez une autre phrase.",
            )


def _unsuitable(chosen: Variante | Citation, dossiers: Sequence[Dossier]) -> Iterator[Probleme]:
    title = typography(chosen.titre)
    for dossier in dossiers:
        if _suits(chosen.convient, dossier) == NON:
            yield Probleme(
                f"la phrase {chosen.code} ({title[:1].lower()}{title[1:]}) ne convient pas à "
                f"{_shown_name(dossier)}.",
                champ="variante",
                remede=_advice(dossiers),
            )


def _possible(dossiers: Sequence[Dossier]) -> list[str]:
    """The codes of our sentences that suit every system, or may do."""
    return [
        variante.code
        for variante in load_mentions().variantes
        if all(_suits(variante.convient, dossier) != NON for dossier in dossiers)
    ]


def _advice(dossiers: Sequence[Dossier]) -> str:
    codes = _possible(dossiers)
    told = f"Phrases possibles{NBSP}: {', '.join(codes)}." if len(codes) > 1 else ""
    told = told or f"Phrase possible{NBSP}: {codes[0]}."
    return told if len(dossiers) == 1 else f"{told} Sinon, faites une phrase par système."


def _shown_name(dossier: Dossier) -> str:
    return dossier.systeme.nom or dossier.systeme.besoin


def _suits(rule: Convient | None, dossier: Dossier) -> str:
    if rule is None:
        return OUI
    category, generative = dossier.systeme.categorie, dossier.systeme.generatif
    if category in rule.sauf:
        return NON
    if not rule.categories and rule.generatif is None:
        return OUI if category else A_CONFIRMER
    if category in rule.categories:
        return OUI
    if rule.generatif and generative:
        return OUI if category else A_CONFIRMER
    unknown = category is None or (rule.generatif and generative is None)
    return A_CONFIRMER if unknown else NON
