# SPDX-License-Identifier: MIT
"""The published schema and the parser agree: what the parser accepts, the schema accepts; and what the schema
refuses in every manifest of the repository changed in one place, the parser refuses. A real validator
(python3-jsonschema) is the judge.

usage: schema_agrees.py SOURCE CAQES_MANIFEST"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator

source, tool = pathlib.Path(sys.argv[1]), sys.argv[2]
schema = json.loads((source / "sdk/schema/manifest.schema.json").read_text(encoding="utf-8"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
OTHERS = [None, 1, "", "x", "A", [], {}]


def places(value, path=()):
    """Every place of a document."""
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from places(member, path + (key,))


def holder(document, path):
    for key in path[:-1]:
        document = document[key]
    return document


def changes(document):
    """The document with one member removed, replaced or added, one at a time."""
    for path in places(document):
        if path:
            changed = copy.deepcopy(document)
            del holder(changed, path)[path[-1]]
            yield "without", path, changed
            for other in OTHERS:
                changed = copy.deepcopy(document)
                holder(changed, path)[path[-1]] = other
                yield json.dumps(other), path, changed
        value = holder(document, path + ("",))
        if isinstance(value, dict):
            changed = copy.deepcopy(document)
            holder(changed, path + ("",))["inconnu"] = 1
            yield "with a key more", path, changed


def parser_accepts(document, folder):
    file = folder / "manifest.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    code = subprocess.run([tool, file, "--check"], stderr=subprocess.DEVNULL, check=False).returncode
    if code not in (0, 5):
        sys.exit(f"caqes-manifest ended with {code} on {json.dumps(document)}")
    return code == 0


failures = tried = refused = 0
manifests = sorted(source.glob("plugins/**/manifest.json")) + sorted(source.glob("docs/examples/*/manifest.json"))
for file in manifests:
    faults = list(validator.iter_errors(json.loads(file.read_text(encoding="utf-8"))))
    for fault in faults:
        print(f"{file}: {list(fault.absolute_path)}: {fault.message}")
    failures += len(faults)
if len(manifests) < 7:
    sys.exit(f"only {len(manifests)} manifests found")

with tempfile.TemporaryDirectory() as name:
    for file in sorted(source.glob("tests/fuzz/corpus/manifest/*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        if not validator.is_valid(document) or not parser_accepts(document, pathlib.Path(name)):
            sys.exit(f"{file} is not a good manifest")
        for what, path, changed in changes(document):
            tried += 1
            good = validator.is_valid(changed)
            refused += not good
            if not good and parser_accepts(changed, pathlib.Path(name)):
                failures += 1
                print(f"{file}: {what} at {'.'.join(map(str, path))}: the parser accepts it, the schema does not")
print(f"{tried} changes, {refused} refused by the schema and by the parser")
sys.exit(failures > 0 or refused < 1000)
