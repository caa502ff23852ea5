#!/usr/bin/env python3
"""Writes the reference values of more of the library's distributions.

The format, and what the sections are for, is described in distribution_reference.py.

Run with: further_distribution_reference.py ../resources/distributions [distribution...]
"""
import sys

import mpmath as mp

from distribution_reference import (
    BELOW_0,
    HALF_LOG_2PI,
    INSIDE,
    ORDINARY,
    POSITIVE,
    Distribution,
    beta_i,
    dirichlet_terms,
    distribution_function,
    exact,
    gamma_p,
    gamma_q,
    lbeta,
    lgamma,
    log,
    log1p,
    log1p_exp,
    logistic,
    main,
    student_cdf,
    student_slopes,
    student_terms,
    xlog1py,
    xlogy,
)

ALL = []
HALF = mp.mpf(1) / 2


def distribution(*arguments, **more):
    ALL.append(Distribution(*arguments, **more))
    return ALL[-1]


# ---- distributions of the real line ----

d = distribution("StandardNormal", {}, "real", lambda x: [-x * x / 2, -HALF_LOG_2PI], cdf=mp.ncdf)
d.add((), ORDINARY + [-37.0, 8.0, 1e-300]).add((), [1e10, -1e150], cdf=False)
d.total((), "line", 0, 1).draw((), "cdf", 0, 0)


def location_scale(name, terms, cdf):
    """A density of z = (x - location) / scale by the terms of its logarithm."""
    d = distribution(
        name,
        {"location": "real", "scale": "positive"},
        "real",
        lambda m, s, x: terms((x - m) / s) + [-log(s)],
        cdf=lambda m, s, x: cdf((x - m) / s),
    )
    d.add((0.125, 1.0), ORDINARY + [30.0]).add((3.0, 0.01), [3.001, 2.99]).add((-5.0, 40.0), [1.0, -60.0])
    d.add((0.0, 1e-100), [2e-101]).add((0.0, 1e100), [5e99])
    for a in ((0.0, 1.0), (4.0, 0.2)):
        d.total(a, "halves" if name == "Laplace" else "line", *a).draw(a, "cdf", 0, 0)
    return d


d = location_scale(
    "Laplace",
    lambda z: [-abs(z), -mp.log(2)],
    lambda z: mp.exp(z) / 2 if z < 0 else 1 - mp.exp(-z) / 2,
)
d.add((0.0, 1.0), [1e10, -1e150])
d = location_scale("Logistic", lambda z: [-z, -2 * log1p_exp(-z)], logistic)
d.add((0.0, 1.0), [0.0, 800.0, -800.0])
d = location_scale("Gumbel", lambda z: [-z, -mp.exp(-z)], lambda z: mp.exp(-mp.exp(-z)))
d.add((0.0, 1.0), [0.0, 800.0, -600.0])


def asymmetric(m, s, q, x):
    z = (x - m) / s
    return [log(q), log1p(-q), -log(s), (1 - q) * z if z < 0 else -q * z]


def asymmetric_cdf(m, s, q, x):
    z = (x - m) / s
    return q * mp.exp((1 - q) * z) if z < 0 else 1 - (1 - q) * mp.exp(-q * z)


d = distribution(
    "AsymmetricLaplace",
    {"location": "real", "scale": "positive", "quantile": "unit"},
    "real",
    asymmetric,
    cdf=asymmetric_cdf,
)
d.add((0.125, 1.0, 0.5), ORDINARY).add((-1.0, 3.0, 0.1), ORDINARY[:1] + [-1.5, 80.0])
d.add((0.0, 0.5, 1e-10), [-3.0, 1e9]).add((0.0, 1.0, 1 - 2**-30), [-5.0, 1.0])
for a in ((0.0, 1.0, 0.5), (2.0, 0.5, 0.9), (-1.0, 3.0, 0.25)):
    d.total(a, "halves", a[0], a[1]).draw(a, "cdf", 0, 0)


def triangular(a, c, b, x):
    top = [mp.log(2), -log(b - a)]
    if x < c:
        return top + [log(x - a), -log(c - a)]
    return top + ([log(b - x), -log(b - c)] if x > c else [])


def triangular_cdf(a, c, b, x):
    if x < c:
        return (x - a) ** 2 / (b - a) / (c - a)
    return 1 - (b - x) ** 2 / (b - a) / (b - c) if x > c else (c - a) / (b - a)


d = distribution(
    "Triangular",
    {"lower": "real", "mode": "real", "upper": "real"},
    "real",
    triangular,
    cdf=triangular_cdf,
)
d.add((0.0, 0.25, 1.0), [1e-30, 0.125, 0.375, 0.875]).add((-3.0, 1.0, 5.5), [-2.5, 0.0, 3.0, 5.0])
d.add((0.0, 0.25, 1.0), [0.0, 0.25, 1.0], gradient=False).add((0.0, 0.0, 1.0), [0.0, 0.5], gradient=False)
d.add((0.0, 1.0, 1.0), [1.0, 0.5], gradient=False).add((-1e200, 0.0, 1e200), [5e199], cdf=False)
d.zero((0.0, 0.25, 1.0), [-1e-9, 1.0000001, 5.0]).zero((-3.0, 1.0, 5.5), [-3.1, 5.6])
for a in ((0.0, 0.25, 1.0), (-3.0, 1.0, 5.5), (0.0, 1.0, 1.0)):
    d.draw(a, "cdf", 0, 0)
for a in ((0.0, 0.0, 1.0), (-2.0, 5.0, 5.0)):
    # With a kink at the mode, quadrature would be slow to settle.
    d.total(a, "segment", a[0], a[2])


def log_below(x):
    return log(mp.erfc(-x / mp.sqrt(2)) / 2)


d = distribution(
    "SkewNormal",
    {"location": "real", "scale": "positive", "shape": "real"},
    "real",
    lambda m, s, k, x: [
        -(((x - m) / s) ** 2) / 2,
        -log(s),
        mp.log(2 / mp.pi) / 2,
        log_below(k * (x - m) / s),
    ],
)
d.add((0.0, 1.0, 0.0), ORDINARY).add((0.0, 1.0, 3.0), ORDINARY + [-20.0, -0.3, 0.35]).add((1.5, 0.3, -40.0), [1.0, 1.5, 3.0])
d.add((0.0, 1e-100, 2.0), [1e-101, -3e-100]).add((0.0, 1e100, -5.0), [1e99]).add((0.0, 1.0, 1e8), [-1e8, 2.0])
d.add((0.0, 1.0, -0.01), [-30.0, 30.0])
for a in ((0.0, 1.0, 0.0), (2.0, 0.5, 3.0), (-1.0, 4.0, -1.5)):
    m, s, k = exact(a)
    delta = k / mp.sqrt(1 + k * k)
    d.total(a, "line", a[0], a[1])
    d.draw(a, "moments", m + s * delta * mp.sqrt(2 / mp.pi), s * s * (1 - 2 * delta**2 / mp.pi))


def exp_mod_normal(m, s, r, x):
    z = (x - m) / s
    rest = z - r * s
    # The terms cancel where the rest is negative, so they are summed up to the normal density.
    below = log_below(rest)
    if rest < 0:
        return [log(r), -z * z / 2, below + rest * rest / 2]
    return [log(r), r * s * (r * s / 2 - z), below]


def exp_mod_normal_cdf(m, s, r, x):
    z = (x - m) / s
    return mp.ncdf(z) - mp.exp(r * s * (r * s / 2 - z) + log_below(z - r * s))


d = distribution(
    "ExpModNormal",
    {"mean": "real", "sd": "positive", "rate": "positive"},
    "real",
    exp_mod_normal,
    cdf=exp_mod_normal_cdf,
)
d.add((0.0, 1.0, 1.0), ORDINARY + [-37.0, 100.0]).add((3.0, 0.01, 2.0), [2.98, 3.0, 3.5])
d.add((0.0, 1.0, 100.0), [-3.0, 0.0, 2.0]).add((0.0, 1.0, 1e8), [-1.0, 0.5]).add((0.0, 5.0, 1e-5), [-8.0, 1e5])
d.add((0.0, 1e-100, 1e100), [3e-100, -1e-100]).add((0.0, 1.0, 1.5), [1.4999, 1.5001])
for a in ((0.0, 1.0, 1.0), (2.0, 0.5, 0.5), (-1.0, 1.0, 10.0)):
    d.total(a, "line", a[0], a[1] + 1 / a[2]).draw(a, "cdf", 0, 0)

# ---- distributions of the positive numbers ----

LN2 = mp.log(2)

d = distribution(
    "HalfStudentT",
    {"df": "positive", "scale": "positive"},
    "positive",
    lambda n, s, x: student_terms(n, mp.mpf(0), s, x) + [LN2],
    cdf=lambda n, s, x: 2 * student_cdf(n, mp.mpf(0), s, x) - 1,
    slopes=lambda n, s, x: student_slopes(n, mp.mpf(0), s, x),
)
d.add((3.0, 1.0), [0.0], gradient=False)
for n in (0.1, 3.0, 30.0):
    d.add((n, 1.0), POSITIVE[2:] + [1e-3]).add((n, 2.5), [1e-100, 1e5], cdf=False)
d.add((4.0, 1e-100), [3e-100]).add((1e10, 1.0), [0.5, 3.0], cdf=False).zero((3.0, 1.0), BELOW_0)
for a in ((3.0, 1.0), (1.0, 5.0), (30.0, 0.2)):
    d.total(a, "half", 0, a[1]).draw(a, "cdf", 0, 0)


def chi_squared(df, x):
    return [xlogy(df / 2 - 1, x), -x / 2, -df / 2 * LN2, -lgamma(df / 2)]


d = distribution("ChiSquared", {"df": "positive"}, "positive", chi_squared, cdf=lambda df, x: gamma_p(df / 2, x / 2))
for df in (1.0, 2.0, 5.0):
    d.add((df,), POSITIVE + [700.0])
d.add((2.0,), [0.0], gradient=False).add((5.0,), [0.0], gradient=False).add((1e-3,), [1e-100, 0.5], cdf=False)
d.add((1e6,), [1e6, 1001000.0], cdf=False).zero((2.0,), BELOW_0).zero((1.0,), BELOW_0)
for df in (1.0, 4.0, 25.0):
    d.total((df,), "half", 0, df).draw((df,), "cdf", 0, 0)

d = distribution(
    "InverseChiSquared",
    {"df": "positive"},
    "positive",
    lambda df, x: [-(df / 2 + 1) * log(x), -1 / (2 * x), -df / 2 * LN2, -lgamma(df / 2)],
    cdf=lambda df, x: gamma_q(df / 2, 1 / (2 * x)),
)
for df in (1.0, 2.0, 5.0):
    d.add((df,), [1e-3, 0.3, 1.0, 2.5, 40.0, 1e10])
d.add((0.01,), [1e-4, 1e50], cdf=False).add((1e5,), [1e-5], cdf=False).zero((2.0,), [0.0] + BELOW_0)
for df in (1.0, 4.0, 25.0):
    d.total((df,), "half", 0, 1 / df).draw((df,), "cdf", 0, 0)

d = distribution(
    "ScaledInverseChiSquared",
    {"df": "positive", "scale": "positive"},
    "positive",
    lambda df, s, x: [
        -(df / 2 + 1) * log(x),
        -df * s * s / (2 * x),
        df / 2 * log(df / 2),
        df * log(s),
        -lgamma(df / 2),
    ],
    cdf=lambda df, s, x: gamma_q(df / 2, df * s * s / (2 * x)),
)
for a in ((1.0, 1.0), (4.0, 0.5), (10.0, 3.0)):
    d.add(a, [1e-2, 0.3, 1.0, 2.5, 40.0, 1e10]).zero(a, [0.0] + BELOW_0)
    d.total(a, "half", 0, a[1] ** 2).draw(a, "cdf", 0, 0)
d.add((0.01, 0.1), [1e-4, 1e50], cdf=False).add((1e5, 2.0), [4.0, 4.01], cdf=False)
d.add((3.0, 1e-100), [1e-200], cdf=False).add((3.0, 1e100), [1e200], cdf=False)


def shape_scale(name, terms, cdf, low, parameters=("shape", "scale")):
    def ordered(f):
        return f if parameters[0] == "shape" else lambda s, k, x: f(k, s, x)

    d = distribution(
        name, dict.fromkeys(parameters, "positive"), "positive", ordered(terms), cdf=ordered(cdf)
    )
    for k, s in ((1.0, 1.0), (0.5, 2.0), (3.0, 0.25), (6.0, 5.0)):
        a = (k, s) if parameters[0] == "shape" else (s, k)
        d.add(a, [s * v for v in (low, 0.5, 0.75, 1.0, 1.5, 4.0)]).zero(a, BELOW_0)
        d.total(a, "half", 0, s).draw(a, "cdf", 0, 0)
    for k, s in ((1.5, 1e-100), (2.0, 1e100), (1.25, 1e-200)):
        d.add((k, s) if parameters[0] == "shape" else (s, k), [0.75 * s, 2.0 * s])
    return d


weibull = shape_scale(
    "Weibull",
    lambda k, s, x: [log(k), xlogy(k - 1, x), -k * log(s), -((x / s) ** k)],
    lambda k, s, x: -mp.expm1(-((x / s) ** k)),
    1e-8,
)
weibull.add((1.0, 2.0), [0.0], gradient=False).add((2.5, 2.0), [0.0], gradient=False).add((0.01, 1.0), [1e-300, 1e100])
frechet = shape_scale(
    "Frechet",
    lambda k, s, x: [log(k), k * log(s), -(k + 1) * log(x), -((s / x) ** k)],
    lambda k, s, x: mp.exp(-((s / x) ** k)),
    0.1,
)
frechet.add((1.0, 1.0), [1e300]).add((0.01, 1.0), [1e-300, 1e100]).zero((2.0, 1.0), [0.0])


def log_logistic(k, s, x):
    z = k * (log(x) - log(s))
    return [log(k), -log(x), k * log(x), -k * log(s), -2 * log1p_exp(z)]


d = shape_scale(
    "LogLogistic",
    log_logistic,
    lambda k, s, x: logistic(k * (log(x) - log(s))),
    1e-8,
    parameters=("scale", "shape"),
)
d.add((1.0, 1.0), [1e-300, 1e300]).add((1e100, 3.0), [1e-200], cdf=False).zero((1.0, 2.0), [0.0])


def by_scale(name, terms, cdf):
    d = distribution(name, {"scale": "positive"}, "positive", terms, cdf=cdf)
    d.add((1.0,), [0.0], gradient=False).add((1.0,), POSITIVE[1:]).add((0.02,), [0.001, 0.1, 1e-100])
    d.add((1e-150,), [1e-151]).add((1e150,), [3.0, 1e150]).zero((1.0,), BELOW_0)
    for s in (1.0, 7.5):
        d.total((s,), "half", 0, s).draw((s,), "cdf", 0, 0)


by_scale(
    "Rayleigh",
    lambda s, x: [log(x), -2 * log(s), -((x / s) ** 2) / 2],
    lambda s, x: -mp.expm1(-((x / s) ** 2) / 2),
)
by_scale(
    "Maxwell",
    lambda s, x: [2 * log(x), -3 * log(s), -((x / s) ** 2) / 2, mp.log(2 / mp.pi) / 2],
    lambda s, x: gamma_p(3 * HALF, (x / s) ** 2 / 2),
)

d = distribution(
    "Pareto",
    {"minimum": "positive", "shape": "positive"},
    "real",
    lambda m, k, x: [log(k), -log(x), -k * mp.log1p((x - m) / m)],
    cdf=lambda m, k, x: -mp.expm1(-k * mp.log1p((x - m) / m)),
)
d.add((1.0, 1.0), [1.0, 2.0], gradient=False).add((1.0, 1.5), [1.0000000001, 1.5, 40.0, 1e10, 1e200])
d.add((0.25, 0.1), [0.3, 1e50]).add((20.0, 1e6), [20.00001]).add((1e-100, 3.0), [2e-100], gradient=False)
d.add((1e100, 3.0), [4e100], gradient=False)
for a in ((1.0, 1.5), (20.0, 8.0)):
    # Beyond the segment is less than 1e-8.
    d.zero(a, [a[0] * 0.999] + BELOW_0).total(a, "segment", a[0], a[0] * 1e6).draw(a, "cdf", 0, 0)

d = distribution(
    "ParetoType2",
    {"location": "real", "scale": "positive", "shape": "positive"},
    "real",
    lambda m, s, k, x: [log(k), -log(s), -(k + 1) * mp.log1p((x - m) / s)],
    cdf=lambda m, s, k, x: -mp.expm1(-k * mp.log1p((x - m) / s)),
)
d.add((0.0, 1.0, 1.5), [1e-10, 0.25, 40.0, 1e10]).add((-3.0, 2.5, 4.0), [-2.75, 0.0, 100.0, 1e100])
d.add((0.0, 1.0, 1.5), [0.0], gradient=False).add((5.0, 0.01, 1e5), [5.0000001]).add((0.0, 1e100, 2.0), [5e99])
for a in ((0.0, 1.0, 1.5), (0.0, 2.5, 4.0)):
    d.total(a, "half", 0, a[1])
for a in ((0.0, 1.0, 1.5), (-3.0, 2.5, 4.0)):
    d.zero(a, [a[0] - 1e-9, a[0] - 50.0]).draw(a, "cdf", 0, 0)


def wald_cdf(m, k, x):
    root = mp.sqrt(k / x)
    return mp.ncdf(root * (x / m - 1)) + mp.exp(2 * k / m + log_below(-root * (x / m + 1)))


d = distribution(
    "Wald",
    {"mean": "positive", "shape": "positive"},
    "positive",
    lambda m, k, x: [log(k) / 2, -3 * log(x) / 2, -k / x * (x / m - 1) ** 2 / 2, -HALF_LOG_2PI],
    cdf=wald_cdf,
)
d.add((1.0, 1.0), [0.01, 0.3, 0.999, 2.5, 40.0]).add((3.0, 0.2), [1e-3, 0.5, 50.0]).add((0.5, 1e4), [0.49, 0.5125])
d.add((1e-100, 1e-100), [2e-100]).add((1e100, 1e100), [3e99]).add((1.0, 2.0), [1e-6, 1e10])
for a in ((1.0, 1.0), (3.0, 0.5), (0.5, 4.0)):
    d.zero(a, [0.0] + BELOW_0).total(a, "half", 0, a[0]).draw(a, "cdf", 0, 0)


def gamma_by_mean(m, s, x):
    k, r = (m / s) ** 2, m / s**2
    return [xlogy(k - 1, x), -r * x, 2 * k * log(m / s), -k * log(m), -lgamma(k)]


d = distribution(
    "Gamma",
    {"mean": "positive", "sd": "positive"},
    "positive",
    gamma_by_mean,
    cdf=lambda m, s, x: gamma_p((m / s) ** 2, m / s**2 * x),
)
d.add((1.0, 1.0), POSITIVE).add((3.0, 1.5), POSITIVE).add((0.5, 2.0), [1e-100, 0.3, 2.5], cdf=False)
d.add((2.0, 2.0), [0.0], gradient=False).add((3.0, 1.5), [0.0], gradient=False).zero((3.0, 1.5), BELOW_0)
d.add((1000.0, 1.0), [1000.0, 1001.0], cdf=False).add((1e-100, 2e-100), [1e-101], cdf=False)
d.add((1e100, 1e100), [3e99], cdf=False)
for a in ((1.0, 1.0), (0.5, 1.0), (20.0, 4.0)):
    d.total(a, "half", 0, a[0]).draw(a, "cdf", 0, 0)

# ---- the unit interval ----

d = distribution(
    "Kumaraswamy",
    {"a": "positive", "b": "positive"},
    "unit",
    lambda a, b, x: [log(a), log(b), xlogy(a - 1, x), xlogy(b - 1, 1 - x**a)],
    cdf=lambda a, b, x: 1 - (1 - x**a) ** b,
)
for a in ((1.0, 1.0), (0.5, 0.5), (2.0, 5.0)):
    d.add(a, [1e-100] + INSIDE[1:]).total(a, "segment", 0, 1).draw(a, "cdf", 0, 0)
d.add((1.0, 1.0), [0.0, 1.0], gradient=False).add((2.0, 3.0), [0.0, 1.0], gradient=False)
d.add((1e-3, 4.0), [1e-200, 0.5]).add((1e3, 2.0), [0.999, 1 - 2**-33]).add((2.0, 1e6), [1e-4, 1e-3])
d.zero((2.0, 5.0), [-1e-9, 1.0000001, -4.0, 3.0])

d = distribution(
    "LogitNormal",
    {"mu": "real", "sigma": "positive"},
    "unit",
    lambda m, s, x: [-(((log(x / (1 - x)) - m) / s) ** 2) / 2, -log(x), -log1p(-x), -log(s), -HALF_LOG_2PI],
    cdf=lambda m, s, x: mp.ncdf((log(x / (1 - x)) - m) / s),
)
for a in ((0.0, 1.0), (-2.0, 0.5), (1.0, 10.0)):
    d.add(a, INSIDE[1:])
    d.zero(a, [0.0, 1.0, -1e-9, 1.0000001, 3.0]).draw(a, "cdf", 0, 0)
for a in ((0.0, 1.0), (-2.0, 0.5)):
    d.total(a, "segment", 0, 1)
d.add((0.0, 100.0), [1e-300, 1 - 2**-40]).add((0.0, 1e-3), [0.5001])

# ---- counts ----


def beta_binomial(n, a, b, x):
    choose = [-lbeta(mp.mpf(n - x + 1), mp.mpf(x + 1)), -mp.log(n + 1)] if 0 < x < n else []
    return pad([lbeta(x + a, n - x + b), -lbeta(a, b)] + choose)


def pad(terms):
    return terms + [mp.mpf(0)] * (4 - len(terms))


def beta_binomial_slopes(n, a, b, x):
    return [lgamma(x + a), lgamma(n - x + b), -lgamma(n + a + b), -lgamma(a), -lgamma(b), lgamma(a + b)]


d = distribution(
    "BetaBinomial",
    {"n": "whole", "a": "positive", "b": "positive"},
    "whole",
    beta_binomial,
    cdf=distribution_function(beta_binomial),
    slopes=beta_binomial_slopes,
)
d.add((10, 2.0, 3.0), [0, 1, 5, 10]).add((0, 0.5, 0.5), [0]).add((50, 0.01, 0.02), [0, 1, 50])
d.add((1000000, 3.0, 9.0), [0, 250000, 1000000]).add((20, 1e6, 3e6), [0, 5, 20]).add((5, 1e-100, 1.0), [0, 1])
d.zero((10, 2.0, 3.0), [-1, 11, 1000]).zero((0, 1.0, 1.0), [1, -1])
for n, a, b in ((10, 2.0, 3.0), (200, 0.5, 0.75), (30, 50.0, 20.0)):
    d.total((n, a, b), "counts", 0, n).draw((n, a, b), "counts", 0, n)

geometric = lambda p, x: [xlog1py(x, -p), log(p)]
d = distribution("Geometric", {"p": "unit"}, "whole", geometric, cdf=distribution_function(geometric))
d.add((0.5,), [0, 1, 50]).add((0.01,), [0, 1, 7, 299]).add((1e-17,), [0, 1000000], cdf=False)
d.add((1.0,), [0, 1, 5], gradient=False).add((1 - 2**-53,), [0, 1, 2], gradient=False).add((1e-300,), [0, 3])
d.zero((0.5,), [-1, -1000])
for p, most in ((0.5, 80), (0.1, 400), (1.0, 3)):
    d.total((p,), "counts", 0, most).draw((p,), "counts", 0, most // 3)

d = distribution(
    "DiscreteUniform",
    {"lower": "whole", "upper": "whole"},
    "whole",
    lambda a, b, x: [-mp.log(b - a + 1)],
    cdf=lambda a, b, x: mp.mpf(x - a + 1) / (b - a + 1),
)
d.add((0, 1), [0, 1]).add((-5, 12), [-5, 0, 12]).add((3, 3), [3]).add((-1000000000, 1000000000), [0, 1000000000])
d.zero((-5, 12), [-6, 13, 1000]).zero((3, 3), [2, 4])
for a, b in ((0, 1), (-5, 12), (3, 3)):
    d.total((a, b), "counts", a, b).draw((a, b), "counts", a, b)


def by_log_mean(m, k, x):
    return [
        -log(x + k),
        -lbeta(k, mp.mpf(x + 1)),
        -k * log1p_exp(m - log(k)),
        -x * log1p_exp(log(k) - m),
    ]


d = distribution(
    "NegativeBinomial",
    {"log_mean": "real", "dispersion": "positive"},
    "whole",
    by_log_mean,
    cdf=distribution_function(by_log_mean),
    slopes=lambda m, k, x: [lgamma(x + k), -lgamma(k)] + by_log_mean(m, k, x)[2:],
)
d.add((1.1, 2.0), [0, 1, 3, 50]).add((-2.3, 0.05), [0, 1, 20]).add((4.6, 1e-3), [0, 1, 1000], cdf=False)
d.add((1.1, 1e6), [0, 1, 3, 12], cdf=False).add((1.1, 1e10), [0, 3, 8], cdf=False)
d.add((13.8, 5.0), [0, 1000000], cdf=False).add((-700.0, 1.0), [0, 1], cdf=False)
d.zero((1.1, 2.0), [-1, -7])
for a, most, drawn in (((1.1, 2.0), 400, 40), ((3.7, 10.0), 600, 150)):
    d.total(a, "counts", 0, most).draw(a, "counts", 0, drawn)


def dirichlet_multinomial(n, a, x):
    total = mp.fsum(a)
    rising = [[-lbeta(v, mp.mpf(k + 1)), -log(k + v)] for v, k in zip(a, x)]
    return [t for pair in rising for t in pair] + [lbeta(total, mp.mpf(n + 1)), log(n + total)]


def dirichlet_multinomial_slopes(n, a, x):
    total = mp.fsum(a)
    rising = [[lgamma(k + v), -lgamma(v)] for v, k in zip(a, x)]
    return [t for pair in rising for t in pair] + [lgamma(total), -lgamma(n + total)]


d = distribution(
    "DirichletMultinomial",
    {"n": "whole", "a": "positives"},
    "whole",
    dirichlet_multinomial,
    slopes=dirichlet_multinomial_slopes,
)
d.add((10, [2.0, 3.0, 5.0]), [[2, 3, 5], [0, 0, 10], [10, 0, 0]]).add((0, [0.5, 0.5]), [[0, 0]])
d.add((7, [1e-3, 2e-3, 1.0]), [[7, 0, 0], [1, 1, 5]]).add((20, [1e6, 2e6]), [[5, 15], [20, 0]])
d.add((1000000, [0.5, 2.0, 1.0]), [[250000, 250000, 500000], [1000000, 0, 0]])
d.zero((10, [2.0, 3.0, 5.0]), [[2, 3, 4], [2, 3, 6], [-1, 6, 5], [11, 0, -1]])
d.total((4, [2.0, 0.3, 5.0]), "compositions", 4, 3).total((7, [0.4, 0.6]), "compositions", 7, 2)
for n, a in ((10, [2.0, 3.0, 5.0]), (1000, [7.0, 0.5, 2.5])):
    total = mp.fsum(exact(a))
    shares = [v / total for v in exact(a)]
    spread = (n + total) / (1 + total)
    d.draw((n, a), "moments", [n * q for q in shares], [n * q * (1 - q) * spread for q in shares])


def log_scaled_bessel_i(v, x):
    """log(exp(-x) I_v(x)) by the power series, whose terms are positive."""
    term = total = mp.mpf(1)
    k = 0
    while k < x or term > total * mp.mpf(10) ** -910:
        k += 1
        term *= x * x / 4 / (k * (k + v))
        total += term
    return v * mp.log(x / 2) - lgamma(mp.mpf(v + 1)) + mp.log(total) - x


d = distribution(
    "Skellam",
    {"rate1": "positive", "rate2": "positive"},
    "whole",
    lambda a, b, x: [
        -(mp.sqrt(a) - mp.sqrt(b)) ** 2,
        x * log(a / b) / 2,
        log_scaled_bessel_i(abs(x), 2 * mp.sqrt(a * b)),
    ],
)
d.add((1.0, 1.0), [-3, 0, 1, 20]).add((3.0, 0.5), [-2, 0, 3]).add((1e-3, 20.0), [-20, 0, 2])
d.add((500.0, 400.0), [100, 0, -150]).add((1e-8, 1e-8), [0, 1])
for a in ((1.0, 1.0), (3.0, 0.5), (30.0, 60.0)):
    d.total(a, "counts", -150, 150).draw(a, "counts", -80, 40)

d = distribution(
    "VonMises",
    {"mean": "real", "concentration": "positive"},
    "real",
    lambda m, k, x: [k * (mp.cos(x - m) - 1), -mp.log(2 * mp.pi), -log_scaled_bessel_i(0, k)],
)
d.add((0.0, 1.0), [-3.0, -1.0, 0.0, 0.25, 2.0]).add((2.5, 4.0), [-2.5, 2.5, 3.1]).add((-7.0, 0.01), [1.0])
d.add((1.0, 2000.0), [1.0, 1.05, -1.0]).add((0.5, 1e-10), [2.0])
d.zero((0.0, 1.0), [3.2, -3.2, 50.0])
for m, k in ((0.0, 1.0), (2.5, 4.0), (1.0, 0.01), (-1.0, 1e4)):
    if k < 100:
        d.total((m, k), "segment", -3.141592653589793, 3.141592653589793)
    with mp.workdps(30):
        weight = lambda x: mp.exp(k * (mp.cos(x - m) - 1))
        pieces = sorted({-mp.pi, mp.pi, mp.mpf(m), mp.mpf(m) - 8 / mp.sqrt(k + 9), mp.mpf(m) + 8 / mp.sqrt(k + 9)})
        pieces = [-mp.pi] + [x for x in pieces if -mp.pi < x < mp.pi] + [mp.pi]
        moments = [mp.quad(lambda x: weight(x) * x**i, pieces) for i in range(3)]
        mean, square = moments[1] / moments[0], moments[2] / moments[0]
    d.draw((m, k), "moments", [mean], [square - mean**2])

hyper_terms = lambda a, b, n, x: [
    mp.log(mp.binomial(a, x)) if 0 <= x <= a and 0 <= n - x <= b else -mp.inf,
    mp.log(mp.binomial(b, n - x)) if 0 <= x <= a and 0 <= n - x <= b else mp.mpf(0),
    -mp.log(mp.binomial(a + b, n)),
]


def hyper_cdf(a, b, n, x):
    return mp.fsum([mp.exp(sum(hyper_terms(a, b, n, k))) for k in range(max(0, n - b), x + 1)])


d = distribution(
    "Hypergeometric",
    {"successes": "whole", "failures": "whole", "n": "whole"},
    "whole",
    hyper_terms,
    cdf=hyper_cdf,
)
d.add((7, 5, 4), [0, 1, 2, 4]).add((3, 2, 4), [2, 3]).add((0, 4, 2), [0]).add((5, 0, 2), [2]).add((6, 3, 0), [0])
d.add((1000, 3000, 200), [50, 20, 0, 200])
d.zero((7, 5, 4), [-1, 5]).zero((3, 2, 4), [1, 4])
for a in ((7, 5, 4), (3, 2, 4), (300, 500, 90)):
    least, most = max(0, a[2] - a[1]), min(a[2], a[0])
    d.total(a, "counts", least, most).draw(a, "counts", least, most)


def ordered_terms(link, tail):
    """The logarithm of the difference of a distribution function, whose upper tail is tail."""

    def terms(eta, cutpoints, x):
        below = cutpoints[x - 2] - eta if x > 1 else -mp.inf
        above = cutpoints[x - 1] - eta if x <= len(cutpoints) else mp.inf
        if below > 0:
            return [mp.log(tail(below) - (tail(above) if above < mp.inf else 0))]
        return [mp.log((link(above) if above < mp.inf else 1) - (link(below) if below > -mp.inf else 0))]

    return terms


for name, link, tail in (
    ("OrderedLogistic", logistic, lambda z: logistic(-z)),
    ("OrderedProbit", mp.ncdf, lambda z: mp.ncdf(-z)),
):
    d = distribution(
        name,
        {"eta": "real", "cutpoints": "reals"},
        "whole",
        ordered_terms(link, tail),
        cdf=lambda eta, c, x, link=link: mp.mpf(1) if x > len(c) else link(c[x - 1] - eta),
    )
    d.add((0.5, [-1.0, 0.25, 2.0]), [1, 2, 3, 4]).add((-2.0, [0.0]), [1, 2]).add((20.0, [-1.0, 1.0]), [1, 2, 3])
    d.add((-25.0, [-1.0, 1.0]), [2, 3]).add((0.0, [0.0, 0.01]), [2])
    d.zero((0.5, [-1.0, 0.25, 2.0]), [0, 5, -1])
    for a in ((0.5, [-1.0, 0.25, 2.0]), (-2.0, [0.0])):
        d.total(a, "counts", 1, len(a[1]) + 1).draw(a, "counts", 1, len(a[1]) + 1)

m = distribution(
    "Multinomial",
    {"n": "whole", "logits": "reals"},
    "whole",
    lambda n, z, x: [lgamma(mp.mpf(n + 1)), -n * mp.log(mp.fsum([mp.exp(v) for v in z]))]
    + [x[i] * z[i] for i in range(len(z))]
    + [-lgamma(mp.mpf(k + 1)) for k in x],
)
m.add((10, [0.5, -1.0, 2.0]), [[2, 3, 5], [0, 0, 10], [10, 0, 0]]).add((0, [0.0, 0.0]), [[0, 0]])
m.add((7, [800.0, 801.0]), [[3, 4]]).zero((10, [0.5, -1.0, 2.0]), [[2, 3, 4], [-1, 6, 5]])
m.total((4, [0.5, -1.0, 2.0]), "compositions", 4, 3)
for n, z in ((10, [0.5, -1.0, 2.0]), (1000, [0.0, -2.0, 1.0])):
    weights = [mp.exp(v) for v in exact(z)]
    p = [w / mp.fsum(weights) for w in weights]
    m.draw((n, z), "moments", [n * q for q in p], [n * q * (1 - q) for q in p])

if __name__ == "__main__":
    wanted = sys.argv[2:]
    main(sys.argv[1], [each for each in ALL if not wanted or each.name in wanted])
