"""Read one file of ``references/``: YAML with line numbers, then the schema, then the order of dates.

Scalars stay text until Pydantic converts them: « 28.10 », « non » and dates keep what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .errors import LawError
from .model import (
    Article,
    Certitude,
    Echeance,
    GroupeNominal,
    Nature,
    Regime,
    Texte,
    Version,
)
from .schema import ArticleYaml, EcheanceYaml, TexteYaml, VersionYaml
from .typography import typographie

# The C parser is seven times faster; the base loader resolves no type, so every scalar is text.
_LOADER: type[yaml.BaseLoader] | type[yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_MESSAGES = {
    "extra_forbidden": "clé inconnue",
    "missing": "clé obligatoire absente",
    "string_too_short": "texte vide",
    "too_short": "liste vide",
}


def read_text(content: str, path: str) -> tuple[Texte, tuple[Article, ...]]:
    """The text and its articles, in the order of the file; ``path`` names the file in errors."""
    root = _compose(content, path)
    try:
        raw = TexteYaml.model_validate(_plain(root, path))
    except ValidationError as error:
        raise _first_error(error, root, path) from None
    return _Builder(raw, root, path).build()


# ------------------------------------------------------------------------------------------- YAML


def _compose(content: str, path: str) -> yaml.MappingNode:
    try:
        node = yaml.compose(content, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise LawError(path, line, f"YAML illisible : {error.problem}") from None
    except yaml.YAMLError as error:
        raise LawError(path, None, f"YAML illisible : {error}") from None
    if not isinstance(node, yaml.MappingNode):
        raise LawError(path, 1, "le fichier doit être une suite de clés et de valeurs")
    return node


def _plain(node: yaml.Node, path: str) -> object:
    if isinstance(node, yaml.MappingNode):
        result: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise LawError(path, key.start_mark.line + 1, "une clé est un mot simple")
            if key.value in result:
                raise LawError(path, key.start_mark.line + 1, f"clé en double « {key.value} »")
            result[key.value] = _plain(value, path)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path) for item in node.value]
    return node.value


def _line(node: yaml.Node, location: Sequence[int | str]) -> int:
    """Line of the deepest part of ``location`` that exists in the file."""
    line = node.start_mark.line
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return int(line) + 1


def _first_error(error: ValidationError, root: yaml.Node, path: str) -> LawError:
    """The first error of the file; an unknown key before the key that it probably misspells."""

    def order(item: ErrorDetails) -> tuple[int, bool]:
        return _line(root, item["loc"]), item["type"] != "extra_forbidden"

    first = min(error.errors(), key=order)
    last = first["loc"][-1] if first["loc"] else 0
    if first["type"] in _MESSAGES:
        message = f"{_MESSAGES[first['type']]} « {last} »"
    elif first["type"] == "value_error":
        reason = str(first["ctx"]["error"])
        message = f"« {last} » : {reason}" if isinstance(last, str) else reason
    elif first["type"] in ("enum", "literal_error"):
        message = f"« {last} » : valeur « {first['input']} » refusée, attendu : {first['ctx']['expected']}"
    elif first["type"] == "string_pattern_mismatch":
        message = f"« {last} » : « {first['input']} » contient un caractère non admis"
    else:
        message = f"« {last} » : {first['msg']}"
    return LawError(path, _line(root, first["loc"]), message)


# ---------------------------------------------------------------------------------------- building

_EUROPEAN = (Nature.REGLEMENT_UE, Nature.DIRECTIVE_UE, Nature.DECISION_UE)
_PARTS = re.compile(r"(\d+)-(\d+)(?:-([a-z]+))?")
_CODE = re.compile(r"([LRD])(\d+(?:-\d+)*)(?:-([IVX]+)(?:-(\d+))?)?")
_REQUIREMENT = re.compile(r"EXI-(\d+)")


def derived_label(identifier: str, nature: Nature) -> str:
    """What is printed when the file does not say it; unchanged when no rule fits.

    « 28-3-a » of a European text → « 28, paragraphe 3, point a) »; « R1111-11-I-4 » of a code →
    « R. 1111-11, I, 4° »; « EXI-24 » → « EXI 24 ».
    """
    if requirement := _REQUIREMENT.fullmatch(identifier):
        return f"EXI\u00a0{requirement[1]}"
    if nature is Nature.CODE and (code := _CODE.fullmatch(identifier)):
        letter, number, division, item = code.groups()
        label = f"{letter}. {number}"
        if division:
            label += f", {division}"
        if item:
            label += f", {item}°"
        return label
    if nature in _EUROPEAN and (parts := _PARTS.fullmatch(identifier)):
        article, paragraph, point = parts.groups()
        label = f"{article}, paragraphe {paragraph}"
        if point:
            label += f", point {point})"
        return label
    return identifier


class _Builder:
    """Applies inheritance (article ← text) and checks what one key alone cannot show."""

    def __init__(self, raw: TexteYaml, root: yaml.Node, path: str) -> None:
        self.raw, self.root, self.path = raw, root, path

    def fail(self, location: Sequence[int | str], message: str) -> LawError:
        return LawError(self.path, _line(self.root, location), message)

    def build(self) -> tuple[Texte, tuple[Article, ...]]:
        raw = self.raw
        versions = self.versions(raw.versions, ("versions",), raw.resume, raw.certitude)
        regimes = tuple(self.regimes())
        texte = Texte(
            id=raw.id,
            titre=typographie(raw.titre),
            court=typographie(raw.court),
            nature=raw.nature,
            citation=self.citation(),
            url=raw.url,
            certitude=raw.certitude,
            verifie_le=raw.verifie_le,
            versions=versions,
            regimes=regimes,
            echeances=tuple(self.echeances()),
            publication=raw.publication,
            autorite=raw.autorite,
            jo=raw.jo,
            note=typographie(raw.note),
        )
        return texte, tuple(self.articles(texte))

    def citation(self) -> GroupeNominal:
        raw = self.raw.citation
        article = "" if raw.article == "aucun" else raw.article
        return GroupeNominal(article, typographie(raw.texte), raw.genre or ("m" if article == "le" else "f"))

    def regimes(self) -> Iterator[Regime]:
        seen: set[str] = set()
        for index, raw in enumerate(self.raw.regimes):
            if raw.id in seen:
                raise self.fail(("regimes", index, "id"), f"régime en double « {raw.id} »")
            seen.add(raw.id)
            versions = self.versions(
                raw.versions, ("regimes", index, "versions"), raw.resume, self.raw.certitude, champ=raw.id
            )
            yield Regime(raw.id, typographie(raw.libelle), typographie(raw.resume), versions)

    def echeances(self) -> Iterator[Echeance]:
        known = {article.id for article in self.raw.articles}
        previous = date.min
        for index, raw in enumerate(self.raw.echeances):
            if raw.article is not None and raw.article not in known:
                raise self.fail(("echeances", index, "article"), f"article inconnu « {raw.article} »")
            if raw.le < previous:
                raise self.fail(("echeances", index, "le"), "date hors ordre : la liste va du passé au futur")
            previous = raw.le
            yield self.echeance(raw)

    def echeance(self, raw: EcheanceYaml) -> Echeance:
        return Echeance(
            le=raw.le,
            titre=typographie(raw.titre),
            resume=typographie(raw.resume),
            certitude=raw.certitude or self.raw.certitude,
            source=typographie(raw.source or self.raw.source),
            publiee_le=raw.publiee_le or self.raw.publication or raw.le,
            article=raw.article,
        )

    def articles(self, texte: Texte) -> Iterator[Article]:
        seen: set[str] = set()
        for rank, raw in enumerate(self.raw.articles):
            if raw.id in seen:
                raise self.fail(("articles", rank, "id"), f"article en double « {raw.id} »")
            seen.add(raw.id)
            certitude = raw.certitude or texte.certitude
            yield Article(
                id=raw.id,
                texte=texte,
                libelle=typographie(raw.libelle or derived_label(raw.id, texte.nature)),
                unite=raw.unite or self.raw.unite,
                titre=typographie(raw.titre),
                url=raw.url or texte.url,
                certitude=certitude,
                verifie_le=raw.verifie_le or texte.verifie_le,
                versions=self.article_versions(raw, rank, texte, certitude),
                champs=tuple(raw.regimes or ()),
                note=typographie(raw.note or ""),
                rang=rank,
                herite=raw.versions is None and raw.regimes is None,
            )

    def article_versions(
        self, raw: ArticleYaml, rank: int, texte: Texte, certitude: Certitude
    ) -> tuple[Version, ...]:
        if raw.versions is not None:
            return self.versions(raw.versions, ("articles", rank, "versions"), raw.resume, certitude)
        if raw.regimes is None:
            return tuple(_reworded(v, raw.resume, certitude) for v in texte.versions)
        shared = {regime.id: regime for regime in texte.regimes}
        result: list[Version] = []
        for place, name in enumerate(raw.regimes):
            if name not in shared or name in raw.regimes[:place]:
                problem = "régime inconnu" if name not in shared else "régime en double"
                raise self.fail(("articles", rank, "regimes", place), f"{problem} « {name} »")
            result.extend(self.worded(raw, rank, version, certitude) for version in shared[name].versions)
        return tuple(result)

    def worded(self, raw: ArticleYaml, rank: int, version: Version, certitude: Certitude) -> Version:
        """The version of a shared calendar with the wording of the article known at its publication."""
        if raw.redactions is None:
            return _reworded(version, raw.resume, certitude)
        known = [item for item in raw.redactions if item.publiee_le <= version.publiee_le]
        if not known:
            raise self.fail(
                ("articles", rank, "redactions"), "aucune rédaction ne couvre la première version"
            )
        chosen = max(known, key=lambda item: item.publiee_le)
        return _reworded(version, chosen.resume, chosen.certitude or certitude, chosen.source)

    def versions(
        self,
        raws: list[VersionYaml],
        location: tuple[int | str, ...],
        resume: str | None,
        certitude: Certitude,
        *,
        champ: str | None = None,
    ) -> tuple[Version, ...]:
        built: list[Version] = []
        for index, raw in enumerate(raws):
            version = self.version(raw, resume, certitude, champ)
            if built and (
                version.a_compter_du <= built[-1].a_compter_du or version.publiee_le < built[-1].publiee_le
            ):
                raise self.fail(
                    (*location, index), "date hors ordre : les versions vont de l’ancienne à la neuve"
                )
            if version.reporte is not None:
                self.check_postponed(version, built, (*location, index, "reporte"))
            built.append(version)
        return tuple(built)

    def check_postponed(
        self, version: Version, earlier: list[Version], location: tuple[int | str, ...]
    ) -> None:
        target = next((v for v in earlier if v.a_compter_du == version.reporte), None)
        if target is None:
            raise self.fail(location, f"« reporte » ne désigne aucune version : {version.reporte}")
        if version.publiee_le > target.a_compter_du:
            raise self.fail(location, "on ne reporte pas une version déjà applicable")

    def version(
        self, raw: VersionYaml, resume: str | None, certitude: Certitude, champ: str | None
    ) -> Version:
        start = raw.a_compter_du or raw.publiee_le
        assert start is not None  # the schema requires one of them
        exact = raw.debut == "exact"
        # A start « au plus tard » tells nothing of the days before: nothing is known of them either.
        published = (raw.publiee_le or self.raw.publication or start) if exact else start
        return Version(
            a_compter_du=start,
            publiee_le=min(published, start),
            statut=raw.statut,
            resume=typographie(raw.resume or resume or self.raw.resume),
            source=typographie(raw.source or self.raw.source),
            certitude=raw.certitude or certitude,
            champ=champ,
            reporte=raw.reporte,
            debut_exact=exact,
        )


def _reworded(
    version: Version, resume: str | None, certitude: Certitude, source: str | None = None
) -> Version:
    weakest = max(version.certitude, certitude, key=lambda item: item.rank)
    return Version(
        a_compter_du=version.a_compter_du,
        publiee_le=version.publiee_le,
        statut=version.statut,
        resume=typographie(resume) if resume else version.resume,
        source=typographie(source) if source else version.source,
        certitude=weakest,
        champ=version.champ,
        reporte=version.reporte,
        debut_exact=version.debut_exact,
    )
