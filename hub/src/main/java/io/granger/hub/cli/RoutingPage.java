package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The routing setting in force as a person reads it. */
final class RoutingPage {
    private static final Set<String> SHARES = Set.of("share", "holdout", "treatment", "control");

    private RoutingPage() {}

    static List<String> lines(JsonNode setting, ZoneId zone) {
        Facts facts = new Facts();
        for (var field : setting.properties()) {
            JsonNode value = field.getValue();
            if (!Wording.isPresent(value)) {
                continue;
            }
            String name = Wording.plain(field.getKey());
            if (value.isContainerNode() && !value.isEmpty()) {
                inner(facts, name, value);
            } else if (!value.isContainerNode()) {
                facts.add(name, said(name, value, zone));
            }
        }
        return facts.lines();
    }

    /** Settings of single pipelines: one line each; an object of plain values: one line for all. */
    private static void inner(Facts facts, String name, JsonNode settings) {
        boolean isFlat =
                settings.properties().stream().allMatch(f -> f.getValue().isValueNode());
        if (settings.isObject() && isFlat) {
            facts.add(name, fields(settings));
        } else if (settings.isArray()) {
            settings.forEach(one -> facts.add(name, fields(one)));
        } else {
            settings.properties()
                    .forEach(one -> facts.add(name, Wording.plain(one.getKey()) + ": " + fields(one.getValue())));
        }
    }

    private static String fields(JsonNode setting) {
        if (!setting.isObject()) {
            return Wording.text(setting);
        }
        StringBuilder text = new StringBuilder();
        setting.properties().stream()
                .filter(field -> Wording.isPresent(field.getValue()))
                .forEach(field -> text.append(text.isEmpty() ? "" : ", ")
                        .append(Wording.plain(field.getKey()))
                        .append(' ')
                        .append(
                                SHARES.contains(field.getKey())
                                        ? Wording.percent(field.getValue())
                                        : Wording.text(field.getValue())));
        return text.toString();
    }

    private static String said(String name, JsonNode value, ZoneId zone) {
        if (SHARES.contains(name)) {
            return Wording.percent(value);
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        return name.equals("at") || name.endsWith("At") ? Wording.dayAndTime(value, zone) : Wording.text(value);
    }
}
