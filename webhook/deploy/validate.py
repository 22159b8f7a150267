"""Checks rendered manifests: validate.py FILE...

Objects of Kubernetes are validated with the upstream schemas, strictly; those of the add-ons that the
chart knows by what must be there. Needs the packages kubernetes-validate and PyYAML.
"""

import sys

import kubernetes_validate
import yaml

VERSION = "1.37"

# Kinds without an upstream schema: the paths that must hold something.
ADD_ONS = {
    ("monitoring.coreos.com/v1", "ServiceMonitor"): ["spec.selector.matchLabels", "spec.endpoints.0.port"],
    ("monitoring.coreos.com/v1", "PrometheusRule"): ["spec.groups.0.name", "spec.groups.0.rules.0.expr"],
    ("cert-manager.io/v1", "Certificate"): ["spec.secretName", "spec.dnsNames.0", "spec.issuerRef.name"],
    ("cert-manager.io/v1", "Issuer"): ["spec.selfSigned"],
}


def at(value, path):
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def check(value):
    kind = (value["apiVersion"], value["kind"])
    if kind not in ADD_ONS:
        kubernetes_validate.validate(value, VERSION, strict=True)
        return
    for path in ["metadata.name", "metadata.namespace"] + ADD_ONS[kind]:
        at(value, path)


failed = False
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        values = [value for value in yaml.safe_load_all(file) if value is not None]
    seen = set()
    for value in values:
        identity = (value["kind"], value["metadata"].get("namespace"), value["metadata"]["name"])
        try:
            if identity in seen:
                raise ValueError("is there twice")
            seen.add(identity)
            check(value)
        except Exception as error:  # every kind of failure is one of the manifest
            failed = True
            print("%s: %s %s: %s: %s" % (name, identity[0], identity[2], type(error).__name__, str(error).splitlines()[0]))
    print("%s: %d objects" % (name, len(values)))
sys.exit(1 if failed or len(sys.argv) < 2 else 0)
