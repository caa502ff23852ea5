#!/usr/bin/env python3
"""Writes reference values of the library's scalar functions (needs mpmath, Debian's python3-mpmath).

One line per point: the function, its arguments (exact doubles) separated by spaces, the value, and the
partial derivatives ("-" where they are not defined or not tested). Values that a double cannot hold
are infinite or zero; where the function is not defined the value is NaN.

Run with: function_reference.py > ../resources/functions.csv
"""
import mpmath as mp

mp.mp.dps = 700
STEP = mp.mpf(10) ** -100
# What differences of numbers of so many digits leave of zero.
NOISE = mp.mpf(10) ** -500
LARGEST = mp.mpf("1.7976931348623157e308")
NAN = mp.nan
INF = mp.inf


def show(value):
    if value is None:
        return "-"
    if mp.isnan(value):
        return "NaN"
    if value > LARGEST:
        return "Infinity"
    if value < -LARGEST:
        return "-Infinity"
    return repr(float(value))


def slope(f, arguments, i):
    step = STEP * (abs(arguments[i]) if arguments[i] != 0 else 1)

    def at(k):
        moved = list(arguments)
        moved[i] += k * step
        return mp.re(f(*moved))

    found = (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * step)
    largest = max(abs(at(k)) for k in (-2, -1, 1, 2))
    return mp.mpf(0) if abs(found * step) <= largest * NOISE else found


def table(name, f, points, without=(), smooth=True, integers=0):
    """Values at points, and partial derivatives where smooth and away from the points `without`.

    The first arguments, as many as `integers`, are integers.
    """
    for point in points:
        given = point if isinstance(point, tuple) else (point,)
        arguments = [mp.mpf(a) for a in given]
        value = f(*arguments)
        cells = [None] * len(arguments)
        if smooth and point not in without and mp.isfinite(value) and abs(value) < LARGEST:
            cells = [None if i < integers else slope(f, arguments, i) for i in range(len(arguments))]
        print(name, " ".join(repr(a if isinstance(a, int) else float(a)) for a in given), show(mp.re(value)), *[show(c) for c in cells], sep=",")


def when(inside, f):
    return lambda *a: f(*a) if inside(*a) else NAN


def log(x):
    return -INF if x == 0 else mp.log(x) if x > 0 else NAN


def log1p(x):
    return log(1 + x)


def logistic(x):
    return 1 / (1 + mp.exp(-x)) if x > 0 else mp.exp(x) / (1 + mp.exp(x))


def log1p_exp(x):
    return x + mp.log(1 + mp.exp(-x)) if x > 0 else mp.log(1 + mp.exp(x))


def digamma(x):
    return mp.digamma(x)


def round_even(x):
    return mp.nint(x)


def round_away(x):
    return mp.sign(x) * mp.floor(abs(x) + mp.mpf(1) / 2)


def lgamma(x):
    return INF if x <= 0 and x == mp.floor(x) else mp.log(abs(mp.gamma(x))) if abs(x) < 200 else mp.loggamma(x)


def lchoose(n, k):
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def gamma_p(a, x):
    if x == 0:
        return mp.mpf(0)
    return mp.gammainc(a, 0, x, regularized=True)


def gamma_q(a, x):
    return mp.gammainc(a, x, mp.inf, regularized=True)


def beta_i(x, a, b):
    return mp.re(mp.betainc(a, b, 0, x, regularized=True))


def probit(p):
    if p == 0:
        return -INF
    if p == 1:
        return INF
    if not 0 < p < 1:
        return NAN
    with mp.workdps(60):
        x = mp.sqrt(2) * mp.erfinv(2 * p - 1) if p > mp.mpf("1e-5") else -mp.sqrt(-2 * mp.log(p))
    # Newton's method on the logarithm.
    for _ in range(16):
        below = mp.erfc(-x / mp.sqrt(2)) / 2
        x -= mp.log(below / p) * below * mp.sqrt(2 * mp.pi) * mp.exp(x * x / 2)
    return x


def erf_inv(y):
    if abs(y) >= 1:
        return INF * y if abs(y) == 1 else NAN
    with mp.workdps(60):
        x = mp.erfinv(y)
    for _ in range(6):
        x -= (mp.erf(x) - y) * mp.sqrt(mp.pi) / 2 * mp.exp(x * x)
    return x


ANY = [-1e300, -1000.0, -40.0, -2.5, -1.0, -0.3, -1e-10, -1e-300, 0.0, 1e-300, 1e-10, 0.3, 1.0, 2.5, 40.0, 1000.0, 1e300]
POSITIVE = [a for a in ANY if a > 0]
HALVES = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]
UNIT = [0.0, 1e-300, 1e-10, 0.3, 0.5, 0.9, 1 - 2**-40, 1.0, -0.1, 1.1]
PAIRS = [(0.0, 0.0), (1.5, 2.5), (-3.0, 2.0), (2.0, -3.0), (1e-10, 1e10), (-1e150, 1e-150), (7.25, 7.25)]
MODERATE = [a for a in ANY if abs(a) < 1e10]

print("# Reference values of the scalar functions, made by compiler/src/test/scripts/function_reference.py")
print("# with mpmath " + mp.__version__ + ", " + str(mp.mp.dps) + " digits: function, arguments, value, partial derivatives.")
table("abs", abs, ANY, without=(0.0,))
table("min", lambda x, y: min(x, y), PAIRS, without=((0.0, 0.0), (7.25, 7.25)))
table("max", lambda x, y: max(x, y), PAIRS, without=((0.0, 0.0), (7.25, 7.25)))
table("fma", lambda x, y, z: x * y + z, [(2.0, 3.0, 4.0), (-1.5, 0.3, 0.45), (1 + 2**-30, 1 - 2**-30, -1.0), (1e200, 1e150, 1.0), (0.0, 5.0, 2.5)], without=((1e200, 1e150, 1.0),))
table("sign", mp.sign, ANY, without=(0.0,))
table("sqrt", when(lambda x: x >= 0, mp.sqrt), [-1.0, 0.0] + POSITIVE, without=(0.0,))
table("cbrt", lambda x: mp.sign(x) * mp.cbrt(abs(x)), ANY, without=(0.0,))
table("square", lambda x: x * x, [a for a in ANY if abs(a) < 1e150])
table("exp", mp.exp, MODERATE + [709.0, -740.0])
table("expm1", mp.expm1, [a for a in MODERATE if abs(a) < 700])
table("log", log, ANY)
table("log1p", log1p, ANY + [-1.0, -0.9999999])
table("sin", mp.sin, MODERATE + [3.0])
table("cos", mp.cos, MODERATE + [3.0])
table("tan", mp.tan, [a for a in MODERATE if abs(a) < 100] + [1.5])
table("asin", when(lambda x: abs(x) <= 1, mp.asin), [-1.0, -0.3, -1e-10, 0.0, 1e-300, 0.3, 0.99, 1.0, 2.0], without=(-1.0, 1.0))
table("acos", when(lambda x: abs(x) <= 1, mp.acos), [-1.0, -0.3, -1e-10, 0.0, 1e-300, 0.3, 0.99, 1.0, 2.0], without=(-1.0, 1.0))
table("atan", mp.atan, [a for a in ANY if abs(a) < 1e150])
table("atan2", mp.atan2, [(1.5, 2.5), (-3.0, 2.0), (2.0, -3.0), (-1e-3, -1.0), (0.5, 0.0), (1e-10, 1e10)])
table("sinh", mp.sinh, [a for a in MODERATE if abs(a) < 700])
table("cosh", mp.cosh, [a for a in MODERATE if abs(a) < 700])
table("tanh", mp.tanh, [a for a in MODERATE if abs(a) <= 300] + [20.0, -20.0])
table("asinh", mp.asinh, [a for a in ANY if abs(a) < 1e150])
table("acosh", lambda x: mp.acosh(x) if x >= 1 else NAN, [0.5, 1.0, 1 + 2**-40, 1.1, 2.5, 40.0, 1e10, 1e100], without=(1.0,))
table("atanh", lambda x: mp.atanh(x) if abs(x) < 1 else (x * INF if abs(x) == 1 else NAN), [0.0, 1e-300, -1e-10, 0.3, -0.3, 0.9, -0.99, 1 - 2**-40, 1.0, -1.0, 1.1], without=(1.0, -1.0))
for name, f in (("floor", mp.floor), ("ceil", mp.ceil), ("trunc", lambda x: mp.sign(x) * mp.floor(abs(x)))):
    table(name, f, [a for a in ANY if abs(a) > 1e-20] + [0.0] + HALVES, without=(0.0, 1.0, -1.0, 40.0, -40.0, 1000.0, -1000.0, 1e300, -1e300))
table("round", round_away, [a for a in ANY if abs(a) > 1e-20] + [0.0] + HALVES, without=HALVES + [1e300, -1e300])

table("logit", when(lambda p: 0 <= p <= 1, lambda p: -INF if p == 0 else INF if p == 1 else mp.log(p / (1 - p))), UNIT)
table("inv_logit", logistic, MODERATE)
table("probit", probit, UNIT[:2] + UNIT[2:])
table("inv_probit", lambda x: mp.erfc(-x / mp.sqrt(2)) / 2, [a for a in MODERATE if abs(a) < 39] + [-37.0, 9.0])
table("log1p_exp", log1p_exp, MODERATE)
table("log1m_exp", lambda x: mp.log(1 - mp.exp(x)), [-1000.0, -40.0, -2.5, -0.7, -0.3, -1e-10, -1e-300])
table("log_sum_exp", lambda x, y: max(x, y) + mp.log(1 + mp.exp(-abs(x - y))), [(0.0, 0.0), (1.5, 2.5), (-3.0, 2.0), (-1000.0, -1001.0), (1e5, -1e5), (1000.0, 999.5)])
table("log_diff_exp", lambda x, y: x + mp.log(1 - mp.exp(y - x)), [(1.0, 0.0), (2.5, 1.5), (-1000.0, -1001.0), (1000.0, 999.5), (3.0, -1e5), (1.0, 1 - 2**-30)])

table("lgamma", lgamma, [-2.5, -0.3, -1e-10, 0.0, -2.0, 1e-300, 1e-10, 0.3, 1.0, 1.4, 2.0, 2.5, 10.0, 40.0, 1000.0, 1e10])
table("digamma", digamma, [-2.5, -0.3, 1e-100, 1e-10, 0.3, 1.0, 2.5, 10.0, 40.0, 1000.0, 1e10])
table("trigamma", lambda x: mp.psi(1, x), [1e-100, 1e-10, 0.3, 1.0, 2.5, 10.0, 40.0, 1000.0], smooth=False)
table("erf", mp.erf, [-40.0, -2.5, -1.0, -0.3, -1e-10, 0.0, 1e-300, 1e-10, 0.3, 1.0, 2.5, 6.0])
table("erfc", mp.erfc, [-40.0, -2.5, -1.0, -0.3, -1e-10, 0.0, 1e-300, 1e-10, 0.3, 1.0, 2.5, 6.0, 25.0])
table("lbeta", lambda a, b: lgamma(a) + lgamma(b) - lgamma(a + b), [(1.0, 2.0), (0.5, 0.5), (1e-10, 3.0), (30.0, 50.0), (1e5, 2e5), (1e10, 0.5), (1e-200, 1.0)])
table("lmgamma", lambda n, x: n * (n - 1) / 4 * mp.log(mp.pi) + sum(lgamma(x - mp.mpf(i) / 2) for i in range(int(n))), [(1, 2.5), (2, 3.0), (5, 2.25), (10, 40.0), (0, 1.5), (3, 1e6)], integers=1)
table("lchoose", lchoose, [(5.0, 2.0), (10.5, 3.25), (1e6, 2.0), (1000.0, 500.0), (7.0, 6.5)])
table("xlogy", lambda x, y: mp.mpf(0) if x == 0 else x * log(y), [(0.0, 0.0), (2.0, 3.0), (-1.5, 0.25), (1e-10, 1e10), (0.0, 5.0), (3.0, 0.0), (1e6, 1e-300)], without=((0.0, 0.0), (3.0, 0.0)))
table("xlog1py", lambda x, y: mp.mpf(0) if x == 0 else x * log1p(y), [(0.0, -1.0), (2.0, 3.0), (-1.5, -0.25), (1e10, 1e-10), (0.0, 5.0), (3.0, -1.0), (2.0, 1e-300)], without=((0.0, -1.0), (3.0, -1.0)))

# The incomplete functions take long with many digits, and their derivatives are exact elsewhere.
mp.mp.dps = 60
STEP = mp.mpf(10) ** -12
NOISE = mp.mpf(10) ** -55
table("gamma_p", gamma_p, [(0.5, 0.3), (1.0, 1.0), (3.0, 0.01), (3.0, 2.5), (30.0, 25.0), (100.0, 130.0), (2.0, 0.0)], without=((2.0, 0.0),))
table("gamma_q", gamma_q, [(0.5, 0.3), (1.0, 1.0), (3.0, 0.01), (3.0, 2.5), (30.0, 25.0), (100.0, 130.0), (2.0, 80.0), (2.0, 0.0)], without=((2.0, 0.0),))
table("beta_i", beta_i, [(0.3, 0.5, 0.5), (0.5, 2.0, 3.0), (0.01, 3.0, 1.0), (0.9, 20.0, 5.0), (0.0, 2.0, 2.0), (1.0, 2.0, 2.0)], without=((0.0, 2.0, 2.0), (1.0, 2.0, 2.0)))


def owens_t(h, a):
    """The integral of its definition, on pieces of a width below 1 / h."""
    def f(x):
        return mp.exp(-h * h * (1 + x * x) / 2) / (1 + x * x) / (2 * mp.pi)

    width = 1 / (1 + abs(h))
    if a > 1:
        q, r = mp.erfc(h / mp.sqrt(2)) / 2, mp.erfc(a * h / mp.sqrt(2)) / 2
        return (q + r) / 2 - q * r - owens_t(a * h, 1 / a)
    pieces = int(mp.ceil(min(abs(a) / width, 40)))
    end = min(abs(a), 40 * width)
    return mp.sign(a) * mp.quad(f, mp.linspace(0, end, pieces + 1)) if a else mp.mpf(0)


def log_bessel_ie(v, x):
    """The power series, whose terms are positive."""
    if x == 0:
        return mp.mpf(0) if v == 0 else -INF
    term = total = mp.mpf(1)
    k = 0
    while k < x or term > total * mp.mpf(10) ** -70:
        k += 1
        term *= x * x / 4 / (k * (k + v))
        total += term
    return v * mp.log(x / 2) - mp.loggamma(v + 1) + mp.log(total) - x


def log_bessel_ke(v, x):
    """The integral of exp(v t - x cosh t) / 2 by trapezoids around its peak."""
    w = mp.sqrt(v * v + x * x)
    peak = mp.asinh(v / x)
    top = v * peak - x * mp.cosh(peak)
    h = 1 / (60 + 12 * mp.sqrt(w))
    total = mp.mpf(1)
    for side in (-1, 1):
        k = 1
        while True:
            t = peak + side * k * h
            exponent = v * t - x * mp.cosh(t) - top
            if exponent < -150:
                break
            total += mp.exp(exponent)
            k += 1
    return mp.log(total * h / 2) + top + x


BESSEL = [(0.0, 0.5), (0.0, 3.0), (1.0, 1e-5), (0.5, 2.0), (2.5, 30.0), (30.0, 20.0), (0.25, 200.0), (100.0, 10.0), (40.0, 1000.0)]
table("owens_t", owens_t, [(1.0, 0.5), (1.0, 2.0), (-0.5, 3.0), (2.0, -1.5), (10.0, 0.3), (1e-5, 0.7), (3.0, 1e-8), (0.3, 100.0)])
table("log_bessel_ie", log_bessel_ie, BESSEL)
table("log_bessel_ke", log_bessel_ke, BESSEL)
table("log_bessel_i", lambda v, x: log_bessel_ie(v, x) + x, BESSEL)
table("log_bessel_k", lambda v, x: log_bessel_ke(v, x) - x, BESSEL)
table("bessel_k", lambda v, x: mp.exp(log_bessel_ke(v, x) - x), BESSEL[:6])
table("bessel_i0", lambda x: mp.exp(log_bessel_ie(0, abs(x)) + abs(x)), [0.0, 1e-10, -0.5, 3.0, -20.0, 45.0, 300.0], without=(0.0,))
table("log_bessel_i0", lambda x: log_bessel_ie(0, abs(x)) + abs(x), [0.0, -0.5, 3.0, -20.0, 45.0, 3000.0], without=(0.0,))
table("lambert_w", lambda x: mp.lambertw(x) if x >= -1 / mp.e else NAN, [-0.5, -0.367, -0.3, -0.1, -1e-10, 0.0, 1e-300, 0.3, 1.0, 2.5, 40.0, 1e10, 1e300])
table("lambert_wm1", lambda x: mp.re(mp.lambertw(x, -1)) if -1 / mp.e <= x <= 0 else NAN, [-0.5, -0.367, -0.3, -0.1, -1e-10, -1e-300, 0.3])
table("zeta", lambda x: INF if x == 1 else mp.zeta(x), [-10.5, -2.5, -0.3, 0.0, 0.5, 0.999, 1.0, 1.0001, 2.0, 3.5, 20.0, 100.0], without=(1.0,))
mp.mp.dps = 700
STEP = mp.mpf(10) ** -100
NOISE = mp.mpf(10) ** -500

table("exp2", lambda x: mp.power(2, x), [a for a in MODERATE if abs(a) < 900])
table("log2", lambda x: log(x) / mp.log(2), ANY)
table("log10", lambda x: log(x) / mp.log(10), ANY)
table("hypot", lambda x, y: mp.sqrt(x * x + y * y), [(3.0, 4.0), (-3.0, 2.0), (1e200, 1e200), (-1e-200, 1e-200), (0.0, 0.0), (0.0, 2.0)], without=((0.0, 0.0), (0.0, 2.0)))
table("clamp", lambda x, lo, hi: min(max(x, lo), hi), [(0.5, 0.0, 1.0), (-2.0, 0.0, 1.0), (3.0, 0.0, 1.0), (1e300, -1.0, 1e299)])
table("log1m", lambda x: log1p(-x), [-1e300, -2.5, -0.3, -1e-10, 0.0, 1e-300, 0.3, 0.9999999, 1.0, 2.0])
table("log_inv_logit", lambda x: -log1p_exp(-x), MODERATE)
table("log1m_inv_logit", lambda x: -log1p_exp(x), MODERATE)
table("cloglog", when(lambda p: 0 <= p <= 1, lambda p: log(-log1p(-p)) if p < 1 else INF), UNIT[:7])
table("inv_cloglog", lambda x: 1 - mp.exp(-mp.exp(x)), [-700.0, -40.0, -2.5, -0.3, 0.0, 0.3, 1.0, 2.5])
table("log_inv_probit", lambda x: log(mp.erfc(-x / mp.sqrt(2)) / 2), [a for a in MODERATE if a < 30] + [-1e8, -37.0, -14.2, -1.5, 1.5, 9.0])
table("log_mix", lambda p, x, y: log(p * mp.exp(x) + (1 - p) * mp.exp(y)), [(0.5, 0.0, 0.0), (0.25, 1.5, -2.5), (1e-300, 3.0, 2.0), (0.75, -1000.0, -1002.0), (0.9, 800.0, 3.0), (0.0, 5.0, 2.0), (1.0, 5.0, 2.0)], without=((0.0, 5.0, 2.0), (1.0, 5.0, 2.0)))
table("erfcx", lambda x: mp.exp(x * x) * mp.erfc(x), [a for a in MODERATE if a > -3] + [-1000.0, 3.0, 9.9, 10.0, 15.0, 1e8])
table("erf_inv", erf_inv, [0.0, 1e-300, -1e-10, 0.3, -0.3, 0.4999, 0.5, 0.9, -0.99, 1 - 2**-40, 1.0, -1.0, 1.1], without=(1.0, -1.0))
table("beta_fn", lambda a, b: mp.exp(lgamma(a) + lgamma(b) - lgamma(a + b)), [(1.0, 2.0), (0.5, 0.5), (1e-10, 3.0), (5.0, 7.5), (1e-200, 1.0), (1e5, 2.0)])
