"""The authors' pages hold to the sources: pages.py SOURCE

docs/plugin-reference.md has every public name of the headers; docs/refused.md every sentence that a grid may say of a plugin; the pages on
messages every code; and what a page shows of a file (<!-- from FILE -->) is in that file."""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
faults = []


def text(name):
    return (source / name).read_text(encoding="utf-8")


# ---- Headers: functions, structs, enums and their constants, types, macros but include guards ----

reference = text("docs/plugin-reference.md")
names = set()
for header in sorted(source.glob("sdk/include/caqes/*.h")):
    code = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
    names.update(re.findall(r"^static inline [^(;]*\b(caqes_\w+)\(", code, re.M))
    names.update(re.findall(r"^(?:struct|enum) (caqes_\w+) \{", code, re.M))
    names.update(re.findall(r"typedef [^;]*\b(caqes_\w+);", code))
    names.update(n for n in re.findall(r"^#define\s+(CAQES_\w+)", code, re.M) if not n.endswith("_H"))
    for body in re.findall(r"^enum caqes_\w+ \{(.*?)\}", code, re.M | re.S):
        names.update(re.findall(r"\b(CAQES_\w+)\b", body))
if len(names) < 120:
    faults.append(f"only {len(names)} public names found in the headers")
described = set(re.findall(r"\b(?:caqes|CAQES)_\w+\b", reference))
for name in sorted(names - described):
    faults.append(f"docs/plugin-reference.md has no entry for {name}")
for name in sorted(described - names):
    faults.append(f"docs/plugin-reference.md names {name}, which no header has")

# ---- Sentences in French about a plugin ----

# What these files say in French (or in English) that is not the fault of a plugin. Each must still be there.
not_faults = {
    "host/plugin/call.c": ["sans objet"],
    "host/audit/audit.c": [
        "%s%s %s (%s)", "%s ; et %u autres", "plugin %s en erreur : %s", "plafond invérifiable, il manque : %s",
        "aucun plugin de la campagne n'évalue ce volet", "une règle de la campagne retire le plugin de ce volet, qui est au contrat",
        "terme non fixé", "termes non fixés", "donnée non fournie", "données non fournies"],
    "host/worker/worker.c": [
        "run on a kernel that has them, or trust the plugins", "plugins are not confined by:%s%s%s%s", " limits", " seccomp", " landlock", " clocks",
        "run it under a debugger with --in-process; ask its publisher", "no memory can be shared with a worker process", "not loaded: %s"],
}
whole_files = ["host/plugin/call.c", "host/worker/worker.c", "host/audit/audit.c", "host/audit/guard.c", "host/target/decision.c"]
excerpts = {  # file: where its sentences stand
    "host/worker/isolation.c": r'refusal = "([^"]*)"',
    "host/campaign/campaign_plugins.c": r'refusal = [^;"]*"([^"]*)"',
    "host/target/target.c": r'plugin %s en erreur : ([^%"]+)"',
}


def literals(code):
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.S)
    code = re.sub(r"^#include.*$", "", code, flags=re.M)
    code = re.sub(r'"\s*\n\s*"', "", code)  # pieces of one text
    return re.findall(r'"((?:[^"\\]|\\.)*)"', code)


def shown(sentence):  # as the page writes it
    return re.sub(r"%[a-z]+", "…", sentence)


page = text("docs/refused.md")
cells = {row.split("|")[1].strip() for row in page.splitlines() if row.startswith("| ")}
sentences = set()
for name in whole_files:
    found = [s for s in literals(text(name)) if " " in s and re.search(r"\w", s)]
    excepted = not_faults.get(name, [])
    for sentence in excepted:
        if sentence not in found:
            faults.append(f'{name} no longer says "{sentence}": take it out of tests/cli/pages.py')
    sentences.update((s, name) for s in found if s not in excepted)
for name, pattern in excerpts.items():
    found = re.findall(pattern, text(name))
    if not found:
        faults.append(f"{name} has no sentence: {pattern}")
    sentences.update((s, name) for s in found)
if len(sentences) < 35:
    faults.append(f"only {len(sentences)} sentences found in the sources")
for sentence, name in sorted(sentences):
    if shown(sentence) not in cells:
        faults.append(f'docs/refused.md has no row for "{shown(sentence)}" ({name})')
said = {shown(s) for s, _ in sentences}
for row in re.findall(r"^\| ([^|]*[a-zéè…)]) \|", page.split("## Sentences")[1].split("## By code")[0], re.M):
    if row != "sentence" and row not in said:
        faults.append(f'docs/refused.md has a row that nothing says: "{row}"')

# ---- Codes ----

pages = "".join(p.read_text(encoding="utf-8") for p in sorted(source.glob("docs/*.md")))
codes = set()
for file in sorted(source.glob("host/**/*.[ch]*")) + sorted(source.glob("sdk/tool/*.c")):
    codes.update(re.findall(r'"([CDKPTSU]\d{3})"', file.read_text(encoding="utf-8")))
if len(codes) < 150:
    faults.append(f"only {len(codes)} codes found in the sources")
for code in sorted(codes):
    if not re.search(rf"^\| {code} \|", pages, re.M):
        faults.append(f"no page has a row for {code}")

# ---- Extracts ----

extracts = 0
for file in sorted(source.glob("docs/*.md")):
    for origin, block in re.findall(r"<!-- from (\S+) -->\n```\w*\n(.*?)```", file.read_text(encoding="utf-8"), re.S):
        extracts += 1
        if block not in text(origin):
            faults.append(f"{file.name} shows of {origin} what is not in it:\n{block}")
if extracts < 10:
    faults.append(f"only {extracts} extracts found")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
