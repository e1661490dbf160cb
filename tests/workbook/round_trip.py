"""round_trip.py CAQES SOURCE: the template of caqes import, filled as an establishment would, is read back and evaluates as the
dossiers that the figures were taken from; so does the same table as CSV, and as LibreOffice saves it as XLSX."""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

WITHOUT_PLANS = ("990000046", "990000053", "990000079", "990000087", "990000103")


def run(*command, codes=(0, 1)):
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in codes:
        sys.exit("%s: %d\n%s" % (" ".join(command), done.returncode, done.stderr.decode()))
    return done.stdout.decode()


def french(value):
    """As a person in France types it: a decimal comma, a blank between thousands."""
    whole, _, rest = value.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return whole + ("," + rest if rest else "")


def flat(dossier):
    """Paths and cells. Numbers are kept as they are written."""
    cells = {}
    for key, value in dossier["etablissement"].items():
        cells["etablissement." + key] = ", ".join(value) if isinstance(value, list) else value
    for volet, terms in dossier["contrat"].items():
        for key, value in terms.items():
            if isinstance(value, dict):
                for name, term in value.items():
                    cells[f"contrat.{volet}.{key}.{name}"] = term
            elif key == "signature" or key == "fin":
                cells[f"contrat.{volet}.{key}"] = "/".join(reversed(value.split("-")))
            else:
                cells[f"contrat.{volet}.{key}"] = value
    for key, value in dossier["donnees"].items():
        if isinstance(value, list):
            value = max(value, key=lambda v: v["extraction"])
        if isinstance(value, dict):
            value = value["valeur"]
        if value is not None:
            cells["donnees." + key] = french(value) if re.fullmatch(r"-?[\d.]+", value) else value
    return cells


def column(index):
    name = ""
    while index >= 0:
        name, index = chr(65 + index % 26) + name, index // 26 - 1
    return name


def fill(template, target, rows):
    """Rows under the names of the first sheet; names that the template lacks are added at its end, as a person would."""
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        shared = [re.sub("<[^>]*>", "", s) for s in re.findall(r"<si>(.*?)</si>", source.read("xl/sharedStrings.xml").decode(), re.S)]
        sheet = source.read("xl/worksheets/sheet1.xml").decode()
        names = [shared[int(v)] for v in re.findall(r'<c r="[A-Z]+1"[^>]*t="s"><v>(\d+)</v>', sheet)]
        more = sorted({name for row in rows for name in row} - set(names))
        text = lambda place, value: f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        head = "".join(text(column(len(names) + k) + "1", name) for k, name in enumerate(more))
        names += more
        body = ""
        for line, row in enumerate(rows, 2):
            body += f'<row r="{line}">' + "".join(text(f"{column(k)}{line}", row[name]) for k, name in enumerate(names) if name in row) + "</row>"
        changed = re.sub(r"</row></sheetData>", lambda m: head + "</row>" + body + "</sheetData>", sheet)
        assert changed != sheet
        for name in source.namelist():
            out.writestr(name, changed if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return names


def main(caqes, source):
    campaign = os.path.join(source, "conf/demo/campagne.cfg")
    files = [os.path.join(source, "conf/demo/dossiers", name + ".json") for name in WITHOUT_PLANS]
    expected = run(caqes, "evaluate", "--format", "compact", campaign, *files)
    rows = [flat(json.loads(open(name, encoding="utf-8").read(), parse_float=str, parse_int=str)) for name in files]
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        run(caqes, "import", "--template", "--output", path("modele.xlsx"), campaign, codes=(0,))
        names = fill(path("modele.xlsx"), path("rempli.xlsx"), rows)
        for encoding, separator, name in (("utf-8-sig", ";", "a.csv"), ("utf-8", "\t", "b.csv"), ("cp1252", ";", "c.csv")):
            with open(path(name), "w", encoding=encoding, newline="") as file:
                writer = csv.DictWriter(file, names, delimiter=separator)
                writer.writeheader()
                for row in rows:  # U+202F is not in Windows-1252: Excel writes U+00A0
                    writer.writerow({k: v.replace("\u202f", "\u00a0" if encoding == "cp1252" else "\u202f") for k, v in row.items()})
        # Every cell as a text, as the template makes them: a spreadsheet that guesses would drop the zeros of a FINESS.
        run("soffice", "-env:UserInstallation=file://" + path("profile"), "--headless",
            "--infilter=CSV:59,34,76,1," + "/".join(f"{k}/2" for k in range(1, len(names) + 1)), "--convert-to", "xlsx:Calc MS Excel 2007 XML",
            "--outdir", path("lo"), path("a.csv"), codes=(0,))
        for name in ("rempli.xlsx", "a.csv", "b.csv", "c.csv", "lo/a.xlsx"):
            run(caqes, "import", "--output", path("dossiers.ndjson"), campaign, path(name), codes=(0,))
            found = run(caqes, "evaluate", "--format", "compact", campaign, path("dossiers.ndjson"))
            assert found == expected, "%s:\n%s\n%s" % (name, found[:1500], expected[:1500])
    print("%d dossiers, %d columns, five ways" % (len(rows), len(names)))


main(*sys.argv[1:])
