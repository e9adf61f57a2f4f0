package io.granger.hub.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/**
 * Runs many seeds: {@code ClusterSimulation [--seeds N] [--from SEED] [--hubs 3]}, or one with its story: {@code --seed SEED
 * [--hubs 3]}. Exits 1 at the first seed that breaks a promise, and prints how to see it again.
 */
public final class ClusterSimulation {
    static final String COMMAND = ".ci/simulate --seed ";

    private ClusterSimulation() {}

    /** Runs what the arguments ask for. */
    public static void main(String[] arguments) {
        long from = 1;
        long seeds = 5_000;
        int hubs = 1;
        boolean tells = false;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            long value = Long.parseLong(arguments[i + 1]);
            switch (arguments[i]) {
                case "--seeds" -> seeds = value;
                case "--from" -> from = value;
                case "--hubs" -> hubs = (int) value;
                case "--seed" -> {
                    from = value;
                    seeds = 1;
                    tells = true;
                }
                default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
        }
        quiet();
        System.exit(run(from, seeds, hubs, tells) ? 0 : 1);
    }

    /** What a hub logs of troubles that are made is of no interest, and slow. */
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("io.granger.hub")).setLevel(Level.OFF);
    }

    private static boolean run(long from, long seeds, int hubs, boolean tells) {
        var total = new Summary();
        long startNanos = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            var outcome = Simulation.run(seed, hubs, Planted.NOTHING, tells);
            total.add(outcome);
            outcome.story().forEach(System.out::println);
            if (outcome.violation().isPresent()) {
                System.out.println(broken(outcome, hubs));
                return false;
            }
        }
        System.out.println(total + ", " + (System.nanoTime() - startNanos) / 1_000_000 + " ms");
        return true;
    }

    /** What the first seed of these that breaks a promise came to, and how to see it again; empty when none does. */
    static Optional<String> firstBroken(long from, long seeds, int hubs) {
        // Runs share nothing.
        return LongStream.range(from, from + seeds)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, hubs, Planted.NOTHING, false))
                .filter(outcome -> outcome.violation().isPresent())
                .findFirst()
                .map(outcome -> broken(outcome, hubs));
    }

    static String broken(Simulation.Outcome outcome, int hubs) {
        return "seed " + outcome.seed() + " " + outcome.violation().orElseThrow() + "\nsee it again: " + COMMAND
                + outcome.seed() + (hubs > 1 ? " --hubs " + hubs : "");
    }

    /** Sums over seeds. */
    static final class Summary {
        private long seeds;
        private long events;
        private long virtualMs;
        private long orders;
        private long calls;
        private long changes;
        private long fingerprint;
        private final Map<String, Integer> ends = new TreeMap<>();
        private final Map<Faults.Kind, Integer> faults = new EnumMap<>(Faults.Kind.class);

        void add(Simulation.Outcome outcome) {
            seeds++;
            events += outcome.events();
            virtualMs += outcome.virtualMs();
            orders += outcome.orders();
            calls += outcome.calls();
            changes += outcome.changes();
            fingerprint = 31 * fingerprint + outcome.fingerprint();
            outcome.ends().forEach((end, n) -> ends.merge(end, n, Integer::sum));
            outcome.faults().forEach((kind, n) -> faults.merge(kind, n, Integer::sum));
        }

        @Override
        public String toString() {
            return seeds + " seeds, no promise broken: " + orders + " orders " + ends + ", " + calls + " calls, "
                    + changes + " durable changes, faults " + faults + ", " + events + " events in "
                    + virtualMs / 1_000 + " s of virtual time, fingerprint " + Long.toHexString(fingerprint);
        }
    }
}
