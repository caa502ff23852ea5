package bayes.compiler.lower;

import bayes.compiler.model.IndexSet;
import bayes.compiler.program.Array;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sizes of index sets, and positions in them. */
final class IndexSets {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Environment model;
  private final InputArrays inputs;
  private final Captures.@Nullable Inside inside;

  IndexSets(
      Emitter emitter,
      ExpressionLowering expressions,
      Environment model,
      InputArrays inputs,
      Captures.@Nullable Inside inside) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.model = model;
    this.inputs = inputs;
    this.inside = inside;
  }

  List<Extent> extents(List<IndexSet> sets, Environment environment) {
    List<Extent> extents = new ArrayList<>();
    for (IndexSet set : sets) extents.add(extent(set, environment));
    return extents;
  }

  Extent extent(IndexSet set, Environment environment) {
    if (set instanceof IndexSet.Declared declared) return declared(declared);
    if (set instanceof IndexSet.Range range) {
      return range(
          expressions.scalar(range.lower(), environment),
          expressions.scalar(range.upper(), environment));
    }
    if (set instanceof IndexSet.Size size) {
      return ofSize(notNegative(expressions.scalar(size.size(), environment)));
    }
    if (set instanceof IndexSet.Part part) return part(part, environment);
    IndexSet.Parameter parameter = (IndexSet.Parameter) set;
    Extent extent = environment.findDimension(parameter.name());
    if (extent == null) throw new IllegalStateException("unbound dimension " + parameter.name());
    return extent;
  }

  Extent ofSize(Value size) {
    return new Extent(size, emitter.integer(1));
  }

  private Extent declared(IndexSet.Declared set) {
    if (inside != null) return inside.extent(set);
    if (set.definition() instanceof IndexSet.Definition.OfRange range) {
      return range(
          expressions.scalar(range.lower(), model), expressions.scalar(range.upper(), model));
    }
    if (set.definition() instanceof IndexSet.Definition.Ragged ragged) {
      return ofSize(expressions.scalar(ragged.total(), model));
    }
    if (set.definition() instanceof IndexSet.Definition.Chosen chosen) {
      return ofSize(expressions.scalar(chosen.size(), model));
    }
    if (set.definition() instanceof IndexSet.Definition.Named named) {
      return ofSize(emitter.integer(named.members().size()));
    }
    Array size = inputs.sizeOf(set);
    return ofSize(emitter.load(size, emitter.integer(0)));
  }

  private Extent range(Value lower, Value upper) {
    Value one = emitter.integer(1);
    Value size = emitter.op(Operation.INT_ADD, emitter.op(Operation.INT_SUB, upper, lower), one);
    return new Extent(notNegative(size), lower);
  }

  private Value notNegative(Value size) {
    return emitter.op(Operation.INT_MAX, size, emitter.integer(0));
  }

  /** A part of a range is by its integers, of other sets by the numbers of members. */
  private Extent part(IndexSet.Part part, Environment environment) {
    Extent whole = extent(part.whole(), environment);
    Value last =
        emitter.op(
            Operation.INT_ADD,
            whole.first(),
            emitter.op(Operation.INT_SUB, whole.size(), emitter.integer(1)));
    Value lower = part.lower().map(e -> expressions.scalar(e, environment)).orElse(whole.first());
    Value upper = part.upper().map(e -> expressions.scalar(e, environment)).orElse(last);
    Extent members = range(lower, upper);
    Optional<Span> place = part.lower().or(part::upper).map(e -> e.span());
    place.ifPresent(span -> checkPart(members, whole, upper, last, span));
    return members;
  }

  private void checkPart(Extent part, Extent whole, Value upper, Value last, Span span) {
    Value zero = emitter.integer(0);
    Value starts = emitter.op(Operation.INT_LE, whole.first(), part.first());
    Value ends = emitter.op(Operation.INT_LE, upper, last);
    Value empty = emitter.op(Operation.INT_EQ, part.size(), zero);
    emitter.check(
        emitter.op(Operation.OR, empty, emitter.op(Operation.AND, starts, ends)),
        "D0301",
        "the part from {0} to {1} is outside a set of {2}",
        span,
        part.first(),
        upper,
        whole.size());
  }

  /** The position, from 0, of the element that {@code index} names, if it is in range. */
  Value offset(Value index, Extent extent) {
    return emitter.op(Operation.INT_SUB, index, extent.first());
  }

  /**
   * The position, from 0, of the element that {@code index} names; in range, or rejected.
   *
   * @param blamed the element of the data that the index is
   */
  Value position(
      Value index,
      Extent extent,
      boolean known,
      Span span,
      Supplier<Optional<DataElement>> blamed) {
    Value position = offset(index, extent);
    if (!known && !extent.size().equals(emitter.loopSize(position))) {
      Value last =
          emitter.op(
              Operation.INT_ADD,
              extent.first(),
              emitter.op(Operation.INT_SUB, extent.size(), emitter.integer(1)));
      Value above = emitter.op(Operation.INT_LE, extent.first(), index);
      Value below = emitter.op(Operation.INT_LE, index, last);
      emitter.check(
          emitter.op(Operation.AND, above, below),
          "D0302",
          "index {0} is not between {1} and {2}",
          span,
          blamed.get(),
          index,
          extent.first(),
          last);
    }
    return position;
  }

  /** Rejects unless both dimensions have the same size. */
  void checkEqual(Extent one, Extent other, Span span) {
    if (one.size().equals(other.size())) return;
    emitter.check(
        emitter.op(Operation.INT_EQ, one.size(), other.size()),
        "D0303",
        "dimensions of {0} and {1} do not match",
        span,
        one.size(),
        other.size());
  }

  /** The position in row order: the first index slowest. */
  Value linear(List<Extent> extents, List<Value> positions) {
    Value linear = emitter.integer(0);
    for (int i = 0; i < extents.size(); i++) {
      linear = emitter.op(Operation.INT_MUL, linear, extents.get(i).size());
      linear = emitter.op(Operation.INT_ADD, linear, positions.get(i));
    }
    return linear;
  }

  /** The number of elements. */
  Value count(List<Extent> extents) {
    Value count = emitter.integer(1);
    for (Extent extent : extents) count = emitter.op(Operation.INT_MUL, count, extent.size());
    return count;
  }
}
