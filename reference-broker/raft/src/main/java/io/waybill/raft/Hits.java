package io.waybill.raft;

import io.waybill.environment.Probes;
import io.waybill.environment.Probes.Buggify;
import io.waybill.environment.Probes.Sometimes;

/** The moments of the core that a campaign must have seen, and the rare behaviour that it may ask for. */
final class Hits {

    final Sometimes preVoteRefusedByLog;
    final Sometimes voteRefusedByLog;
    final Sometimes candidateIgnored;
    final Sometimes electedByAll;
    final Sometimes gaveWay;
    final Sometimes leaderElected;
    final Sometimes backOffByTerm;
    final Sometimes backOffByEnd;
    final Sometimes matchTakenBack;
    final Sometimes conflictTruncated;
    final Sometimes snapshotInstalled;
    final Sometimes snapshotSkipped;
    final Sometimes chunkResumed;
    final Sometimes quorumMissed;
    final Sometimes readConfirmed;
    final Sometimes readWaited;
    final Sometimes transferred;
    final Sometimes transferGivenUp;
    final Sometimes proposalHeld;
    final Sometimes learnerPromoted;
    final Sometimes learnerGivenUp;
    final Sometimes leaderRemoved;
    final Sometimes changeRolledBack;
    final Sometimes abstentionEnded;
    final Sometimes olderTermWaited;
    final Sometimes windowFull;
    final Buggify tinyBatch;
    final Buggify tinyChunk;
    final Buggify earlyElection;
    final Buggify boldCandidate;

    Hits(Probes probes) {
        preVoteRefusedByLog = probes.sometimes("pre-vote refused for a stale log");
        voteRefusedByLog = probes.sometimes("vote refused for a stale log");
        candidateIgnored = probes.sometimes("candidate ignored while a leader is heard");
        electedByAll = probes.sometimes("leader elected by all voters, some abstaining");
        gaveWay = probes.sometimes("candidate gives way to another at the start");
        leaderElected = probes.sometimes("leader elected");
        backOffByTerm = probes.sometimes("leader backs off by a conflicting term");
        backOffByEnd = probes.sometimes("leader backs off to the end of a shorter log");
        matchTakenBack = probes.sometimes("follower has less than it acknowledged");
        conflictTruncated = probes.sometimes("follower truncates its log");
        snapshotInstalled = probes.sometimes("snapshot installed");
        snapshotSkipped = probes.sometimes("snapshot not needed any more");
        chunkResumed = probes.sometimes("snapshot transfer resumed");
        quorumMissed = probes.sometimes("leader steps down without a majority");
        readConfirmed = probes.sometimes("read index confirmed");
        readWaited = probes.sometimes("read waits for the first commit of a term");
        transferred = probes.sometimes("leadership transferred");
        transferGivenUp = probes.sometimes("leadership transfer given up");
        proposalHeld = probes.sometimes("proposal held during a transfer");
        learnerPromoted = probes.sometimes("learner promoted");
        learnerGivenUp = probes.sometimes("learner does not catch up");
        leaderRemoved = probes.sometimes("leader removed itself");
        changeRolledBack = probes.sometimes("membership change rolled back");
        abstentionEnded = probes.sometimes("member counts again after an ambiguous tail");
        olderTermWaited = probes.sometimes("entry of an older term has a majority and waits");
        windowFull = probes.sometimes("window of messages in flight is full");
        tinyBatch = probes.buggify("tiny batch of entries");
        tinyChunk = probes.buggify("tiny piece of a snapshot");
        boldCandidate = probes.buggify("candidate without a pre-vote");
        earlyElection = probes.buggify("early election timeout");
    }
}
