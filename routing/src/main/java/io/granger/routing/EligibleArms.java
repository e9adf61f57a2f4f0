package io.granger.routing;

import io.granger.rl.bandit.Arm;
import io.granger.rl.option.OptionArm;
import java.util.ArrayList;
import java.util.List;

/** The eligible candidates of a situation as what a learner chooses between. */
final class EligibleArms {

    private EligibleArms() {}

    /** Places of the candidates that are eligible. */
    static int[] places(Situation situation) {
        int[] eligible = new int[situation.eligibleCount()];
        int at = 0;
        for (int i = 0; at < eligible.length; i++) {
            if (situation.candidates().get(i).eligible()) {
                eligible[at++] = i;
            }
        }
        return eligible;
    }

    /** Those at these places, for the step level. */
    static List<Arm> arms(Situation situation, int[] eligible) {
        List<Arm> arms = new ArrayList<>(eligible.length);
        for (int index : eligible) {
            arms.add(arm(situation.candidates().get(index)));
        }
        return arms;
    }

    /** A candidate for the step level. */
    static Arm arm(CandidateEntry entry) {
        return new Arm(entry.id(), kin(entry.id()), entry.features());
    }

    /** A candidate without its version: a new version starts from what is known of the one before it. */
    private static String kin(String candidate) {
        int version = candidate.indexOf('@');
        int capability = candidate.indexOf('/', version + 1);
        return version < 0 || capability < 0
                ? candidate
                : candidate.substring(0, version) + candidate.substring(capability);
    }

    /** Those at these places, for the other levels. */
    static List<OptionArm> optionArms(Situation situation, int[] eligible) {
        List<OptionArm> arms = new ArrayList<>(eligible.length);
        for (int index : eligible) {
            CandidateEntry entry = situation.candidates().get(index);
            arms.add(new OptionArm(entry.id(), entry.features()));
        }
        return arms;
    }
}
