package io.granger.examples.demo;

import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The seeded order in which documents come: all of them once, in a shuffled order, then again in another. Safe from any thread. */
final class DocumentOrder {

    private final List<DemoDocument> documents;
    private final long seed;
    private int shuffledRound = -1;
    private List<DemoDocument> shuffled = List.of();

    DocumentOrder(List<DemoDocument> documents, long seed) {
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one document");
        }
        this.documents = List.copyOf(documents);
        this.seed = seed;
    }

    /** The document at a place, from 0. */
    synchronized DemoDocument at(int place) {
        int round = place / documents.size();
        if (round != shuffledRound) {
            shuffled = new ArrayList<>(documents);
            Collections.shuffle(shuffled, random(round));
            shuffledRound = round;
        }
        return shuffled.get(place % documents.size());
    }

    /** Whether the learned arm goes first at a place. */
    boolean learnedFirst(int place) {
        return random(-1L - place).nextBoolean();
    }

    /** What the client of the document at a place cares about, the same in both arms. */
    Preset preset(int place) {
        Preset[] all = Preset.values();
        return all[random((1L << 40) + place).nextInt(all.length)];
    }

    private Random random(long part) {
        // Close seeds of Random begin alike; multiplying by a large odd number takes them apart.
        return new Random((seed * 0x9e3779b97f4a7c15L) ^ (part * 0xbf58476d1ce4e5b9L));
    }
}
