#!/usr/bin/env python3
"""Writes reference solutions of differential equations (needs mpmath, Debian's python3-mpmath).

Each line is a name, a time, and then the components of the solution at that time; for
lotka_volterra followed by the derivatives of each component by the start and the arguments.

Lotka-Volterra and its sensitivity equations are solved by Taylor series with 30 digits; Robertson's
problem by collocation at six of Gauss's points (order 12) with Newton's method, on steps that grow in
proportion to time, twice as many in a second run that must agree to 10 digits.

Run with: solution_values.py ../resources/bayes/runtime/solve/solutions.txt
"""
import sys

import mpmath as mp

mp.mp.dps = 30


def lotka_volterra(out):
    a, b, c, d = [mp.mpf(x) for x in ("0.5", "0.025", "0.75", "0.03125")]
    n_args = 4

    def slope(t, z):
        u, v = z[0], z[1]
        du = (a - b * v) * u
        dv = (-c + d * u) * v
        jacobian = [[a - b * v, -b * u], [d * v, -c + d * u]]
        by_args = [[u, -u * v, 0, 0], [0, 0, -v, u * v]]
        rates = [du, dv]
        for i in range(2):
            for k in range(2 + n_args):
                rate = sum(jacobian[i][j] * z[2 + j * (2 + n_args) + k] for j in range(2))
                rates.append(rate + (by_args[i][k - 2] if k >= 2 else 0))
        return rates

    start = [mp.mpf(33), mp.mpf(6)]
    for i in range(2):
        start += [mp.mpf(1 if k == i else 0) for k in range(2 + n_args)]
    solution = mp.odefun(slope, 0, start)
    for t in (1, 5, 20):
        values = solution(t)
        out.append(" ".join(["lotka_volterra", str(t)] + [mp.nstr(v, 17) for v in values]))


def gauss(stages):
    """The coefficients of collocation at Gauss's points of [0, 1]."""
    nodes = [(1 + x) / 2 for x in sorted(mp.polyroots(mp.taylor(
        lambda x: mp.legendre(stages, x), 0, stages)[::-1], maxsteps=500, extraprec=200))]
    vandermonde = mp.matrix(stages, stages)
    for i in range(stages):
        for k in range(stages):
            vandermonde[k, i] = nodes[i] ** k
    rows = []
    for c in nodes + [mp.mpf(1)]:
        powers = mp.matrix([c ** (k + 1) / (k + 1) for k in range(stages)])
        rows.append(mp.lu_solve(vandermonde, powers))
    return nodes, rows[:-1], rows[-1]


def robertson_run(times, ratio, stages):
    nodes, a, b = gauss(stages)
    n = 3

    def slope(y):
        r1, r2, r3 = y[0] / 25, 10 ** 4 * y[1] * y[2], 3 * 10 ** 7 * y[1] ** 2
        return [-r1 + r2, r1 - r2 - r3, r3]

    def jacobian(y):
        k1, k2, k3 = mp.mpf(1) / 25, mp.mpf(10) ** 4, mp.mpf(3) * 10 ** 7
        return [[-k1, k2 * y[2], k2 * y[1]],
                [k1, -k2 * y[2] - 2 * k3 * y[1], -k2 * y[1]],
                [0, 2 * k3 * y[1], 0]]

    def step(y, h):
        points = [list(y) for _ in range(stages)]
        for _ in range(30):
            slopes = [slope(p) for p in points]
            parts = [jacobian(p) for p in points]
            system = mp.eye(stages * n)
            right = mp.matrix(stages * n, 1)
            for s in range(stages):
                for i in range(n):
                    right[s * n + i] = y[i] + h * sum(
                        a[s][q] * slopes[q][i] for q in range(stages)) - points[s][i]
                    for q in range(stages):
                        for j in range(n):
                            system[s * n + i, q * n + j] -= h * a[s][q] * parts[q][i][j]
            change = mp.lu_solve(system, right)
            for s in range(stages):
                for i in range(n):
                    points[s][i] += change[s * n + i]
            if mp.norm(change, mp.inf) < mp.mpf(10) ** -26:
                break
        slopes = [slope(p) for p in points]
        return [y[i] + h * sum(b[q] * slopes[q][i] for q in range(stages)) for i in range(n)]

    y = [mp.mpf(1), mp.mpf(0), mp.mpf(0)]
    t, h, found = mp.mpf(0), mp.mpf(10) ** -5, []
    for end in times:
        while t < end:
            length = min(h, end - t)
            y = step(y, length)
            t = end if length == end - t else t + length
            h = max(h, ratio * t)
        found.append(y)
    return found


def robertson(out):
    times = [mp.mpf("0.4"), mp.mpf(40)]
    rough = robertson_run(times, mp.mpf("0.08"), 6)
    fine = robertson_run(times, mp.mpf("0.04"), 6)
    for t, y, other in zip(times, fine, rough):
        assert all(abs(p - q) < mp.mpf(10) ** -10 * abs(p) for p, q in zip(y, other)), (y, other)
        out.append(" ".join(["robertson", mp.nstr(t, 5)] + [mp.nstr(v, 17) for v in y]))


def main():
    lines = ["# By solution_values.py with mpmath, 30 digits."]
    lotka_volterra(lines)
    robertson(lines)
    with open(sys.argv[1], "w") as file:
        file.write("\n".join(lines) + "\n")


main()
