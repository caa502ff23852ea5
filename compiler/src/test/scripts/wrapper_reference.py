#!/usr/bin/env python3
"""Writes reference values of distributions that are made of others: truncated, censored, mixed, inflated.

The format is described in distribution_reference.py. The names are those of the declarations in
resources/wrappers.bayes, which say what each distribution is.

Run with: wrapper_reference.py ../resources/wrappers
"""
import sys

import mpmath as mp

from distribution_reference import Distribution, gamma_p, gamma_q, lgamma, log, log1p, main, xlogy

ALL = []


def distribution(*arguments, **more):
    ALL.append(Distribution(*arguments, **more))
    return ALL[-1]


def normal(m, s, x):
    return -(((x - m) / s) ** 2) / 2 - log(s) - mp.log(2 * mp.pi) / 2


def normal_below(m, s, x):
    return mp.erfc((m - x) / s / mp.sqrt(2)) / 2


def normal_above(m, s, x):
    return mp.erfc((x - m) / s / mp.sqrt(2)) / 2


def gamma(a, r, x):
    return xlogy(a - 1, x) - r * x + a * log(r) - lgamma(a)


def poisson(r, x):
    return xlogy(x, r) - r - lgamma(mp.mpf(x + 1))


def poisson_below(r, x):
    return mp.fsum([mp.exp(poisson(r, k)) for k in range(x + 1)])




# ---- truncated ----

d = distribution(
    "TruncatedNormal",
    {"mean": "real", "sd": "positive", "lower": "real", "upper": "real"},
    "real",
    lambda m, s, a, b, x: [normal(m, s, x), -log(normal_above(m, s, a) - normal_above(m, s, b))],
    cdf=lambda m, s, a, b, x: (normal_above(m, s, a) - normal_above(m, s, x))
    / (normal_above(m, s, a) - normal_above(m, s, b)),
)
d.add((0.0, 1.0, -1.0, 2.0), [-0.75, 0.0, 1.5]).add((0.5, 2.0, -30.0, 0.25), [-20.0, 0.0])
d.add((0.0, 1.0, 40.0, 41.0), [40.0078125, 40.5]).add((0.0, 1.0, -41.0, -40.0), [-40.0078125, -40.5])
d.add((3.0, 0.5, 4.0, 4.0009765625), [4.00048828125]).add((0.0, 1.0, -9.0, 9.0), [0.5, 3.0])
d.zero((0.0, 1.0, -1.0, 2.0), [-1.5, 2.25])
for a in ((0.0, 1.0, -1.0, 2.0), (0.0, 1.0, 5.0, 6.0), (2.0, 0.5, -1.0, 1.0)):
    d.total(a, "segment", a[2], a[3])
d.draw((0.0, 1.0, 5.0, 6.0), "cdf", 0, 0)

d = distribution(
    "TruncatedGamma",
    {"shape": "positive", "rate": "positive", "lower": "positive"},
    "positive",
    lambda a, r, b, x: [gamma(a, r, x), -log(gamma_q(a, r * b))],
    cdf=lambda a, r, b, x: 1 - gamma_q(a, r * x) / gamma_q(a, r * b),
)
d.add((2.0, 3.0, 0.5), [0.625, 1.0, 4.0]).add((0.5, 1.0, 100.0), [100.5, 103.0]).add((30.0, 1.0, 2.0), [20.0, 40.0])
d.zero((2.0, 3.0, 0.5), [0.25, -1.0])
d.total((2.0, 3.0, 0.5), "segment", 0.5, 16.0).draw((0.5, 1.0, 20.0), "cdf", 0, 0)


def truncated_poisson(r, a, b, x):
    return [poisson(r, x), -log(mp.fsum([mp.exp(poisson(r, k)) for k in range(a, b + 1)]))]


d = distribution(
    "TruncatedPoisson",
    {"rate": "positive", "lower": "whole", "upper": "whole"},
    "whole",
    truncated_poisson,
    cdf=lambda r, a, b, x: mp.fsum([mp.exp(sum(truncated_poisson(r, a, b, k))) for k in range(a, x + 1)]),
)
d.add((2.5, 1, 4), [1, 2, 4]).add((0.001, 1, 100), [1, 2, 3]).add((3.0, 60, 80), [60, 61, 70]).add((200.0, 0, 3), [0, 3])
d.zero((2.5, 1, 4), [0, 5, -1])
for a in ((2.5, 1, 4), (0.5, 2, 40), (30.0, 0, 20)):
    d.total(a, "counts", a[1], a[2])
d.draw((0.5, 2, 40), "counts", 2, 40)

# ---- mixtures ----


def mixed(*parts):
    return [log(mp.fsum([w * mp.exp(p) for w, p in parts]))]


d = distribution(
    "TwoNormals",
    {"share": "unit", "mean": "real", "other": "real", "sd": "positive"},
    "real",
    lambda p, m, o, s, x: mixed((p, normal(m, s, x)), (1 - p, normal(o, 1, x))),
    cdf=lambda p, m, o, s, x: p * normal_below(m, s, x) + (1 - p) * normal_below(o, 1, x),
)
d.add((0.25, 0.0, 5.0, 2.0), [-3.0, 0.5, 4.0, 30.0]).add((0.5, -40.0, 40.0, 1.0), [-41.0, 0.0, 39.0])
d.add((1e-10, 0.0, 3.0, 0.1), [0.0, 3.0]).add((1 - 2**-30, 0.0, 60.0, 1.0), [-1.0, 60.0])
for a in ((0.25, 0.0, 5.0, 2.0), (0.9, -1.0, 1.0, 0.5)):
    d.total(a, "line", a[1], 2.0).draw(a, "cdf", 0, 0)

d = distribution(
    "ThreeOfTheLine",
    {"w": "simplex", "mean": "real", "shape": "positive"},
    "real",
    lambda w, m, a, x: mixed(
        (w[0], normal(m, 1, x)),
        (w[1], gamma(a, 2, x) if x > 0 else -mp.inf),
        (w[2], -x if x > 0 else -mp.inf),
    ),
    cdf=lambda w, m, a, x: w[0] * normal_below(m, 1, x)
    + ((w[1] * gamma_p(a, 2 * x) + w[2] * -mp.expm1(-x)) if x > 0 else 0),
)
d.add(([0.5, 0.25, 0.25], 0.0, 3.0), [-2.0, 0.5, 3.0, 50.0]).add(([0.125, 0.5, 0.375], 10.0, 0.5), [0.01, 8.0])
d.draw(([0.5, 0.25, 0.25], 0.0, 3.0), "cdf", 0, 0)

d = distribution(
    "EachOfASet",
    {"w": "simplex", "rates": "positives"},
    "positive",
    lambda w, r, x: mixed(*[(v, log(t) - t * x) for v, t in zip(w, r)]),
    cdf=lambda w, r, x: mp.fsum([v * -mp.expm1(-t * x) for v, t in zip(w, r)]),
)
d.add(([0.5, 0.25, 0.25], [1.0, 0.1, 20.0]), [0.001, 0.5, 3.0, 80.0]).add(([1.0], [2.0]), [0.5, 400.0])
d.zero(([0.5, 0.5], [1.0, 2.0]), [-0.5, -1e-300])
d.total(([0.5, 0.25, 0.25], [1.0, 0.5, 4.0]), "half", 0.0, 1.0)
d.draw(([0.5, 0.25, 0.25], [1.0, 0.5, 4.0]), "cdf", 0, 0)

# ---- zeros of their own ----


def inflated(p, r, x):
    return [log(p + (1 - p) * mp.exp(-r))] if x == 0 else [log1p(-p), poisson(r, x)]


d = distribution(
    "InflatedPoisson",
    {"p": "unit", "rate": "positive"},
    "whole",
    inflated,
    cdf=lambda p, r, x: p + (1 - p) * poisson_below(r, x),
)
d.add((0.25, 2.5), [0, 1, 4, 60]).add((1e-12, 30.0), [0, 5, 30]).add((0.5, 1e-10), [1, 2]).zero((0.25, 2.5), [-1])
for a in ((0.25, 2.5), (0.9, 10.0)):
    d.total(a, "counts", 0, 100).draw(a, "counts", 0, 40)


def hurdle(p, r, x):
    return [log(p)] if x == 0 else [log1p(-p), poisson(r, x), -log(-mp.expm1(-r))]


d = distribution(
    "HurdlePoisson",
    {"p": "unit", "rate": "positive"},
    "whole",
    hurdle,
    cdf=lambda p, r, x: mp.fsum([mp.exp(sum(hurdle(p, r, k))) for k in range(x + 1)]),
)
d.add((0.25, 2.5), [0, 1, 4, 40]).add((0.5, 1e-10), [0, 1, 2]).add((1e-12, 30.0), [0, 5, 30]).zero((0.25, 2.5), [-1])
for a in ((0.25, 2.5), (0.9, 10.0), (0.1, 0.01)):
    d.total(a, "counts", 0, 100)
d.draw((0.25, 2.5), "counts", 0, 40)

# ---- with atoms: the density does not add up to one ----

d = distribution(
    "InflatedGamma",
    {"p": "unit", "shape": "positive", "rate": "positive"},
    "positive",
    lambda p, a, r, x: [log(p)] if x == 0 else [log1p(-p), gamma(a, r, x)],
    cdf=lambda p, a, r, x: p + (1 - p) * gamma_p(a, r * x),
)
d.add((0.25, 2.0, 3.0), [0.5, 4.0]).add((0.5, 0.01, 1.0), [1e-10, 2.0]).add((0.25, 2.0, 3.0), [0.0], gradient=False)
d.zero((0.25, 2.0, 3.0), [-1.0])


def censored(m, s, a, b, x):
    if x == a:
        return [log(normal_below(m, s, a))]
    return [log(normal_above(m, s, b))] if x == b else [normal(m, s, x)]


d = distribution(
    "CensoredNormal",
    {"mean": "real", "sd": "positive", "lower": "real", "upper": "real"},
    "real",
    censored,
    cdf=lambda m, s, a, b, x: mp.mpf(1) if x == b else normal_below(m, s, x),
)
d.add((0.0, 1.0, -1.0, 2.0), [-0.5, 1.5]).add((0.0, 1.0, -1.0, 2.0), [-1.0, 2.0], gradient=False)
d.add((40.0, 1.0, 0.0, 80.0), [0.0, 80.0], gradient=False).zero((0.0, 1.0, -1.0, 2.0), [-1.5, 2.5])


def censored_poisson(r, b, x):
    return [log(1 - poisson_below(r, b - 1))] if x == b else [poisson(r, x)]


d = distribution(
    "CensoredPoisson",
    {"rate": "positive", "upper": "whole"},
    "whole",
    censored_poisson,
    cdf=lambda r, b, x: mp.mpf(1) if x == b else poisson_below(r, x),
)
d.add((2.5, 4), [0, 3, 4]).add((0.01, 6), [5, 6]).zero((2.5, 4), [5, -1])
d.total((2.5, 4), "counts", 0, 4).draw((2.5, 4), "counts", 0, 4)

# ---- within each other ----

d = distribution(
    "TruncatedMixture",
    {"share": "unit", "mean": "real", "lower": "real"},
    "real",
    lambda p, m, a, x: mixed((p, normal(m, 1, x)), (1 - p, normal(0, 2, x)))
    + [-log(p * normal_above(m, 1, a) + (1 - p) * normal_above(0, 2, a))],
    cdf=lambda p, m, a, x: 1
    - (p * normal_above(m, 1, x) + (1 - p) * normal_above(0, 2, x))
    / (p * normal_above(m, 1, a) + (1 - p) * normal_above(0, 2, a)),
)
d.add((0.25, 3.0, 1.0), [1.5, 4.0]).add((0.5, -1.0, 20.0), [20.125, 22.0]).zero((0.25, 3.0, 1.0), [0.5])
d.total((0.25, 3.0, 1.0), "segment", 1.0, 25.0).draw((0.25, 3.0, 1.0), "cdf", 0, 0)


if __name__ == "__main__":
    main(sys.argv[1], ALL)
