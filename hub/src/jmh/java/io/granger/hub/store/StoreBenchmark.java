package io.granger.hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many one-step tasks a second does the SQLite store take, beside what the disk can force?
 *
 * <p>A task is two changes, one after the other: its insert with two open decisions, and its end with two rows of about
 * 700 bytes. Both are durable before the next task takes the place. {@code force} is the same disk without a database: 512
 * bytes appended and forced.
 *
 * <p>{@code .ci/bench hub StoreBenchmark}; the directory is {@code -Dgranger.bench.dir=..} of the JVM, else the system's.
 */
@SuppressWarnings("NullAway.Init") // set before each trial
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class StoreBenchmark {

    private static final int TASKS = 2_000;

    /** Tasks in flight. */
    @Param({"1", "16", "512"})
    public int inFlight;

    private Path directory;
    private HubStore store;
    private FileChannel raw;
    private Semaphore slots;
    private int next;

    /** Opens a new store and a plain file beside it. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        String parent = System.getProperty("granger.bench.dir");
        directory = parent == null
                ? Files.createTempDirectory("store-benchmark")
                : Files.createTempDirectory(Path.of(parent), "store-benchmark");
        store = SqliteStore.open(directory.resolve("granger.db"), StoreSettings.DEFAULT, Runnable::run);
        raw = FileChannel.open(directory.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        slots = new Semaphore(inFlight);
    }

    /** Closes and removes them. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        store.close();
        raw.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Tasks from insert to end, so many at a time. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void tasks() throws InterruptedException {
        for (int i = 0; i < TASKS; i++) {
            slots.acquire();
            int task = next++;
            store.commit(Change.insert(Samples.accepted(task)), failure -> end(task, failure));
        }
        slots.acquire(inFlight);
        slots.release(inFlight);
    }

    private void end(int task, @Nullable Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        Change end =
                Change.update(Samples.ended(task, "completed"), List.of(Samples.row(task, 1), Samples.row(task, 2)));
        store.commit(end, ended -> slots.release());
    }

    /** 512 bytes forced to the disk. */
    @Benchmark
    public void force() throws IOException {
        raw.write(ByteBuffer.allocate(512));
        raw.force(false);
    }
}
