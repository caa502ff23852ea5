package bayes.compiler;

import bayes.compiler.link.LinkedProgram;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;

/** A program and its class. */
record LinkedExecutable(Program program, LinkedProgram linked) {
  static LinkedExecutable of(Program program) {
    return new LinkedExecutable(program, LinkedProgram.link(program));
  }

  ProgramInstance newInstance() {
    return linked.newInstance();
  }
}
