"""Every plugin of hostile.csv: beside those of the country, how the run ends and what the others still have; and what
`caqes plugin check` says of it.

hostile.py run|check [--no-sandbox] PROGRAM BUILD SOURCE [NAME...]
hostile.py write PROGRAM BUILD SOURCE      both, and docs/hostile.md anew, with what was seen

Three establishments: the first is under both plugins of a row and unmarked, the second under its volet and marked, the
third under its indicators and marked. The run without them, that of the honest plugin, is what the others must still have.
"""
import concurrent.futures
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time

FED = {"volet": "qualite", "regional": "socle"}  # the row that each of the two plugins feeds
UNMARKED, VOLET, REGIONAL = "990000202", "990000210", "990000228"
ENDS = {0, 1, 5}  # documented: done, incomplete, a plugin was refused or failed
LIMIT_S = 60  # a run is killed then


def read_table(source):
    with open(os.path.join(source, "tests/hostile/hostile.csv"), newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write_world(source, folder):
    """The demonstration campaign, with the hostile plugins instead of qualité and of the region's; three dossiers."""
    with open(os.path.join(source, "conf/demo/campagne.cfg")) as file:
        text = file.read()
    text = re.sub(r"suspensions = \(.*?\);\n", "", text, flags=re.S)
    text = text.replace('"fr.caqes.qualite"; version = "1.0.0"; fichier = "caqes-qualite.so"',
                        '"fr.hostile.volet"; version = "1.0.0"; fichier = "volet.so"; volets = ["qualite"]')
    text = re.sub(r'\{ id = "fr.exemple.val-fictif".*\}', '{ id = "fr.hostile.regional"; version = "1.0.0"; '
                  'fichier = "regional.so"; par_defaut = false; volets = ["socle"]; }', text)
    text = text.replace('"fr.caqes.qualite"', '"fr.hostile.volet"').replace("fr.exemple.val-fictif", "fr.hostile.regional")
    text = text.replace("../", os.path.join(source, "conf/"))
    campaign = os.path.join(folder, "campagne.cfg")
    with open(campaign, "w") as file:
        file.write(text)
    with open(os.path.join(source, "conf/demo/dossiers/990000020.json")) as file:
        model = json.load(file)
    known = set()
    for plugin in ("socle", "transports", "pertinence"):
        with open(os.path.join(source, "plugins", plugin, "manifest.json")) as file:
            known |= {given["name"] for given in json.load(file)["inputs"]}
    model["donnees"] = {name: value for name, value in model["donnees"].items() if name.split("@")[0] in known}
    dossiers = os.path.join(folder, "dossiers.ndjson")
    with open(dossiers, "w") as file:
        for finess, champs, marks in ((UNMARKED, ["MCO"], {}), (VOLET, ["SSR"], {"marque_volet": "oui"}),
                                      (REGIONAL, ["MCO"], {"marque_regionale": "oui"})):
            dossier = json.loads(json.dumps(model))
            dossier["etablissement"].update(finess=finess, champs=champs)
            del dossier["etablissement"]["region"]
            for terms in dossier["contrat"].values():
                terms.get("coefficients", {}).clear()
            del dossier["contrat"]["qualite"]
            if finess != REGIONAL:
                dossier["contrat"]["qualite"] = {"signature": "2017-12-18"}
            dossier["donnees"].update(marks, vertueux="oui", lits_vertueux=12)
            for mark in ("marque_volet", "marque_regionale"):
                dossier["donnees"].setdefault(mark, "non")
            file.write(json.dumps(dossier) + "\n")
    return campaign, dossiers


class Run:
    """One run of the program: how it ended, what it said, its grids by establishment."""

    def __init__(self, suite, name):
        command = [suite.program, "evaluate", "--format", "ndjson", "--explain", "--worker-seconds", "1", "--plugins",
                   os.path.join(suite.build, "tests/hostile/plugins", name), suite.campaign, suite.dossiers]
        started = time.monotonic()
        done = subprocess.run(command, capture_output=True, timeout=LIMIT_S, stdin=subprocess.DEVNULL)
        self.seconds = time.monotonic() - started
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode(errors="replace")
        self.grids = {}
        for line in self.out.splitlines():
            grid = json.loads(line)
            self.grids[grid["etablissement"]["finess"]] = grid

    def first_words(self):
        """What refused the plugin, else its fault on the first establishment that has one."""
        refusal = re.search(r"error\[((?!P301)\w+)\]: (.*)", self.err)
        fault = re.search(r"en erreur : (.*)", self.err)
        words = ": ".join(refusal.groups()) if refusal else fault.group(1) if fault else ""
        return re.sub(r"/[^ ]*/", "", words)[:160]

    def rows(self, finess, but=()):
        return [row for row in self.grids[finess]["volets"] if row["volet"] not in but]

    def total(self, finess):
        return self.grids[finess]["total"]["etat"]


class Suite:
    def __init__(self, program, build, source, folder):
        self.program, self.build, self.source = program, build, source
        self.campaign, self.dossiers = write_world(source, folder)
        self.reference = Run(self, "honest")
        if self.reference.code != 0 or self.reference.err:
            sys.exit("the honest plugins are not honest:\n" + self.reference.err + self.reference.out[:2000])
        for finess in (UNMARKED, VOLET, REGIONAL):
            assert self.reference.total(finess) == "complet", self.reference.grids[finess]["total"]

    def only_volet(self, name):
        """True when its regional twin is honest: only an amount can do this wrong."""
        path = os.path.join(self.source, "tests/hostile", name + ".c")
        if not os.path.exists(path):
            return False
        with open(path) as file:
            return "_IN_VOLET" in file.read()

    def check_row(self, row):
        """What is wrong in what the check says, the seconds it took, and the codes of its errors. A verdict names the codes
        that must be there, "A|B" for one of two; others may be, for one conduct has many signs; without any, none may."""
        command = [self.program, "plugin", "check", "--format", "json", "--fuzz-seconds", "0",
                   os.path.join(self.build, "tests/hostile/plugins", row["name"], "volet.so")]
        started = time.monotonic()
        try:
            done = subprocess.run(command, capture_output=True, timeout=LIMIT_S, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return ["the check hangs"], LIMIT_S, ""
        codes = sorted({f["code"] for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"})
        faults = ["%s is not found, but: %s" % (wanted, " ".join(codes)) for wanted in row["check"].split()
                  if not set(wanted.split("|")) & set(codes)]
        if codes and not row["check"]:
            faults.append("there is nothing to find, but: " + " ".join(codes))
        if done.returncode != (5 if codes else 0):
            faults.append("exit code %d of the check" % done.returncode)
        return faults, time.monotonic() - started, " ".join(codes)

    def try_row(self, row):
        """Its faults, the seconds it took, and what the program said first."""
        try:
            run = Run(self, row["name"])
        except subprocess.TimeoutExpired:
            return ["the host hangs"], LIMIT_S, ""
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            return ["the results are no JSON: %s" % error], 0, ""
        return list(self.compare(run, row["name"], row["host"])), run.seconds, run.first_words()

    def compare(self, run, name, host):
        reference = self.reference
        if host.startswith("C"):  # the campaign itself is wrong: nothing is evaluated
            if run.code != 3 or run.out or host not in run.err:
                yield "exit code %d, %s" % (run.code, run.err[:300])
            return
        if run.code not in ENDS:
            yield "exit code %d" % run.code
            return
        if any(ord(c) < 32 and c != "\n" for c in run.err):
            yield "standard error could move a terminal"
        if len(run.err) > 40000:
            yield "standard error has %d bytes" % len(run.err)
        if list(run.grids) != list(reference.grids):
            yield "other establishments: %s" % list(run.grids)
            return
        refused = re.fullmatch(r"P[12]\d\d|P302", host)
        failed = host not in ("sans effet", "admis")
        for finess, fed in ((UNMARKED, list(FED.values())), (VOLET, [FED["volet"]]), (REGIONAL, [FED["regional"]])):
            if run.rows(finess, fed) != reference.rows(finess, fed):
                yield "%s: rows of the others have changed" % finess
        if host == "sans effet" and run.out != reference.out:
            yield "it has an effect: %s" % run.err[:300]
        if failed:
            yield from self.compare_failure(run, name, host, refused)
        elif run.code != reference.code:
            yield "exit code %d: %s" % (run.code, run.err[:300])

    def compare_failure(self, run, name, host, refused):
        if run.code != 5:
            yield "exit code %d instead of 5" % run.code
        if not any(text in run.err or text in run.out for text in host.split("|")):
            yield "the cause is not said, but: %s" % run.err[:400]
        if not refused and run.grids[UNMARKED] != self.reference.grids[UNMARKED]:
            yield "an innocent establishment has changed: %s" % run.err[:300]
        if run.total(VOLET) != "aucun":
            yield "the second establishment has a total: %s" % run.total(VOLET)
        wanted = "complet" if self.only_volet(name) else "partiel"
        if run.total(REGIONAL) != wanted:
            yield "the third establishment has a total that is %s, not %s" % (run.total(REGIONAL), wanted)


HEADINGS = {
    "honest": "To compare with",
    "elf": "The file",
    "manifest": "The manifest",
    "entry": "The exported object",
    "flow": "Control flow",
    "memory": "Memory",
    "money": "Results and money",
    "state": "Determinism",
    "system": "The system",
    "protocol": "The protocol",
}
INTRODUCTION = """# Hostile plugins

What plugins can do wrong; what `caqes plugin check` must say of each, and said; what a run must become, and became. Each is built
twice from `tests/hostile/NAME.c`, or made of an honest one by `tests/hostile/recipe.py`: as the volet *qualité* and as a regional
set of indicators, and run beside the plugins of the country on three establishments. In every run the program ends with a
documented exit code, and every row that the plugin does not feed is the same as in the run of the honest one. Where the volet
fails there is no total; where the regional set fails the total is partial.

In the column *check*, codes are of [findings](check-findings.md) and [messages](plugin-errors.md); where there is none, nothing may
be found. In the column *run*, a code is of a message, a text is the cause that the grid shows, `sans effet` means that the results
are the same, to the byte, as those of the honest plugin, and `admis` that the host cannot know: each amount still recomputes and is
under its ceilings, and the check alone sees that it depends on what it must not depend on.

This page is written by `tests/hostile/hostile.py write` and compared with `tests/hostile/hostile.csv` by a test.
"""


def family(name):
    return name.split("-")[0]


def cell(text):
    return text.replace("|", " or ") or "–"


def page_row(row, said="", seen=""):
    return "| %s |" % " | ".join(cell(c) for c in (row["name"], row["does"], row["check"], row["host"], said, seen))


def write_page(path, rows, said, seen):
    lines = [INTRODUCTION.rstrip()]
    for name, heading in HEADINGS.items():
        lines += ["", "## " + heading, "", "| plugin | what it does | check | run | the check said | the run said |", "|---" * 6 + "|"]
        lines += [page_row(row, said[row["name"]], seen[row["name"]]) for row in rows if family(row["name"]) == name]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def page_faults(path, rows):
    """The page has the rows of the table and no other; what was seen may be said in other words by another compiler."""
    def without_seen(line):
        return line.rsplit(" | ", 2)[0]
    with open(path) as file:
        found = {without_seen(line) for line in file if line.startswith("| ") and not line.startswith("| plugin ")}
    for line in sorted({without_seen(page_row(row)) for row in rows} ^ found):
        yield "docs/hostile.md differs: " + line


def try_all(trial, rows):
    """What was seen, by name, and the number of faults, which are said."""
    seen, bad = {}, 0
    order = sorted(rows, key=lambda row: "ne répond pas" not in row["host"])  # the one that waits, first
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for row, (faults, seconds, words) in zip(order, pool.map(trial, order)):
            seen[row["name"]] = words
            if seconds > 10:
                print("%s: %.1f s" % (row["name"], seconds))
            for fault in faults:
                bad += 1
                print("FAIL: %s: %s" % (row["name"], fault))
    return seen, bad


def harmless_without_sandbox(row):
    """Without the sandbox, what it forbids would be done."""
    name = row["name"]
    return family(name) in ("elf", "entry", "manifest", "money") and not name.startswith(("elf-constructor", "elf-ifunc", "elf-init", "elf-fast-math", "elf-runpath"))


def main(task, *arguments):
    sandboxed = "--no-sandbox" not in arguments
    program, build, source, *names = [a for a in arguments if not a.startswith("--")]
    table, page = read_table(source), os.path.join(source, "docs/hostile.md")
    rows = [row for row in table if not names or row["name"] in names]
    rows = [row for row in rows if sandboxed or harmless_without_sandbox(row)]
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite(program, build, source, folder)
        seen, bad = try_all(suite.try_row, rows) if task in ("run", "write") else ({}, 0)
        said, more = try_all(suite.check_row, rows) if task in ("check", "write") else ({}, 0)
    if task == "write":
        write_page(page, table, said, seen)
    faults = list(page_faults(page, table))
    for fault in faults:
        print("FAIL: " + fault)
    bad += more + len(faults)
    print("%d hostile plugins, %d faults" % (len(rows), bad))
    return 1 if bad or not rows else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
