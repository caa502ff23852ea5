#!/usr/bin/env python3
"""Writes the reference values of the library's distributions (needs mpmath, Debian's python3-mpmath).

Log densities are computed here from the textbook formulas (Johnson, Kotz and Balakrishnan; Johnson,
Kemp and Kotz), never from the library. One file per distribution and parameterisation, with the
sections

  [values]    arguments (exact doubles), point, log density, cdf ("-" where there is none), the gradient
              with respect to shifts of the arguments ("-" where it is not defined), and two magnitudes: the
              sums of the absolute terms of the log density and of the gradient, in units of which a
              sum in doubles can be off by a few roundings
  [outside]   arguments and points where the density is zero
  [totals]    arguments over which the density must add up to one, and where to look
  [draws]     arguments with which to draw, and what to compare the draws with

A shift d of a real argument is a + d, of a positive one a exp(d), of one between 0 and 1
inv_logit(logit(a) + d), and of a simplex softmax(log(a) + d).

Run with: distribution_reference.py ../resources/distributions [distribution...]
"""
import itertools
import os
import sys

import mpmath as mp

mp.mp.dps = 900
STEP = mp.mpf(10) ** -125
# What differences of numbers of this many digits leave of zero.
NOISE = mp.mpf(10) ** -400
INF = mp.inf
LARGEST = mp.mpf("1.7976931348623157e308")


def show(value):
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return " ".join(show(v) for v in value)
    if isinstance(value, (bool, int)):
        return str(int(value))
    if isinstance(value, float):
        return repr(value)
    if value > LARGEST:
        return "Infinity"
    if value < -LARGEST:
        return "-Infinity"
    return repr(float(value))


def exact(value):
    """A double (or the doubles of a vector) as a number of many digits."""
    if isinstance(value, (list, tuple)):
        return [exact(v) for v in value]
    return value if isinstance(value, (bool, int)) else mp.mpf(value)


def log(x):
    return -INF if x == 0 else mp.log(x)


def log1p(x):
    return -INF if x == -1 else mp.log1p(x)


def xlogy(x, y):
    return mp.mpf(0) if x == 0 else x * log(y)


def xlog1py(x, y):
    return mp.mpf(0) if x == 0 else x * log1p(y)


def log1p_exp(x):
    return x + mp.log1p(mp.exp(-x)) if x > 0 else mp.log1p(mp.exp(x))


def logistic(x):
    return 1 / (1 + mp.exp(-x)) if x > 0 else mp.exp(x) / (1 + mp.exp(x))


def lgamma(x):
    return mp.loggamma(x)


def lbeta(a, b):
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def gamma_p(a, x):
    with mp.workdps(40):
        return mp.gammainc(a, 0, x, regularized=True)


def gamma_q(a, x):
    return mp.gammainc(a, x, INF, regularized=True)


def beta_i(x, a, b):
    with mp.workdps(40):
        return mp.re(mp.betainc(a, b, 0, x, regularized=True))


HALF_LOG_2PI = mp.log(2 * mp.pi) / 2


# How an argument is shifted, by its kind. "whole" stands still.
def shifted(kind, value, d, i=0):
    if kind == "real":
        return value + d
    if kind == "positive":
        return value * mp.exp(d)
    if kind == "unit":
        odds = value / (1 - value) * mp.exp(d)
        return odds / (1 + odds)
    moved = list(value)
    if kind == "reals":
        moved[i] += d
    if kind == "positives":
        moved[i] *= mp.exp(d)
    if kind == "units":
        moved[i] = shifted("unit", moved[i], d)
    if kind == "simplex":
        moved[i] *= mp.exp(d)
        total = mp.fsum(moved)
        moved = [v / total for v in moved]
    return moved


VECTORS = ("reals", "positives", "units", "simplex")


class Distribution:
    """A parameterisation: kinds of its parameters by name, terms of its log density, and its cdf."""

    def __init__(self, name, parameters, event, terms, cdf=None, slopes=None):
        self.name = name
        self.parameters = parameters
        self.event = event
        self.terms = terms
        # The terms that the gradient is a sum of, where special functions split further.
        self.slopes = slopes or terms
        self.cdf = cdf
        # Sets that come before the parameters, in the file's name.
        self.sets = []
        self.values, self.outside, self.totals, self.draws = [], [], [], []

    def add(self, arguments, points, gradient=True, cdf=True):
        self.values += [(arguments, x, gradient, cdf) for x in points]
        return self

    def zero(self, arguments, points):
        self.outside += [(arguments, x) for x in points]
        return self

    def total(self, arguments, *where):
        self.totals.append((arguments, where))
        return self

    def draw(self, arguments, *how):
        self.draws.append((arguments, how))
        return self

    def kinds(self):
        return list(self.parameters.values()) + [self.event]

    def slope(self, arguments, argument, i):
        """The derivative of the log density and the sum of the derivatives of its absolute terms."""

        def at(d):
            moved = list(arguments)
            moved[argument] = shifted(self.kinds()[argument], moved[argument], d, i)
            return self.slopes(*moved)

        # Fourth order: the error is of the order of STEP^4.
        f = [at(k * STEP) for k in (-2, -1, 1, 2)]
        parts = [(a - 8 * b + 8 * c - e) / (12 * STEP) for a, b, c, e in zip(*f)]
        slope, scale = mp.fsum(parts), mp.fsum([abs(p) for p in parts])
        return (slope if abs(slope) > NOISE * (1 + scale) else mp.mpf(0)), scale

    def gradient(self, arguments):
        cells, scale = [], mp.mpf(0)
        for argument, kind in enumerate(self.kinds()):
            if kind == "whole":
                cells.append(None)
            elif kind in VECTORS:
                slopes = [self.slope(arguments, argument, i) for i in range(len(arguments[argument]))]
                cells.append([s[0] for s in slopes])
                scale = max([scale] + [s[1] for s in slopes])
            else:
                slope = self.slope(arguments, argument, 0)
                cells.append(slope[0])
                scale = max(scale, slope[1])
        return cells, scale

    def write(self, folder):
        names = list(self.parameters)
        lines = [
            "# Reference values of " + self.name + "(" + ", ".join(names) + "),",
            "# made by compiler/src/test/scripts/" + os.path.basename(sys.argv[0]) + " with mpmath "
            + mp.__version__ + ", " + str(mp.mp.dps) + " digits.",
            "distribution: " + self.name,
            "parameters: " + ",".join(names),
        ]
        lines.append("[values]")
        shifts = ["d_" + n for n in names + ["x"]]
        lines.append(",".join(names + ["x", "log_density", "cdf"] + shifts + ["magnitude", "gradient_magnitude"]))
        for arguments, x, wants_gradient, wants_cdf in self.values:
            numbers = [exact(a) for a in arguments] + [exact(x)]
            terms = self.terms(*numbers)
            value = mp.fsum(terms) if all(mp.isfinite(t) for t in terms) else sum(terms)
            cdf = self.cdf(*numbers) if self.cdf and wants_cdf else None
            gradient, gradient_scale = [None] * len(numbers), mp.mpf(0)
            if wants_gradient and mp.isfinite(value):
                gradient, gradient_scale = self.gradient(numbers)
            scale = mp.fsum([abs(t) for t in terms]) if mp.isfinite(value) else mp.mpf(0)
            cells = list(arguments) + [x, value, cdf] + gradient + [scale, gradient_scale]
            lines.append(",".join(show(c) for c in cells))
        lines.append("[outside]")
        lines.append(",".join(names + ["x"]))
        lines += [",".join(show(c) for c in list(a) + [x]) for a, x in self.outside]
        lines.append("[totals]")
        lines.append(",".join(names + ["over", "from", "to"]))
        lines += [",".join(show(c) for c in list(a) + list(w)) for a, w in self.totals]
        lines.append("[draws]")
        lines.append(",".join(names + ["against", "first", "second"]))
        lines += [",".join(show(c) for c in list(a) + list(h)) for a, h in self.draws]
        path = os.path.join(folder, "-".join([self.name] + self.sets + names) + ".csv")
        with open(path, "w") as out:
            out.write("\n".join(lines) + "\n")


ALL = []


def distribution(*arguments, **more):
    ALL.append(Distribution(*arguments, **more))
    return ALL[-1]


ORDINARY = [-3.7, -1.0, 0.0, 0.25, 2.0, 10.5]
POSITIVE = [1e-300, 1e-8, 0.3, 1.0, 2.5, 40.0]


# ---- distributions of the real line ----


def normal_terms(x, mean, sd):
    return [-(((x - mean) / sd) ** 2) / 2, -log(sd), -HALF_LOG_2PI]


def normal_cdf(x, mean, sd):
    return mp.ncdf((x - mean) / sd)


def normal(parameter, to_sd):
    d = distribution(
        "Normal",
        {"mean": "real", parameter: "positive"},
        "real",
        lambda m, s, x: normal_terms(x, m, to_sd(s)),
        cdf=lambda m, s, x: normal_cdf(x, m, to_sd(s)),
    )
    d.add((0.0, 1.0), ORDINARY + [-38.0, 8.0])
    d.add((1.5, 0.3), [1.5, 1.4999, 3.0]).add((-1e8, 2.5), [-99999999.0, -1e8])
    d.add((0.0, 1e-150), [0.0, 1e-150, -2e-150]).add((2.0, 1e150), [2.0, 1e100, 1e140], cdf=False)
    d.add((0.0, 1.0), [1e10, -1e150], cdf=False)
    for m, s in ((0.0, 1.0), (-3.0, 0.04), (100.0, 9.0)):
        d.total((m, s), "line", m, float(to_sd(mp.mpf(s)))).draw((m, s), "cdf", 0, 0)
    return d


normal("sd", lambda s: s)
normal("precision", lambda s: 1 / mp.sqrt(s))
normal("variance", mp.sqrt)

cauchy = distribution(
    "Cauchy",
    {"location": "real", "scale": "positive"},
    "real",
    lambda m, s, x: [-mp.log1p(((x - m) / s) ** 2), -log(s), -mp.log(mp.pi)],
    cdf=lambda m, s, x: mp.mpf(1) / 2 + mp.atan((x - m) / s) / mp.pi,
)
cauchy.add((0.0, 1.0), ORDINARY + [1e6, -1e12]).add((3.0, 0.01), [3.0, 3.001, 2.0])
cauchy.add((0.0, 1e-100), [0.0, 1e-101]).add((0.0, 1e100), [5.0, 1e99])
for a in ((0.0, 1.0), (4.0, 0.2)):
    cauchy.total(a, "line", *a).draw(a, "cdf", 0, 0)


def student_terms(df, m, s, x):
    return [
        -(df + 1) / 2 * mp.log1p(((x - m) / s) ** 2 / df),
        -log(s),
        -lbeta(df / 2, mp.mpf(1) / 2),
        -log(df) / 2,
    ]


def student_slopes(df, m, s, x):
    half = mp.mpf(1) / 2
    return [
        -(df + 1) / 2 * mp.log1p(((x - m) / s) ** 2 / df),
        -log(s),
        lgamma(df / 2 + half),
        -lgamma(df / 2),
        -log(df) / 2,
    ]


def student_cdf(df, m, s, x):
    z = (x - m) / s
    tail = beta_i(df / (df + z * z), df / 2, mp.mpf(1) / 2) / 2
    return 1 - tail if z > 0 else tail


student = distribution(
    "StudentT",
    {"df": "positive", "location": "real", "scale": "positive"},
    "real",
    student_terms,
    cdf=student_cdf,
    slopes=student_slopes,
)
for df in (1.0, 0.1, 3.0, 30.0):
    student.add((df, 0.0, 1.0), ORDINARY)
student.add((4.0, -2.0, 0.1), [-2.0, -1.0, 1e6]).add((2.5, 0.0, 1e-100), [0.0, 3e-100])
student.add((1e6, 0.0, 1.0), [0.0, 1.0, -4.0], cdf=False).add((1e12, 0.0, 1.0), [0.5, 3.0], cdf=False)
student.add((1e-3, 0.0, 1.0), [0.0, 1.0, 1e5], cdf=False)
for a in ((1.0, 0.0, 1.0), (4.0, -2.0, 0.1), (30.0, 1.0, 5.0)):
    student.total(a, "line", a[1], a[2]).draw(a, "cdf", 0, 0)

flat = distribution("Flat", {}, "real", lambda x: [mp.mpf(0)])
flat.add((), ORDINARY + [1e300, -1e300])

uniform = distribution(
    "Uniform",
    {"lower": "real", "upper": "real"},
    "real",
    lambda a, b, x: [-log(b - a)],
    cdf=lambda a, b, x: (x - a) / (b - a),
)
uniform.add((0.0, 1.0), [0.0, 0.25, 1.0], gradient=False).add((0.0, 1.0), [0.25, 0.5])
uniform.add((-3.0, 5.5), [-2.0, 5.0]).add((1.0, 1.0000001), [1.00000005])
uniform.add((-1e200, 1e200), [3.0]).add((0.0, 1e-300), [5e-301], gradient=False)
uniform.zero((0.0, 1.0), [-1e-9, 1.0000001, -5.0, 7.0]).zero((-3.0, 5.5), [-3.1, 5.6])
for a in ((0.0, 1.0), (-3.0, 5.5)):
    uniform.total(a, "segment", *a).draw(a, "cdf", 0, 0)

# ---- distributions of the positive numbers ----

BELOW_0 = [-1e-300, -1.0, -50.0]

half_normal = distribution(
    "HalfNormal",
    {"sd": "positive"},
    "positive",
    lambda s, x: [-((x / s) ** 2) / 2, -log(s), mp.log(2 / mp.pi) / 2],
    cdf=lambda s, x: mp.erf(x / s / mp.sqrt(2)),
)
half_normal.add((1.0,), [0.0], gradient=False).add((1.0,), POSITIVE).add((0.02,), [0.001, 0.1])
half_normal.add((1e-150,), [1e-151]).add((1e150,), [3.0, 1e150])

half_cauchy = distribution(
    "HalfCauchy",
    {"scale": "positive"},
    "positive",
    lambda s, x: [-mp.log1p((x / s) ** 2), -log(s), mp.log(2 / mp.pi)],
    cdf=lambda s, x: 2 / mp.pi * mp.atan(x / s),
)
half_cauchy.add((1.0,), [0.0], gradient=False).add((1.0,), POSITIVE + [1e12]).add((25.0,), [1.0, 1e5])
half_cauchy.add((1e-100,), [1e-101]).add((1e100,), [3.0])

for d in (half_normal, half_cauchy):
    d.zero((1.0,), BELOW_0)
    for s in (1.0, 7.5):
        d.total((s,), "half", 0, s).draw((s,), "cdf", 0, 0)

log_normal = distribution(
    "LogNormal",
    {"mu": "real", "sigma": "positive"},
    "positive",
    lambda m, s, x: [-(((log(x) - m) / s) ** 2) / 2, -log(x), -log(s), -HALF_LOG_2PI],
    cdf=lambda m, s, x: mp.ncdf((log(x) - m) / s),
)
log_normal.add((0.0, 1.0), POSITIVE + [1e300]).add((-1.0, 0.1), [0.3, 0.5]).add((0.0, 20.0), [1e-30, 2.0])
log_normal.add((2.0, 1e-3), [7.4, 7.389])
log_normal.zero((0.0, 1.0), [0.0] + BELOW_0)
for a in ((0.0, 1.0), (-1.0, 0.3)):
    log_normal.total(a, "half", 0, float(mp.exp(a[0]))).draw(a, "cdf", 0, 0)


def exponential(parameter, to_rate):
    d = distribution(
        "Exponential",
        {parameter: "positive"},
        "positive",
        lambda r, x: [-to_rate(r) * x, log(to_rate(r))],
        cdf=lambda r, x: -mp.expm1(-to_rate(r) * x),
    )
    d.add((1.0,), [0.0], gradient=False).add((1.0,), POSITIVE + [700.0]).add((0.01,), [1e-5, 0.02, 30.0])
    d.add((1e-200,), [1e-199]).add((1e200,), [1e150]).zero((1.0,), BELOW_0)
    for r in (1.0, 0.2):
        d.total((r,), "half", 0, float(1 / to_rate(mp.mpf(r)))).draw((r,), "cdf", 0, 0)


exponential("rate", lambda r: r)
exponential("mean", lambda m: 1 / m)


def gamma(parameter, to_rate):
    def terms(a, r, x):
        return [xlogy(a - 1, x), -to_rate(r) * x, a * log(to_rate(r)), -lgamma(a)]

    d = distribution(
        "Gamma",
        {"shape": "positive", parameter: "positive"},
        "positive",
        terms,
        cdf=lambda a, r, x: gamma_p(a, to_rate(r) * x),
    )
    d.add((1.0, 1.0), POSITIVE).add((2.0, 3.0), POSITIVE).add((0.5, 0.1), POSITIVE)
    d.add((1.0, 2.0), [0.0], gradient=False).add((2.0, 3.0), [0.0], gradient=False)
    d.add((0.001, 1.0), [1e-100, 0.5]).add((30.0, 10.0), [2.5, 4.0], cdf=False)
    d.add((1e6, 1000.0), [1000.0, 1001.0], cdf=False).add((2.0, 1e-100), [1e-101, 1e50], cdf=False)
    d.add((2.0, 1e100), [1e-50, 1e100], cdf=False).zero((2.0, 1.0), BELOW_0).zero((0.5, 1.0), BELOW_0)
    for a in ((1.0, 1.0), (0.3, 2.0), (20.0, 4.0)):
        scale = float((mp.mpf(a[0]) + mp.mpf("0.5")) / to_rate(mp.mpf(a[1])))
        d.total(a, "half", 0, scale).draw(a, "cdf", 0, 0)


gamma("rate", lambda r: r)
gamma("scale", lambda s: 1 / s)

inverse_gamma = distribution(
    "InverseGamma",
    {"shape": "positive", "scale": "positive"},
    "positive",
    lambda a, b, x: [-(a + 1) * log(x), -b / x, a * log(b), -lgamma(a)],
    cdf=lambda a, b, x: 1 - gamma_p(a, b / x),
)
inverse_gamma.add((1.0, 1.0), [1e-3, 0.3, 1.0, 2.5, 40.0, 1e10]).add((3.0, 0.5), [0.01, 0.2, 5.0])
inverse_gamma.add((0.01, 0.01), [1e-4, 1.0, 1e50], cdf=False).add((1e5, 1e5), [1.0, 1.01], cdf=False)
inverse_gamma.add((2.0, 1e-100), [1e-101, 1e-99], cdf=False)
inverse_gamma.zero((1.0, 1.0), [0.0] + BELOW_0)
for a in ((1.0, 1.0), (3.0, 0.5)):
    inverse_gamma.total(a, "half", 0, a[1] / a[0]).draw(a, "cdf", 0, 0)

# ---- the unit interval ----


def beta(names, to_a_b):
    def terms(p, q, x):
        a, b = to_a_b(p, q)
        return [xlogy(a - 1, x), xlog1py(b - 1, -x), -lbeta(a, b)]

    def slopes(p, q, x):
        a, b = to_a_b(p, q)
        return [xlogy(a - 1, x), xlog1py(b - 1, -x), lgamma(a + b), -lgamma(a), -lgamma(b)]

    d = distribution(
        "Beta",
        names,
        "unit",
        terms,
        cdf=lambda p, q, x: beta_i(x, *to_a_b(p, q)),
        slopes=slopes,
    )
    return d


INSIDE = [1e-100, 1e-5, 0.25, 0.5, 0.999]
b = beta({"a": "positive", "b": "positive"}, lambda a, b: (a, b))
for a in ((1.0, 1.0), (0.5, 0.5), (2.0, 5.0)):
    b.add(a, INSIDE).total(a, "segment", 0, 1).draw(a, "cdf", 0, 0)
b.add((1.0, 1.0), [0.0, 1.0], gradient=False).add((2.0, 3.0), [0.0, 1.0], gradient=False)
b.add((1e-3, 1e-3), [0.1, 1 - 1e-10], cdf=False).add((1e6, 3e6), [0.25, 0.2501], cdf=False)
b.add((1e-3, 1e6), [1e-8, 1e-3], cdf=False).add((1e10, 2.0), [1 - 2**-33], cdf=False)
b.zero((2.0, 5.0), [-1e-9, 1.0000001, -4.0, 3.0])
b = beta({"mean": "unit", "concentration": "positive"}, lambda m, k: (m * k, (1 - m) * k))
for a in ((0.5, 2.0), (0.25, 8.0), (0.2, 2.0)):
    b.add(a, INSIDE).total(a, "segment", 0, 1).draw(a, "cdf", 0, 0)
b.add((1e-5, 10.0), [1e-8, 0.1], cdf=False).add((0.3, 1e6), [0.3, 0.301], cdf=False)
b.zero((0.25, 8.0), [-1e-9, 1.0000001])

# ---- counts ----


def distribution_function(terms, first=0):
    """The sum of the probabilities up to a count."""

    def cdf(*arguments):
        x = arguments[-1]
        if x > 300:
            return None
        return mp.fsum([mp.exp(sum(terms(*arguments[:-1], k))) for k in range(first, x + 1)])

    return cdf


by_probability = lambda p, x: [log(p) if x else log1p(-p)]
bernoulli = distribution(
    "Bernoulli", {"p": "unit"}, "whole", by_probability, cdf=distribution_function(by_probability)
)
for p in (0.5, 0.1, 1e-300, 1e-17):
    bernoulli.add((p,), [0, 1])
for p in (0.0, 1.0, 1 - 2**-53):
    bernoulli.add((p,), [0, 1], gradient=False)
for p in (0.5, 0.01, 0.0, 1.0):
    bernoulli.total((p,), "counts", 0, 1).draw((p,), "counts", 0, 1)

by_logit = lambda z, x: [-log1p_exp(-z if x else z)]
bernoulli = distribution(
    "Bernoulli", {"logit": "real"}, "whole", by_logit, cdf=distribution_function(by_logit)
)
for z in (0.0, 1.5, -3.0, 40.0, -40.0, 800.0, -800.0):
    bernoulli.add((z,), [0, 1])
for z in (0.0, -3.0, 2.0):
    bernoulli.total((z,), "counts", 0, 1).draw((z,), "counts", 0, 1)


def binomial(parameter, kind, terms):
    def all_terms(n, p, x):
        choose = mp.mpf(0) if x in (0, n) else -lbeta(mp.mpf(n - x + 1), mp.mpf(x + 1))
        return terms(n, p, x) + [choose, mp.mpf(0) if x in (0, n) else -mp.log(n + 1)]

    return distribution(
        "Binomial",
        {"n": "whole", parameter: kind},
        "whole",
        all_terms,
        cdf=distribution_function(all_terms),
    )


b = binomial("p", "unit", lambda n, p, x: [xlogy(x, p), xlog1py(n - x, -p)])
b.add((10, 0.3), [0, 1, 5, 10]).add((1, 0.5), [0, 1]).add((0, 0.4), [0]).add((50, 1e-10), [0, 1, 50])
b.add((10, 0.0), [0, 1, 10], gradient=False).add((10, 1.0), [0, 9, 10], gradient=False)
b.add((0, 0.0), [0], gradient=False).add((1000000, 0.25), [250000, 0, 1000000, 250100], cdf=False)
b.add((50, 1 - 2**-53), [49, 50], gradient=False)
z = binomial("logit", "real", lambda n, z, x: [x * z, -n * log1p_exp(z)])
z.add((10, -0.8), [0, 1, 5, 10]).add((0, 0.4), [0]).add((10, 40.0), [10, 9]).add((10, -700.0), [0, 1])
z.add((1000000, -1.0), [268941, 0, 1000000])
for d, low, high in ((b, 0.3, 0.5), (z, -0.8, 0.0)):
    d.zero((10, low), [-1, 11, 1000]).zero((0, low), [1, -1])
    d.total((10, low), "counts", 0, 10).total((200, high), "counts", 0, 200).total((0, low), "counts", 0, 0)
    d.draw((10, low), "counts", 0, 10).draw((200, high), "counts", 0, 200)


def poisson(parameter, kind, terms):
    def all_terms(r, x):
        return terms(r, x) + [-lgamma(mp.mpf(x + 1))]

    return distribution("Poisson", {parameter: kind}, "whole", all_terms, cdf=distribution_function(all_terms))


p = poisson("rate", "positive", lambda r, x: [xlogy(x, r), -r])
p.add((1.0,), [0, 1, 5, 170]).add((0.01,), [0, 1, 2]).add((30.0,), [0, 30, 60]).add((1e-300,), [0, 1])
p.add((0.0,), [0, 1, 7], gradient=False).add((1e6,), [1000000, 999000, 0], cdf=False)
z = poisson("log_rate", "real", lambda z, x: [x * z, -mp.exp(z)])
z.add((0.0,), [0, 1, 5, 170]).add((-4.5,), [0, 1, 2]).add((3.5,), [0, 30, 60]).add((-700.0,), [0, 1])
z.add((13.8,), [1000000, 0], cdf=False)
for d, small, large in ((p, 0.7, 40.0), (z, -0.4, 3.7)):
    d.zero((small,), [-1, -1000])
    d.total((small,), "counts", 0, 60).total((large,), "counts", 0, 300)
    d.draw((small,), "counts", 0, 20).draw((large,), "counts", 0, 120)


def negative_binomial(parameters, to_mean_dispersion):
    def terms(p, q, x):
        mean, k = to_mean_dispersion(p, q)
        return [
            -log(x + k),
            -lbeta(k, mp.mpf(x + 1)),
            -k * mp.log1p(mean / k),
            xlogy(x, mean),
            -x * log(mean + k),
        ]

    def slopes(p, q, x):
        mean, k = to_mean_dispersion(p, q)
        return [
            lgamma(x + k),
            -lgamma(k),
            -k * mp.log1p(mean / k),
            xlogy(x, mean),
            -x * log(mean + k),
        ]

    return distribution(
        "NegativeBinomial", parameters, "whole", terms, cdf=distribution_function(terms), slopes=slopes
    )


m = negative_binomial({"mean": "positive", "dispersion": "positive"}, lambda m, k: (m, k))
m.add((3.0, 2.0), [0, 1, 3, 50]).add((0.1, 0.05), [0, 1, 20]).add((100.0, 1e-3), [0, 1, 1000], cdf=False)
m.add((3.0, 1e6), [0, 1, 3, 12], cdf=False).add((3.0, 1e10), [0, 3, 8], cdf=False)
m.add((3.0, 1e15), [0, 3], cdf=False).add((1e6, 5.0), [0, 1000000], cdf=False)
m.add((0.0, 2.0), [0, 1], gradient=False).add((1e-200, 1.0), [0, 1], cdf=False)
s = negative_binomial({"shape": "positive", "rate": "positive"}, lambda a, r: (a / r, a))
s.add((2.0, 0.5), [0, 1, 3, 50]).add((0.05, 0.1), [0, 1, 20]).add((1e6, 3e5), [0, 1, 3, 12], cdf=False)
s.add((1e10, 3e9), [0, 3, 8], cdf=False).add((5.0, 1e-6), [0, 1000000], cdf=False)
s.add((1.0, 1e100), [0, 1], cdf=False)
for d, few, many in ((m, (3.0, 2.0), (40.0, 10.0)), (s, (2.0, 0.7), (10.0, 0.25))):
    d.zero(few, [-1, -7])
    d.total(few, "counts", 0, 400).total(many, "counts", 0, 600)
    d.draw(few, "counts", 0, 40).draw(many, "counts", 0, 150)

# ---- members, and vectors ----

member = lambda p, x: [log(p[x - 1])]
c = distribution("Categorical", {"p": "simplex"}, "whole", member, cdf=distribution_function(member, 1))
c.add(([0.2, 0.3, 0.5],), [1, 2, 3]).add(([1e-300, 1.0],), [1, 2], gradient=False)
c.add(([0.0, 1.0],), [1, 2], gradient=False).add(([1.0],), [1])
c.total(([0.2, 0.3, 0.5],), "counts", 1, 3).draw(([0.2, 0.3, 0.5],), "counts", 1, 3)
c.draw(([0.0, 0.25, 0.0, 0.75],), "counts", 1, 4)


def log_softmax(z, x):
    largest = max(z)
    return [z[x - 1] - largest, -mp.log(mp.fsum([mp.exp(v - largest) for v in z]))]


c = distribution(
    "Categorical", {"logits": "reals"}, "whole", log_softmax, cdf=distribution_function(log_softmax, 1)
)
c.add(([0.5, -1.0, 2.0],), [1, 2, 3]).add(([1000.0, 1001.0],), [1, 2]).add(([-800.0, 0.0, -5.0],), [1, 2])
c.add(([3.0],), [1])
c.total(([0.5, -1.0, 2.0],), "counts", 1, 3).draw(([0.5, -1.0, 2.0],), "counts", 1, 3)
c.draw(([-2.0, 700.0, 700.0, 701.0],), "counts", 1, 4)

m = distribution(
    "Multinomial",
    {"n": "whole", "p": "simplex"},
    "whole",
    lambda n, p, x: [lgamma(mp.mpf(n + 1))]
    + [xlogy(x[i], p[i]) for i in range(len(p))]
    + [-lgamma(mp.mpf(k + 1)) for k in x],
)
m.add((10, [0.2, 0.3, 0.5]), [[2, 3, 5], [0, 0, 10], [10, 0, 0]]).add((0, [0.5, 0.5]), [[0, 0]])
m.add((3, [0.0, 1.0]), [[0, 3], [1, 2]], gradient=False)
m.add((1, [1e-300, 1.0]), [[1, 0], [0, 1]], gradient=False)
m.add((1000000, [0.25, 0.25, 0.5]), [[250000, 250000, 500000], [1000000, 0, 0]])
m.zero((10, [0.2, 0.3, 0.5]), [[2, 3, 4], [2, 3, 6], [-1, 6, 5], [11, 0, -1]])
m.total((4, [0.2, 0.3, 0.5]), "compositions", 4, 3).total((7, [0.4, 0.6]), "compositions", 7, 2)
for n, p in ((10, [0.2, 0.3, 0.5]), (1000, [0.7, 0.05, 0.25])):
    numbers = exact(p)
    m.draw((n, p), "moments", [n * q for q in numbers], [n * q * (1 - q) for q in numbers])


def dirichlet_terms(a, x):
    return [xlogy(a[i] - 1, x[i]) for i in range(len(a))] + [lgamma(mp.fsum(a))] + [-lgamma(v) for v in a]


for sets in (["S"], []):
    d = distribution("Dirichlet", {"a": "positives"}, "simplex", dirichlet_terms)
    d.sets = sets
    d.add(([1.0, 1.0],), [[0.25, 0.75], [1e-10, 1 - 1e-10]]).add(([2.0, 3.0, 4.0],), [[0.2, 0.3, 0.5]])
    d.add(([0.5, 0.5, 0.5],), [[0.125, 0.125, 0.75], [1e-300, 0.5, 0.5]])
    d.add(([2.0, 1.0],), [[0.0, 1.0]], gradient=False).add(([1e-3, 1e-3, 1.0],), [[1e-100, 0.25, 0.75]])
    d.add(([1e5, 2e5, 3e5],), [[0.125, 0.375, 0.5]]).add(([1.0],), [[1.0]])
    d.zero(([2.0, 3.0, 4.0],), [[0.2, 0.3, 0.6], [0.2, 0.3, 0.4], [-0.1, 0.6, 0.5], [1.5, -0.25, -0.25]])
    d.total(([2.0, 3.0],), "simplex", 0, 2).total(([1.5, 2.0, 4.0],), "simplex", 0, 3)
    d.total(([0.5, 0.5, 1.0],), "simplex", 0, 3)
    for a in ([2.0, 3.0, 4.0], [0.2, 0.1, 0.7, 0.5]):
        total = mp.fsum(exact(a))
        means = [v / total for v in exact(a)]
        d.draw((a,), "moments", means, [q * (1 - q) / (total + 1) for q in means])


def main(folder, distributions):
    for each in distributions:
        each.write(folder)


if __name__ == "__main__":
    main(sys.argv[1], [d for d in ALL if not sys.argv[2:] or d.name in sys.argv[2:]])
