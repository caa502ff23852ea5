#!/usr/bin/env python3
"""Writes the reference values of distributions of counts whose parameters are vectors.

The format, and what the sections are for, is described in distribution_reference.py.

Run with: count_distribution_reference.py ../resources/distributions [distribution...]
"""
import sys

import mpmath as mp

from distribution_reference import Distribution, log, main

ALL = []


def probability(p, x):
    """The coefficient of z^x in the product of 1 - p + p z."""
    f = [mp.mpf(1)]
    for q in p:
        f = [a * (1 - q) + b * q for a, b in zip(f + [mp.mpf(0)], [mp.mpf(0)] + f)]
    return f[x]


def terms(p, x):
    return [log(probability(p, x))]


d = Distribution(
    "PoissonBinomial",
    {"p": "units"},
    "whole",
    terms,
    cdf=lambda p, x: mp.fsum(probability(p, k) for k in range(x + 1)),
)
ALL.append(d)
d.add(([0.25, 0.5, 0.875],), [0, 1, 2, 3]).add(([0.3, 0.3, 0.3, 0.3, 0.3],), [0, 2, 5]).add(([0.125],), [0, 1])
# Far in the tails, beyond what doubles reach, and next to certainty.
d.add(([1e-300, 1e-200, 0.5, 1e-150],), [0, 1, 2, 3, 4]).add(([1e-10, 2e-10, 3e-10],), [0, 1, 3])
d.add(([1e-5 * (k + 1) for k in range(80)],), [0, 1, 5, 70, 79, 80])
d.add(([0.01 + 0.012 * k for k in range(80)],), [0, 1, 20, 39, 60, 79])
d.add(([0.0, 0.25, 1.0, 0.5],), [0, 1, 2, 3, 4], gradient=False).add(([1.0, 1.0],), [0, 1, 2], gradient=False)
d.zero(([0.25, 0.5, 0.875],), [-1, 4, 1000])
for p in ([0.25, 0.5, 0.875], [0.0, 0.25, 1.0, 0.5], [0.01 + 0.012 * k for k in range(80)]):
    d.total((p,), "counts", 0, len(p)).draw((p,), "counts", 0, len(p))

if __name__ == "__main__":
    main(sys.argv[1], ALL)
