package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What an operator does to the whole file while the hub goes on: copies of it, and deleting what is old. */
final class SqliteUpkeep {

    /** Records of one batch of deletes: a transaction of about a millisecond between other changes. */
    private static final int BATCH = 500;

    private final SqliteFile file;
    private final SqliteWriter writer;
    private final TaskReads tasks;
    private final ExperienceReads experience;

    SqliteUpkeep(SqliteFile file, SqliteWriter writer, TaskReads tasks, ExperienceReads experience) {
        this.file = file;
        this.writer = writer;
        this.tasks = tasks;
        this.experience = experience;
    }

    /** A copy appears under its name only when it is whole and on the disk. */
    void backup(Path target) {
        if (Files.exists(target)) {
            throw new StoreFailure(Kind.CONFLICT, "backup file exists already: " + target);
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            copyTo(part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new StoreFailure(Kind.IO, "backup to " + target + " failed: " + failed, failed);
        } catch (SQLException failed) {
            throw SqliteErrors.of("backup to " + target + " failed", failed);
        }
    }

    private void copyTo(Path part) throws SQLException {
        try (Connection connection = file.copier();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, part.toAbsolutePath().toString());
            copy.execute();
        }
    }

    /** Chooses on a reading connection, deletes through the writer: the writer never searches. */
    synchronized long delete(Retention retention, Consumer<List<String>> rowsGone) {
        long deleted = 0;
        List<Long> oldTasks;
        do {
            oldTasks = tasks.finishedBefore(retention.tasksBeforeMs(), BATCH);
            submit(oldTasks, List.of(), OptionalLong.empty());
            deleted += oldTasks.size();
        } while (oldTasks.size() == BATCH);
        List<QueueEntry.DoomedRow> oldRows;
        do {
            oldRows = experience.oldestClosedBefore(retention.rowsBeforeMs(), BATCH);
            if (!oldRows.isEmpty()) {
                rowsGone.accept(
                        oldRows.stream().map(QueueEntry.DoomedRow::decisionId).toList());
            }
            submit(List.of(), oldRows, OptionalLong.empty());
            deleted += oldRows.size();
        } while (oldRows.size() == BATCH);
        submit(List.of(), List.of(), OptionalLong.of(retention.keysBeforeMs()));
        return deleted;
    }

    private void submit(List<Long> oldTasks, List<QueueEntry.DoomedRow> oldRows, OptionalLong keysBeforeMs) {
        if (oldTasks.isEmpty() && oldRows.isEmpty() && keysBeforeMs.isEmpty()) {
            return;
        }
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        writer.submit(new QueueEntry.Delete(oldTasks, oldRows, keysBeforeMs, (receipt, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(receipt);
            }
        }));
        try {
            done.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StoreFailure failure ? failure : failed;
        }
    }
}
