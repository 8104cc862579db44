"""Validates files against a schema: RELAX NG for XML (lxml), JSON Schema for JSON (jsonschema).

validate.py SCHEMA FILE...   prints what is wrong, one line each; ends with 1 if anything is
"""

import json
import sys

import jsonschema
from lxml import etree


def mistakes_of_xml(schema, path):
    # Neither entities nor the network: a feed needs none of both.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        document = etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        return [str(error)]
    schema.validate(document)
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def mistakes_of_json(schema, path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(document)]


def main(schema_path, paths):
    if schema_path.endswith(".rng"):
        schema, mistakes_of = etree.RelaxNG(etree.parse(schema_path)), mistakes_of_xml
    else:
        with open(schema_path, encoding="utf-8") as file:
            loaded = json.load(file)
        jsonschema.Draft202012Validator.check_schema(loaded)
        schema, mistakes_of = jsonschema.Draft202012Validator(loaded), mistakes_of_json
    found = [f"{path}: {mistake}" for path in paths for mistake in mistakes_of(schema, path)]
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
