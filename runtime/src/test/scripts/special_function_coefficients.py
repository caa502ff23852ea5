#!/usr/bin/env python3
"""Prints the coefficients used by bayes.runtime.math (needs mpmath).

Rational approximations interpolate the function at Chebyshev nodes, which is within a small factor
of the minimax error; the printed error is the largest relative one on a fine grid.
"""
import mpmath as mp

mp.mp.dps = 60


def rational(name, f, lo, hi, n, m):
    """Coefficients (lowest first) of P/Q with degrees n and m, Q(0) = 1."""
    lo, hi = mp.mpf(lo), mp.mpf(hi)
    count = n + m + 1
    nodes = [(lo + hi) / 2 + (hi - lo) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    rows, right = mp.matrix(count, count), mp.matrix(count, 1)
    for i, x in enumerate(nodes):
        y = f(x)
        for j in range(n + 1):
            rows[i, j] = x**j
        for j in range(1, m + 1):
            rows[i, n + j] = -y * x**j
        right[i] = y
    solution = mp.lu_solve(rows, right)
    p = [solution[j] for j in range(n + 1)]
    q = [mp.mpf(1)] + [solution[n + j] for j in range(1, m + 1)]
    p, q = [float(c) for c in p], [float(c) for c in q]
    worst = 0
    for i in range(400):
        x = lo + (hi - lo) * (i + mp.mpf("0.37")) / 400
        value = mp.polyval([mp.mpf(c) for c in p[::-1]], x) / mp.polyval([mp.mpf(c) for c in q[::-1]], x)
        worst = max(worst, abs(value / f(x) - 1))
    print(f"// {name} on [{mp.nstr(lo, 5)}, {mp.nstr(hi, 5)}], relative error {mp.nstr(worst, 3)}")
    print("P:", ", ".join(repr(c) for c in p))
    print("Q:", ", ".join(repr(c) for c in q))


def erfcx(x):
    return mp.erfc(x) * mp.exp(x * x)


def log_gamma_factor(t):
    return mp.loggamma(1 + t) / (t * (t - 1))


rational("lgamma(1+t) / (t (t-1))", log_gamma_factor, 0, 1.5, 7, 7)
rational("erf(sqrt(s)) / sqrt(s)", lambda s: mp.erf(mp.sqrt(s)) / mp.sqrt(s), "1e-30", 0.25, 4, 4)
rational("erfcx(x)", erfcx, 0.5, 3, 7, 8)
rational("x erfcx(x), of 1/x^2", lambda u: erfcx(1 / mp.sqrt(u)) / mp.sqrt(u), "1e-12", mp.mpf(1) / 9, 7, 7)
print("// Stirling: B(2k) / (2k (2k-1))")
print(", ".join(repr(float(mp.bernoulli(2 * k) / (2 * k * (2 * k - 1)))) for k in range(1, 10)))
print("// digamma: B(2k) / (2k)")
print(", ".join(repr(float(mp.bernoulli(2 * k) / (2 * k))) for k in range(1, 10)))
print("// trigamma: B(2k)")
print(", ".join(repr(float(mp.bernoulli(2 * k))) for k in range(1, 10)))
