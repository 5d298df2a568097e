"""The report of a check, as one HTML page: findings by rule, the text with its findings, the rules one by one.

The text checked may hold anything: each piece of it goes through :func:`html.escape`, and nothing is loaded.
The frame and the look are ``templates/house/rapport.{html,css}``.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from itertools import pairwise
from string import Template

from sia_docs.contenu import racine
from sia_docs.document.french import typography
from sia_docs.library.falc_rules import load_falc_rules
from sia_docs.quality.falc.findings import Bilan, Constat, ParRegle, Statut
from sia_docs.quality.falc.page import GAP, Bloc, Genre, Lieu
from sia_docs.rules.validation import Gravite

PAR_REGLE_MAX = 100
"""Findings shown for one rule in the list; all of them are marked in the text."""
GRAVITES: Mapping[Gravite, str] = {
    Gravite.ERREUR: "à corriger",
    Gravite.AVERTISSEMENT: "à revoir",
    Gravite.INFORMATION: "pour information",
}
_ORDER = tuple(GRAVITES)
_STATES = (Statut.ECARTS, Statut.NON_VERIFIEE, Statut.CONFORME, Statut.SANS_OBJET, Statut.HUMAIN)
_CLASSES = {Genre.TITRE: "titre", Genre.ELEMENT: "element", Genre.IMAGE: "image"}
_NAMED = {Genre.PIED, Genre.NOTE, Genre.ZONE, Genre.CELLULE, Genre.LEGENDE}


def write_report(bilan: Bilan) -> str:
    """The report as a stand-alone page, without script."""
    style = _house("rapport.css")
    names = {id(c): f"c{rank}" for rank, c in enumerate(_shown(bilan), start=1)}
    return Template(_house("rapport.html")).substitute(
        style=style,
        empreinte_style=f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}",
        fichier=escape(bilan.ecrit.nom or "texte"),
        resume=escape(summary(bilan)),
        notes=_notes(bilan),
        constats=_findings(bilan, names),
        texte=_text(bilan, names),
        regles=_rules(bilan),
        humaines=_human(bilan),
        source=escape(_source()),
    )


def summary(bilan: Bilan) -> str:
    """One line: how many findings of each gravity, how many rules were not checked."""
    parts = [
        f"{sum(1 for c in bilan.constats if c.gravite is gravity)} {label}"
        for gravity, label in GRAVITES.items()
    ]
    unknown = sum(1 for p in bilan.par_regle if p.statut is Statut.NON_VERIFIEE)
    told = f"Constats\u00a0: {', '.join(parts)}."
    return told + (f" Règles non vérifiées\u00a0: {unknown}." if unknown else "")


def place(lieu: Lieu | None) -> str:
    """Where a finding is, in words."""
    if lieu is None:
        return "dans tout le document"
    parts = [f"bloc {lieu.bloc}"]
    if lieu.ligne:
        parts.insert(0, f"ligne {lieu.ligne}")
    if lieu.page:
        parts.insert(0, f"page {lieu.page}")
    if lieu.titre:
        parts.append(f"sous «\u00a0{lieu.titre}\u00a0»")
    return ", ".join(parts)


def by_rule(bilan: Bilan) -> list[tuple[ParRegle, tuple[Constat, ...]]]:
    """Rules with their findings, the gravest first, then in the order of the rules."""
    grouped: dict[str, list[Constat]] = {}
    for constat in bilan.constats:
        grouped.setdefault(constat.regle, []).append(constat)
    found = [(score, tuple(grouped[score.regle])) for score in bilan.par_regle if score.regle in grouped]
    return sorted(found, key=lambda pair: _ORDER.index(pair[0].gravite))


# ---------------------------------------------------------------------------------------- findings


def _shown(bilan: Bilan) -> Iterator[Constat]:
    for _, constats in by_rule(bilan):
        yield from constats[:PAR_REGLE_MAX]


def _notes(bilan: Bilan) -> str:
    if not bilan.ecrit.remarques:
        return ""
    lines = "".join(f"<li>{escape(typography(note))}</li>" for note in bilan.ecrit.remarques)
    return f'<ul class="notes">{lines}</ul>\n'


def _findings(bilan: Bilan, names: Mapping[int, str]) -> str:
    groups = by_rule(bilan)
    if not groups:
        return "<p>Aucun constat.</p>\n"
    return "".join(_group(score, constats, names) for score, constats in groups)


def _group(score: ParRegle, constats: Sequence[Constat], names: Mapping[int, str]) -> str:
    items = []
    for constat in constats[:PAR_REGLE_MAX]:
        where = escape(place(constat.lieu))
        if constat.lieu is not None:
            where = f'<a href="#b{constat.lieu.bloc}">{where}</a>'
        quoted = f"«\u00a0{constat.extrait}\u00a0»"
        extract = (
            ""
            if not constat.extrait or quoted in constat.message
            else f' <span class="extrait">{escape(quoted)}</span>'
        )
        items.append(
            f'<li id="{names[id(constat)]}">{escape(constat.message)}{extract}<span class="lieu">{where}</span></li>\n'
        )
    more = len(constats) - PAR_REGLE_MAX
    rest = f"<p>Et {more} autres, marqués dans le texte.</p>\n" if more > 0 else ""
    return (
        f'<h3 id="r-{score.regle}">{_gravity(score.gravite)} {score.regle} – {escape(score.titre)}</h3>\n'
        f'<p class="remede">Que faire\u00a0: {escape(constats[0].remede)}</p>\n'
        f'<ul class="constat">\n{"".join(items)}</ul>\n{rest}'
    )


def _gravity(gravity: Gravite) -> str:
    return f'<span class="gravite {gravity.value}">{GRAVITES[gravity]}</span>'


# -------------------------------------------------------------------------------------------- text


def _text(bilan: Bilan, names: Mapping[int, str]) -> str:
    found: dict[int, list[Constat]] = {}
    for constat in bilan.constats:
        if constat.lieu is not None:
            found.setdefault(constat.lieu.bloc, []).append(constat)
    return "".join(_block(bloc, found.get(bloc.lieu.bloc, ()), names) for bloc in bilan.ecrit.blocs)


def _block(bloc: Bloc, constats: Sequence[Constat], names: Mapping[int, str]) -> str:
    """A block of the text, its faulty words in frames, its rules after it."""
    text = bloc.texte
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    whole: list[Constat] = []
    inside: list[Constat] = []
    for constat in constats:
        everywhere = constat.fin <= constat.debut or (constat.debut <= first and last <= constat.fin)
        (whole if everywhere or not text else inside).append(constat)
    kind = f'<span class="nature">{escape(bloc.genre.value)}\u00a0:</span> ' if bloc.genre in _NAMED else ""
    body = _image(bloc) if bloc.image is not None else _marked(text, inside, names)
    links = "".join(_link(c, names) for c in _once(whole))
    name = _CLASSES.get(bloc.genre, "")
    attribute = f' class="{name}"' if name else ""
    return f'<p id="b{bloc.lieu.bloc}"{attribute}>{kind}{body}{links}</p>\n'


def _once(constats: Sequence[Constat]) -> list[Constat]:
    seen: dict[str, Constat] = {}
    for constat in constats:
        seen.setdefault(constat.regle, constat)
    return list(seen.values())


def _marked(text: str, constats: Sequence[Constat], names: Mapping[int, str]) -> str:
    """The text cut where findings start and end; two findings may share words.

    One walk along the text: a block of half a million characters may hold thousands of findings.
    """
    starting: dict[int, list[Constat]] = {}
    ending: dict[int, list[Constat]] = {}
    for constat in constats:
        starting.setdefault(constat.debut, []).append(constat)
        ending.setdefault(constat.fin, []).append(constat)
    over: Counter[Gravite] = Counter()
    parts: list[str] = []
    for start, end in pairwise(sorted({0, len(text), *starting, *ending})):
        over.update(c.gravite for c in starting.get(start, ()))
        words = _words(text[start:end])
        worst = next((gravity for gravity in _ORDER if over[gravity] > 0), None)
        parts.append(words if worst is None else f'<mark class="{worst.value}">{words}</mark>')
        parts.extend(_link(c, names) for c in _once(ending.get(end, ())))
        over.subtract(c.gravite for c in ending.get(end, ()))
    return "".join(parts)


def _words(text: str) -> str:
    return escape(text.replace(GAP, "[à compléter]")).replace("\n", "<br>")


def _link(constat: Constat, names: Mapping[int, str]) -> str:
    target = names.get(id(constat), f"r-{constat.regle}")
    return f' <a class="renvoi" href="#{target}">[{constat.regle}]</a>'


def _image(bloc: Bloc) -> str:
    image = bloc.image
    if image is None:
        return ""
    if image.decorative:
        told = "décorative"
    else:
        told = (
            f"«\u00a0{image.alt.strip()}\u00a0»"
            if image.alt and image.alt.strip()
            else "sans texte de remplacement"
        )
    idea = f" ({image.idee})" if image.idee else ""
    return f"Image {escape(told + idea)}"


# ------------------------------------------------------------------------------------------- rules


def _rules(bilan: Bilan) -> str:
    rows = "".join(
        f'<tr><th scope="row">{score.regle}</th><td>{escape(score.titre)}</td>'
        f"<td>{GRAVITES[score.gravite]}</td>"
        f'<td class="etat">{escape(_state(score))}</td><td>{escape(_sources()[score.regle])}</td></tr>\n'
        for score in sorted(bilan.par_regle, key=lambda s: _STATES.index(s.statut))
        if score.statut is not Statut.HUMAIN
    )
    return (
        '<div class="tableau" role="region" aria-labelledby="tableau-regles" tabindex="0">\n<table>\n'
        '<caption id="tableau-regles">État de chaque règle</caption>\n'
        '<thead><tr><th scope="col">Règle</th><th scope="col">Ce qu’elle demande</th><th scope="col">Gravité</th>'
        '<th scope="col">État</th><th scope="col">D’où elle vient</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _state(score: ParRegle) -> str:
    if score.statut is Statut.ECARTS:
        faults = "1 écart" if score.ecarts == 1 else f"{score.ecarts} écarts"
        return f"{faults} sur {score.endroits} endroits" if score.endroits > 1 else faults
    if score.statut is Statut.NON_VERIFIEE and score.raison:
        return f"non vérifiée\u00a0: {score.raison}"
    return score.statut.value


def _human(bilan: Bilan) -> str:
    told = [score for score in bilan.par_regle if score.statut is Statut.HUMAIN]
    if not told:
        return ""
    items = "".join(
        f"<li><strong>{score.regle} – {escape(score.titre)}.</strong> {escape(score.raison)}</li>\n"
        for score in told
    )
    return (
        '<section aria-labelledby="humaines">\n<h2 id="humaines">Ce que seules des personnes vérifient</h2>\n'
        f'<ul class="constat">\n{items}</ul>\n</section>\n'
    )


@cache
def _sources() -> Mapping[str, str]:
    return {name: typography(rule.source) for name, rule in load_falc_rules().items()}


def _source() -> str:
    return typography(
        "Règles : L'information pour tous, règles européennes pour une information facile à lire et à comprendre "
        "(Inclusion Europe, 2009) ; celles qui viennent d'ailleurs le disent."
    )


@cache
def _house(name: str) -> str:
    return (racine() / "templates" / "house" / name).read_text(encoding="utf-8")
