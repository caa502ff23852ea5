package bayes.compiler.bytecode;

import static org.objectweb.asm.Opcodes.*;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.RandomOperation;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/** What each operation is in a class file, once its operands are on the stack. */
final class Instructions {
  static final String RANDOM_GENERATOR = "Ljava/util/random/RandomGenerator;";

  private static final String MATH = "bayes/runtime/math/";
  private static final String ARITHMETIC = MATH + "Arithmetic";
  private static final String ELEMENTARY = MATH + "Elementary";
  private static final String ERROR_FUNCTIONS = MATH + "ErrorFunctions";
  private static final String GAMMA_FUNCTIONS = MATH + "GammaFunctions";
  private static final String INCOMPLETE_FUNCTIONS = MATH + "IncompleteFunctions";
  private static final String INTEGERS = MATH + "Integers";
  private static final String LINKS = MATH + "Links";
  private static final String JAVA_MATH = "java/lang/Math";
  private static final String STRICT_MATH = "java/lang/StrictMath";
  private static final String RANDOM_DRAWS = "bayes/runtime/random/RandomDraws";

  private final MethodVisitor code;

  Instructions(MethodVisitor code) {
    this.code = code;
  }

  /** Comparisons and selections are jumps, which are made where conditions are. */
  void operation(Operation op) {
    switch (op) {
      case INT_ADD -> code.visitInsn(IADD);
      case INT_SUB -> code.visitInsn(ISUB);
      case INT_MUL -> code.visitInsn(IMUL);
      case INT_DIV -> call(INTEGERS, "floorDiv", op);
      case INT_MOD -> call(INTEGERS, "floorMod", op);
      case INT_NEG -> code.visitInsn(INEG);
      case INT_ABS -> call(JAVA_MATH, "abs", op);
      case INT_MIN -> call(JAVA_MATH, "min", op);
      case INT_MAX -> call(JAVA_MATH, "max", op);
      case AND -> code.visitInsn(IAND);
      case OR -> code.visitInsn(IOR);
      case NOT -> {
        code.visitInsn(ICONST_1);
        code.visitInsn(IXOR);
      }
      case INT_ADD_OVERFLOWS -> call(INTEGERS, "addOverflows", op);
      case INT_SUB_OVERFLOWS -> call(INTEGERS, "subtractOverflows", op);
      case INT_MUL_OVERFLOWS -> call(INTEGERS, "multiplyOverflows", op);
      case INT_TO_REAL -> code.visitInsn(I2D);
      case REAL_TO_INT -> code.visitInsn(D2I);
      case ADD -> code.visitInsn(DADD);
      case SUB -> code.visitInsn(DSUB);
      case MUL -> code.visitInsn(DMUL);
      case DIV -> code.visitInsn(DDIV);
      case NEG -> code.visitInsn(DNEG);
      case MIN -> call(JAVA_MATH, "min", op);
      case MAX -> call(JAVA_MATH, "max", op);
      case ABS -> call(JAVA_MATH, "abs", op);
      case SIGN -> call(ARITHMETIC, "sign", op);
      case SQUARE -> {
        code.visitInsn(DUP2);
        code.visitInsn(DMUL);
      }
      case SQRT -> call(JAVA_MATH, "sqrt", op);
      case CBRT -> call(ARITHMETIC, "cbrt", op);
      case FMA -> call(JAVA_MATH, "fma", op);
      case POW -> call(ARITHMETIC, "pow", op);
      case FMOD -> call(ARITHMETIC, "floorMod", op);
      case FLOOR -> call(JAVA_MATH, "floor", op);
      case CEIL -> call(JAVA_MATH, "ceil", op);
      case ROUND -> call(ARITHMETIC, "round", op);
      case TRUNC -> call(ARITHMETIC, "trunc", op);
      case MIDWAY -> call(ARITHMETIC, "midway", op);
      case IS_FINITE -> call(ARITHMETIC, "isFinite", op);
      case EXP -> call(ELEMENTARY, "exp", op);
      case EXPM1 -> call(ELEMENTARY, "expm1", op);
      case LOG -> call(ELEMENTARY, "log", op);
      case LOG1P -> call(ELEMENTARY, "log1p", op);
      case SIN -> call(STRICT_MATH, "sin", op);
      case COS -> call(STRICT_MATH, "cos", op);
      case TAN -> call(STRICT_MATH, "tan", op);
      case ASIN -> call(STRICT_MATH, "asin", op);
      case ACOS -> call(STRICT_MATH, "acos", op);
      case ATAN -> call(STRICT_MATH, "atan", op);
      case ATAN2 -> call(STRICT_MATH, "atan2", op);
      case SINH -> call(STRICT_MATH, "sinh", op);
      case COSH -> call(STRICT_MATH, "cosh", op);
      case TANH -> call(ELEMENTARY, "tanh", op);
      case LOG1P_EXP -> call(LINKS, "log1pExp", op);
      case LOG1M_EXP -> call(LINKS, "log1mExp", op);
      case LOG_SUM_EXP -> call(LINKS, "logSumExp", op);
      case LOG_DIFF_EXP -> call(LINKS, "logDiffExp", op);
      case INV_LOGIT -> call(LINKS, "invLogit", op);
      case LOGIT -> call(LINKS, "logit", op);
      case INV_PROBIT -> call(ERROR_FUNCTIONS, "invProbit", op);
      case PROBIT -> call(ERROR_FUNCTIONS, "probit", op);
      case ERF -> call(ERROR_FUNCTIONS, "erf", op);
      case ERFC -> call(ERROR_FUNCTIONS, "erfc", op);
      case LGAMMA -> call(GAMMA_FUNCTIONS, "lgamma", op);
      case DIGAMMA -> call(GAMMA_FUNCTIONS, "digamma", op);
      case TRIGAMMA -> call(GAMMA_FUNCTIONS, "trigamma", op);
      case DIGAMMA_RISE -> call(GAMMA_FUNCTIONS, "digammaRise", op);
      case LBETA -> call(GAMMA_FUNCTIONS, "lbeta", op);
      case LCHOOSE -> call(GAMMA_FUNCTIONS, "lchoose", op);
      case XLOGY -> call(ARITHMETIC, "xlogy", op);
      case XLOG1PY -> call(ARITHMETIC, "xlog1py", op);
      case GAMMA_P -> call(INCOMPLETE_FUNCTIONS, "regularizedGammaP", op);
      case GAMMA_Q -> call(INCOMPLETE_FUNCTIONS, "regularizedGammaQ", op);
      case BETA_I -> call(INCOMPLETE_FUNCTIONS, "regularizedBeta", op);
      case GAMMA_P_SLOPE -> call(MATH + "IncompleteSlopes", "gammaP", op);
      case BETA_I_SLOPE_A -> call(MATH + "IncompleteSlopes", "betaByA", op);
      case BETA_I_SLOPE_B -> call(MATH + "IncompleteSlopes", "betaByB", op);
      case OWENS_T -> call(MATH + "OwensT", "of", op);
      case LOG_BESSEL_I -> call(MATH + "BesselFunctions", "logScaledI", op);
      case LOG_BESSEL_I_SLOPE_V -> call(MATH + "BesselFunctions", "logScaledIOrderSlope", op);
      case LOG_BESSEL_I_SLOPE_X -> call(MATH + "BesselFunctions", "logScaledISlope", op);
      case LOG_BESSEL_K -> call(MATH + "BesselFunctions", "logScaledK", op);
      case LOG_BESSEL_K_SLOPE_V -> call(MATH + "BesselFunctions", "logScaledKOrderSlope", op);
      case LOG_BESSEL_K_SLOPE_X -> call(MATH + "BesselFunctions", "logScaledKSlope", op);
      case LAMBERT_W -> call(MATH + "LambertW", "upper", op);
      case LAMBERT_W_LOWER -> call(MATH + "LambertW", "lower", op);
      case ZETA -> call(MATH + "RiemannZeta", "zeta", op);
      case ZETA_SLOPE -> call(MATH + "RiemannZeta", "slope", op);
      case INT_EQ, INT_NE, INT_LT, INT_LE, EQ, NE, LT, LE, SELECT, INT_SELECT ->
          throw new IllegalArgumentException(op + " is a jump");
    }
  }

  private void call(String owner, String method, Operation op) {
    call(owner, method, "(" + descriptors(op.operands()) + ")" + descriptor(op.result()));
  }

  private void call(String owner, String method, String descriptor) {
    code.visitMethodInsn(INVOKESTATIC, owner, method, descriptor, false);
  }

  /** Draws, with the generator and the operands on the stack. */
  void draw(RandomOperation op) {
    String arguments = RANDOM_GENERATOR + descriptors(op.operands());
    call(RANDOM_DRAWS, op.method(), "(" + arguments + ")" + descriptor(op.result()));
  }

  /** Calls a primitive, with all its arguments on the stack. */
  void primitive(Primitive primitive) {
    StringBuilder arguments = new StringBuilder(primitive.isRandom() ? RANDOM_GENERATOR : "");
    arguments.append(descriptors(primitive.operands()));
    for (Kind input : primitive.inputs()) {
      arguments.append('[').append(descriptor(input)).append(primitive.takesLengths() ? "II" : "I");
    }
    for (Kind output : primitive.outputArguments()) {
      arguments.append('[').append(descriptor(output)).append('I');
    }
    List<Kind> outputs = primitive.outputs();
    String result = primitive.returnsElement() ? descriptor(outputs.get(outputs.size() - 1)) : "V";
    String owner = primitive.owner().replace('.', '/');
    call(owner, primitive.method(), "(" + arguments + ")" + result);
  }

  static String descriptor(Kind kind) {
    return kind == Kind.REAL ? "D" : "I";
  }

  private static String descriptors(List<Kind> kinds) {
    StringBuilder text = new StringBuilder();
    for (Kind kind : kinds) text.append(descriptor(kind));
    return text.toString();
  }

  void constant(int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(ICONST_0 + value);
    } else if (value == (byte) value) {
      code.visitIntInsn(BIPUSH, value);
    } else if (value == (short) value) {
      code.visitIntInsn(SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  void constant(double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits == 0) {
      code.visitInsn(DCONST_0);
    } else if (value == 1) {
      code.visitInsn(DCONST_1);
    } else {
      code.visitLdcInsn(value);
    }
  }

  void load(Kind kind, int local) {
    code.visitVarInsn(kind == Kind.REAL ? DLOAD : ILOAD, local);
  }

  void store(Kind kind, int local) {
    code.visitVarInsn(kind == Kind.REAL ? DSTORE : ISTORE, local);
  }

  void element(Kind kind) {
    code.visitInsn(kind == Kind.REAL ? DALOAD : IALOAD);
  }

  void setElement(Kind kind) {
    code.visitInsn(kind == Kind.REAL ? DASTORE : IASTORE);
  }

  void add(Kind kind) {
    code.visitInsn(kind == Kind.REAL ? DADD : IADD);
  }
}
