package io.granger.examples.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo was asked for.
 *
 * @param tasks documents to run; 0 runs until stopped
 * @param seed fixes the order of documents and arms, and the faults
 * @param docs a directory of documents instead of the built-in ones
 * @param data where the demo keeps its data
 * @param json whether the report is JSON
 */
record DemoSettings(int tasks, long seed, Optional<Path> docs, Path data, boolean json) {

    DemoSettings {
        if (tasks < 0) {
            throw new IllegalArgumentException("tasks must be at least 0, is " + tasks);
        }
    }

    boolean isEndless() {
        return tasks == 0;
    }
}
