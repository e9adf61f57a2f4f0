/** The hub at work: one owner thread decodes, asks the core, carries out its effects. */
@NullMarked
package io.granger.hub.verticle;

import org.jspecify.annotations.NullMarked;
