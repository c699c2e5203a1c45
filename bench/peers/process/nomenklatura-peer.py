"""nomenklatura with rigour, as a peer: JSON lines in and out, see peer.ts. One argument: the algorithm's name.

Scores are those of the algorithm itself with its default configuration. Candidates for a search come from the
package's own blocking index (DuckDB, 75 candidates), which takes queries in batches: each query bears its share of the
time of its batch. The search server built on the package finds candidates with Elasticsearch instead; it is no package
and is not measured here.
"""

import itertools
import json
import logging
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from followthemoney import StatementEntity, model
from followthemoney.dataset import Dataset
from nomenklatura.blocker import Index
from nomenklatura.matching import get_algorithm

logging.disable(logging.CRITICAL)

ALGORITHM = get_algorithm(sys.argv[1])
CONFIG = ALGORITHM.default_config()
DATASET = Dataset({"name": "peers", "title": "peers"})
# What the package works out about an entity it keeps by the entity's id: no two may share one.
NUMBERS = itertools.count()


def entity(key, schema, side):
    made = StatementEntity(DATASET, {"schema": schema, "id": key, "properties": {}})

    def add(props, values):
        prop = next((name for name in props if name in made.schema.properties), None)
        if prop is not None:
            made.add(prop, values)

    forms = {"strong": [], "former": [], "weak": []}
    for name in side["names"]:
        forms[name["quality"]].append(name["text"])
    strong = forms["strong"]
    add(["name"], strong[:1])
    add(["alias"], strong[1:])
    add(["previousName"], forms["former"])
    add(["weakAlias"], forms["weak"])
    add(["country"], [code.lower() for code in side.get("countries", [])])
    add(["address", "full"], side.get("addresses", []))
    add(["birthDate"], side.get("birthDates", []))
    add(["idNumber", "registrationNumber"], side.get("identifiers", []))
    return made


class Corpus:
    """As much of a store's view as the blocking index asks for."""

    def __init__(self, path):
        self.by_id = {}
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                self.by_id[entry["id"]] = entity(entry["id"], entry["schema"], entry)

    def entities(self, include_schemata=None):
        yield from self.by_id.values()


class Peer:
    def __init__(self):
        self.corpus = None
        self.index = None

    def hello(self, _):
        return {
            "version": ", ".join(f"{name} {version(name)}" for name in ("nomenklatura", "rigour")),
        }

    def open(self, said):
        self.corpus = Corpus(said["corpus"])
        self.index = Index(self.corpus, Path(tempfile.mkdtemp(dir=said["folder"])))
        self.index.build()
        return {}

    def compare(self, said):
        scores = []
        cpu = time.process_time()
        started = time.perf_counter()
        for pair in said["pairs"]:
            schema = pair["schema"]
            query = entity(f"query-{next(NUMBERS)}", schema, pair["query"])
            candidate = entity(f"candidate-{next(NUMBERS)}", schema, pair["candidate"])
            scores.append(ALGORITHM.compare(query, candidate, CONFIG).score)
        took = (time.perf_counter() - started) * 1e6
        return {"scores": scores, "us": [took / max(1, len(scores))] * len(scores), "cpuUs": (time.process_time() - cpu) * 1e6}

    def search(self, said):
        queries = {}
        for query in said["queries"]:
            key = f"query-{next(NUMBERS)}"
            queries[key] = entity(key, query["schema"], {"names": [{"text": query["name"], "quality": "strong"}]})
        cpu = time.process_time()
        started = time.perf_counter()
        candidates = {str(key): found for key, found in self.index.match_entities(queries.values())}
        share = (time.perf_counter() - started) * 1e6 / max(1, len(queries))
        results, took = [], []
        for key, query in queries.items():
            started = time.perf_counter()
            scored = [
                (ALGORITHM.compare(query, self.corpus.by_id[str(found)], CONFIG).score, str(found))
                for found, _ in candidates.get(key, [])
            ]
            scored.sort(key=lambda one: -one[0])
            took.append(share + (time.perf_counter() - started) * 1e6)
            results.append([{"id": found, "score": score} for score, found in scored[: said["limit"]]])
        return {"results": results, "us": took, "cpuUs": (time.process_time() - cpu) * 1e6}


peer = Peer()
for line in sys.stdin:
    said = json.loads(line)
    answer = getattr(peer, said["ask"])(said)
    print(json.dumps(answer), flush=True)
