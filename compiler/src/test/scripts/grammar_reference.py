#!/usr/bin/env python3
"""Writes the reference values of PCFG (needs mpmath, Debian's python3-mpmath).

Every tree of a sentence is written down, one by one, and the products of the probabilities of their steps are added as
exact fractions. The sections are

  [values]    rules, lexicon (exact doubles, row after row) and start symbol, a sentence of words from 1, the logarithm
              of its probability, and the gradient of that with respect to each rule and each entry of the lexicon, each
              moved by itself: over all trees, how often the step is taken times the product of the others
  [lengths]   rules, lexicon, start symbol, and the probabilities of all sentences of 1, 2, ... words together, by what
              the trees are without their words

Run with: grammar_reference.py ../resources/pcfg.csv
"""
import itertools
import sys
from fractions import Fraction

import mpmath as mp

mp.mp.dps = 60


def trees(a, words, n):
    """The steps of each tree with this root: (A, B, C) or (A, w)."""
    if len(words) == 1:
        yield [(a, words[0])]
        return
    for k in range(1, len(words)):
        for b, c in itertools.product(range(n), repeat=2):
            for left in trees(b, words[:k], n):
                for right in trees(c, words[k:], n):
                    yield [(a, b, c)] + left + right


def product(steps, probability):
    p = Fraction(1)
    for step in steps:
        p *= probability[step]
    return p


class Grammar:
    def __init__(self, rules, lexicon):
        """Doubles: n x n x n, and n x words."""
        self.n, self.words = len(rules), len(lexicon[0])
        self.rules = {(a, b, c): Fraction(rules[a][b][c])
                      for a in range(self.n) for b in range(self.n) for c in range(self.n)}
        self.lexicon = {(a, w): Fraction(lexicon[a][w]) for a in range(self.n) for w in range(self.words)}
        self.probability = {**self.rules, **self.lexicon}
        for a in range(self.n):
            total = sum(p for step, p in self.probability.items() if step[0] == a)
            assert abs(total - 1) < 1e-12, float(total)

    def sentence(self, start, words):
        """The probability, and its derivatives by step."""
        total = Fraction(0)
        slopes = dict.fromkeys(self.probability, Fraction(0))
        for steps in trees(start, words, self.n):
            impossible = [s for s in set(steps) if self.probability[s] == 0]
            if len(impossible) > 1:
                continue
            total += product(steps, self.probability)
            for step in impossible or set(steps):
                others = list(steps)
                others.remove(step)
                slopes[step] += steps.count(step) * product(others, self.probability)
        return total, slopes

    def lengths(self, start, longest):
        """Of all sentences of one length, by replacing each word with any."""
        any_word = Grammar.__new__(Grammar)
        any_word.n, any_word.words = self.n, 1
        any_word.rules = self.rules
        any_word.lexicon = {(a, 0): sum(self.lexicon[a, w] for w in range(self.words)) for a in range(self.n)}
        any_word.probability = {**any_word.rules, **any_word.lexicon}
        return [sum(product(t, any_word.probability) for t in trees(start, [0] * k, self.n))
                for k in range(1, longest + 1)]

    def cells(self):
        show = lambda values: " ".join(repr(float(v)) for v in values)
        return show(self.rules.values()) + "," + show(self.lexicon.values())


def logarithm(p):
    return repr(float(mp.log(mp.mpf(p.numerator) / p.denominator))) if p else "-Infinity"


ONE = Grammar([[[0.25]]], [[0.5, 0.25]])
TWO = Grammar(
    [[[0.125, 0.25], [0.0625, 0.0]], [[0.0, 0.125], [0.125, 0.0625]]],
    [[0.25, 0.0625, 0.25], [0.125, 0.5, 0.0625]])
# A sentence is a noun phrase and a verb phrase; a nonterminal that never ends by itself, rules that are never taken.
THREE = Grammar(
    [[[0, 0, 0], [0, 0, 1], [0, 0, 0]], [[0, 0, 0], [0, 0.25, 0], [0, 0, 0]],
     [[0, 0, 0], [0, 0.125, 0], [0, 0.5, 0.125]]],
    [[0, 0, 0, 0], [0.5, 0.125, 0.125, 0], [0, 0, 0.125, 0.125]])
TINY = Grammar(
    [[[2.0 ** -60, 2.0 ** -50], [2.0 ** -100, 0.0]], [[2.0 ** -300, 0.0], [2.0 ** -20, 0.5]]],
    [[1 - 2.0 ** -50 - 2.0 ** -60, 2.0 ** -100], [2.0 ** -200, 0.5 - 2.0 ** -20]])

VALUES = [
    (ONE, 0, [[0], [1], [0, 0], [0, 1, 1, 0], [1, 0, 0, 1, 1, 1]]),
    (TWO, 0, [[0], [1], [2, 1], [0, 1, 2], [1, 1, 1, 1], [2, 0, 1, 1, 0]]),
    (TWO, 1, [[2], [0, 1], [2, 0, 0, 1]]),
    (THREE, 0, [[1], [0, 3], [0, 2, 1], [0, 2, 3, 1], [3, 3]]),
    (THREE, 2, [[2], [3, 0], [3, 1, 2]]),
    (TINY, 0, [[0], [1], [0, 1], [1, 1, 0, 1], [0, 0, 0, 0]]),
    (TINY, 1, [[0], [0, 0], [1, 0, 1, 1], [0, 0, 0, 0]]),
]
LENGTHS = [(ONE, 0, 8), (TWO, 0, 5), (TWO, 1, 5), (THREE, 0, 5)]


def main(path):
    lines = ["# Reference values of PCFG(rules, lexicon, start),",
             "# made by compiler/src/test/scripts/grammar_reference.py with mpmath " + mp.__version__ + ".",
             "[values]", "rules,lexicon,start,x,log_density,d_rules,d_lexicon"]
    for grammar, start, sentences in VALUES:
        for words in sentences:
            p, slopes = grammar.sentence(start, words)
            moved = ["-", "-"]
            if p:
                moved = [" ".join(repr(float(slopes[s] / p)) for s in steps)
                         for steps in (grammar.rules, grammar.lexicon)]
            shown = " ".join(str(w + 1) for w in words)
            lines.append(",".join([grammar.cells(), str(start + 1), shown, logarithm(p)] + moved))
    lines += ["[lengths]", "rules,lexicon,start,probabilities"]
    for grammar, start, longest in LENGTHS:
        shown = " ".join(repr(float(p)) for p in grammar.lengths(start, longest))
        lines.append(",".join([grammar.cells(), str(start + 1), shown]))
    with open(path, "w") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
