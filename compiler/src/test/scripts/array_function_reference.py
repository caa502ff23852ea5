#!/usr/bin/env python3
"""Writes reference values of the library's functions of arrays (needs mpmath, Debian's python3-mpmath).

One line per point, the cells separated by "|": the function, an expression of the language in a vector x
and the set Side = {"left", "right"}, the elements of x (exact doubles), the shape of the value ("" for a scalar, "3", "2 3"), its elements, and the
derivatives by x of the sum of the elements of the value, the k-th from 0 times 1 / (k + 1); "-" where these
are not defined.

Run with: array_function_reference.py > ../resources/array_functions.csv
"""
import mpmath as mp

mp.mp.dps = 60
STEP = mp.mpf(10) ** -12


def number(value):
    if value == mp.inf:
        return "Infinity"
    if value == -mp.inf:
        return "-Infinity"
    return repr(float(value))


def flat(value):
    if isinstance(value, list):
        return [e for part in value for e in flat(part)]
    return [mp.mpf(value)]


def shape(value):
    return [len(value)] + shape(value[0]) if isinstance(value, list) else []


def slopes(f, x):
    def total(i, k):
        moved = list(x)
        moved[i] += k * STEP
        return sum(e / (n + 1) for n, e in enumerate(flat(f(moved))))

    def slope(i):
        found = (total(i, -2) - 8 * total(i, -1) + 8 * total(i, 1) - total(i, 2)) / (12 * STEP)
        return found if abs(found) > mp.mpf(10) ** -40 else 0

    return [slope(i) for i in range(len(x))]


def table(expression, f, *points, smooth=True, name=None):
    for point in points:
        x = [mp.mpf(v) for v in point]
        value = f(x)
        derivatives = " ".join(number(d) for d in slopes(f, x)) if smooth else "-"
        cells = [
            name or expression.split("(")[0],
            expression,
            " ".join(repr(float(v)) for v in point),
            " ".join(str(n) for n in shape(value)),
            " ".join(number(v) for v in flat(value)),
            derivatives,
        ]
        print("|".join(cells))


def mean(x):
    return sum(x) / len(x)


def variance(x):
    return sum((v - mean(x)) ** 2 for v in x) / (len(x) - 1)


def product(x):
    result = mp.mpf(1)
    for v in x:
        result *= v
    return result


def norm2(x):
    return mp.sqrt(sum(v * v for v in x))


def entropy(p):
    return -mp.fsum(v * mp.log(v) for v in p)


def log_sum_exp(x):
    return mp.log(sum(mp.exp(v) for v in x))


def dot(x, y):
    return sum(a * b for a, b in zip(x, y))


def order(x):
    return sorted(range(len(x)), key=lambda i: x[i])


def quantile(x, p):
    """Type 7 of Hyndman and Fan, Sample quantiles in statistical packages (1996)."""
    h = (len(x) - 1) * mp.mpf(p)
    k = min(int(mp.floor(h)), len(x) - 2) if len(x) > 1 else 0
    s = sorted(x)
    return s[k] + (h - k) * (s[k + 1] - s[k]) if len(x) > 1 else s[0]


def interpolate(xs, ys, x):
    xs = [mp.mpf(v) for v in xs]
    ys = [mp.mpf(v) for v in ys]
    if x <= xs[0]:
        return ys[0]
    for k in range(len(xs) - 1):
        if x <= xs[k + 1]:
            return ys[k] + (x - xs[k]) / (xs[k + 1] - xs[k]) * (ys[k + 1] - ys[k])
    return ys[-1]


THREE = [1.5, -2.0, 0.25]
FIVE = [0.5, 3.0, -1.25, 8.0, 2.0]
FAR = [1e5, -700.0, 99999.5]
ONE = [2.5]
SHIFTED = [100000000.5, 100000001.25, 99999999.0]

print("# Reference values of the functions of arrays, made by compiler/src/test/scripts/array_function_reference.py")
print("# with mpmath " + mp.__version__ + ", 60 digits: function, expression, x, shape, value, derivatives.")
table("sum(x)", sum, THREE, FIVE, ONE)
table("sum(x[i]^2 for i in 1..3)", lambda x: sum(v * v for v in x), THREE)
table("prod(x)", product, THREE, FIVE, ONE, [0.0, 2.0, 3.0], [0.0, 2.0, 0.0])
table("mean(x)", mean, THREE, FIVE, ONE)
table("variance(x)", variance, THREE, FIVE, SHIFTED)
table("sd(x)", lambda x: mp.sqrt(variance(x)), THREE, FIVE, SHIFTED)
table("min(x)", min, THREE, FIVE, ONE)
table("max(x)", max, THREE, FIVE, ONE)
table("argmin(x)", lambda x: x.index(min(x)) + 1, THREE, FIVE, ONE, [2.0, 1.0, 1.0], smooth=False)
table("argmax(x)", lambda x: x.index(max(x)) + 1, THREE, FIVE, ONE, [1.0, 2.0, 2.0], smooth=False)
table("any(x > 2)", lambda x: int(any(v > 2 for v in x)), THREE, FIVE, ONE, smooth=False)
table("all(x > -2)", lambda x: int(all(v > -2 for v in x)), THREE, FIVE, ONE, smooth=False)
table("count(x > 1)", lambda x: sum(v > 1 for v in x), THREE, FIVE, ONE, smooth=False)
table("log_sum_exp(x)", log_sum_exp, THREE, FIVE, FAR, ONE)
table("softmax(x)", lambda x: [mp.exp(v - log_sum_exp(x)) for v in x], THREE, FIVE, FAR, ONE)
table("log_softmax(x)", lambda x: [v - log_sum_exp(x) for v in x], THREE, FIVE, FAR, ONE)
table("cumsum(x)", lambda x: [sum(x[: i + 1]) for i in range(len(x))], THREE, FIVE, ONE)
table("cumprod(x)", lambda x: [product(x[: i + 1]) for i in range(len(x))], THREE, FIVE, ONE, [2.0, 0.0, 3.0])
table("diff(x)", lambda x: [b - a for a, b in zip(x, x[1:])], THREE, FIVE)
table("dot(x, [3.0, -1.0, 0.5])", lambda x: dot(x, [3, -1, 0.5]), THREE)
table("dot(x, x)", lambda x: dot(x, x), THREE, FIVE, ONE)
table("size(x)", len, THREE, ONE, smooth=False)
table("len(x)", len, THREE, ONE, smooth=False)
table("[x[index(s)] for s in Side]", lambda x: x[:2], THREE, name="index")
table("log_density(Normal(1.0, 2.0), x[1])", lambda x: -((x[0] - 1) / 2) ** 2 / 2 - mp.log(2) - mp.log(2 * mp.pi) / 2, THREE)
table("cdf(Normal(1.0, 2.0), x)", lambda x: [mp.erfc((1 - a) / 2 / mp.sqrt(2)) / 2 for a in x], THREE)
table("quantile(Gamma(1.0, 2.0), inv_logit(x))", lambda x: [mp.log(1 + mp.exp(a)) / 2 for a in x], THREE)
table("reverse(x)", lambda x: x[::-1], THREE, FIVE, ONE)
table("head(x, 2)", lambda x: x[:2], THREE, FIVE)
table("tail(x, 2)", lambda x: x[-2:], THREE, FIVE)
table("concat(x, 7.5, x[2..3])", lambda x: x + [mp.mpf(7.5)] + x[1:3], THREE, FIVE)
table("rep(x[1], 3)", lambda x: [x[0]] * 3, THREE)
table("rep(x, 2)", lambda x: x * 2, THREE)
table("linspace(x[1], x[2], 4)", lambda x: [x[0] * (1 - mp.mpf(k) / 3) + x[1] * mp.mpf(k) / 3 for k in range(4)], THREE, [1.0, 1.0])
table("where(x > 1, log(x), 2 * x)", lambda x: [mp.log(v) if v > 1 else 2 * v for v in x], THREE, FIVE)
TIED = [2.0, -1.0, 2.0, 0.5, 2.0, -1.0]
table("sort(x)", sorted, THREE, FIVE, ONE)
table("sort(x)", sorted, TIED, smooth=False)
table("order(x)", lambda x: [i + 1 for i in order(x)], THREE, FIVE, ONE, TIED, smooth=False)
table("rank(x)", lambda x: [1 + sum(w < v for w in x) for v in x], THREE, FIVE, ONE, TIED, smooth=False)
for p in (0.0, 0.1, 0.25, 0.5, 0.75, 1.0):
    table("quantile(x, %s)" % p, lambda x: quantile(x, p), THREE, FIVE, ONE)
table("quantile(x, 0.5)", lambda x: quantile(x, 0.5), TIED, smooth=False)
table("quantile(x, [0.3, 0.6])", lambda x: [quantile(x, 0.3), quantile(x, 0.6)], FIVE)
table("quantile([3.0, 0.0, 1.5], x[1])", lambda x: quantile([mp.mpf(v) for v in (3.0, 0.0, 1.5)], x[0]), [0.3], [0.7])
table("interpolate([-1.0, 0.0, 2.0], [3.0, 1.0, 0.5], x)", lambda x: [interpolate([-1, 0, 2], [3, 1, 0.5], v) for v in x], [1.5, -0.25, 0.25, 3.0, -7.0])
table("interpolate([-1.0, 0.0, 2.0], x, 0.5)", lambda x: interpolate([-1, 0, 2], x, mp.mpf(0.5)), THREE)
table("interpolate([-1.0, x[1], 2.0], [3.0, 1.0, 0.5], 1.25)", lambda x: interpolate([-1, x[0], 2], [3, 1, 0.5], mp.mpf(1.25)), [0.5], [1.75])
table("interpolate([-1.0, 0.0, 2.0], [3.0, 1.0, 0.5], x[1])", lambda x: interpolate([-1, 0, 2], [3, 1, 0.5], x[0]), THREE, [0.25])
table("interpolate([1.0], x, 4.0)", lambda x: x[0], ONE)
table("standardize(x)", lambda x: [(v - mean(x)) / mp.sqrt(variance(x)) for v in x], THREE, FIVE)
table("outer(x, [2.0, -3.0])", lambda x: [[v * 2, v * -3] for v in x], THREE, ONE)
table("outer(x, x)", lambda x: [[v * w for w in x] for v in x], THREE)
table("norm1(x)", lambda x: sum(abs(v) for v in x), THREE, FIVE)
table("norm2(x)", norm2, THREE, FIVE, ONE)
table("distance(x, [3.0, -1.0, 0.5])", lambda x: norm2([a - b for a, b in zip(x, [3, -1, 0.5])]), THREE)
SHARES = ([0.5, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4], [1.0], [1e-12, 0.75, 0.25])
table("entropy(x)", entropy, *SHARES)
table("perplexity(x)", lambda p: mp.exp(entropy(p)), *SHARES)
