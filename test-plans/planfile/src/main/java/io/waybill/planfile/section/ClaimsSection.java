package io.waybill.planfile.section;

import io.waybill.checker.Claim;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is promised. As a map of names it can be added to and taken from by who builds on it; as a list of names it
 * replaces what was there. Some claims have an everyday name beside the one that {@code waybill claims} shows.
 */
public final class ClaimsSection {

    private static final Map<String, Claim> EVERYDAY = everyday();
    private static final Map<String, Claim> ORDERS = orders();

    /** A claim by either of its names. */
    public static final Form<Claim> CLAIM = Scalars.words("a claim", names()).defined("claim");

    private static final Form<Claim> ORDER = Scalars.words("what order is kept in", ORDERS);
    private static final Field<List<Claim>> PER = Field.required(
            "per", Nested.listOr(Nested.list(ORDER), ORDER.as(List::of)), "key, producer or partition; or several.");
    private static final Field<Values> IN_ORDER = Field.optional(
            "order", ObjectForm.of("claim \"order\"", PER).defined("order"), "Messages keep their order.");
    private static final Field<Duration> WITHIN =
            Field.required("within", Times.DURATION, "How long after the end of a fault.");
    private static final Field<Values> RECOVERS = Field.optional(
            Claim.RECOVERY.id(),
            ObjectForm.of("claim \"recovery\"", WITHIN).defined("recovery"),
            Claim.RECOVERY.definition());
    private static final Map<Field<Boolean>, Claim> FLAGS = flags();
    private static final ObjectForm MAP = new ObjectForm("claims", fields());

    /** The section. */
    public static final Form<Claims> FORM = Nested.listOr(
                    Nested.list(CLAIM).as(ClaimsSection::listed), MAP.as(ClaimsSection::mapped))
            .defined("claims");

    private ClaimsSection() {}

    /**
     * What is claimed.
     *
     * @param recoveryBound the bound of {@link Claim#RECOVERY}, where it is claimed in a map
     */
    public record Claims(Set<Claim> claims, Optional<Duration> recoveryBound) {

        /** No claim. */
        public static final Claims NONE = new Claims(Set.of(), Optional.empty());

        public Claims {
            claims = Set.copyOf(claims);
        }
    }

    private static Map<String, Claim> everyday() {
        Map<String, Claim> names = new LinkedHashMap<>();
        names.put("no-loss", Claim.AT_LEAST_ONCE);
        names.put("no-duplicates", Claim.AT_MOST_ONCE);
        names.put("atomic", Claim.ATOMIC_TRANSACTIONS);
        return names;
    }

    private static Map<String, Claim> orders() {
        Map<String, Claim> orders = new LinkedHashMap<>();
        orders.put("key", Claim.ORDER_PER_KEY);
        orders.put("producer", Claim.ORDER_PER_PRODUCER);
        orders.put("partition", Claim.ORDER_PER_PARTITION);
        return orders;
    }

    /** Returns all claims by both of their names. */
    static Map<String, Claim> names() {
        Map<String, Claim> names = new LinkedHashMap<>();
        for (Claim claim : Claim.values()) {
            names.put(claim.id(), claim);
        }
        names.putAll(EVERYDAY);
        names.put("order", Claim.ORDER_PER_KEY);
        return names;
    }

    private static Map<Field<Boolean>, Claim> flags() {
        Map<Field<Boolean>, Claim> flags = new LinkedHashMap<>();
        for (Claim claim : Claim.values()) {
            if (claim != Claim.RECOVERY) {
                flags.put(Field.optional(claim.id(), Scalars.FLAG, claim.definition()), claim);
            }
        }
        EVERYDAY.forEach((name, claim) ->
                flags.put(Field.optional(name, Scalars.FLAG, "The same as " + claim.id() + "."), claim));
        return flags;
    }

    private static List<Field<?>> fields() {
        List<Field<?>> fields = new ArrayList<>(FLAGS.keySet());
        fields.add(IN_ORDER);
        fields.add(RECOVERS);
        return fields;
    }

    private static Claims listed(List<Claim> claims) {
        return new Claims(Set.copyOf(claims), Optional.empty());
    }

    /** What is denied by one of its names is not claimed, whatever the other says. */
    private static Claims mapped(Values values) {
        Set<Claim> claims = EnumSet.noneOf(Claim.class);
        Set<Claim> denied = EnumSet.noneOf(Claim.class);
        FLAGS.forEach((field, claim) -> values.get(field).ifPresent(is -> (is ? claims : denied).add(claim)));
        values.get(IN_ORDER).ifPresent(order -> claims.addAll(order.need(PER)));
        Optional<Duration> bound = values.get(RECOVERS).map(recovery -> recovery.need(WITHIN));
        bound.ifPresent(within -> claims.add(Claim.RECOVERY));
        claims.removeAll(denied);
        return new Claims(claims, bound);
    }

    /** Returns the map that means claims. */
    public static Object text(Set<Claim> claims, Optional<Duration> recoveryBound) {
        List<String> names = claims.stream()
                .filter(claim -> claim != Claim.RECOVERY)
                .sorted()
                .map(Claim::id)
                .toList();
        if (recoveryBound.isEmpty()) {
            return names;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        names.forEach(name -> map.put(name, true));
        Map<String, Object> recovery = new LinkedHashMap<>();
        recovery.put("within", Times.text(recoveryBound.get()));
        map.put(Claim.RECOVERY.id(), recovery);
        return map;
    }
}
