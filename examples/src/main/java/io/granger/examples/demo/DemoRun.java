package io.granger.examples.demo;

import io.granger.examples.fault.FaultPlan;
import io.granger.hub.config.BadSetting;
import io.granger.hub.config.ConfigError;
import io.granger.hub.store.DirectoryInUse;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** One run of the demo, from an empty directory to its report. */
final class DemoRun {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int DATA_IN_USE = 75;
    private static final int CONFIGURATION = 78;

    /** Each is two tasks; more than cores would measure how tasks wait for each other. */
    private static final int DOCUMENTS_AT_ONCE =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** Of an endless run the report is on the latest so many documents. */
    private static final int PAIRS_KEPT = 5_000;

    private static final long STOP_SECONDS = 40;
    private static final long WARM_UP_SECONDS = 300;

    private final DemoSettings settings;
    private final DemoTerminal terminal;
    private final long startedAtNanos = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);

    DemoRun(DemoSettings settings, DemoTerminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    /** Runs it; returns the exit code. */
    int run() {
        try {
            RunDirectory directory = RunDirectory.open(settings.data());
            logInto(directory);
            run(directory);
            return OK;
        } catch (DirectoryInUse inUse) {
            return refused(inUse, DATA_IN_USE);
        } catch (ConfigError | BadSetting wrong) {
            return refused(wrong, CONFIGURATION);
        } catch (Exception failed) {
            return refused(failed, FAILED);
        } finally {
            over.countDown();
        }
    }

    private int refused(Exception why, int exit) {
        terminal.note("granger: the demo cannot go on: " + (why.getMessage() == null ? why : why.getMessage()));
        return exit;
    }

    // Before anything logs for the first time: afterwards the settings would not be read any more.
    private static void logInto(RunDirectory directory) {
        System.setProperty("granger.demo.log", directory.log().toString());
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/granger/examples/demo/logback.xml");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        // PDFBox keeps what it knows of this machine's fonts; its usual place is the user's home.
        if (System.getProperty("pdfbox.fontcache") == null) {
            System.setProperty("pdfbox.fontcache", directory.path().toString());
        }
    }

    private void run(RunDirectory directory) throws Exception {
        terminal.note("copying documents ..");
        List<DemoDocument> documents = settings.docs().isPresent()
                ? DemoCorpus.ofDirectory(settings.docs().get(), directory.documents())
                : DemoCorpus.builtIn(directory.documents());
        FaultPlan faults = FaultPlan.standard(settings.seed(), settings.tasks());
        DocumentOrder order = new DocumentOrder(documents, settings.seed());
        terminal.note("starting a hub and its spokes ..");
        try (DemoHub hub = DemoHub.start(directory, faults)) {
            welcome(hub, directory, documents.size());
            new WarmUp(hub.bus(), hub.spokes().descriptions()).run(order).await(WARM_UP_SECONDS, TimeUnit.SECONDS);
            terminal.note(String.format(
                    Locale.ROOT, "routing documents after %.1f s", (System.nanoTime() - startedAtNanos) / 1e9));
            compare(hub, order, faults);
        }
        terminal.note("stopped; what was decided stays in " + directory.path() + " until the next demo");
    }

    private void welcome(DemoHub hub, RunDirectory directory, int documents) {
        terminal.note(documents + " documents, " + hub.spokes().descriptions().size() + " spokes, hub at " + hub.url()
                + ", log in " + directory.log());
        terminal.note(
                "each document goes through twice, decided by the heuristic and by the policy, under the same faults"
                        + (settings.isEndless() ? "; Ctrl-C ends it with a report" : ""));
    }

    private void compare(DemoHub hub, DocumentOrder order, FaultPlan faults) throws Exception {
        Traffic traffic = new Traffic(hub.bus(), order, faults, hub.spokes());
        Watch watch = new Watch(terminal, settings, faults, hub.urlOption());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(traffic), "demo-end"));
        Queue<EndedPair> ended = new ConcurrentLinkedQueue<>();
        traffic.run(settings.tasks(), DOCUMENTS_AT_ONCE, pair -> {
            watch.ended(pair);
            ended.add(pair);
            if (settings.isEndless() && ended.size() > PAIRS_KEPT) {
                ended.poll();
            }
        });
        report(hub, List.copyOf(ended));
    }

    /** Told to stop: takes no more documents, and gives the report and the hub the time they need. */
    private void end(Traffic traffic) {
        traffic.stop();
        try {
            over.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(DemoHub hub, List<EndedPair> ended) throws Exception {
        terminal.note("waiting for the last ratings ..");
        Assessment assessment = new Assessment(hub.bus());
        assessment.settle();
        for (EndedPair pair : ended) {
            assessment.add(pair);
        }
        DemoReport report = assessment.report(settings.seed());
        terminal.say(settings.json() ? report.toJson().encodePrettily() : report.toTable());
    }
}
