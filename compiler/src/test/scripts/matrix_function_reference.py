#!/usr/bin/env python3
"""Writes reference values of the library's functions of matrices and of inputs (needs mpmath).

One line per value: a call in the language, which of several results it is (or -), and the elements in row order,
separated by spaces. All numbers are exact doubles.

Run with: matrix_function_reference.py > ../resources/matrix_functions.csv
"""
import mpmath as mp

mp.mp.dps = 60


def show(v):
    v = mp.mpf(v)
    return repr(float(v)) if abs(v) > mp.mpf(10) ** -50 else "0.0"


def literal(a):
    if isinstance(a, bool):
        return str(a).lower()
    if isinstance(a, list):
        return "[" + ", ".join(literal(v) for v in a) + "]"
    return repr(float(a))


def flat(a):
    if isinstance(a, mp.matrix):
        return [a[i, j] for i in range(a.rows) for j in range(a.cols)]
    return a if isinstance(a, list) else [a]


def line(name, arguments, value, part="-", named=""):
    call = name + "(" + ", ".join([literal(a) for a in arguments] + ([named] if named else [])) + ")"
    print(call, part, " ".join(show(v) for v in flat(value)), sep=";")


def m(a):
    return mp.matrix(a)


def columns(a):
    return [[a[i, j] for i in range(a.rows)] for j in range(a.cols)]


def from_columns(c):
    return mp.matrix(len(c[0]), len(c)) if not c else mp.matrix([[col[i] for col in c] for i in range(len(c[0]))])


def oriented(c):
    largest = max(c, key=abs)
    return [v * mp.sign(largest) for v in c]


P = [[4.0, 1.0, -0.5], [1.0, 2.0, 0.25], [-0.5, 0.25, 1.0]]
A = [[0.5, -1.25, 2.0], [3.0, 0.75, -0.5], [1.0, 2.5, 0.125]]
B = [[1.0, -2.0], [0.5, 0.25], [-1.5, 3.0]]
HILBERT = [[1.0 / (i + j + 1) for j in range(4)] for i in range(4)]
V = [1.0, -2.0, 0.5]

print("# Reference values of functions of matrices, made by compiler/src/test/scripts/matrix_function_reference.py")
print("# with mpmath " + mp.__version__ + ", " + str(mp.mp.dps) + " digits: call;result;values.")
for p in (P, HILBERT, [[2.0]]):
    line("cholesky", [p], mp.cholesky(m(p)))
low = [[2.0, 9.0, 9.0], [0.5, -1.25, 9.0], [1.0, 3.0, 0.75]]
tri = m([[low[i][j] if j <= i else 0 for j in range(3)] for i in range(3)])
line("solve_triangular", [low, V], mp.inverse(tri) * m(V))
line("solve_triangular", [low, B], mp.inverse(tri) * m(B))
up = m([[low[j][i] if j <= i else 0 for j in range(3)] for i in range(3)]).T
line("solve_triangular", [[list(r) for r in zip(*low)], V], mp.inverse(tri.T) * m(V), named="upper: true")
for a in (A, HILBERT[:3] and [r[:3] for r in HILBERT[:3]]):
    line("solve", [a, V], mp.inverse(m(a)) * m(V))
    line("solve", [a, B], mp.inverse(m(a)) * m(B))
    line("inverse", [a], mp.inverse(m(a)))
    line("det", [a], mp.det(m(a)))
    line("log_det", [a], mp.log(abs(mp.det(m(a)))))
line("det", [[[0.0, 2.0], [1.0, 5.0]]], -2)
line("log_det", [[[1e-200, 0.0], [0.0, 1e-200]]], 2 * mp.log(mp.mpf(1e-200)))
for p in (P, HILBERT, [[1.0, 0.0], [0.0, -3.0]]):
    values, vectors = mp.eigsy(m(p))
    line("eigen_symmetric", [p], [values[i] for i in range(len(p))], 1)
    line("eigen_symmetric", [p], from_columns([oriented(c) for c in columns(vectors)]), 2)
for a in (A, B, HILBERT):
    q, r = mp.qr(m(a), mode="skinny")
    signs = [mp.sign(r[i, i]) for i in range(r.rows)]
    line("qr", [a], m([[q[i, j] * signs[j] for j in range(q.cols)] for i in range(q.rows)]), 1)
    line("qr", [a], m([[r[i, j] * signs[i] for j in range(r.cols)] for i in range(r.rows)]), 2)
for a in (A, B, [list(r) for r in zip(*B)], HILBERT):
    u, s, v = mp.svd_r(m(a))
    signs = [mp.sign(max([v[j, i] for i in range(v.cols)], key=abs)) for j in range(v.rows)]
    line("svd", [a], m([[u[i, j] * signs[j] for j in range(u.cols)] for i in range(u.rows)]), 1)
    line("svd", [a], [s[i] for i in range(len(s))], 2)
    line("svd", [a], m([[v[j, i] * signs[j] for j in range(v.rows)] for i in range(v.cols)]), 3)
for a in (A, [[0.0, 1.0], [0.0, 0.0]], [[1e-8, 2e-8], [3e-8, 0.0]], [[-20.0, 3.0], [1.0, -5.0]]):
    line("matrix_exp", [a], mp.expm(m(a)))
line("kronecker", [B, A], m([[B[i // 3][j // 3] * A[i % 3][j % 3] for j in range(6)] for i in range(9)]))
line("diag", [V], m([[V[i] if i == j else 0 for j in range(3)] for i in range(3)]))
line("diag", [A], [A[i][i] for i in range(3)])
line("trace", [A], A[0][0] + A[1][1] + A[2][2])
line("quad_form", [A, V], (m(V).T * m(A) * m(V))[0])
line("quad_form", [A, B], m(B).T * m(A) * m(B))
print("eye(3);-;" + " ".join(show(1 if i == j else 0) for i in range(3) for j in range(3)))

X, Z = [0.5, -1.25, 0.5, 3.0], [0.0, 0.5]
XX, ZZ = [[0.5, 1.0], [-1.25, 0.25], [0.5, 1.0]], [[0.0, 0.5], [2.0, -1.0]]
KERNELS = {
    "exp_quad": ([1.5, 0.75], lambda r, a, l: a**2 * mp.exp(-(r**2) / (2 * l**2))),
    "matern12": ([1.5, 0.75], lambda r, a, l: a**2 * mp.exp(-r / l)),
    "matern32": ([1.5, 0.75], lambda r, a, l: a**2 * (1 + mp.sqrt(3) * r / l) * mp.exp(-mp.sqrt(3) * r / l)),
    "matern52": (
        [1.5, 0.75],
        lambda r, a, l: a**2 * (1 + mp.sqrt(5) * r / l + 5 * r**2 / (3 * l**2)) * mp.exp(-mp.sqrt(5) * r / l),
    ),
    "periodic": ([1.5, 0.75, 2.25], lambda r, a, l, p: a**2 * mp.exp(-2 * mp.sin(mp.pi * r / p) ** 2 / l**2)),
}


def point(v):
    return [mp.mpf(c) for c in v] if isinstance(v, list) else [mp.mpf(v)]


def distance(x, z):
    return mp.sqrt(mp.fsum((a - b) ** 2 for a, b in zip(point(x), point(z))))


def inner(x, z):
    return mp.fsum(a * b for a, b in zip(point(x), point(z)))


for x, z in ((X, None), (X, Z), (XX, None), (XX, ZZ)):
    inputs = [x] if z is None else [x, z]
    others = x if z is None else z
    for name, (numbers, k) in KERNELS.items():
        arguments = [mp.mpf(v) for v in numbers]
        line(name, inputs + numbers, m([[k(distance(p, q), *arguments) for q in others] for p in x]))
    line("linear", inputs + [1.5], m([[mp.mpf(2.25) * inner(p, q) for q in others] for p in x]))
    line("constant", inputs + [1.5], m([[2.25 for q in others] for p in x]))
