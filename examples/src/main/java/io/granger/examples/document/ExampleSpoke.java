package io.granger.examples.document;

import io.granger.sdk.CallHandler;
import io.granger.sdk.SpokeDescription;

/** A spoke of the examples: its code, and how it describes itself. */
public interface ExampleSpoke extends CallHandler {

    /** Name, version and capabilities, with this spoke as the handler. */
    SpokeDescription description();
}
