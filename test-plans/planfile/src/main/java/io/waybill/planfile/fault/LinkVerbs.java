package io.waybill.planfile.fault;

import io.waybill.fault.Fault;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Shape;
import io.waybill.fault.Shape.Way;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The faults of links, and which links they hit. */
final class LinkVerbs {

    /** The words for shapes; which other keys each may have is {@link #shape}'s to say. */
    enum Outline {
        ISOLATE,
        HALVES,
        BRIDGE,
        RING,
        ALL_LINKS
    }

    static final Field<Victim> FROM = Field.optional(
            "from",
            VictimForm.VICTIM,
            "Cuts only the links to these: a node, controllers, clients. Default: all nodes.");
    static final Field<Outline> SHAPE = Field.optional(
            "shape",
            Scalars.words("a shape", outlines()),
            "Which links. isolate (default): the target from all other nodes. halves: the nodes in two parts, the"
                    + " target in the smaller. bridge: two halves that only the target connects. ring: each hears its"
                    + " neighbours (target: all). all-links: to nodes and clients.");
    static final Field<Way> DIRECTION = Field.optional(
            "direction",
            Scalars.words("a direction", directions()),
            "both (default); out or one-way: only what the target sends; in: only what it would receive.");
    static final Field<Duration> SILENCE = Field.optional(
            "silence", Times.DURATION, "After how long the ends of a connection notice that it lost something.");
    static final Field<Span> BY = Field.required("by", Times.SPAN, "How much longer everything takes.");
    static final Field<Long> BYTES_PER_SECOND =
            Field.required("bytes-per-second", Scalars.wide(1, 1L << 40), "How many bytes a second pass.");
    static final Field<Integer> PIECE = Field.required("piece", Times.BYTES, "The size of a piece at most.");
    static final Field<Duration> APART = Field.optional("apart", Times.DURATION, "The time between two pieces.");

    private static final Duration USUAL_SILENCE = Duration.ofSeconds(1);

    private LinkVerbs() {}

    static Map<String, Outline> outlines() {
        Map<String, Outline> words = new LinkedHashMap<>();
        words.put("isolate", Outline.ISOLATE);
        words.put("halves", Outline.HALVES);
        words.put("bridge", Outline.BRIDGE);
        words.put("ring", Outline.RING);
        words.put("all-links", Outline.ALL_LINKS);
        return words;
    }

    private static Map<String, Way> directions() {
        Map<String, Way> words = new LinkedHashMap<>();
        words.put("both", Way.BOTH);
        words.put("in", Way.IN);
        words.put("out", Way.OUT);
        words.put("one-way", Way.OUT);
        return words;
    }

    static List<Verb<Fault.Single>> all() {
        return List.of(
                verb(
                        "partition",
                        "Nothing passes these links; what is sent meanwhile arrives when it ends.",
                        values -> new LinkFault.Stall()),
                verb("stall-links", "The same as partition.", values -> new LinkFault.Stall()),
                verb(
                        "blackhole-links",
                        "What is sent over these links is lost without a word.",
                        values -> new LinkFault.Blackhole(values.get(SILENCE, USUAL_SILENCE)),
                        SILENCE),
                verb(
                        "refuse-links",
                        "Connections break off, and new ones are refused.",
                        values -> new LinkFault.Refuse()),
                verb("reset-links", "Connections break off once.", values -> new LinkFault.Reset()),
                verb(
                        "delay-links",
                        "What travels over these links takes longer.",
                        values -> new LinkFault.Delay(values.need(BY)),
                        BY),
                verb(
                        "throttle-links",
                        "Few bytes a second pass.",
                        values -> new LinkFault.Throttle(values.need(BYTES_PER_SECOND)),
                        BYTES_PER_SECOND),
                verb(
                        "slice-links",
                        "What travels over these links arrives in pieces.",
                        values -> new LinkFault.Slice(values.need(PIECE), values.get(APART, Duration.ZERO)),
                        PIECE,
                        APART));
    }

    private static Verb<Fault.Single> verb(
            String word, String says, Function<Values, LinkFault> fault, Field<?>... more) {
        Field<Victim> target = Field.required(word, VictimForm.VICTIM, says);
        List<Field<?>> fields = new ArrayList<>(List.of(target, FROM, SHAPE, DIRECTION));
        fields.addAll(List.of(more));
        fields.add(SingleVerbs.LASTING);
        fields.add(SingleVerbs.REACH);
        return Verb.of(
                values -> new Fault.OnLinks(
                        shape(values, values.need(target)),
                        fault.apply(values),
                        values.need(SingleVerbs.LASTING),
                        values.get(SingleVerbs.REACH, Fault.Reach.MINORITY)),
                fields.toArray(new Field<?>[0]));
    }

    private static Shape shape(Values values, Victim victim) {
        Optional<Victim> from = values.get(FROM);
        Way way = values.get(DIRECTION, Way.BOTH);
        if (from.isPresent()) {
            refuse(values.get(SHAPE).isPresent(), "a fault of links has a shape or a from, had both: leave one out");
            return new Shape.Between(victim, from.get(), way);
        }
        return switch (values.get(SHAPE, Outline.ISOLATE)) {
            case ISOLATE -> new Shape.Isolate(victim, way);
            case HALVES -> new Shape.Halves(victim, way);
            case ALL_LINKS -> new Shape.Every(victim, way);
            case BRIDGE -> {
                refuse(way != Way.BOTH, "a bridge has no direction: leave it out");
                yield new Shape.Bridge(victim);
            }
            case RING -> {
                refuse(way != Way.BOTH, "a ring has no direction: leave it out");
                refuse(!victim.equals(Victim.all()), "a ring is of all nodes: write all as its target");
                yield new Shape.Ring();
            }
        };
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }
}
