package bayes.compiler.parse;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a task on a thread with a stack that is large enough for the deepest tree that {@link
 * NestingLimit} admits, whatever the stack of the caller. The memory is only reserved; pages are
 * used as the recursion reaches them.
 */
public final class LargeStack {
  private static final long STACK_BYTES = 512L << 20;
  private static final String THREAD_NAME = "bayes-compiler";

  private LargeStack() {}

  /** Runs the task to its end; what it throws unchecked is thrown here. */
  public static <T> T call(Callable<T> task) {
    if (Thread.currentThread().getName().equals(THREAD_NAME)) return here(task);
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, THREAD_NAME, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // compiling is short: finish, then let the caller see it
        } catch (ExecutionException e) {
          throw unchecked(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static <T> T here(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof RuntimeException exception) throw exception;
    if (cause instanceof Error error) throw error;
    return new CompletionException(cause);
  }
}
