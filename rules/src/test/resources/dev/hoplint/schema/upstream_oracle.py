"""Validates objects with the upstream Kubernetes schemas of the package kubernetes-validate.

    upstream_oracle.py VERSION    prints the folder of the strict schemas, then reads objects from
                                  standard input, one JSON per line, and prints one line for each:
                                  "ok", or keyword and path of an error
"""

import json
import os
import re
import sys

import jsonschema
import kubernetes_validate
from referencing import Registry, Resource

folder = os.path.join(
    os.path.dirname(kubernetes_validate.__file__),
    "kubernetes-json-schema",
    "v%s.0-local-strict" % sys.argv[1],
)
print(folder, flush=True)

with open(os.path.join(folder, "_definitions.json"), encoding="utf-8") as file:
    registry = Resource.from_contents(json.load(file)) @ Registry()
validators = {}


def validator(kind, api_version):
    name = "%s-%s.json" % (kind.lower(), re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api_version))
    if name not in validators:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            schema = json.load(file)
        own = Resource.from_contents(schema) @ registry
        validators[name] = jsonschema.validators.Draft202012Validator(schema, registry=own)
    return validators[name]


for line in sys.stdin:
    value = json.loads(line)
    error = next(validator(value["kind"], value["apiVersion"]).iter_errors(value), None)
    print("ok" if error is None else "%s %s" % (error.validator, error.json_path))
