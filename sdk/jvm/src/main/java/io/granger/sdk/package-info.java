/** A spoke on the JVM: registers, keeps its lease, does the work, drains. */
@NullMarked
package io.granger.sdk;

import org.jspecify.annotations.NullMarked;
