package io.granger.hub.store;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the callbacks of one batch in one task of the caller's executor. Thread-safe when the executor is. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final Executor executor;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    void succeed(List<QueueEntry> entries, List<Receipt> receipts) {
        run(() -> {
            for (int i = 0; i < entries.size(); i++) {
                tell(entries.get(i).done(), receipts.get(i), null);
            }
        });
    }

    void fail(List<QueueEntry> entries, StoreFailure failure) {
        if (!entries.isEmpty()) {
            run(() -> entries.forEach(entry -> tell(entry.done(), null, failure)));
        }
    }

    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException rejected) {
            LOG.warn("Nobody is left to be told about the end of a batch: {}", rejected.getMessage());
        }
    }

    /** One callback that throws must not keep the others from theirs. */
    static void tell(CommitDone done, @Nullable Receipt receipt, @Nullable StoreFailure failure) {
        try {
            done.done(receipt, failure);
        } catch (RuntimeException thrown) {
            LOG.error("A commit's callback threw", thrown);
        }
    }
}
