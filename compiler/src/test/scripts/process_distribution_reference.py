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


# ---- fields on graphs ----

# ---- broken sticks ----


def stick_terms(shares, x):
    """Of independent beta shares of what is left: log density of each, less the log of what it is a share of."""
    terms, left = [], mp.mpf(1)
    for k in range(len(x) - 1):
        a, b = shares(k + 1)
        v = x[k] / left
        rest = mp.fsum(x[k + 1:])
        terms += [(a - 1) * log(v), (b - 1) * log(rest / left), -mp.log(mp.beta(a, b)), -log(left)]
        left = rest
    return terms


def stick_moments(shares, n):
    """Means and variances of the pieces, by those of the shares."""
    means, squares, left, left_square = [], [], mp.mpf(1), mp.mpf(1)
    for k in range(1, n):
        a, b = shares(k)
        total = a + b
        means.append(left * a / total)
        squares.append(left_square * a * (a + 1) / (total * (total + 1)))
        left *= b / total
        left_square *= b * (b + 1) / (total * (total + 1))
    means.append(left)
    squares.append(left_square)
    return means, [s - m ** 2 for m, s in zip(means, squares)]


def sticks(name, parameters, shares, cases, totals, draws):
    d = Distribution(name, parameters, "simplex", lambda *v: stick_terms(shares(*v[:-1]), v[-1]))
    d.sets = ["S"]
    ALL.append(d)
    for case in cases:
        d.add(case, [[1.0], [0.25, 0.75], [0.5, 0.25, 0.25], [0.125, 0.5, 0.25, 0.0625, 0.0625]])
        d.add(case, [[0.5, 0.25, 0.25 - 2.0 ** -30, 2.0 ** -30]])
    d.zero(cases[0], [[0.2, 0.3, 0.6], [-0.25, 0.75, 0.5]])
    for case, n in totals:
        d.total(case, "simplex", 0, n)
    for case, n in draws:
        d.draw(case, "moments", *stick_moments(shares(*exact(list(case))), n))


sticks(
    "DirichletProcess",
    {"concentration": "positive"},
    lambda c: lambda k: (mp.mpf(1), c),
    [(1.0,), (0.25,), (40.0,), (1e-6,)],
    [((1.0,), 2), ((3.0,), 3)],
    [((1.0,), 3), ((4.0,), 6)],
)
sticks(
    "PitmanYor",
    {"discount": "unit", "concentration": "positive"},
    lambda d, c: lambda k: (1 - d, c + k * d),
    [(0.5, 1.0), (0.125, 0.25), (0.875, 40.0)],
    [((0.25, 1.0), 2), ((0.125, 2.0), 3)],
    [((0.5, 1.0), 3), ((0.25, 4.0), 6)],
)


def edges(node1, node2):
    return [(int(a) - 1, int(b) - 1) for a, b in zip(node1, node2)]


def icar_terms(node1, node2, x):
    return [-((x[a] - x[b]) ** 2) / 2 for a, b in edges(node1, node2)]


TRIANGLE = ([1, 2, 1], [2, 3, 3])
PATH = ([1, 3], [2, 2])
TREE = ([4, 2, 1, 5], [2, 3, 2, 3])

d = distribution("ICAR", {"node1": "whole", "node2": "whole"}, icar_terms)
for size in (1.0, 1e-100, 1e100):
    for graph in (TRIANGLE, PATH):
        d.add(graph, [[size, size, -2 * size], [0.5 * size, 0.0, -0.5 * size]])
    d.add(TREE, [[size, 2 * size, -3 * size, 0.5 * size, -0.5 * size]])
d.zero(PATH, [[0.5, 0.5, 0.5], [1.0, -1.0, 0.125]])


def inverse_laplacian(node1, node2, n):
    """Its generalised inverse, as that of the Laplacian where constants do not vanish, less the constants."""
    q = mp.matrix(n, n)
    for a, b in edges(node1, node2):
        q[a, a] += 1
        q[b, b] += 1
        q[a, b] -= 1
        q[b, a] -= 1
    return (q + mp.ones(n) / n) ** -1 - mp.ones(n) / n


def bym2_covariance(node1, node2, rho, n):
    g = inverse_laplacian(node1, node2, n)
    scale = mp.exp(mp.fsum(log(g[i, i]) for i in range(n)) / n)
    return rho / scale * g + (1 - rho) * mp.eye(n)


def bym2_terms(node1, node2, sd, rho, x):
    n = len(x)
    c = bym2_covariance(node1, node2, rho, n)
    inverse = c ** -1
    products = [-x[i] * inverse[i, j] * x[j] / (2 * sd ** 2) for i in range(n) for j in range(n)]
    return products + [-log(mp.det(c)) / 2, -n * log(sd), -n * HALF_LOG_2PI]


d = distribution("BYM2", {"node1": "whole", "node2": "whole", "sd": "positive", "rho": "unit"}, bym2_terms)
for sd, rho in ((1.0, 0.5), (0.25, 0.875), (40.0, 0.03125)):
    d.add((*TRIANGLE, sd, rho), [[sd, sd, -2 * sd], [0.5 * sd, 0.0, 3.0 * sd]])
    d.add((*TREE, sd, rho), [[sd, 2 * sd, -3 * sd, 0.5 * sd, -0.5 * sd]])
for sd, rho in ((1.0, 0.5), (2.0, 0.875)):
    d.total(([1], [2], sd, rho), "vector", sd, 2)
for graph, n, sd, rho in ((PATH, 3, 1.0, 0.5), (TREE, 5, 2.0, 0.875)):
    c = bym2_covariance(*graph, exact(rho), n)
    d.draw((*graph, sd, rho), "moments", [0.0] * n, [exact(sd) ** 2 * c[i, i] for i in range(n)])


if __name__ == "__main__":
    wanted = sys.argv[2:]
    main(sys.argv[1], [each for each in ALL if not wanted or each.name in wanted])
