package io.waybill.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How requests ended, in the order in which they did. */
final class Ends {

    private final List<String> told = new ArrayList<>();

    /** Returns who is to be told of a request that has a name in this test. */
    Consumer<RpcOutcome> of(String name) {
        return outcome ->
                told.add(name + " " + outcome.match(answered -> "answered", lost -> "lost", notSent -> "not sent"));
    }

    List<String> told() {
        return told;
    }
}
