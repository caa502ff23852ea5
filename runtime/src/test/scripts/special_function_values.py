#!/usr/bin/env python3
"""Writes reference values of bayes.runtime.math to standard output (needs mpmath).

One line per value: the function's name, its arguments, which are exact doubles, and the value
rounded once. Run with: special_function_values.py > ../resources/bayes/runtime/math/values.txt
"""
import random

import mpmath as mp

mp.mp.dps = 60
random.seed(20240)
LARGEST = mp.mpf("1.7976931348623157e308")


def show(value):
    if value > LARGEST:
        return "Infinity"
    if value < -LARGEST:
        return "-Infinity"
    return repr(float(value))


def table(name, function, *argument_lists):
    for arguments in argument_lists:
        arguments = [float(a) for a in (arguments if isinstance(arguments, tuple) else (arguments,))]
        value = function(*[mp.mpf(a) for a in arguments])
        if name in ("gammaP", "gammaQ", "beta") and value < mp.mpf("1e-100"):
            continue
        print(name, *[repr(a) for a in arguments], show(mp.re(value)))


def uniform(lo, hi, n=25):
    return [random.uniform(lo, hi) for _ in range(n)]


def log_uniform(lo, hi, n=25):
    return [10 ** random.uniform(lo, hi) for _ in range(n)]


def signed(values):
    return [v if random.random() < 0.5 else -v for v in values]


def pairs(a, b):
    return list(zip(a, b))


def log1p(x):
    with mp.workdps(800):
        return mp.log(1 + x)


def log_normal_cdf(x):
    return mp.log(mp.ncdf(x)) if x < 0 else log1p(-mp.ncdf(-x))


def logistic(x):
    return 1 / (1 + mp.exp(-x))


print("# mpmath", mp.__version__)
around_1 = [1 + s for s in signed(log_uniform(-16, -0.5, 60))]
table("exp", mp.exp, *uniform(-745, 709.7, 40), *signed(log_uniform(-20, 1, 40)), -708.5, -740, 709.78, -700)
table("expm1", mp.expm1, *uniform(-40, 700, 40), *signed(log_uniform(-20, 1, 80)), 0.0027, -0.0027, 0.0028)
table("log", mp.log, *log_uniform(-320, 308, 40), *around_1, *uniform(0.3, 3, 60), 5e-324, 1e-310, 1.7e308)
table("log1p", log1p, *signed(log_uniform(-18, -0.001, 80)), *log_uniform(-1, 308, 40), -0.9999999999999999)

table("lgamma", mp.loggamma, *uniform(0, 3, 60), *uniform(3, 12, 40), *log_uniform(-300, 0), *log_uniform(1, 300), *around_1[:20], 2.000001, 1.99999999, 1.4616)
table("lgamma", lambda x: mp.log(abs(mp.gamma(x))), *uniform(-9, 0), -0.5, -1e-10, -100.25)
table("digamma", mp.digamma, *uniform(0, 12, 60), *log_uniform(-30, 0), *log_uniform(1, 30), *uniform(-9, 0))
table("trigamma", lambda x: mp.psi(1, x), *uniform(0, 12, 60), *log_uniform(-30, 0), *log_uniform(1, 30), *uniform(-9, 0))
both = pairs(log_uniform(-5, 6, 60), log_uniform(-5, 6, 60))
table("lbeta", lambda a, b: mp.log(mp.beta(a, b)) if a + b < 1e3 else mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b), *both, (0.5, 0.5), (1e-100, 2), (3, 1e15), (1e10, 1e10))
table("lchoose", lambda n, k: mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1), *[(n, random.randint(1, n - 1)) for n in [random.randint(2, 2000) for _ in range(30)]], (1e9, 3), (7.5, 2.25))

table("erf", mp.erf, *signed(log_uniform(-20, 0.9, 80)), 0.5, 3, 5.9, 6.5)
table("erfc", mp.erfc, *uniform(-3, 27, 60), *signed(log_uniform(-20, 0, 40)), 0.5, 26.5)
table("invProbit", mp.ncdf, *uniform(-38, 9, 80), *signed(log_uniform(-20, 0, 40)), -37.5)
table("logInvProbit", log_normal_cdf, *uniform(-38, 9, 40), *signed(log_uniform(-20, 0, 20)), -1e3, -0.7, 20)
table("probit", lambda p: mp.sqrt(2) * mp.erfinv(2 * p - 1), *uniform(0, 1, 60), 0.5 + 2**-40)
# In the far tail by Newton's method on log Phi.
table("probit", lambda p: mp.findroot(lambda z: mp.log(mp.ncdf(z)) - mp.log(p), -mp.sqrt(-2 * mp.log(p))), *log_uniform(-300, -2, 30))

table("logit", lambda p: mp.log(p) - log1p(-p), *uniform(0, 1, 40), *log_uniform(-300, 0), *[0.5 + e for e in signed(log_uniform(-15, -1))])
table("invLogit", logistic, *uniform(-700, 40, 40), *signed(log_uniform(-10, 1, 40)))
table("logInvLogit", lambda u: -log1p(mp.exp(-u)), *uniform(-700, 700, 40), *signed(log_uniform(-10, 1, 40)))
table("log1mInvLogit", lambda u: -log1p(mp.exp(u)), *uniform(-700, 700, 40), *signed(log_uniform(-10, 1, 40)))
table("log1pExp", lambda u: log1p(mp.exp(u)), *uniform(-700, 700, 40), *signed(log_uniform(-10, 1, 40)), 1e4)
table("log1mExp", lambda u: log1p(-mp.exp(u)), *uniform(-700, 0, 40), *[-v for v in log_uniform(-18, 1.5, 60)])
table("logSumExp", lambda a, b: mp.log(mp.exp(a) + mp.exp(b)), *pairs(uniform(-700, 700, 40), uniform(-700, 700, 40)), (1000, 1000.5), (-1000, -1001), (5, 5))
table("logDiffExp", lambda a, b: mp.log(mp.exp(a) - mp.exp(b)), *[(max(p), min(p)) for p in pairs(uniform(-70, 70, 40), uniform(-70, 70, 40))], (1000, 999.5))
table("cloglog", lambda p: mp.log(-log1p(-p)), *uniform(0, 1, 30), *log_uniform(-300, -1, 20))
table("invCloglog", lambda u: -mp.expm1(-mp.exp(u)), *uniform(-40, 3.5, 50))
table("xlogy", lambda x, y: x * mp.log(y), *pairs(log_uniform(-5, 5, 20), log_uniform(-5, 5, 20)))
table("xlog1py", lambda x, y: x * log1p(y), *pairs(log_uniform(-5, 5, 20), log_uniform(-15, 5, 20)))

shapes = log_uniform(-2, 4, 60)
near = [(a, a * random.uniform(0.3, 2.2)) for a in shapes]
far = [(a, a + 8 * a**0.5 + random.uniform(0, 20)) for a in shapes]
table("gammaP", lambda a, x: mp.gammainc(a, 0, x, regularized=True), *near, (0.5, 1e-20), (1e5, 1e5))
table("gammaQ", lambda a, x: mp.gammainc(a, x, mp.inf, regularized=True), *near, *far)


def beta_cdf(x, a, b):
    # The integral up to x by the hypergeometric series whose terms are all positive.
    if x > a / (a + b):
        return 1 - beta_cdf(1 - x, b, a)
    with mp.workdps(120):
        factor = mp.exp(a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)) / a
        total = term = mp.mpf(1)
        k = 0
        while term > total * mp.mpf(10) ** -60:
            term *= (a + b + k) * x / (a + 1 + k)
            total += term
            k += 1
        return factor * total


triples = []
for a, b in pairs(log_uniform(-2, 3.5, 60), log_uniform(-2, 3.5, 60)):
    mean = a / (a + b)
    sd = (mean * (1 - mean) / (a + b + 1)) ** 0.5
    x = min(max(mean + random.gauss(0, 1.5) * sd, mean / 50), 1 - (1 - mean) / 50)
    triples.append((x, a, b))
table("beta", beta_cdf, *triples, (0.3, 2, 5), (1e-10, 2, 3))


def log_scaled_i(v, x):
    # The power series, whose terms are all positive.
    term = total = mp.mpf(1)
    k = 0
    while k < x or term > total * mp.mpf(10) ** -60:
        k += 1
        term *= x * x / 4 / (k * (k + v))
        total += term
    return v * mp.log(x / 2) - mp.loggamma(v + 1) + mp.log(total) - x


def log_scaled_k(v, x):
    # The integral of exp(v t - x cosh t) / 2 by trapezoids around its peak, much finer than there.
    w = mp.sqrt(v * v + x * x)
    peak = mp.asinh(v / x)
    top = v * peak - x * mp.cosh(peak)
    h = 1 / (20 + 5 * mp.sqrt(w))
    total = mp.mpf(1)
    for side in (-1, 1):
        k = 1
        while True:
            t = peak + side * k * h
            exponent = v * t - x * mp.cosh(t) - top
            if exponent < -90:
                break
            total += mp.exp(exponent)
            k += 1
    return mp.log(total * h / 2) + top + x


def slope(f, x):
    h = abs(x) * mp.mpf(10) ** -12
    return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)


orders = pairs(log_uniform(-2, 3, 25), log_uniform(-2, 3, 25))
table("logScaledI", log_scaled_i, *orders, (0, 39.99), (0, 40.01), (39.9, 1), (1e5, 3))
table("logScaledISlope", lambda v, x: slope(lambda y: log_scaled_i(v, y), x), *orders)
table("logScaledIOrderSlope", lambda v, x: slope(lambda u: log_scaled_i(u, x), v), *orders)
table("logScaledK", log_scaled_k, *orders, (0, 1e-10), (1e5, 3))
table("logScaledKSlope", lambda v, x: slope(lambda y: log_scaled_k(v, y), x), *orders)
table("logScaledKOrderSlope", lambda v, x: slope(lambda u: log_scaled_k(u, x), v), *orders)
table("owensT", lambda h, a: mp.quad(lambda x: mp.exp(-h * h * (1 + x * x) / 2) / (1 + x * x) / (2 * mp.pi), mp.linspace(0, a, 9)), *pairs(log_uniform(-2, 0.7, 30), log_uniform(-3, 0.5, 30)))
table("owensT", lambda h, a: (mp.ncdf(-h) - mp.ncdf(-h) ** 2) / 2, *[(h, 1) for h in log_uniform(-3, 1.5, 20)])
table("lambertUpper", mp.lambertw, *[-v for v in log_uniform(-6, -0.45, 30)], *log_uniform(-5, 300, 40), -0.36787944117)
table("lambertLower", lambda x: mp.re(mp.lambertw(x, -1)), *[-v for v in log_uniform(-300, -0.45, 40)], -0.36787944117)
table("zeta", mp.zeta, *uniform(-20, 20, 60), 0.9999, 1.0001, 100)
table("zetaSlope", lambda s: mp.zeta(s, 1, 1) if s > 1 else mp.diff(mp.zeta, s), *uniform(-20, 20, 40))
shapes = log_uniform(-2, 3, 40)
near = [(a, a * random.uniform(0.5, 1.8)) for a in shapes]
table("gammaPSlope", lambda a, x: slope(lambda b: mp.gammainc(b, 0, x, regularized=True), a), *near)
table("betaSlopeByA", lambda x, a, b: slope(lambda c: beta_cdf(x, c, b), a), *triples[:10])
table("betaSlopeByB", lambda x, a, b: slope(lambda c: beta_cdf(x, a, c), b), *triples[:10])
