package io.granger.examples.demo;

import io.granger.examples.document.MediaTypes;
import io.vertx.core.json.JsonObject;

/**
 * One document of the demo.
 *
 * @param file its path below the document root, with slashes
 * @param type its media type
 * @param bytes its size
 */
record DemoDocument(String file, String type, long bytes) {

    DemoDocument {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes of " + file + " must be at least 0, is " + bytes);
        }
    }

    /** The task input for this document at a place in the demo's order. */
    JsonObject input(int position) {
        return new JsonObject().put("file", file).put("type", type).put("position", position);
    }

    /** What is known before anything is read. */
    JsonObject features() {
        return new JsonObject().put("bytes", bytes).put("type", type).put("title", words());
    }

    private String words() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return (dot < 0 ? name : name.substring(0, dot))
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    boolean isPdf() {
        return type.equals(MediaTypes.PDF);
    }
}
