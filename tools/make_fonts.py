"""Makes the fonts in resources/fonts from the variable Noto fonts: python tools/make_fonts.py [folder].

The window and the paper share these files. ReportLab takes a variable font at its default weight only, so each weight
is made a static font with a PostScript name of its own (with equal names ReportLab would show the bold as regular).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LARGEST = 700_000  # bytes a file

# Latin with all its extensions (Vietnamese too), Greek, Cyrillic, Devanagari, punctuation, currency, letter-like signs.
WESTERN = (
    *range(0x0600),
    *range(0x0900, 0x0980),
    *range(0x1C80, 0x1C90),
    *range(0x1E00, 0x2000),
    *range(0x2000, 0x2300),
    *range(0x25A0, 0x2600),
    *range(0x2C60, 0x2C80),
    *range(0x2DE0, 0x2E80),
    *range(0xA640, 0xA6A0),
    *range(0xA720, 0xA800),
    *range(0xFB00, 0xFB10),
    0xFFFD,
)
ARABIC = (*range(0x0100), *range(0x0600, 0x0900), *range(0x2000, 0x2070), *range(0xFB50, 0xFF00), 0x25CC)


@dataclass(frozen=True)
class Face:
    """One static font to make. `family` and `style` are what Qt finds it by."""

    package: str
    family: str
    style: str
    weight: int
    slant: str
    characters: tuple[int, ...]

    @property
    def postscript_name(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style}"


FACES = (
    Face("Noto Sans", "Noto Sans", "Regular", 400, "normal", WESTERN),
    Face("Noto Sans", "Noto Sans", "Bold", 700, "normal", WESTERN),
    Face("Noto Sans", "Noto Sans", "Italic", 400, "italic", WESTERN),
    Face("Noto Sans Arabic", "Noto Sans Arabic", "Regular", 400, "normal", ARABIC),
    Face("Noto Sans Arabic", "Noto Sans Arabic", "Bold", 700, "normal", ARABIC),
)


def make(face: Face, folder: Path) -> Path:
    """Writes one static font and returns where."""
    source = fontpkg.path(face.package, weight=face.weight, style=face.slant, nearest=True)
    font = TTFont(source, recalcTimestamp=False)  # the same fonts from the same source, byte for byte
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"])
    options.layout_features = ["*"]
    options.drop_tables += ["STAT", "MVAR"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=face.characters)
    subsetter.subset(font)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": face.weight}
    static = instancer.instantiateVariableFont(font, axes, inplace=True)
    _name(static, face)
    target = folder / f"{face.postscript_name}.ttf"
    static.save(target)
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target.name} is larger than {LARGEST} bytes: keep fewer characters")
    return target


def _name(font: TTFont, face: Face) -> None:
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    texts = {1: face.family, 2: face.style, 3: f"static {full}", 4: full, 6: face.postscript_name}
    for number, text in texts.items():
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
    bold, italic = face.weight == 700, face.slant == "italic"
    font["OS/2"].usWeightClass = face.weight
    kept = font["OS/2"].fsSelection & ~(1 << 0 | 1 << 5 | 1 << 6)
    font["OS/2"].fsSelection = kept | italic << 0 | bold << 5 | (not bold and not italic) << 6
    font["head"].macStyle = bold << 0 | italic << 1


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        made = make(face, folder)
        sys.stdout.write(f"{made.name}: {made.stat().st_size // 1024} KiB\n")
    _write_licence(folder)


def _write_licence(folder: Path) -> None:
    """Both packages carry the same licence under their own copyright line: one file with both lines and one text."""
    texts = [
        (fontpkg.path(name).parent.parent / "LICENSE").read_text("utf-8") for name in ("Noto Sans", "Noto Sans Arabic")
    ]
    notices = [text.splitlines()[0] for text in texts]
    change = "These files are static instances and subsets of the variable fonts, made by tools/make_fonts.py."
    body = texts[0].split("\n", 1)[1]
    (folder / "OFL.txt").write_text("\n".join([*notices, change]) + "\n" + body, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
