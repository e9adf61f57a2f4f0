/** Forests of regression trees that answer with the rows they learnt from, so that any statistic of those can be taken. */
@NullMarked
package io.granger.rl.forest;

import org.jspecify.annotations.NullMarked;
