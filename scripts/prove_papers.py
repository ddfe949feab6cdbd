"""Reads what muster-papers wrote with pypdf, pikepdf (qpdf), factur-x, openpyxl and Python's csv, and fails where one
of them disagrees. None of them judges PDF/A as a whole: for that, give the PDFs to veraPDF, which needs Java.
"""

import csv
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pikepdf
from facturx import get_level, get_xml_from_pdf
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

FOLDER = Path(sys.argv[1])
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
checks = Counter()


def check(kind: str, holds: bool, says: str) -> None:
    if not holds:
        sys.exit(f"{kind}: {says}")
    checks[kind] += 1


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def metadata(reader: PdfReader) -> dict[str, str]:
    """Every simple property of the XMP packet, by its name with namespace."""
    packet = reader.trailer["/Root"]["/Metadata"].get_object()
    check("metadata", "/Filter" not in packet, "the packet is compressed")
    tree = ET.fromstring(packet.get_data())
    found = {}
    for description in tree.iter(f"{RDF}Description"):
        found.update(description.attrib)
        found.update({child.tag: child.text for child in description if child.text})
    return found


def fonts(reader: PdfReader) -> None:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            below = font["/DescendantFonts"][0].get_object()
            descriptor = below["/FontDescriptor"].get_object()
            embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            check("fonts", embedded, f"{font['/BaseFont']} is not embedded")
            check("fonts", "/ToUnicode" in font, f"{font['/BaseFont']} cannot be read as text")
            check("fonts", re.match(r"/[A-Z]{6}\+", font["/BaseFont"]) is not None, f"{font['/BaseFont']} is no subset")


def kids(element: DictionaryObject) -> list[DictionaryObject]:
    children = element.get("/K", [])
    children = children if isinstance(children, ArrayObject) else [children]
    children = [child.get_object() for child in children]
    return [child for child in children if isinstance(child, DictionaryObject) and "/S" in child]


def columns(cell: DictionaryObject) -> int:
    attributes = cell["/A"] if "/A" in cell else []
    attributes = attributes if isinstance(attributes, list) else [attributes]
    return max([int(each.get_object().get("/ColSpan", 1)) for each in attributes] or [1])


def structure(name: str, root: DictionaryObject) -> None:
    """Tables are regular: every row is as wide as the others; headings begin at level one and skip none."""
    headings, tables = [], 0
    waiting = list(reversed(kids(root)))
    while waiting:
        element = waiting.pop()
        kind = element["/S"]
        if re.match(r"/H\d", kind):
            headings.append(int(kind[2:]))
        if kind == "/Table":
            tables += 1
            rows = [row for part in kids(element) for row in ([part] if part["/S"] == "/TR" else kids(part))]
            widths = {sum(columns(cell) for cell in kids(row)) for row in rows}
            check("structure", len(widths) == 1, f"{name}: rows of a table are {sorted(widths)} columns wide")
            cells = {cell["/S"] for row in rows for cell in kids(row)}
            check("structure", cells <= {"/TH", "/TD"}, f"{name}: a table holds {cells}")
        waiting.extend(reversed(kids(element)))
    check("structure", headings[0] == 1, f"{name}: the first heading is of level {headings[0]}")
    steps = all(below <= above + 1 for above, below in zip(headings, headings[1:]))
    check("structure", steps, f"{name}: headings {headings} skip a level")
    check("structure", tables > 0, f"{name}: there is no table")


def pdf(path: Path) -> None:
    name = path.name
    reader = PdfReader(path, strict=True)
    root = reader.trailer["/Root"]
    found = metadata(reader)
    norm = (found.get(f"{PDFA}part"), found.get(f"{PDFA}conformance"))
    check("metadata", norm == ("3", "A"), f"{name}: not PDF/A-3a but {norm}")
    check("metadata", found.get(f"{PDFUA}part") == "1", f"{name}: not PDF/UA-1")
    check("metadata", bool(root["/Lang"]) and root["/MarkInfo"]["/Marked"] is not None, f"{name}: no language or tags")
    check("metadata", bool(root["/ViewerPreferences"]["/DisplayDocTitle"]), f"{name}: the title is not shown")
    check("metadata", bool(reader.metadata.title) and "/ID" in reader.trailer, f"{name}: no title or no id")
    created = reader.metadata.creation_date
    check("metadata", created.replace(tzinfo=None) == datetime(2026, 12, 1, 6), f"{name}: created {created}")
    intents = [intent.get_object() for intent in root["/OutputIntents"]]
    check("colour", any(intent.get("/S") == "/GTS_PDFA1" for intent in intents), f"{name}: no profile of colours")
    lean = not reader.is_encrypted and not {"/AcroForm", "/OpenAction", "/AA"} & set(root)
    check("metadata", lean, f"{name}: is encrypted, or does something")
    check("outline", len(reader.outline) > 0, f"{name}: no list of contents")
    fonts(reader)
    structure(name, root["/StructTreeRoot"])
    for number, page in enumerate(reader.pages, 1):
        box = [float(side) for side in page.mediabox]
        check("pages", abs(box[2] - 595.276) < 0.01 and abs(box[3] - 841.89) < 0.01, f"{name}: not A4 but {box}")
        check("pages", page.get("/Tabs") == "/S" or "/Annots" not in page, f"{name}: tab order on page {number}")
    text(name, reader)
    with pikepdf.open(path) as other:
        problems = other.check_pdf_syntax()
        check("syntax", not problems, f"{name}: qpdf says {problems}")
        status = other.open_metadata().pdfa_status
        check("syntax", status == "3A", f"{name}: pikepdf sees PDF/A {status}")


def text(name: str, reader: PdfReader) -> None:
    """Every row that was written as CSV is on the pages, one after the other, told by how its words begin."""
    data = FOLDER / name.replace(".pdf", ".csv")
    if not data.exists():
        return
    whole = squeezed("".join(page.extract_text() for page in reader.pages))
    heading, *rows = cells(data)
    at = 0
    for row in rows:
        told = [cell for cell, title in zip(row, heading) if title != "Group"]
        words = [squeezed(cell) for cell in told if re.search(r"[a-z]", cell)]
        place = whole.find(words[0][:20], at)
        check("text", place >= 0, f"{name}: {words[0]!r} is not on the pages, or out of order")
        at = place + 1


def factur_x() -> None:
    path = FOLDER / "invoice-factur-x.pdf"
    reader = PdfReader(path, strict=True)
    xml = (FOLDER / "factur-x.xml").read_bytes()
    check("factur-x", reader.attachments["factur-x.xml"] == [xml], "the attached file differs")
    spec = reader.trailer["/Root"]["/AF"][0].get_object()
    check("factur-x", spec["/AFRelationship"] == "/Data", f"the relationship is {spec['/AFRelationship']}")
    subtype = spec["/EF"]["/F"].get_object()["/Subtype"]
    check("factur-x", subtype == "/text/xml", f"the type is {subtype}")
    found = metadata(reader)
    wanted = {"DocumentType": "INVOICE", "DocumentFileName": "factur-x.xml", "Version": "1.0"}
    wanted["ConformanceLevel"] = "MINIMUM"
    for key, value in wanted.items():
        check("factur-x", found.get(FX + key) == value, f"{key} is {found.get(FX + key)}")
    packet = ET.fromstring(reader.trailer["/Root"]["/Metadata"].get_object().get_data())
    described = {each.text for each in packet.iter("{http://www.aiim.org/pdfa/ns/property#}name")}
    check("factur-x", set(wanted) <= described, f"the schema describes only {described}")
    name, content = get_xml_from_pdf(path.read_bytes(), check_xsd=True)
    check("factur-x", name == "factur-x.xml" and content == xml, "factur-x found another file")
    check("factur-x", get_level(etree.fromstring(content)) == "minimum", "factur-x sees another profile")


def cells(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file, strict=True))


def spreadsheets() -> None:
    """A workbook and a CSV file of the same sheet say the same, each in its own types."""
    for path in sorted(FOLDER.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        page = book.worksheets[0]
        check("xlsx", page.freeze_panes == "A2", f"{path.name}: the headings are not frozen but {page.freeze_panes}")
        rows = cells(path.with_suffix(".csv"))
        check("xlsx", page.max_row == len(rows), f"{path.name}: {page.max_row} rows and not {len(rows)}")
        for number, row in enumerate(rows, 1):
            for column, plain in enumerate(row, 1):
                same(path.name, page.cell(number, column), plain)
    page = openpyxl.load_workbook(FOLDER / "statement-currencies.xlsx").worksheets[0]
    formats = {page.cell(row, 6).value: page.cell(row, 5).number_format for row in range(2, page.max_row + 1)}
    check("xlsx", formats == {"EUR": "#,##0.00", "JPY": "#,##0", "KWD": "#,##0.000"}, f"formats are {formats}")


def same(name: str, cell: openpyxl.cell.Cell, plain: str) -> None:
    check("xlsx", cell.data_type != "f", f"{name}: {cell.coordinate} is a formula")
    value = cell.value
    if cell.data_type == "n" and value is not None:
        close = abs(float(plain) - value) < 1e-9 * max(1, abs(value))
        check("xlsx", close, f"{name}: {cell.coordinate} {value} is not {plain}")
    elif cell.is_date:
        check("xlsx", value.date().isoformat() == plain, f"{name}: {cell.coordinate} {value} is not {plain}")
    else:
        text = plain[1:] if plain.startswith("'") else plain
        check("xlsx", (value or "") == text, f"{name}: {cell.coordinate} {value!r} is not {text!r}")


def formulas() -> None:
    raw = (FOLDER / "tricky.csv").read_bytes()
    check("csv", raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw, "no mark of UTF-8 or no CRLF")
    rows = cells(FOLDER / "tricky.csv")[1:]
    for text, amount, currency in rows:
        check("csv", not text.startswith(("=", "+", "-", "@", "\t", "\r")), f"{text!r} begins a formula")
        check("csv", re.fullmatch(r"-?\d+(\.\d+)?", amount) is not None, f"{amount!r} is no plain number")
        check("csv", re.fullmatch(r"[A-Z]{3}", currency) is not None, f"{currency!r} is no currency")
    check("csv", rows[0][:2] == ["'=1+1", "-12.50"] and rows[6][0] == 'a;b,"c"\nd', f"{rows} read back otherwise")


class Page(HTMLParser):
    """Elements that must be closed are closed, headings of tables have a scope, nothing is loaded."""

    VOID = {"meta", "br", "hr", "img", "link", "input"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        given = dict(attrs)
        check("html", tag != "th" or given.get("scope") in {"col", "row", "rowgroup"}, "a heading without scope")
        runs = {"src", "href", "style"} & set(given) or [key for key in given if key.startswith("on")]
        check("html", not runs, f"{tag} {given}")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        check("html", self.open.pop() == tag, f"{tag} is not what was open")


def html(path: Path) -> None:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    check("html", not page.open and page.seen["h1"] == 1 and page.seen["main"] == 1, f"{path.name}: {page.open}")
    check("html", not {"script", "link", "img", "iframe"} & set(page.seen), f"{path.name} loads or runs something")


def main() -> None:
    for path in sorted(FOLDER.glob("*.pdf")):
        pdf(path)
    factur_x()
    spreadsheets()
    formulas()
    for path in sorted(FOLDER.glob("*.html")):
        html(path)
    print("papers: " + ", ".join(f"{count} of {kind}" for kind, count in sorted(checks.items())) + " held")


main()
