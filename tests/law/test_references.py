"""The content of ``references/``: key dates, traps, links. Failing here means that the law moved."""

from __future__ import annotations

from datetime import date

import pytest

from sia_docs.law import Article, Certitude, Law, Statut, Texte, load_law

AVANT_OMNIBUS = date(2026, 6, 1)
AUJOURDHUI = date(2026, 11, 22)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


@pytest.mark.parametrize(
    ("champ", "le", "annonce"),
    [
        ("annexe_iii", AVANT_OMNIBUS, date(2026, 8, 2)),
        ("annexe_i", AVANT_OMNIBUS, date(2027, 8, 2)),
        ("annexe_iii", date(2026, 7, 23), date(2026, 8, 2)),
        ("annexe_iii", date(2026, 7, 24), date(2027, 12, 2)),
        ("annexe_iii", AUJOURDHUI, date(2027, 12, 2)),
        ("annexe_i", AUJOURDHUI, date(2028, 8, 2)),
    ],
)
def test_high_risk_dates_are_those_known_on_the_day(law: Law, champ: str, le: date, annonce: date) -> None:
    for article in ("6", "12", "13", "14", "19", "26", "26-5", "26-6", "26-7", "25-4", "73"):
        etat = law.at(f"ria#{article}", le, champ)
        assert (etat.statut, etat.applicable_le) == (Statut.A_VENIR, annonce), article


def test_high_risk_starts_on_its_day_and_not_before(law: Law) -> None:
    assert law.at("ria#26", date(2027, 12, 1), "annexe_iii").statut is Statut.A_VENIR
    assert law.at("ria#26", date(2027, 12, 2), "annexe_iii").applicable
    assert law.at("ria#26", date(2027, 12, 2), "annexe_i").statut is Statut.A_VENIR
    assert law.at("ria#26", date(2028, 8, 2), "annexe_i").applicable


def test_a_postponed_date_never_counts(law: Law) -> None:
    assert law.at("ria#26", date(2026, 8, 2), "annexe_iii").statut is Statut.A_VENIR


def test_fundamental_rights_assessment_does_not_concern_medical_devices(law: Law) -> None:
    assert law.at("ria#27", AUJOURDHUI, "annexe_i").statut is Statut.SANS_OBJET
    assert law.at("ria#27", AUJOURDHUI).applicable_le == date(2027, 12, 2)
    assert law.at("ria#26-11", date(2028, 9, 1), "annexe_i").statut is Statut.SANS_OBJET


def test_marking_of_older_generative_systems_waits_for_december_2026(law: Law) -> None:
    assert law.at("ria#50-2", AUJOURDHUI, "generatif_nouveau").applicable
    assert law.at("ria#50-2", AUJOURDHUI, "generatif_anterieur").applicable_le == date(2026, 12, 2)
    assert law.at("ria#50-2", AVANT_OMNIBUS, "generatif_anterieur").applicable_le == date(2026, 8, 2)
    assert law.at("ria#50-2", date(2026, 12, 2), "generatif_anterieur").applicable


@pytest.mark.parametrize(
    ("reference", "debut"),
    [
        ("ria#4", date(2025, 2, 2)),
        ("ria#5", date(2025, 2, 2)),
        ("ria#53", date(2025, 8, 2)),
        ("ria#99", date(2025, 8, 2)),
        ("ria#50-1", date(2026, 8, 2)),
        ("ria#50-3", date(2026, 8, 2)),
        ("ria#50-4", date(2026, 8, 2)),
        ("ria#50-5", date(2026, 8, 2)),
        ("rgpd#28-3-a", date(2018, 5, 25)),
        ("data-act#25-2-d", date(2025, 9, 12)),
        ("hds-v2", date(2026, 5, 16)),
        ("hds-v2#EXI-24", date(2026, 5, 16)),
        ("ccp#L2112-2", date(2026, 8, 22)),
        ("ccp#L2152-7", date(2026, 8, 22)),
        ("loi-climat#35", date(2026, 8, 22)),
        ("ehds", date(2027, 3, 26)),
        ("cra#14", date(2026, 9, 11)),
        ("cra", date(2027, 12, 11)),
    ],
)
def test_each_dated_reference_starts_on_its_day(law: Law, reference: str, debut: date) -> None:
    veille = law.at(reference, debut.replace(day=debut.day - 1))
    assert (veille.statut, veille.applicable_le) == (Statut.A_VENIR, debut)
    assert law.at(reference, debut).applicable


def test_ai_literacy_has_two_wordings(law: Law) -> None:
    avant, apres = law.at("ria#4", date(2026, 7, 26)), law.at("ria#4", date(2026, 7, 27))
    assert avant.applicable
    assert apres.applicable
    assert avant.version is not None
    assert apres.version is not None
    assert "assurer" in avant.version.resume
    assert "soutenir" in apres.version.resume


def test_the_wording_of_article_25_follows_what_was_known(law: Law) -> None:
    avant = law.at("ria#25-4", AVANT_OMNIBUS, "annexe_iii")
    apres = law.at("ria#25-4", AUJOURDHUI, "annexe_iii")
    assert (avant.certitude, apres.certitude) == (Certitude.VERIFIE, Certitude.SOURCE_SECONDAIRE)
    assert avant.version is not None
    assert apres.version is not None
    assert avant.version.resume != apres.version.resume


def test_switching_charges_end_in_january_2027(law: Law) -> None:
    veille, jour = law.at("data-act#29-1", date(2027, 1, 11)), law.at("data-act#29-1", date(2027, 1, 12))
    assert veille.statut is Statut.A_VENIR
    assert veille.applicable_le == date(2027, 1, 12)
    assert jour.applicable
    assert jour.version is not None
    assert "plus aucuns frais" in jour.version.resume


@pytest.mark.parametrize("reference", ["nis2", "nis2#23", "directive-2024-2853"])
def test_a_directive_that_france_has_not_transposed_is_never_applicable(law: Law, reference: str) -> None:
    etat = law.at(reference, AUJOURDHUI)
    assert etat.statut is Statut.NON_TRANSPOSE
    assert not etat.applicable


def test_the_last_known_state_of_nis2_is_dated(law: Law) -> None:
    assert law.at("nis2", AUJOURDHUI).verifie_le == date(2026, 10, 5)


def test_breach_notification_stays_at_72_hours(law: Law) -> None:
    version = law.at("rgpd#33", AUJOURDHUI).version
    assert version is not None
    assert "72\u00a0heures" in version.resume


def test_the_guide_is_a_draft_and_recommendations_do_not_bind(law: Law) -> None:
    assert law.at("guide-has-cnil#2.4", AUJOURDHUI).statut is Statut.PROJET
    assert law.at("cnil-journalisation", AUJOURDHUI).statut is Statut.PUBLIE
    assert law.at("mcc-ai#5", AUJOURDHUI).statut is Statut.PUBLIE


@pytest.mark.parametrize(
    ("reference", "certitude"),
    [
        ("decret-2026-209", Certitude.A_CONFIRMER),
        ("mcc-ai", Certitude.SOURCE_SECONDAIRE),
        ("ccp#R2111-7", Certitude.A_CONFIRMER),
        ("ccp#R2194-1", Certitude.A_CONFIRMER),
        ("ccp#L2191-5", Certitude.A_CONFIRMER),
        ("ccp#R2113-4", Certitude.A_CONFIRMER),
        ("ccag-tic-2021#51", Certitude.A_CONFIRMER),
        ("ccag-tic-2021#33.2.2", Certitude.VERIFIE),
        ("data-act#25-5", Certitude.A_CONFIRMER),
        ("csp#L1115-1", Certitude.A_CONFIRMER),
        ("csp#L1111-8", Certitude.VERIFIE),
    ],
)
def test_what_we_have_not_read_is_not_called_verified(law: Law, reference: str, certitude: Certitude) -> None:
    assert law.at(reference, AUJOURDHUI).certitude is certitude


def test_false_ccag_articles_are_unknown(law: Law) -> None:
    numeros = [article.id for article in law.articles_of("ccag-tic-2021")]
    assert not {"24.1", "26.1", "28.1", "27"} & set(numeros)
    assert all(int(numero.split(".")[0]) <= 55 for numero in numeros if numero[0].isdigit())


def test_the_hosting_contract_has_fourteen_items(law: Law) -> None:
    items = [a.id for a in law.articles_of("csp") if a.id.startswith("R1111-11-I-")]
    assert items == [f"R1111-11-I-{n}" for n in range(1, 15)]
    assert law.ref("csp#R1111-11-II")


def test_every_reference_has_a_link_a_check_date_and_a_summary(law: Law) -> None:
    references = list(law.references())
    assert len(references) > 300
    for item in references:
        assert item.url.startswith("https://"), item.reference
        assert date(2026, 1, 1) <= item.verifie_le <= AUJOURDHUI, item.reference
        assert item.versions, item.reference
        for version in item.versions:
            assert version.resume.endswith("."), item.reference
            assert "'" not in version.resume, item.reference


def test_every_reference_known_today_has_a_state_today(law: Law) -> None:
    for item in law.references():
        for etat in law.states(item.reference, AUJOURDHUI):
            assert etat.statut is not Statut.INCONNU_A_CETTE_DATE, item.reference
            assert isinstance(etat.reference, Article | Texte)


def test_changes_until_the_high_risk_date_of_annex_iii(law: Law) -> None:
    lignes = [
        f"{c.le} {c.reference}{'@' + c.champ if c.champ else ''} {c.nature} : {c.avant} → {c.apres}"
        for c in law.changes(AUJOURDHUI, date(2027, 12, 2))
    ]
    assert lignes == [
        "2026-11-27 mdr echeance : a_venir → echu",  # EUDAMED, dispositifs déjà sur le marché
        "2026-12-02 ria@generatif_anterieur application : a_venir → applicable",  # article 50(2)
        "2026-12-02 ria#5 application : applicable → applicable",  # nouvelles interdictions
        "2026-12-09 directive-2024-2853 echeance : a_venir → echu",  # limite de transposition
        "2027-01-12 data-act#29-1 application : a_venir → applicable",  # frais de changement nuls
        "2027-03-26 ehds application : a_venir → applicable",
        "2027-08-02 ria#53 echeance : a_venir → echu",  # modèles à usage général antérieurs
        "2027-12-02 ria@annexe_iii application : a_venir → applicable",
    ]


def test_one_change_lists_all_articles_of_a_shared_calendar(law: Law) -> None:
    dernier = law.changes(AUJOURDHUI, date(2027, 12, 2))[-1]
    assert "ria#26" in dernier.articles
    assert "ria#27" in dernier.articles
    assert "ria#73-10" not in dernier.articles  # dispositifs médicaux : annexe I


def test_the_whole_calendar_is_there(law: Law) -> None:
    jours = {str(c.le) for c in law.changes(date(2024, 12, 31), date(2031, 12, 31))}
    attendus = (
        "2025-02-02 2025-08-02 2025-09-12 2026-05-16 2026-05-28 2026-07-27 2026-08-02 2026-08-22 2026-09-11 "
        "2026-11-27 2026-12-02 2026-12-09 2027-01-12 2027-03-26 2027-08-02 2027-12-02 2027-12-11 2028-08-02 "
        "2029-03-26 2030-08-02 2031-03-26"
    )
    assert set(attendus.split()) <= jours


def test_the_omnibus_is_a_postponement_not_a_start(law: Law) -> None:
    changements = law.changes(AVANT_OMNIBUS, date(2026, 8, 31))
    reports = [(str(c.prevu_avant), str(c.prevu_apres)) for c in changements if c.nature == "report"]
    assert reports == [
        ("2026-08-02", "2027-12-02"),
        ("2027-08-02", "2028-08-02"),
        ("2026-08-02", "2026-12-02"),
    ]
    debuts = {c.champ for c in changements if c.nature == "application" and c.le == date(2026, 8, 2)}
    assert debuts == {None, "generatif_nouveau"}
