"""A hundred people, counted in the picture itself; a QR code whose modules are those asked for."""

from __future__ import annotations

from io import BytesIO

import pytest
import segno
from PIL import Image

from sia_docs.document.figures import Person, people_png, person_png, qr_png
from sia_docs.document.images import picture

GROUPS = ((8, Person.FULL), (12, Person.STRIPED), (5, Person.CROSSED), (75, Person.OUTLINE))


def _cells(data: bytes) -> list[bytes]:
    image = Image.open(BytesIO(data)).convert("RGB")
    width, height = image.width // 10, image.height // 10
    return [
        image.crop((x * width, y * height, (x + 1) * width, (y + 1) * height)).tobytes()
        for y in range(10)
        for x in range(10)
    ]


def test_each_group_has_its_count_of_people_in_reading_order() -> None:
    cells = _cells(people_png(GROUPS))
    runs: list[tuple[bytes, int]] = []
    for cell in cells:
        if runs and runs[-1][0] == cell:
            runs[-1] = (cell, runs[-1][1] + 1)
        else:
            runs.append((cell, 1))
    assert [count for _, count in runs] == [8, 12, 5, 75]
    assert len({cell for cell, _ in runs}) == 4


def test_patterns_differ_without_colour() -> None:
    shades = {
        Image.open(BytesIO(person_png(p))).convert("1", dither=Image.Dither.NONE).tobytes() for p in Person
    }
    assert len(shades) == len(Person)


def test_the_key_shows_the_person_of_the_picture() -> None:
    key = Image.open(BytesIO(person_png(Person.STRIPED))).convert("RGB")
    assert key.size == (60, 96)
    assert key.tobytes() == _cells(people_png(GROUPS))[8]


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert people_png(GROUPS) == people_png(GROUPS)
    assert qr_png("https://chu.exemple/ia") == qr_png("https://chu.exemple/ia")


@pytest.mark.parametrize(
    "groups",
    [
        ((99, Person.FULL),),
        ((101, Person.FULL),),
        ((-1, Person.FULL), (101, Person.OUTLINE)),
        ((50, Person.FULL), (50, Person.FULL)),
        (),
    ],
)
def test_a_picture_that_would_lie_is_refused(groups: tuple[tuple[int, Person], ...]) -> None:
    with pytest.raises(ValueError):
        people_png(groups)


def test_a_colour_that_is_not_seen_on_white_is_refused() -> None:
    with pytest.raises(ValueError, match="white"):
        people_png(GROUPS, colour="#FFD54F")


def test_an_empty_group_is_not_drawn() -> None:
    assert len(set(_cells(people_png(((0, Person.FULL), (100, Person.OUTLINE)))))) == 1


def test_the_qr_code_holds_the_text_with_its_quiet_zone() -> None:
    text = "https://chu-trevenec.exemple/ia"
    image = Image.open(BytesIO(qr_png(text))).convert("1")
    modules = [list(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix]
    assert image.width == image.height == 8 * (len(modules) + 8)
    read = [
        [int(not image.getpixel((8 * (x + 4) + 4, 8 * (y + 4) + 4))) for x in range(len(modules))]
        for y in range(len(modules))
    ]
    assert read == modules
    border = [image.getpixel((x, 8)) for x in range(image.width)]
    assert all(border)


def test_size_and_kind_are_read_without_decoding() -> None:
    assert picture(people_png(GROUPS)) == ("png", 600, 960)
    out = BytesIO()
    Image.new("RGB", (31, 17)).save(out, "JPEG", progressive=True)
    assert picture(out.getvalue()) == ("jpeg", 31, 17)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"<svg/>" * 9])
def test_what_is_not_a_picture(data: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        picture(data)
