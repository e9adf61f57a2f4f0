package io.granger.examples.fault;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which faults are in force at which document. All chance comes from the seed, the spoke's name, the document's place and the number of
 * the try, so the same document meets the same faults in every arm and in every run.
 */
public final class FaultPlan {

    private static final int CYCLE = 200;

    private final long seed;
    private final int cycle;
    private final List<Fault> faults;

    private FaultPlan(long seed, int cycle, List<Fault> faults) {
        this.seed = seed;
        this.cycle = cycle;
        this.faults = List.copyOf(faults);
    }

    /** These faults, each once. */
    public static FaultPlan of(long seed, List<Fault> faults) {
        return new FaultPlan(seed, Integer.MAX_VALUE, faults);
    }

    /** No fault at all. */
    public static FaultPlan none() {
        return of(0, List.of());
    }

    /**
     * The demo's faults over so many documents, and over every 200 of an endless run: the layout extractor turns slow, then the plain
     * one and a summarizer fail, then the skimming one dies, and each recovers.
     */
    public static FaultPlan standard(long seed, int documents) {
        int length = documents > 0 ? documents : CYCLE;
        List<Fault> faults = List.of(
                new Fault.Slow("pdfbox-layout", share(length, .20, .45), 400),
                new Fault.Failing("pdfbox-plain", share(length, .40, .65), .5),
                new Fault.Failing("summary-lead", share(length, .55, .75), .4),
                new Fault.Away("pdfbox-skim", share(length, .70, .85)));
        return new FaultPlan(seed, documents > 0 ? Integer.MAX_VALUE : CYCLE, faults);
    }

    private static Span share(int length, double from, double to) {
        int first = (int) (from * length);
        return new Span(first, Math.max(first + 1, (int) (to * length)));
    }

    /** All faults of the plan. */
    public List<Fault> faults() {
        return faults;
    }

    /** The faults in force at a place; none before place 0. */
    public List<Fault> at(int place) {
        return place < 0
                ? List.of()
                : faults.stream()
                        .filter(fault -> fault.span().holds(place % cycle))
                        .toList();
    }

    /** Names of the spokes that are dead at a place. */
    public Set<String> awayAt(int place) {
        return at(place).stream()
                .filter(Fault.Away.class::isInstance)
                .map(Fault::spoke)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How much longer a call of this spoke takes at a place, in milliseconds. */
    public long extraMs(String spoke, int place) {
        return at(place).stream()
                .mapToLong(fault ->
                        fault instanceof Fault.Slow slow && slow.spoke().equals(spoke) ? slow.extraMs() : 0)
                .sum();
    }

    /** Whether this spoke fails at a place on this try. */
    public boolean fails(String spoke, int place, int attempt) {
        for (Fault fault : at(place)) {
            if (fault instanceof Fault.Failing failing
                    && failing.spoke().equals(spoke)
                    && uniform(spoke, place, attempt) < failing.share()) {
                return true;
            }
        }
        return false;
    }

    private double uniform(String spoke, int place, int attempt) {
        long bits = mixed(seed);
        bits = mixed(bits ^ spoke.hashCode());
        bits = mixed(bits ^ place);
        bits = mixed(bits ^ attempt);
        return (bits >>> 11) * 0x1p-53;
    }

    /** The finaliser of SplitMix64: every bit of the result depends on every bit given. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
