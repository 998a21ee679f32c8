package io.waybill.history.edn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of Jepsen's processes does a client's next operation. A process does one operation at a time and none after one
 * of which nobody knows, so a client that pipelines or goes on takes several of them.
 */
final class ProcessNumbers {

    private final Map<String, Deque<Integer>> idle = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();
    private int next;

    /** Returns a process that is free; a client that is called as one gets that one first. */
    int take(String client) {
        Deque<Integer> free = idle.computeIfAbsent(client, c -> {
            Deque<Integer> first = new ArrayDeque<>();
            if (client.matches("p(0|[1-9][0-9]{0,6})") && given.add(Integer.parseInt(client.substring(1)))) {
                first.add(Integer.parseInt(client.substring(1)));
            }
            return first;
        });
        Integer process = free.pollFirst();
        if (process != null) {
            return process;
        }
        while (!given.add(next)) {
            next++;
        }
        return next;
    }

    /** Says that a process can do another operation. */
    void giveBack(String client, int process) {
        idle.computeIfAbsent(client, c -> new ArrayDeque<>()).addFirst(process);
    }
}
