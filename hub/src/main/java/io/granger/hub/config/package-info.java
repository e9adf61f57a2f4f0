/** The operator's configuration: one record per section, read from YAML files with the place of every mistake. */
@NullMarked
package io.granger.hub.config;

import org.jspecify.annotations.NullMarked;
