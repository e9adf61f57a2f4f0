package org.nd4j.planted;

/** Planted: stands for a type of ND4J. */
public final class Array {
    public static final Array EMPTY = new Array();
}
