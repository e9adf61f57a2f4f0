/** The values a task is made of: its pipeline, recipes and chains, the steps in them, and how one ended. */
@NullMarked
package io.granger.task;

import org.jspecify.annotations.NullMarked;
