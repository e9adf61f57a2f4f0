package io.granger.examples.demo;

import io.granger.examples.fault.Fault;
import io.granger.examples.fault.FaultPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Tells a person how the demo goes on: a bar, or a line every few seconds, and in an endless run now and then what to try. Safe from any
 * thread.
 */
final class Watch {

    private static final long LINE_MS = 5_000;
    private static final int LINES_BETWEEN_HINTS = 4;

    private final DemoTerminal terminal;
    private final DemoSettings settings;
    private final FaultPlan faults;
    private final String urlOption;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger[] completed = {new AtomicInteger(), new AtomicInteger()};
    private final AtomicLong nextLineAt = new AtomicLong(System.nanoTime());
    private volatile String lastTask = "TASK";
    private int lines;

    Watch(DemoTerminal terminal, DemoSettings settings, FaultPlan faults, String urlOption) {
        this.terminal = terminal;
        this.settings = settings;
        this.faults = faults;
        this.urlOption = urlOption;
    }

    /** One more document has ended. */
    void ended(EndedPair pair) {
        int now = done.incrementAndGet();
        count(Arm.HEURISTIC, pair.heuristic());
        count(Arm.LEARNED, pair.learned());
        pair.learned().ifPresent(task -> lastTask = task.taskId());
        if (!settings.isEndless() && terminal.hasBar()) {
            terminal.bar(now, settings.tasks(), inForce(pair.place()));
        } else if (isTimeForALine()) {
            line(now, pair.place());
        }
    }

    private void count(Arm arm, Optional<EndedTask> task) {
        if (task.isPresent() && task.get().completed()) {
            completed[arm.ordinal()].incrementAndGet();
        }
    }

    private boolean isTimeForALine() {
        long now = System.nanoTime();
        long due = nextLineAt.get();
        return now - due >= 0 && nextLineAt.compareAndSet(due, now + TimeUnit.MILLISECONDS.toNanos(LINE_MS));
    }

    private synchronized void line(int now, int place) {
        String of = settings.isEndless() ? "" : " of " + settings.tasks();
        terminal.note(String.format(
                Locale.ROOT,
                "%d%s documents, completed: heuristic %d, learned %d%s",
                now,
                of,
                completed[Arm.HEURISTIC.ordinal()].get(),
                completed[Arm.LEARNED.ordinal()].get(),
                inForce(place).isEmpty() ? "" : "; " + inForce(place)));
        if (settings.isEndless() && lines++ % LINES_BETWEEN_HINTS == 0) {
            hints().forEach(terminal::note);
        }
    }

    private String inForce(int place) {
        return faults.at(place).stream().map(Fault::words).collect(Collectors.joining(", "));
    }

    private List<String> hints() {
        return List.of(
                "  try: ./granger explain " + lastTask + urlOption + "        why its spokes were chosen",
                "       ./granger mode heuristic --reason \"to compare\"" + urlOption
                        + "   the heuristic decides everything",
                "       ./granger mode rl --override --reason \"back\"" + urlOption + "     the policy decides again",
                "       ./granger drain tika" + urlOption + "   takes a spoke out; ./granger spokes" + urlOption
                        + " shows the others");
    }
}
