package io.granger.hub.cli;

import java.util.concurrent.Callable;

/**
 * A verb that another module adds to the command line.
 *
 * <p>Found through {@link java.util.ServiceLoader}: the class has a public constructor without arguments, carries a
 * picocli {@code @Command} with the verb's name, and its call returns the exit code. Every start of the command line
 * loads the class, so it names nothing heavy in its fields and method signatures and starts its work in {@code call}.
 */
public interface CliCommand extends Callable<Integer> {}
