"""The report: each finding is in the text with its rule, and nothing of the text becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import fichiers_falc as f
import pytest
from hostiles import CORPUS

from outils import axe, ecrites
from sia_docs.quality.falc.check import check
from sia_docs.quality.falc.findings import Bilan, Statut
from sia_docs.quality.falc.read_docx import read_docx
from sia_docs.quality.falc.read_text import read_text
from sia_docs.quality.falc.report import PAR_REGLE_MAX, by_rule, place, summary, write_report

FAUTIF = "Le S.I.A. (etc.) infère 50 % des résultats.\n\nOn vous dira la suite le 12/03/2026, et le médecin & son équipe."


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        assert not any(name.startswith("on") for name in values)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def bilan(text: str) -> Bilan:
    return check(read_text(text, "essai.txt"))


def test_every_finding_is_listed_and_marked_in_the_text() -> None:
    found = bilan(FAUTIF)
    page = write_report(found)
    assert len(found.constats) >= 5
    text = page[page.index('class="texte"') :]
    for constat in found.constats:
        assert f'id="r-{constat.regle}"' in page
        if constat.lieu is not None:
            assert f"[{constat.regle}]" in text, constat.regle


def test_every_link_arrives_and_every_id_is_alone() -> None:
    page = _Page(write_report(bilan(FAUTIF)))
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if link[0] == "#" and link[1:] not in page.ids] == []
    assert all(link.startswith("#") for link in page.links)


def test_the_words_of_the_text_are_all_there_once_the_marks_are_gone() -> None:
    page = write_report(bilan(FAUTIF))
    text = page[page.index('<div class="texte">') : page.index('<section aria-labelledby="regles"')]
    bare = " ".join("".join(_Page(re.sub(r' <a class="renvoi".*?</a>', "", text)).words).split())
    assert bare == " ".join(FAUTIF.split())


def test_every_rule_has_its_state_and_those_of_people_their_reason() -> None:
    found = bilan(FAUTIF)
    page = write_report(found)
    for score in found.par_regle:
        assert f">{score.regle}</th>" in page or f"<strong>{score.regle} –" in page
        if score.statut is Statut.HUMAIN:
            assert score.raison
    assert "non vérifiée" in page and "reste un projet" in page


@pytest.mark.parametrize("words", CORPUS)
def test_hostile_words_are_words_in_the_report(words: str) -> None:
    page = _Page(write_report(check(read_text(f"Mot {words} mot.\n\nUne autre phrase.", words))))
    assert set(page.tags) <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "main", "section",
        "div", "span", "ul", "li", "mark", "br", "table", "caption", "thead", "tbody", "tr", "th", "td", "strong",
        "footer",
    }  # fmt: skip
    assert "".join(words.split()) in "".join("".join(page.words).split())


def test_the_report_of_a_word_file_tells_its_changes_pictures_and_footer() -> None:
    data = f.docx(
        {f.BODY: f.body(f.CORPS + '<w:p><w:ins w:id="1"><w:r><w:t>Ajouté.</w:t></w:r></w:ins></w:p>')}
    )
    page = write_report(check(read_docx(data, "a.docx")))
    assert (
        "1 modification suivie" in page
        and "Image «\u00a0Un médecin\u00a0»" in page
        and "pied de page" in page
    )


def test_a_rule_broken_everywhere_does_not_fill_the_list() -> None:
    found = bilan("\n\n".join(f"Il y a {i} % de cas." for i in range(PAR_REGLE_MAX + 5)))
    page = write_report(found)
    (constats,) = [
        constats
        for score, constats in by_rule(found)
        if score.regle.startswith("F-N3") and len(constats) > PAR_REGLE_MAX
    ][:1]
    assert "Et 5 autres" in page and page.count(f"[{constats[0].regle}]") >= len(constats)


def test_the_same_text_gives_the_same_bytes() -> None:
    assert write_report(bilan(FAUTIF)) == write_report(bilan(FAUTIF))


def test_a_place_is_told_in_words() -> None:
    found = next(c for c in bilan(FAUTIF).constats if c.lieu is not None)
    assert place(found.lieu) == "ligne 1, bloc 1" and place(None) == "dans tout le document"
    assert summary(bilan("Un mot.")).startswith("Constats")


@pytest.mark.navigateur
def test_axe_finds_no_violation(tmp_path: Path) -> None:
    axe(*ecrites(tmp_path, {"r": write_report(bilan(FAUTIF))}))


def test_words_that_several_findings_share_carry_the_gravest_mark_and_each_rule_at_its_end() -> None:
    page = write_report(bilan("# Le logiciel\n\nLe médecin (le docteur Dupont ; 12 %) lit votre image."))
    text = page[page.index('<div class="texte">') : page.index('<section aria-labelledby="regles"')]
    inside = text[text.index("(le docteur") :]
    assert re.search(r'<mark class="erreur">12 %</mark> <a class="renvoi"[^>]*>\[F-N3a\]', inside)
    assert inside.index("[F-N3a]") < inside.index("[F-W10a]")
    assert '<mark class="erreur">)</mark> <a class="renvoi"' in inside
