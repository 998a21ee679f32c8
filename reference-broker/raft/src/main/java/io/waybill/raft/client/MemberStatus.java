package io.waybill.raft.client;

import io.waybill.raft.entry.Membership;

/**
 * How a member is.
 *
 * @param leader whom it takes for the leader, itself perhaps; -1 where it knows none
 * @param appliedIndex up to where its machine has the log
 * @param lastIndex where its log ends
 * @param mutants the flaws that are planted in it, in words; empty where there are none
 */
public record MemberStatus(
        int node,
        long term,
        int leader,
        long commitIndex,
        long appliedIndex,
        long lastIndex,
        Membership membership,
        String mutants) {}
