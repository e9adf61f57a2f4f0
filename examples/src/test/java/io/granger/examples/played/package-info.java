@NullMarked
package io.granger.examples.played;

import org.jspecify.annotations.NullMarked;
