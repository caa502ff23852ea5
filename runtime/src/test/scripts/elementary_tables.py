#!/usr/bin/env python3
"""Writes bayes/runtime/math/ElementaryTables.java to standard output (needs mpmath).

EXP holds 2^(i/128) as a double and the relative remainder of its rounding. LOG holds, for the
interval of mantissas number i, a short reciprocal 1/c of its middle and log c in two parts, the
first with 42 fractional bits so that it adds to a multiple of log 2 without rounding.
"""
import mpmath as mp
import struct

mp.mp.dps = 60
OFFSET = 0x3FE6000000000000 - 2**44


def from_bits(bits):
    return struct.unpack(">d", struct.pack(">Q", bits))[0]


def rows(name, values, per_row):
    lines = [f"  static final double[] {name} = {{"]
    for i in range(0, len(values), per_row):
        lines.append("    " + " ".join(v.hex() + "," for v in values[i : i + per_row]))
    return "\n".join(lines + ["  };"])


exp = []
for i in range(128):
    exact = mp.mpf(2) ** (mp.mpf(i) / 128)
    hi = float(exact)
    exp += [hi, float(exact / hi - 1)]

log = []
for i in range(128):
    a = from_bits(OFFSET + i * 2**45)
    b = from_bits(OFFSET + (i + 1) * 2**45)
    inverse = 1.0 if a < 1 < b else round(512 * 2 / (a + b)) / 512
    exact = -mp.log(mp.mpf(inverse))
    hi = float(mp.nint(exact * 2**42) / 2**42)
    log += [inverse, hi, float(exact - hi)]

print(f"""package bayes.runtime.math;

/**
 * The tables of {{@link Elementary}}, printed by {{@code src/test/scripts/elementary_tables.py}}; never
 * edited by hand.
 */
final class ElementaryTables {{
  /** 2^(i/128) rounded, then the relative remainder, for i = 0 to 127. */
{rows("EXP", exp, 4)}

  /**
   * For the i-th interval of mantissas: 1/c with 9 fractional bits, log c with 42 fractional bits,
   * and the rest of log c.
   */
{rows("LOG", log, 3)}

  private ElementaryTables() {{}}
}}""")
