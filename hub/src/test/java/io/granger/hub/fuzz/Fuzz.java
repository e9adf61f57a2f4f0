package io.granger.hub.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads bad bytes with everything that reads bytes from outside: each input is taken or refused as promised, none crashes a
 * reader, takes seconds, or takes memory without bound.
 *
 * <p>Arguments: inputs, seed, and the name and first number of the only target, to see a finding again. Ends with 1 on findings.
 */
final class Fuzz {
    private static final long INPUT_BYTES_MAX = 64L << 20;
    private static final long KEPT_BYTES_MAX = 64L << 20;
    private static final long LOOK_MS = 50;
    private static final int FINDINGS_MAX = 20;
    private static final int SHOWN = 200;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final List<Target> targets;
    private final long seed;
    private final long hangMs;
    private final List<String> findings = new ArrayList<>();
    private final AtomicLong startedNanos = new AtomicLong();
    private volatile String current = "";
    private long inputs;
    private long taken;
    private long slowestNanos;
    private long mostBytes;

    private Fuzz(List<Target> targets, long seed, long hangMs) {
        this.targets = targets;
        this.seed = seed;
        this.hangMs = hangMs;
    }

    /**
     * How it went.
     *
     * @param taken inputs that were read; the others were refused
     * @param mostBytes allocated for one input
     * @param findings each with the words that show it again
     */
    record Report(long inputs, long taken, long slowestNanos, long mostBytes, List<String> findings) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d inputs, %,d taken, the others refused; slowest %.0f ms, most memory for one %.1f MiB; %d findings",
                    inputs,
                    taken,
                    slowestNanos / 1e6,
                    mostBytes / 1048576.0,
                    findings.size());
        }
    }

    public static void main(String[] args) {
        long inputs = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        try (var targets = new Targets()) {
            var all = targets.all();
            var chosen = args.length > 2
                    ? all.stream().filter(t -> t.name().equals(args[2])).toList()
                    : all;
            long from = args.length > 3 ? Long.parseLong(args[3]) : 0;
            var report = run(chosen, seed, from, inputs, 10_000, System.err::println);
            report.findings().forEach(System.out::println);
            System.out.println(report);
            System.exit(report.findings().isEmpty() ? 0 : 1);
        }
    }

    /**
     * Reads inputs {@code from} .. {@code from + inputs - 1} of each target, fewer of those that are read less often.
     *
     * @param inputs for all targets together
     * @param hangMs how long one may take
     */
    static Report run(List<Target> targets, long seed, long from, long inputs, long hangMs, Consumer<String> progress) {
        return new Fuzz(targets, seed, hangMs).run(from, inputs, progress);
    }

    private Report run(long from, long all, Consumer<String> progress) {
        double weight =
                targets.stream().mapToDouble(t -> 1.0 / t.everySoOften()).sum();
        var thread = Thread.ofPlatform().daemon().name("fuzz").unstarted(() -> {
            for (var target : targets) {
                read(target, from, Math.max(1, (long) (all / weight / target.everySoOften())));
                progress.accept(inputs + " inputs, " + target.name() + " done ...");
            }
        });
        startedNanos.set(System.nanoTime());
        thread.start();
        await(thread);
        return new Report(inputs, taken, slowestNanos, mostBytes, List.copyOf(findings));
    }

    /** Until it ends, or reads one input for too long: then it is left to itself. */
    private void await(Thread thread) {
        try {
            while (!thread.join(java.time.Duration.ofMillis(LOOK_MS))) {
                if (System.nanoTime() - startedNanos.get() > hangMs * 1_000_000) {
                    findings.add("hang: " + current + " took more than " + hangMs + " ms");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Target target, long from, long count) {
        long kept = -1;
        for (long i = from; i < from + count && findings.size() < FINDINGS_MAX; i++) {
            one(target, i);
            if (i - from == count / 10) {
                kept = used();
            }
        }
        if (kept >= 0 && count > 10 && used() - kept > KEPT_BYTES_MAX) {
            findings.add("memory: after " + target.name() + " " + (used() - kept >> 20) + " MiB more are held");
        }
    }

    private void one(Target target, long number) {
        byte[] bytes = new Mutator(new SplittableRandom(seed * MIX + number)).of(target.good());
        current = target.name() + " " + number;
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        startedNanos.set(start);
        inputs++;
        try {
            taken += target.takes(bytes) ? 1 : 0;
        } catch (Exception | StackOverflowError | AssertionError | OutOfMemoryError e) {
            findings.add("crash: " + seed + " " + current + ": " + e + " at " + place(e) + " of " + shown(bytes));
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
        long allocated = memory.getCurrentThreadAllocatedBytes() - before;
        mostBytes = Math.max(mostBytes, allocated);
        if (allocated > INPUT_BYTES_MAX) {
            findings.add("memory: " + seed + " " + current + " took " + (allocated >> 20) + " MiB for " + bytes.length
                    + " bytes: " + shown(bytes));
        }
    }

    private static String place(Throwable e) {
        var trace = e.getStackTrace();
        return trace.length == 0 ? "" : trace[0].toString();
    }

    private static String shown(byte[] bytes) {
        var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + ".." : text;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
