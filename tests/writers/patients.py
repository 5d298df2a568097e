"""Patient documents with every node of leaflets and posters, shared by the tests of the writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

from echantillon import HOSTILES, p, t

from sia_docs.document.colours import ink_of, readable_on
from sia_docs.document.figures import Person, people_png, person_png, qr_png
from sia_docs.document.nodes import (
    Beside,
    Block,
    Callout,
    Cell,
    CheckBox,
    Cover,
    Document,
    Emphasis,
    Field,
    Figure,
    Heading,
    HouseLook,
    Inline,
    Layout,
    Link,
    ListBlock,
    Paragraph,
    Parallel,
    Role,
    Strong,
    Table,
    Text,
)

JOUR = date(2026, 11, 22)
NOM_LONG = (
    "Groupement hospitalier de territoire Trévénec–Saint-Aubin-lès-Châteauneuf, établissement support "
    "« Hôpital <Marie & Pierre> »"
)


@cache
def logo(width: int = 360, height: int = 120, kind: str = "PNG") -> bytes:
    """A logo as a hospital would give one."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "#FFFFFF")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((4, 4, height - 4, height - 4), radius=18, fill="#00695C")
    third = height // 3
    draw.rectangle((third + 8, 22, 2 * third - 8, height - 22), fill="#FFFFFF")
    draw.rectangle((22, third + 8, height - 22, 2 * third - 8), fill="#FFFFFF")
    for rank in range(3):
        top = 24 + rank * 30
        draw.rectangle((height + 20, top, width - 20 - rank * 60, top + 14), fill="#00695C")
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def look(primary: str = "#00695C", name: str = "CHU de Trévénec") -> HouseLook:
    """The look of a hospital."""
    return HouseLook(
        name, logo(), "Logo du CHU de Trévénec", primary, readable_on(primary), ink_of(primary), ("Arial",)
    )


def _people() -> Block:
    groups = ((8, Person.FULL), (12, Person.STRIPED), (80, Person.OUTLINE))
    return Figure(
        people_png(groups, colour="#00695C"),
        "Sur 100 personnes : 8 malades trouvées, 12 alertes pour rien, 80 sans alerte.",
        60,
        96,
        "Sur 100 personnes examinées.",
    )


def _key(person: Person, text: str) -> Block:
    image = Figure(person_png(person, colour="#00695C"), "", 6, 9.6, decorative=True)
    return Beside(image, (p(text),), picture_first=True)


def feuillet(extra: tuple[Block, ...] = ()) -> Document:
    """A leaflet with a figure, its key, a table, boxes to tick, a callout and a QR code."""
    boxes: tuple[Inline, ...] = (
        CheckBox("information.orale", "Information donnée à l’oral"),
        Text(" Information donnée à l’oral"),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(t("Un logiciel aide le radiologue à lire votre scanner."), Role.LEAD),
        Heading(1, t("À quoi sert ce logiciel\u00a0?"), "a-quoi-sert"),
        p("Il signale au médecin les images à regarder en premier. Le médecin décide toujours."),
        ListBlock(((p("Le médecin lit toutes les images."),), (p("Il peut ne pas suivre le logiciel."),))),
        Heading(1, t("Se trompe-t-il parfois\u00a0?"), "erreurs"),
        _people(),
        _key(Person.FULL, "8 malades trouvées par le logiciel"),
        _key(Person.STRIPED, "12 alertes pour rien"),
        _key(Person.OUTLINE, "80 personnes sans alerte"),
        Table(
            "Performance du logiciel",
            "Deux mesures et ce qu’elles veulent dire",
            (Cell(t("Mesure")), Cell(t("Valeur"))),
            ((Cell(t("Sensibilité")), Cell(t("92\u00a0%"))), (Cell(t("Spécificité")), Cell(t("87\u00a0%")))),
            (2, 1),
        ),
        Callout("Vous pouvez refuser", (p("Dites-le au médecin ou à l’accueil."), Paragraph(boxes))),
        Paragraph((Text("Contact : "), Field("etablissement.dpo", "coordonnées du DPO", "dpo"))),
        Beside(
            Figure(
                qr_png("https://chu-trevenec.exemple/ia"),
                "QR code de la page chu-trevenec.exemple/ia",
                30,
                30,
            ),
            (
                Paragraph((Strong(t("Pour en savoir plus")),)),
                Paragraph((Link("https://chu-trevenec.exemple/ia", t("chu-trevenec.exemple/ia")),)),
                p("Téléphone\u00a0: 02 99 00 00 00"),
            ),
        ),
        *extra,
    )
    return Document(
        "Votre scanner et l’intelligence artificielle",
        "Information des patients",
        "CHU de Trévénec",
        JOUR,
        Cover(
            "Information des patients",
            "Votre scanner et l’intelligence artificielle",
            "ResoVision Ultra, service d’imagerie",
            (("Version", t("1")),),
            "Projet à relire",
        ),
        blocks,
        ("Version 1 du 22 novembre 2026.",),
        layout=Layout.FEUILLET,
        house=look(),
    )


def hostile() -> Document:
    """A leaflet whose data try to become markup, in every new node."""
    words = tuple(HOSTILES)
    mixed = tuple(Beside(Figure(qr_png("x"), word, 20, 20, caption=word), (p(word),)) for word in words)
    sides = tuple(((p(word),), (p(word),)) for word in words)
    boxes = Paragraph(tuple(CheckBox(f"c{i}", word) for i, word in enumerate(words)))
    return feuillet((*mixed, Parallel(("fr", "ar"), sides), boxes))


def affiche(page: str = "A3", *, ugly: bool = False, primary: str = "#00695C") -> Document:
    """A poster; the ugly one has the longest names that we accept."""
    name = NOM_LONG if ugly else "CHU de Trévénec"
    title = "L’intelligence artificielle aide vos soignants"
    if ugly:
        title = "L’intelligence artificielle aide les professionnels de santé de votre hôpital intercommunal"
    blocks: tuple[Block, ...] = (
        Paragraph(
            t("Chez nous, certains logiciels aident les professionnels. Ils ne décident jamais."), Role.LEAD
        ),
        ListBlock(
            (
                (p("Un professionnel vérifie toujours."),),
                (p("Vous pouvez poser des questions et refuser."),),
                (p("Vos données sont protégées."),),
            )
        ),
        Beside(
            Figure(
                qr_png("https://chu-trevenec.exemple/ia"),
                "QR code de la page chu-trevenec.exemple/ia",
                55 if page == "A3" else 40,
                55 if page == "A3" else 40,
            ),
            (
                Heading(1, t("Une question\u00a0?"), "question"),
                Paragraph((Strong(t("chu-trevenec.exemple/ia")),)),
                p("02 99 00 00 00"),
            ),
        ),
    )
    return Document(
        title,
        "Information des patients",
        name,
        JOUR,
        Cover("Information des patients", title, "Ce que cela change pour vous", (), ""),
        blocks,
        (f"{name} – version 1, 22 novembre 2026",),
        layout=Layout.AFFICHE,
        page="A3" if page == "A3" else "A4",
        house=look(primary, name),
    )


ARABE = (
    "يساعد برنامج الذكاء الاصطناعي الطبيب في قراءة صورك.",
    "الطبيب هو من يقرر دائما.",
    "للاتصال: 02 99 00 00 00، أو البريد contact@chu-trevenec.exemple.",
    "اسم البرنامج ResoVision Ultra 4.2 (2026).",
)


def arabe() -> Document:
    """A right-to-left leaflet: numbers, an address, a product name, a list, a table."""
    return Document(
        "الذكاء الاصطناعي وصورك الطبية",
        "إعلام المرضى",
        "CHU de Trévénec",
        JOUR,
        Cover(
            "إعلام المرضى",
            "الذكاء الاصطناعي وصورك الطبية",
            "ResoVision Ultra 4.2",
            (),
            "ترجمة تحتاج إلى تصديق",
        ),
        (
            Heading(1, t("ما فائدة هذا البرنامج؟"), "faida"),
            p(ARABE[0]),
            Paragraph((Strong(t(ARABE[1])), Text(" "), Emphasis(t("مهم")), Text("."))),
            ListBlock(((p(ARABE[2]),), (p(ARABE[3]),))),
            ListBlock(((p(ARABE[0]),), (p(ARABE[1]),)), ordered=True),
            Table(
                "الأداء",
                "ما قاسه المصنع",
                (Cell(t("القياس")), Cell(t("القيمة"))),
                ((Cell(t("الحساسية")), Cell(t("92 %"))),),
                (2, 1),
            ),
            Callout("يمكنك الرفض", (p(ARABE[1]),)),
            Paragraph((CheckBox("refus", "أرفض"), Text(" أرفض"))),
            Beside(Figure(qr_png("https://chu-trevenec.exemple/ia"), "رمز", 30, 30), (p(ARABE[2]),)),
        ),
        ("CHU de Trévénec – 22/11/2026",),
        lang="ar",
        layout=Layout.FEUILLET,
        house=look(),
    )


def bilingue() -> Document:
    """French and Arabic side by side."""
    french = (
        "Un logiciel d’intelligence artificielle aide le médecin à lire vos images.",
        "Le médecin décide toujours.",
        "Contact\u00a0: 02 99 00 00 00, ou contact@chu-trevenec.exemple.",
        "Nom du logiciel\u00a0: ResoVision Ultra 4.2 (2026).",
    )
    rows = (
        (
            (Heading(1, t("À quoi sert ce logiciel\u00a0?"), "fr-utilite"),),
            (Heading(1, t("ما فائدة هذا البرنامج؟"), "ar-utilite"),),
        ),
        *(((p(left),), (p(right),)) for left, right in zip(french, ARABE, strict=True)),
        (
            (ListBlock(((p(french[0]),), (p(french[1]),))),),
            (ListBlock(((p(ARABE[0]),), (p(ARABE[1]),))),),
        ),
    )
    base = feuillet()
    return Document(
        base.title, base.subject, base.author, JOUR,
        Cover("Information des patients", base.title, "Français – العربية", (), "Traduction à valider"),
        (p("Ce texte est en deux langues."), Parallel(("fr", "ar"), rows), p("Merci de votre attention.")),
        base.imprint, layout=Layout.FEUILLET, house=look(),
    )  # fmt: skip


def tous() -> dict[str, Document]:
    """Every sample by name."""
    return {
        "feuillet": feuillet(),
        "hostile": hostile(),
        "affiche-a3": affiche("A3"),
        "affiche-a4": affiche("A4"),
        "affiche-a3-longue": affiche("A3", ugly=True, primary="#FFD54F"),
        "affiche-a4-longue": affiche("A4", ugly=True, primary="#FFD54F"),
        "arabe": arabe(),
        "bilingue": bilingue(),
        "carte": replace(feuillet(), layout=Layout.CARTE, page="A6"),
    }
