"""Parameters of the clauses: which value holds, where it comes from, whether it is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from sia_docs.document.french import join_and, number, quantity, typography
from sia_docs.erreurs import Probleme
from sia_docs.library.schema import Parametre, TypeParametre
from sia_docs.memory import Memory
from sia_docs.models import Dossier
from sia_docs.models.base import INCONNU, lire_decimal
from sia_docs.rules.conditions import CONDITIONS, Reponse, Valeur

Atome = Decimal | str | bool | tuple[str, ...] | tuple[Decimal, str]

#: minutes in each unit of duration; « jo » depends on the service hours and is given apart.
MINUTES = {"min": 1, "h": 60, "j": 1440, "mois": 43_200, "ans": 518_400}
_DUREE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(min|h|jo|j|mois|ans?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolu:
    """A resolved parameter. ``valeur`` is ``None`` when nobody knows; ``texte`` is what is printed."""

    parametre: Parametre
    valeur: Atome | None
    texte: str
    origine: str
    """« dossier » or « défaut »."""

    @property
    def en_jours(self) -> bool:
        """A duration in working days: it is not counted in hours."""
        return isinstance(self.valeur, tuple) and self.valeur[1] == "jo"

    @property
    def nombre(self) -> Decimal | None:
        """The number alone, when there is one."""
        match self.valeur:
            case Decimal():
                return self.valeur
            case (Decimal() as amount, str()):
                return amount
            case _:
                return None


def resolve(
    registry: Mapping[str, Parametre], dossier: Dossier, day: date
) -> tuple[dict[str, Resolu], list[Probleme]]:
    """Resolve every parameter for a dossier.

    Returns the resolved parameters and what is wrong in the dossier's own values: unknown name
    (with the nearest), wrong type, out of range (with the legal ground of the bound).
    """
    asked = _conditions(registry)
    answers = tuple([CONDITIONS[name](dossier, day) for name in asked])
    given = dossier.marche.parametres
    key = (id(registry), answers, tuple(given.items()), tuple(dossier.marche.justifications))
    known = _RESOLVED.get(key)
    if known is None or known[0] is not registry:  # an address may serve again
        found = _resolve(
            registry, given, dossier.marche.justifications, dict(zip(asked, answers, strict=True))
        )
        known = _RESOLVED.put(key, (registry, *found))
    return dict(known[1]), list(known[2])


#: Resolutions already made: most dossiers of a campaign ask for the same.
_RESOLVED: Memory[tuple[Mapping[str, Parametre], dict[str, Resolu], list[Probleme]]] = Memory(32)


def _conditions(registry: Mapping[str, Parametre]) -> list[str]:
    """The conditions that defaults and ranges depend on."""
    kept = _ASKED.get(id(registry))
    if kept is None or kept[0] is not registry:
        defaults = [option.si for p in registry.values() for option in p.defauts_selon]
        names = dict.fromkeys([*defaults, *(bound.si for p in registry.values() for bound in p.bornes_selon)])
        kept = _ASKED.put(id(registry), (registry, list(names)))
    return kept[1]


_ASKED: Memory[tuple[Mapping[str, Parametre], list[str]]] = Memory(4)


def _resolve(
    registry: Mapping[str, Parametre],
    given: Mapping[str, str],
    justified: Mapping[str, str],
    answers: Mapping[str, Reponse],
) -> tuple[dict[str, Resolu], list[Probleme]]:
    answer = answers.__getitem__
    problems: list[Probleme] = []
    for name in (*given, *justified):
        if name not in registry:
            near = get_close_matches(name, registry, n=1, cutoff=0.5)
            problems.append(
                Probleme(
                    "paramètre inconnu.",
                    champ=f"marche.parametres.{name}",
                    remede=f"Vouliez-vous dire « {near[0]} » ?"
                    if near
                    else "Voir « sia-docs nouveau » pour la liste.",
                )
            )
    resolved: dict[str, Resolu] = {}
    for name, parametre in registry.items():
        raw = given.get(name)
        origin = "dossier" if raw is not None else "défaut"
        if raw is None:
            raw = _default(parametre, answer)
        if raw is None or raw.strip().lower() in INCONNU:
            resolved[name] = Resolu(parametre, None, "", origin)
            continue
        try:
            known = _read(parametre, raw, origin)
        except ValueError as error:
            problems.append(
                Probleme(f"{parametre.titre} : {error}.", champ=f"marche.parametres.{name}", recu=raw)
            )
            resolved[name] = Resolu(parametre, None, "", origin)
            continue
        assert known.valeur is not None
        if problem := _out_of_range(parametre, known.valeur, answer, raw):
            problems.append(problem)
        resolved[name] = known
    return resolved, problems


#: Values already read: the defaults are the same in every dossier.
_READ: dict[tuple[int, str, str], Resolu] = {}
_READ_MAX = 2_000


def _read(parametre: Parametre, raw: str, origin: str) -> Resolu:
    key = (id(parametre), raw, origin)
    known = _READ.get(key)
    if known is None or known.parametre is not parametre:  # an address may serve again
        value = parse(parametre, raw)
        if len(_READ) >= _READ_MAX:
            _READ.clear()
        known = _READ[key] = Resolu(parametre, value, printed(parametre, value), origin)
    return known


def parse(parametre: Parametre, raw: str) -> Atome:
    """Read a parameter's text.

    Raises:
        ValueError: what is expected, in French.
    """
    match parametre.type:
        case TypeParametre.ENTIER:
            value = lire_decimal(raw)
            if value != value.to_integral_value():
                raise ValueError("un nombre entier est attendu")
            return Decimal(value)
        case TypeParametre.DECIMAL:
            return Decimal(lire_decimal(raw))
        case TypeParametre.DUREE:
            if not (found := _DUREE.fullmatch(raw)):
                raise ValueError("une durée est attendue, par exemple 30 min, 4 h, 1 jo, 10 j ou 3 mois")
            unit = found.group(2).lower()
            return Decimal(found.group(1).replace(",", ".")), "ans" if unit == "an" else unit
        case TypeParametre.CHOIX:
            if raw not in parametre.valeurs:
                raise ValueError(f"attendu : {join_and(list(parametre.valeurs), 'ou')}")
            return raw
        case TypeParametre.BOOLEEN:
            if raw.lower() not in ("oui", "non", "true", "false"):
                raise ValueError("« oui » ou « non » est attendu")
            return raw.lower() in ("oui", "true")
        case TypeParametre.LISTE:
            return tuple(part.strip() for part in raw.split(";") if part.strip())
        case _:
            return raw


def printed(parametre: Parametre, value: Atome) -> str:
    """What a document prints for a value."""
    match value:
        case bool():
            return "oui" if value else "non"
        case Decimal():
            return quantity(value, parametre.unite)
        case (Decimal() as amount, str() as unit) if parametre.type is TypeParametre.DUREE:
            return quantity(amount, str(unit))
        case str():
            return typography(parametre.valeurs[value]) if value in parametre.valeurs else value
        case _:
            return join_and([str(part) for part in value]) or "aucun"


def minutes(value: Atome | None, working_day: Decimal) -> Decimal | None:
    """A duration in minutes; a working day lasts ``working_day`` minutes."""
    match value:
        case (Decimal() as amount, "jo"):
            return amount * working_day
        case (Decimal() as amount, str() as unit):
            return amount * MINUTES[str(unit)]
        case _:
            return None


_Answer = Callable[[str], Reponse]


def _default(parametre: Parametre, answer: _Answer) -> str | None:
    """First default whose condition is OUI. An INCONNU among them means that we do not know."""
    for option in parametre.defauts_selon:
        match answer(option.si).valeur:
            case Valeur.OUI:
                return option.valeur
            case Valeur.INCONNU:
                return None
            case Valeur.NON:
                continue
    return parametre.defaut


def _out_of_range(parametre: Parametre, value: Atome, answer: _Answer, raw: str) -> Probleme | None:
    champ = f"marche.parametres.{parametre.nom}"
    unit = parametre.unite
    if isinstance(value, Decimal):
        for bound in parametre.bornes_selon:
            if answer(bound.si).valeur is Valeur.NON:
                continue
            if (bound.min is not None and value < bound.min) or (bound.max is not None and value > bound.max):
                ground = f" (fondement : {bound.reference})" if bound.reference else ""
                return Probleme(
                    f"{parametre.titre} : hors de la plage permise ici, {_plage(bound.min, bound.max, unit)}{ground}.",
                    champ=champ,
                    recu=raw,
                )
        low = None if parametre.min is None else Decimal(parametre.min.replace(",", "."))
        high = None if parametre.max is None else Decimal(parametre.max.replace(",", "."))
        if (low is not None and value < low) or (high is not None and value > high):
            return Probleme(
                f"{parametre.titre} : hors plage, {_plage(low, high, unit)}.", champ=champ, recu=raw
            )
    elif parametre.type is TypeParametre.DUREE:
        low_d = parse(parametre, parametre.min) if parametre.min else None
        high_d = parse(parametre, parametre.max) if parametre.max else None
        day = Decimal(600)
        length, lowest, highest = minutes(value, day), minutes(low_d, day), minutes(high_d, day)
        if length is not None and (
            (lowest is not None and length < lowest) or (highest is not None and length > highest)
        ):
            shown = join_and(
                [
                    t
                    for t in (
                        parametre.min and f"au moins {parametre.min}",
                        parametre.max and f"au plus {parametre.max}",
                    )
                    if t
                ]
            )
            return Probleme(f"{parametre.titre} : hors plage, {shown}.", champ=champ, recu=raw)
    return None


def _plage(low: Decimal | None, high: Decimal | None, unit: str | None) -> str:
    if low is not None and high is not None:
        return f"de {number(low)} à {quantity(high, unit)}"
    if low is not None:
        return f"au moins {quantity(low, unit)}"
    return f"au plus {quantity(high, unit)}" if high is not None else ""
