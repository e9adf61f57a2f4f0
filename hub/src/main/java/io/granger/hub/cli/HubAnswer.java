package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A good answer of the hub.
 *
 * @param text the body as it came
 * @param json the same, read
 */
record HubAnswer(String text, JsonNode json) {}
