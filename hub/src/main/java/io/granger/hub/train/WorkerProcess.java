package io.granger.hub.train;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A child process that trains or evaluates: a hidden verb of the command line with a class path of its own, which holds what the hub
 * never loads, bounded memory, one core and low priority.
 *
 * <p>It says what it does in lines on its output. It ends with us: its input closes when this process goes, however that happens.
 * Thread-safe; {@link #await} from one thread.
 */
public final class WorkerProcess {
    private static final String MAIN = "io.granger.hub.cli.Main";
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final int NICENESS = 10;
    private static final int NATIVE_MB = 1024;
    private static final int ERRORS_KEPT = 20;
    private static final long ERRORS_WAIT_MS = 1_000;
    private static final int UNSAFE_FLAG_SINCE = 23;

    private final Process process;
    private final Thread drain;
    private final Deque<String> errors = new ArrayDeque<>();
    private volatile boolean isKilled;

    private WorkerProcess(Process process) {
        this.process = process;
        this.drain = new Thread(this::drainErrors, "granger-worker-errors");
        drain.setDaemon(true);
    }

    /**
     * How it ended.
     *
     * @param exitCode of the process
     * @param isKilled whether it was {@link #kill}ed
     * @param errors its last words on the error output
     */
    public record Ended(int exitCode, boolean isKilled, String errors) {}

    /**
     * Starts one.
     *
     * @param arguments verb and options
     * @param heapMb heap; as much again and {@value #NATIVE_MB} MiB outside it at most
     */
    public static WorkerProcess start(List<String> arguments, int heapMb) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", Integer.toString(NICENESS)));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(heapMb));
        command.addAll(List.of("-cp", classPath(), MAIN));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // more threads would only take turns with the hub's, and sums would not be added in the same order
        builder.environment().put("OMP_NUM_THREADS", "1");
        WorkerProcess worker = new WorkerProcess(builder.start());
        worker.drain.start();
        return worker;
    }

    private static List<String> flags(int heapMb) {
        List<String> flags = new ArrayList<>(List.of(
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.bytedeco.javacpp.maxbytes=" + NATIVE_MB + "m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (2L * heapMb + NATIVE_MB) + "m",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-Dslf4j.internal.verbosity=WARN",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_FLAG_SINCE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /** Our own, and in a distribution the jars in the folder {@code train} beside ours. */
    private static String classPath() throws IOException {
        List<String> entries = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        Path beside = trainingJars();
        if (Files.isDirectory(beside)) {
            try (Stream<Path> jars = Files.list(beside)) {
                jars.map(Path::toString)
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .forEach(entries::add);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Path trainingJars() throws IOException {
        var source = WorkerProcess.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("where this program lies is not known, so its training class path is not either");
        }
        try {
            return Path.of(source.getLocation().toURI()).resolveSibling("train");
        } catch (URISyntaxException impossible) {
            throw new IOException("this program lies at no path: " + source.getLocation(), impossible);
        }
    }

    private void drainErrors() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (errors) {
                    errors.addLast(line);
                    if (errors.size() > ERRORS_KEPT) {
                        errors.removeFirst();
                    }
                }
            }
        } catch (IOException gone) {
            // a stream that breaks has nothing more to say
            return;
        }
    }

    /** Hands over each line it says until it ends. */
    public Ended await(Consumer<String> lines) throws IOException, InterruptedException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.accept(line);
            }
        } catch (IOException broken) {
            if (!isKilled) {
                throw broken;
            }
        }
        int exitCode = process.waitFor();
        drain.join(ERRORS_WAIT_MS);
        synchronized (errors) {
            return new Ended(exitCode, isKilled, String.join("; ", errors));
        }
    }

    /** Ends it at once. */
    public void kill() {
        isKilled = true;
        process.destroyForcibly();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }
}
