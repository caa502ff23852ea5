#!/usr/bin/env python3
"""Writes the reference values of the library's distributions of processes: walks, autoregressions, fields.

The format, and what the sections are for, is described in distribution_reference.py.

Run with: process_distribution_reference.py ../resources/distributions [distribution...]
"""
import sys

import mpmath as mp

from distribution_reference import HALF_LOG_2PI, Distribution, exact, log, main

ALL = []


def distribution(name, parameters, terms):
    d = Distribution(name, parameters, "reals", terms)
    d.sets = ["S"]
    ALL.append(d)
    return d


def normal(differences, sd):
    n = len(differences)
    return [-((d / sd) ** 2) / 2 for d in differences] + [-n * log(sd), -n * HALF_LOG_2PI]


# ---- random walks ----


def walk_terms(sd, start, x):
    return normal([b - a for a, b in zip([start] + list(x), x)], sd)


d = distribution("GaussianRandomWalk", {"sd": "positive"}, lambda sd, x: walk_terms(sd, 0, x))
for sd in (1.0, 0.25, 40.0, 1e-100, 1e100):
    d.add((sd,), [[0.5 * sd, -0.5 * sd], [sd, 2 * sd, -3 * sd], [0.0, 0.0, 0.0, 0.0], [sd]])
for sd in (1.0, 0.25):
    d.total((sd,), "vector", sd, 1).total((sd,), "vector", sd, 2)
for sd, n in ((1.0, 2), (3.0, 5)):
    d.draw((sd,), "moments", [0.0] * n, [exact(sd) ** 2 * (t + 1) for t in range(n)])

d = distribution("GaussianRandomWalk", {"sd": "positive", "start": "real"}, walk_terms)
for sd, start in ((1.0, 0.5), (0.25, -3.0), (40.0, 1e3), (1e-100, 2e-100), (1e100, 1.0)):
    d.add((sd, start), [[start + 0.5 * sd, start - 0.5 * sd], [sd, 2 * sd, -3 * sd], [start] * 4, [start]])
d.total((0.5, 0.25), "vector", 0.5, 1).total((0.5, 0.25), "vector", 0.5, 2)
for sd, start, n in ((1.0, -2.0, 2), (3.0, 10.0, 4)):
    d.draw((sd, start), "moments", [start] * n, [exact(sd) ** 2 * (t + 1) for t in range(n)])


# ---- autoregressions ----


def ar_terms(coefficients, sd, x):
    def mean(t):
        return mp.fsum(c * x[t - 1 - k] for k, c in enumerate(coefficients) if k < t)

    return normal([x[t] - mean(t) for t in range(len(x))], sd)


def ar_variances(coefficients, sd, n):
    """Of sums of the shocks so far, each with its response."""
    response = [mp.mpf(1)]
    for t in range(1, n):
        response.append(mp.fsum(exact(c) * response[t - 1 - k] for k, c in enumerate(coefficients) if k < t))
    return [exact(sd) ** 2 * mp.fsum(r ** 2 for r in response[: t + 1]) for t in range(n)]


d = distribution("AR", {"coefficients": "reals", "sd": "positive"}, ar_terms)
for coefficients in ([0.5], [-0.96875, 0.25], [1.5, -0.75, 0.125], [0.0]):
    for sd in (1.0, 0.25, 1e-100):
        d.add((coefficients, sd), [[sd], [0.5 * sd, -0.5 * sd], [sd, 2 * sd, -3 * sd, 0.0, 0.25 * sd]])
d.add(([1e10, 3.0], 1e5), [[1.0, 2.0, -3.0]])
d.total(([0.5], 1.0), "vector", 1.0, 1).total(([0.5], 1.0), "vector", 1.0, 2)
d.total(([-0.75, 0.5], 0.5), "vector", 0.5, 2)
for coefficients, sd, n in (([0.5], 1.0, 2), ([1.0, -0.5], 2.0, 5)):
    d.draw((coefficients, sd), "moments", [0.0] * n, ar_variances(coefficients, sd, n))


if __name__ == "__main__":
    wanted = sys.argv[2:]
    main(sys.argv[1], [each for each in ALL if not wanted or each.name in wanted])
