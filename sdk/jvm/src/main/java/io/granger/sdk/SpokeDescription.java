package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a spoke is called, what it can do, how much at once, and the code that does it. Immutable; every method returns another description. */
public final class SpokeDescription {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:[-+][0-9A-Za-z.+-]+)?");
    private static final int MAX_CONCURRENCY = 10_000;

    private final String name;
    private final String version;
    private final Optional<String> instance;
    private final int concurrency;
    private final List<CapabilityDescription> capabilities;
    private final Map<String, String> labels;
    private final Work work;

    /** The spoke's code: on an event loop, or blocking on worker threads. */
    sealed interface Work {
        record Async(Function<Call, Future<Answer>> handler) implements Work {}

        record Blocking(CallHandler handler) implements Work {}

        record Missing() implements Work {}
    }

    private SpokeDescription(
            String name,
            String version,
            Optional<String> instance,
            int concurrency,
            List<CapabilityDescription> capabilities,
            Map<String, String> labels,
            Work work) {
        this.name = name;
        this.version = version;
        this.instance = instance;
        this.concurrency = concurrency;
        this.capabilities = List.copyOf(capabilities);
        this.labels = new TreeMap<>(labels);
        this.work = work;
    }

    /**
     * A spoke with nothing to do yet, four calls at once.
     *
     * @param name lower-case letters, digits and hyphens, at most 63 characters
     * @param version a semantic version such as {@code 1.0.0}
     */
    public static SpokeDescription named(String name, String version) {
        if (!CapabilityDescription.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "spoke name must match " + CapabilityDescription.NAME + ", is '" + name + "'");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "spoke version must be a semantic version like 1.0.0, is '" + version + "'");
        }
        return new SpokeDescription(name, version, Optional.empty(), 4, List.of(), Map.of(), new Work.Missing());
    }

    /** The same with one more capability. */
    public SpokeDescription capability(CapabilityDescription capability) {
        List<CapabilityDescription> more = new ArrayList<>(capabilities);
        more.add(Objects.requireNonNull(capability));
        return new SpokeDescription(name, version, instance, concurrency, more, labels, work);
    }

    /** The same under an instance name of its own; without one the hub uses the spoke's address. */
    public SpokeDescription instance(String own) {
        return new SpokeDescription(name, version, Optional.of(own), concurrency, capabilities, labels, work);
    }

    /** The same with this many calls at once, 1 to 10,000. */
    public SpokeDescription concurrency(int calls) {
        if (calls < 1 || calls > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("concurrency must be 1 to " + MAX_CONCURRENCY + ", is " + calls);
        }
        return new SpokeDescription(name, version, instance, calls, capabilities, labels, work);
    }

    /** The same with one more label, a note for operators. */
    public SpokeDescription label(String key, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(key, value);
        return new SpokeDescription(name, version, instance, concurrency, capabilities, more, work);
    }

    /** The same, answering on an event loop; the handler must not block. */
    public SpokeDescription handler(Function<Call, Future<Answer>> handler) {
        return new SpokeDescription(
                name,
                version,
                instance,
                concurrency,
                capabilities,
                labels,
                new Work.Async(Objects.requireNonNull(handler)));
    }

    /** The same, answering on worker threads, one for each call at once. */
    public SpokeDescription blocking(CallHandler handler) {
        return new SpokeDescription(
                name,
                version,
                instance,
                concurrency,
                capabilities,
                labels,
                new Work.Blocking(Objects.requireNonNull(handler)));
    }

    /** The spoke's name. */
    public String name() {
        return name;
    }

    /** The spoke's version. */
    public String version() {
        return version;
    }

    /** How many calls it takes at once. */
    public int concurrency() {
        return concurrency;
    }

    /** What it can do. */
    public List<CapabilityDescription> capabilities() {
        return capabilities;
    }

    /** The spoke's code, on worker threads; an event-loop handler is no blocking one and gives nothing. */
    public Optional<CallHandler> blockingHandler() {
        return work instanceof Work.Blocking blocking ? Optional.of(blocking.handler()) : Optional.empty();
    }

    Work work() {
        return work;
    }

    /** Checks that the description is whole before anything is sent. */
    SpokeDescription checked() {
        if (capabilities.isEmpty()) {
            throw new IllegalArgumentException("spoke " + name + " must have at least one capability");
        }
        if (work instanceof Work.Missing) {
            throw new IllegalArgumentException("spoke " + name + " must have a handler");
        }
        return this;
    }

    JsonObject registration(String address) {
        JsonArray told = new JsonArray();
        capabilities.forEach(capability -> told.add(capability.toJson()));
        JsonObject labelled = new JsonObject();
        labels.forEach(labelled::put);
        JsonObject json = new JsonObject()
                .put("name", name)
                .put("version", version)
                .put("address", address)
                .put("concurrency", concurrency)
                .put("capabilities", told)
                .put("labels", labelled);
        instance.ifPresent(own -> json.put("instance", own));
        return json;
    }
}
