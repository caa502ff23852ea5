/** Programs to class bytes; the only importer of ASM. */
@NullMarked
package bayes.compiler.bytecode;

import org.jspecify.annotations.NullMarked;
