/** Routers that do not learn: each one a named constant of about ten lines. */
@NullMarked
package io.granger.routing.heuristic;

import org.jspecify.annotations.NullMarked;
