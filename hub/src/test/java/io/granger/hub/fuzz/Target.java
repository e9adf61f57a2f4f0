package io.granger.hub.fuzz;

import java.util.List;

/**
 * Something that reads bytes from outside.
 *
 * @param name on the command line
 * @param good inputs it takes; at least one
 * @param refusal what it throws for bad ones, and nothing else
 * @param everySoOften one input of so many is for it, less for what is slow
 */
record Target(String name, List<byte[]> good, Class<? extends Exception> refusal, int everySoOften, Reader reader) {
    /** Reads one input. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] bytes) throws Exception;
    }

    /** Whether the input is taken; false when it is refused as it should be, and any other failure is thrown. */
    boolean takes(byte[] bytes) throws Exception {
        try {
            reader.read(bytes);
            return true;
        } catch (Exception e) {
            if (refusal.isInstance(e)) {
                return false;
            }
            throw e;
        }
    }
}
