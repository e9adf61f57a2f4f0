package io.granger.hub.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all records of one task come to, whatever the order in which they meet: one that stands, and the ends that lost.
 *
 * <p>The same rule serves the merge of a cluster that was split, the restart of a hub and a result that comes twice:
 *
 * <ol>
 *   <li>A task that ended has ended: an end stands before every open record, of whatever epoch.
 *   <li>Of ends of one ownership (epoch and owner) the later replaces the earlier: an owner ends a task once and then at
 *       most adds to that record.
 *   <li>Of several ends the one of the lowest epoch stands, then of the fewest tries, then of the first owner by name: the
 *       longest known to clients. Each other end is a conflict and is kept.
 *   <li>Without an end the open record of the highest epoch stands, then of the first owner by name, then the latest.
 * </ol>
 *
 * <p>The join is a function of the <em>set</em> of records alone, hence commutative, associative and idempotent. A conflict
 * needs an ownership of its own, so there are never more of them than takeovers on either side of a split.
 *
 * @param standing the record that stands
 * @param conflicts other ends, in the order in which they would stand
 */
public record TaskJoin(TaskVersion standing, List<TaskVersion> conflicts) {

    /** Refuses conflicts that are no ends or beside a task that has not ended. */
    public TaskJoin {
        conflicts = List.copyOf(conflicts);
        boolean allEnds = standing.isEnd() && conflicts.stream().allMatch(TaskVersion::isEnd);
        if (!conflicts.isEmpty() && !allEnds) {
            throw new IllegalArgumentException(
                    "conflicts are ends beside an end: standing " + standing + ", conflicts " + conflicts);
        }
    }

    /** One record alone. */
    public static TaskJoin of(TaskVersion only) {
        return new TaskJoin(only, List.of());
    }

    /** What all records behind both come to. */
    public TaskJoin join(TaskJoin other) {
        if (standing.equals(other.standing) && conflicts.equals(other.conflicts)) {
            return this;
        }
        var ends = new ArrayList<TaskVersion>();
        Stream.concat(all(), other.all()).filter(TaskVersion::isEnd).forEach(end -> addLatest(ends, end));
        if (ends.isEmpty()) {
            return TaskVersion.FURTHER.compare(standing, other.standing) >= 0 ? this : other;
        }
        ends.sort(TaskVersion.FIRST_END);
        return new TaskJoin(ends.getFirst(), ends.subList(1, ends.size()));
    }

    /** What this record makes of it. */
    public TaskJoin join(TaskVersion other) {
        return join(of(other));
    }

    /** Whether this end lost: who read it must be told. */
    public boolean lost(TaskVersion end) {
        return conflicts.stream().anyMatch(end::isOfOneOwnership);
    }

    private Stream<TaskVersion> all() {
        return Stream.concat(Stream.of(standing), conflicts.stream());
    }

    private static void addLatest(List<TaskVersion> ends, TaskVersion end) {
        for (int i = 0; i < ends.size(); i++) {
            var known = ends.get(i);
            if (known.isOfOneOwnership(end)) {
                ends.set(i, TaskVersion.LATER.compare(known, end) >= 0 ? known : end);
                return;
            }
        }
        ends.add(end);
    }
}
