#!/usr/bin/env python3
"""Writes the reference values of the library's distributions on constrained vectors and matrices.

The format, and what the sections are for, is described in distribution_reference.py. Matrices are written row
after row. A shift d of a point is x + d, element by element, of a matrix whose lower triangle counts.

Run with: constrained_distribution_reference.py ../resources/distributions [distribution...]
"""
import sys

import mpmath as mp

from distribution_reference import HALF_LOG_2PI, Distribution, exact, lgamma, log, main

ALL = []
HALF = mp.mpf(1) / 2


def distribution(name, parameters, event, terms, sets=("S",)):
    d = Distribution(name, parameters, event, terms)
    d.sets = list(sets)
    ALL.append(d)
    return d


# ---- correlation matrices ----


def log_beta(a):
    return 2 * lgamma(a) - lgamma(2 * a)


def lkj_total(n, eta):
    """Lewandowski, Kurowicka and Joe (2009), equation 16, as its logarithm's terms."""
    terms = []
    for k in range(1, n):
        a = eta + mp.mpf(n - k - 1) / 2
        terms += [(2 * eta - 2 + n - k) * (n - k) * mp.log(2), (n - k) * log_beta(a)]
    return [-t for t in terms]


def lower_factor(x):
    """The Cholesky factor of the matrix with the lower triangle of x."""
    n = int(mp.sqrt(len(x)))
    l = [[mp.mpf(0)] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = x[i * n + j] - mp.fsum(l[i][k] * l[j][k] for k in range(j))
            l[i][j] = rest / l[j][j] if j < i else mp.sqrt(rest)
    return l


def lkj_terms(eta, x):
    l = lower_factor(x)
    return [2 * (eta - 1) * log(l[i][i]) for i in range(len(l))] + lkj_total(len(l), eta)


def lkj_cholesky_terms(eta, x):
    n = int(mp.sqrt(len(x)))
    diagonal = [(n - i + 2 * eta - 2) * log(x[(i - 1) * n + i - 1]) for i in range(1, n + 1)]
    return diagonal + lkj_total(n, eta)


def flat(rows):
    return [v for row in rows for v in row]


def factor(partial):
    """The Cholesky factor with these rows below the diagonal, rounded to doubles."""
    rows = []
    for i, row in enumerate([[]] + partial):
        rest = mp.sqrt(1 - mp.fsum(exact(v) ** 2 for v in row))
        rows.append(row + [float(rest)] + [0.0] * (len(partial) - i))
    return flat(rows)


def moments(eta, n, factors):
    """Means and variances of the elements. Partial correlations are beta variables on (-1, 1)."""
    eta = mp.mpf(eta)

    def rest(k, power):
        # The mean of (1 - z^2)^power for the partial correlation z in column k, from 0.
        a = eta + mp.mpf(n - 2 - k) / 2
        return mp.exp(power * mp.log(4) + log_beta(a + power) - log_beta(a))

    means, variances = [], []
    for i in range(n):
        for k in range(n):
            before = mp.fprod(rest(j, 1) for j in range(min(i, k)))
            if not factors:
                means.append(int(i == k))
                variances.append(mp.mpf(0) if i == k else 1 - rest(0, 1))
            elif k < i:
                means.append(mp.mpf(0))
                variances.append(before * (1 - rest(k, 1)))
            elif k == i:
                mean = mp.fprod(rest(j, HALF) for j in range(i))
                means.append(mean)
                variances.append(before - mean ** 2)
            else:
                means.append(mp.mpf(0))
                variances.append(mp.mpf(0))
    return means, variances


d = distribution("LKJ", {"eta": "positive"}, "reals", lkj_terms)
for eta in (1.0, 0.5, 2.0, 30.0, 1e-3, 1e5):
    d.add((eta,), [[1.0, 0.25, 0.25, 1.0], [1.0, -0.96875, -0.96875, 1.0]])
    d.add((eta,), [[1.0, 0.5, -0.25, 0.5, 1.0, 0.125, -0.25, 0.125, 1.0]])
d.add((3.0,), [flat([[1.0 if i == j else 0.5 for j in range(5)] for i in range(5)]), [1.0]])
d.zero((2.0,), [[1.0, 1.5, 1.5, 1.0], [1.0, 0.5, 0.25, 1.0], [2.0, 0.5, 0.5, 1.0], [1.0, 0.5, 0.5, -1.0]])
d.zero((1.0,), [[1.0, 0.75, -0.75, 0.75, 1.0, 0.75, -0.75, 0.75, 1.0]])
for eta in (1.0, 2.5):
    d.total((eta,), "corr", 0, 2).total((eta,), "corr", 0, 3)
for eta, n in ((1.0, 2), (0.5, 3), (2.0, 4)):
    d.draw((eta,), "moments", *moments(eta, n, False))

d = distribution("LKJCholesky", {"eta": "positive"}, "reals", lkj_cholesky_terms)
for eta in (1.0, 0.5, 2.0, 30.0, 1e-3, 1e5):
    d.add((eta,), [factor([[0.25]]), factor([[-0.96875]]), factor([[0.5], [-0.25, 0.125]])], gradient=False)
d.add((3.0,), [factor([[0.5], [0.25, 0.5], [-0.5, 0.5, 0.5]]), [1.0]], gradient=False)
d.zero((2.0,), [[1.0, 0.0, 0.5, 0.5], [1.0, 0.5, 0.0, 1.0], [-1.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]])
for eta in (1.0, 2.5):
    d.total((eta,), "cholesky_corr", 0, 2).total((eta,), "cholesky_corr", 0, 3)
for eta, n in ((1.0, 2), (0.5, 3), (2.0, 4)):
    d.draw((eta,), "moments", *moments(eta, n, True))


# ---- vectors that sum to zero ----

d = distribution(
    "SumToZeroNormal",
    {"sd": "positive"},
    "reals",
    lambda sd, x: [-((v / sd) ** 2) / 2 for v in x] + [-(len(x) - 1) * t for t in (log(sd), HALF_LOG_2PI)],
)
for sd in (1.0, 0.25, 40.0, 1e-100, 1e100):
    d.add((sd,), [[0.5 * sd, -0.5 * sd], [sd, 2 * sd, -3 * sd], [0.0, 0.0, 0.0, 0.0], [0.0]])
d.zero((1.0,), [[0.5, 0.5], [1.0, -1.0, 0.125]])
for sd in (1.0, 0.25):
    d.total((sd,), "sum_to_zero", sd, 2).total((sd,), "sum_to_zero", sd, 3)
for sd, n in ((1.0, 2), (3.0, 5)):
    d.draw((sd,), "moments", [0.0] * n, [exact(sd) ** 2 * (n - 1) / n] * n)


# ---- uniform distributions, told apart by the type at the end of the file's name ----


def uniform(kind, terms, points):
    d = distribution("UniformOn", {}, "reals", terms, ["S", kind])
    for x in points:
        d.add((), [x], gradient=False)
    # Of three rows, matrices at the edge round to what is no correlation matrix.
    for size in (2,) if kind == "corr" else (2, 3):
        d.total((), kind, 0, size)
    return d


def log_area(n):
    return log(2) + mp.mpf(n) / 2 * log(mp.pi) - lgamma(mp.mpf(n) / 2)


def log_ball(d):
    return mp.mpf(d) / 2 * log(mp.pi) - lgamma(mp.mpf(d) / 2 + 1)


d = uniform(
    "simplex",
    lambda x: [lgamma(mp.mpf(len(x)))],
    [[1.0], [0.5, 0.5], [0.0, 1.0], [0.125, 0.25, 0.625], [0.125, 0.25, 0.5, 0.125]],
)
for n in (2, 4):
    d.draw((), "moments", [mp.mpf(1) / n] * n, [mp.mpf(n - 1) / (n * n * (n + 1))] * n)

d = uniform(
    "unit_vector",
    lambda x: [-log_area(len(x))],
    [[-1.0], [1.0], [0.0, 1.0], [0.6, 0.8, 0.0], [0.5, 0.5, -0.5, -0.5], [0.0, 0.0, 1.0, 0.0, 0.0]],
)
for n in (2, 3, 5):
    d.draw((), "moments", [0.0] * n, [mp.mpf(1) / n] * n)

d = uniform(
    "corr",
    lambda x: lkj_total(int(mp.sqrt(len(x))), mp.mpf(1)),
    [
        [1.0],
        [1.0, 0.5, 0.5, 1.0],
        [1.0, -0.5, -0.5, 1.0],
        [1.0, 0.5, -0.25, 0.5, 1.0, 0.125, -0.25, 0.125, 1.0],
        flat([[1.0 if i == j else 0.5 for j in range(4)] for i in range(4)]),
    ],
)
for n in (2, 4):
    d.draw((), "moments", *moments(1.0, n, False))


def ball_moments(n):
    """Each row begins with a uniform point of a ball; its length r has the density d r^(d - 1)."""
    means, variances = [], []
    for d in range(n):
        for k in range(n):
            if k < d:
                means.append(mp.mpf(0))
                variances.append(mp.mpf(1) / (d + 2))
            elif k == d and d > 0:
                mean = mp.mpf(d) / 2 * mp.beta(mp.mpf(d) / 2, mp.mpf(3) / 2)
                means.append(mean)
                variances.append(mp.mpf(2) / (d + 2) - mean ** 2)
            else:
                means.append(mp.mpf(int(k == d)))
                variances.append(mp.mpf(0))
    return means, variances


d = uniform(
    "cholesky_corr",
    lambda x: [-log_ball(d) for d in range(1, int(mp.sqrt(len(x))))] + [mp.mpf(0)],
    [
        [1.0],
        factor([[0.5]]),
        factor([[-0.96875]]),
        factor([[0.5], [-0.25, 0.125]]),
        factor([[0.5], [0.25, 0.5], [-0.5, 0.5, 0.5]]),
    ],
)
for n in (2, 4):
    d.draw((), "moments", *ball_moments(n))


if __name__ == "__main__":
    wanted = sys.argv[2:]
    main(sys.argv[1], [each for each in ALL if not wanted or each.name in wanted])
