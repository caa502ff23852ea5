#!/usr/bin/env python3
"""Writes the reference values of the library's distributions of vectors and matrices.

The format is described in distribution_reference.py; a matrix is a vector of its elements in row order. Of a
symmetric matrix the lower triangle is read, and of a triangular one that triangle, so that is what the gradient is
with respect to.

Run with: matrix_distribution_reference.py ../resources/distributions
"""
import sys

import mpmath as mp

from distribution_reference import HALF_LOG_2PI, Distribution, exact, main

ALL = []
HALF = mp.mpf(1) / 2


def distribution(*arguments, **more):
    ALL.append(Distribution(*arguments, **more))
    return ALL[-1]


# ---- matrices as lists of rows ----


def rows_of(flat, n):
    m = len(flat) // n
    return [list(flat[i * m : (i + 1) * m]) for i in range(n)]


def square(flat):
    return rows_of(flat, int(mp.nint(mp.sqrt(len(flat)))))


def cholesky(flat):
    """The factor of the symmetric matrix whose lower triangle is given."""
    a = square(flat)
    n = len(a)
    l = [[mp.mpf(0)] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = a[i][j] - mp.fsum(l[i][k] * l[j][k] for k in range(j))
            l[i][j] = mp.sqrt(rest) if i == j else rest / l[j][j]
    return l


def lower(flat):
    return [[v if j <= i else mp.mpf(0) for j, v in enumerate(row)] for i, row in enumerate(square(flat))]


def solve(l, b):
    """The columns of x with l x = b, for a lower triangle l and rows b."""
    x = []
    for i in range(len(l)):
        x.append([(b[i][c] - mp.fsum(l[i][k] * x[k][c] for k in range(i))) / l[i][i] for c in range(len(b[0]))])
    return x


def transposed(a):
    return [list(column) for column in zip(*a)]


def times(a, b):
    return [[mp.fsum(x * y for x, y in zip(row, column)) for column in transposed(b)] for row in a]


def squares(a):
    return [v * v for row in a for v in row]


def logs(l):
    return [mp.log(l[i][i]) for i in range(len(l))]


def column(x, mean):
    return [[v - m] for v, m in zip(x, mean)]


def whole(lower_rows):
    return [v for row in times(lower_rows, transposed(lower_rows)) for v in row]


# ---- log densities, by their terms ----


def normal_terms(l, x, mean):
    z = solve(l, column(x, mean))
    return [-HALF * q for q in squares(z)] + [-v for v in logs(l)] + [-HALF_LOG_2PI * len(l)]


def precision_terms(mean, p, x):
    l = cholesky(p)
    z = times(transposed(l), column(x, mean))
    return [-HALF * q for q in squares(z)] + logs(l) + [-HALF_LOG_2PI * len(l)]


def student_terms(df, l, x, location):
    n = len(l)
    z = mp.fsum(squares(solve(l, column(x, location))))
    return [
        mp.loggamma((df + n) / 2),
        -mp.loggamma(df / 2),
        -n * mp.log(df * mp.pi) / 2,
        -(df + n) / 2 * mp.log1p(z / df),
    ] + [-v for v in logs(l)]


def matrix_normal_terms(mean, rows, columns, x):
    u, v = cholesky(rows), cholesky(columns)
    n, m = len(u), len(v)
    y = solve(u, rows_of([a - b for a, b in zip(x, mean)], n))
    z = solve(v, transposed(y))
    return (
        [-HALF * q for q in squares(z)]
        + [-m * value for value in logs(u)]
        + [-n * value for value in logs(v)]
        + [-HALF_LOG_2PI * n * m]
    )


def lmgamma_terms(n, a):
    return [n * (n - 1) * mp.log(mp.pi) / 4] + [mp.loggamma(a - mp.mpf(i) / 2) for i in range(n)]


def wishart_terms(df, scale, x):
    l, s = cholesky(x), cholesky(scale)
    n = len(l)
    return (
        [(df - n - 1) * v for v in logs(l)]
        + [-df * v for v in logs(s)]
        + [-HALF * q for q in squares(solve(s, l))]
        + [-mp.log(2) * df * n / 2]
        + [-t for t in lmgamma_terms(n, df / 2)]
    )


def inverse_wishart_terms(df, scale, x):
    l, s = cholesky(x), cholesky(scale)
    n = len(l)
    return (
        [df * v for v in logs(s)]
        + [-(df + n + 1) * v for v in logs(l)]
        + [-HALF * q for q in squares(solve(l, s))]
        + [-mp.log(2) * df * n / 2]
        + [-t for t in lmgamma_terms(n, df / 2)]
    )


def process_terms(mean, kernel, added, x):
    n = len(x)
    moved = [v + added if k % (n + 1) == 0 else v for k, v in enumerate(kernel)]
    return normal_terms(cholesky(moved), x, mean)


# ---- arguments: exact doubles ----

C1, C2 = [2.25], [2.0, 0.5, 0.5, 1.0]
C3 = [4.0, 1.0, -0.5, 1.0, 2.0, 0.25, -0.5, 0.25, 1.0]
STRONG = [1.0, 0.96875, 0.96875, 1.0]
SMALL = [1e-8, 0.0, 0.0, 1e8]
L2, L3 = [1.5, 0.0, -0.75, 0.5], [2.0, 0.0, 0.0, 0.5, 1.25, 0.0, -1.0, 0.25, 0.75]
M1, M2, M3 = [0.5], [1.0, -2.0], [0.25, 3.0, -1.0]
X2, X3 = [0.5, -1.25], [1.5, 2.0, 0.75]


def covariances(flat, factor=1):
    return [factor * v for v in exact(flat)]


def normals(d, c1, c2, c3, strong, small):
    """Points of a distribution of vectors with a mean and a matrix."""
    d.add((M1, c1), [[2.0], [0.5]]).add((M2, c2), [X2, [1.0, -2.0], [40.0, -70.0]])
    d.add((M3, c3), [X3, [0.0, 0.0, 0.0]]).add((M2, strong), [X2]).add((M2, small), [X2])


def of_lower(flat):
    """The covariance of a factor."""
    return whole(lower(exact(flat)))


d = distribution("MvNormal", {"mean": "reals", "covariance": "reals"}, "reals", lambda m, c, x: normal_terms(cholesky(c), x, m))
normals(d, C1, C2, C3, STRONG, SMALL)
d.total((M1, C1), "line", 0.5, 1.5).total((M2, C2), "plane", 0, 1.5)
d.draw((M2, C2), "covariances", exact(M2), covariances(C2)).draw((M3, C3), "covariances", exact(M3), covariances(C3))

d = distribution("MvNormal", {"mean": "reals", "cholesky": "reals"}, "reals", lambda m, l, x: normal_terms(lower(l), x, m))
normals(d, [1.5], L2, L3, [1.0, 0.0, 0.96875, 0.25], [1e-4, 0.0, 0.0, 1e4])
d.total((M1, [1.5]), "line", 0.5, 1.5).total((M2, L2), "plane", 0, 1.5)
d.draw((M3, L3), "covariances", exact(M3), of_lower(L3))

d = distribution("MvNormal", {"mean": "reals", "precision": "reals"}, "reals", precision_terms)
normals(d, C1, C2, C3, STRONG, SMALL)
d.total((M1, C1), "line", 0.5, 1.0).total((M2, C2), "plane", 0, 1.5)
# The inverse of C2.
d.draw((M2, C2), "covariances", exact(M2), [v / exact([1.75])[0] for v in exact([1.0, -0.5, -0.5, 2.0])])

for parameter, factor in (("scale", cholesky), ("cholesky", lower)):
    def terms(df, m, s, x, factor=factor):
        return student_terms(df, factor(s), x, m)

    d = distribution("MvStudentT", {"df": "positive", "location": "reals", parameter: "reals"}, "reals", terms)
    one, two, three = (C1, C2, C3) if parameter == "scale" else ([1.5], L2, L3)
    d.add((4.0, M1, one), [[2.0], [0.5]]).add((0.75, M2, two), [X2, [40.0, -70.0]])
    d.add((25.0, M3, three), [X3, [0.0, 0.0, 0.0]]).add((1e6, M3, three), [X3])
    d.total((4.0, M1, one), "line", 0.5, 1.5).total((60.0, M2, two), "plane", 0, 1.75)
    full = exact(three) if parameter == "scale" else of_lower(three)
    d.draw((30.0, M3, three), "covariances", exact(M3), [v * 30 / mp.mpf(28) for v in full])

d = distribution("MatrixNormal", {"mean": "reals", "rows": "reals", "columns": "reals"}, "reals", matrix_normal_terms)
M23 = [0.5, 1.0, -1.0, 2.0, 0.0, 0.25]
d.add(([0.5], C1, [4.0]), [[2.0]]).add((M23, C2, C3), [[1.0, 0.0, 2.0, -1.0, 0.5, 3.0], M23])
d.add((M23, STRONG, C3), [[1.0, 0.0, 2.0, -1.0, 0.5, 3.0]]).add((M2, C1, C2), [X2]).add((M2, C2, C1), [X2])
d.total((M2, C1, C2), "plane", 0, 2.0).total((M2, C2, C1), "plane", 0, 2.0)
u, v = square(exact(C2)), square(exact(C3))
d.draw((M23, C2, C3), "covariances", exact(M23), [u[i][k] * v[j][l] for i in range(2) for j in range(3) for k in range(2) for l in range(3)])

d = distribution("Wishart", {"df": "positive", "scale": "reals"}, "reals", wishart_terms)
X33 = [3.0, 0.5, 1.0, 0.5, 2.0, -0.25, 1.0, -0.25, 1.5]
d.add((3.0, C1), [[2.0], [1e-8]]).add((2.5, C2), [C2, STRONG]).add((10.0, C3), [X33, C3]).add((200.0, C3), [X33])
d.zero((3.0, C2), [[1.0, 2.0, 2.0, 1.0], [1.0, 0.5, 0.25, 1.0], [-1.0, 0.0, 0.0, 1.0]]).zero((1.0, C2), [C2])
d.total((3.0, C1), "half", 0, 1).total((2.5, [0.5]), "half", 0, 1)
for df, s in ((20.0, C2), (8.5, C3)):
    a = square(exact(s))
    n = len(a)
    d.draw((df, s), "moments", covariances(s, df), [df * (a[i][j] ** 2 + a[i][i] * a[j][j]) for i in range(n) for j in range(n)])

d = distribution("InverseWishart", {"df": "positive", "scale": "reals"}, "reals", inverse_wishart_terms)
d.add((3.0, C1), [[2.0], [0.125]]).add((2.5, C2), [C2, STRONG]).add((10.0, C3), [X33, C3]).add((200.0, C3), [X33])
d.zero((3.0, C2), [[1.0, 2.0, 2.0, 1.0], [1.0, 0.5, 0.25, 1.0], [-1.0, 0.0, 0.0, 1.0]]).zero((1.0, C2), [C2])
d.total((3.0, C1), "half", 0, 1).total((2.5, [0.5]), "half", 0, 1)
for df, s in ((40.0, C2), (50.0, C3)):
    a = square(exact(s))
    n = len(a)
    f = exact([df])[0] - n
    d.draw(
        (df, s),
        "moments",
        [v / (f - 1) for v in exact(s)],
        [
            ((f + 1) * a[i][j] ** 2 + (f - 1) * a[i][i] * a[j][j]) / (f * (f - 1) ** 2 * (f - 3))
            for i in range(n)
            for j in range(n)
        ],
    )

NONE = [0, 0, 0]


def jitter(kernel):
    n = int(mp.nint(mp.sqrt(len(kernel))))
    return mp.mpf(1.0e-8) * mp.fsum(kernel[i * (n + 1)] for i in range(n)) / n


def process(parameters, terms, wrap):
    d = distribution("GaussianProcess", parameters, "reals", terms)
    d.add(wrap(M1, C1, 0.5), [[2.0], [0.5]]).add(wrap(M2, C2, 0.25), [X2, [40.0, -70.0]])
    d.add(wrap(M3, C3, 2.0), [X3, [0.0, 0.0, 0.0]]).add(wrap(M2, STRONG, 0.125), [X2])
    return d


d = process({"kernel": "reals"}, lambda k, x: process_terms(NONE, k, jitter(k), x), lambda m, k, s: (k,))
d.total((C1,), "line", 0, 1.5).total((C2,), "plane", 0, 1.5).draw((C3,), "covariances", [0.0] * 3, covariances(C3))
d = process(
    {"kernel": "reals", "noise": "positive"},
    lambda k, s, x: process_terms(NONE, k, s * s, x),
    lambda m, k, s: (k, s),
)
d.total((C1, 0.5), "line", 0, 1.5).total((C2, 0.5), "plane", 0, 1.5)
d.draw((C2, 2.0), "covariances", [0.0] * 2, exact([6.0, 0.5, 0.5, 5.0]))
d = process(
    {"kernel": "reals", "mean": "reals"},
    lambda k, m, x: process_terms(m, k, jitter(k), x),
    lambda m, k, s: (k, m),
)
d.total((C1, M1), "line", 0.5, 1.5).total((C2, M2), "plane", 0, 1.5)
d.draw((C2, M2), "covariances", exact(M2), covariances(C2))
d = process(
    {"kernel": "reals", "mean": "reals", "noise": "positive"},
    lambda k, m, s, x: process_terms(m, k, s * s, x),
    lambda m, k, s: (k, m, s),
)
d.total((C1, M1, 0.5), "line", 0.5, 1.5).total((C2, M2, 0.5), "plane", 0, 1.5)
d.draw((C2, M2, 2.0), "covariances", exact(M2), exact([6.0, 0.5, 0.5, 5.0]))

if __name__ == "__main__":
    main(sys.argv[1], ALL)
