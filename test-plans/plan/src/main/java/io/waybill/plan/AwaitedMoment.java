package io.waybill.plan;

import io.waybill.fault.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment that a fault waits for, in any partition or in one.
 *
 * @param partition where it must come about; empty: wherever it does
 */
public record AwaitedMoment(Moment moment, Optional<Partition> partition) {

    private static final String OF = " of ";
    private static final Pattern PARTITION = Pattern.compile("(.+)-(\\d{1,9})");

    public AwaitedMoment {
        if (partition.isPresent() && !moment.isOfPartition()) {
            throw new IllegalArgumentException("\"" + moment + "\" does not come about in a partition, was to be waited"
                    + " for in " + partition.get().name());
        }
    }

    /** Returns the moment wherever it comes about. */
    public static AwaitedMoment anywhere(Moment moment) {
        return new AwaitedMoment(moment, Optional.empty());
    }

    /** Returns the moment in a partition. */
    public static AwaitedMoment in(Moment moment, Partition partition) {
        return new AwaitedMoment(moment, Optional.of(partition));
    }

    /** Returns what a {@link #name} means; empty where it is none. */
    public static Optional<AwaitedMoment> of(String name) {
        Optional<Moment> plain = Moment.of(name);
        if (plain.isPresent()) {
            return plain.map(AwaitedMoment::anywhere);
        }
        int of = name.lastIndexOf(OF);
        Matcher matcher = PARTITION.matcher(of < 0 ? "" : name.substring(of + OF.length()));
        return matcher.matches()
                ? Moment.of(name.substring(0, of))
                        .filter(Moment::isOfPartition)
                        .map(moment -> in(moment, new Partition(matcher.group(1), Integer.parseInt(matcher.group(2)))))
                : Optional.empty();
    }

    /** Returns the names of all that a moment is for those who may wait for it: as such, and in its partitions. */
    public static List<String> names(Moment moment, Collection<Partition> partitions) {
        List<String> names = new ArrayList<>();
        names.add(anywhere(moment).name());
        partitions.forEach(partition -> names.add(in(moment, partition).name()));
        return names;
    }

    /** Returns its name in schedules: {@code lone leader}, {@code lone leader of orders-0}. */
    public String name() {
        return moment.sentence() + partition.map(each -> OF + each.name()).orElse("");
    }

    @Override
    public String toString() {
        return name();
    }
}
