package io.waybill.broker.replica;

import io.waybill.environment.Probes;

/** The moments of a replica that a campaign must see, and the rare ways to behave that it turns on. */
final class ReplicaProbes {

    final Probes.Sometimes proposalPendingAtEnd;
    final Probes.Sometimes waitsForProposed;
    final Probes.Sometimes proposalRefused;
    final Probes.Sometimes duplicate;
    final Probes.Sometimes duplicateWaits;
    final Probes.Sometimes tooFewToAppend;
    final Probes.Sometimes tooFewToCommit;
    final Probes.Sometimes shrinks;
    final Probes.Sometimes expands;
    final Probes.Sometimes recovers;
    final Probes.Sometimes acksPendingAtEnd;
    final Probes.Sometimes leaderBehindItsFollowers;
    final Probes.Sometimes leadsAfterChange;
    final Probes.Sometimes commitBehindEpochStart;
    final Probes.Sometimes followerOfFormerLife;
    final Probes.Sometimes truncatesCommitted;
    final Probes.Sometimes checkpointBeyondLog;
    final Probes.Sometimes roleChangesWhileOpening;
    final Probes.Sometimes goesOffline;
    final Probes.Sometimes strayLog;
    final Probes.Buggify earlyShrink;
    final Probes.Buggify slowCheckpoint;

    ReplicaProbes(Probes probes) {
        proposalPendingAtEnd = probes.sometimes("leadership ends with a proposed ISR pending");
        waitsForProposed = probes.sometimes("high watermark waits for a proposed in-sync replica");
        proposalRefused = probes.sometimes("a proposed ISR is refused");
        duplicate = probes.sometimes("an appended batch is sent again");
        duplicateWaits = probes.sometimes("a duplicate waits for the high watermark");
        tooFewToAppend = probes.sometimes("produce refused for too few in-sync replicas");
        tooFewToCommit = probes.sometimes("too few in-sync replicas after the append");
        shrinks = probes.sometimes("leader proposes a smaller ISR");
        expands = probes.sometimes("leader proposes a larger ISR");
        recovers = probes.sometimes("leader proposes that it has recovered");
        acksPendingAtEnd = probes.sometimes("leadership ends with acknowledgements pending");
        leaderBehindItsFollowers = probes.sometimes("followers have what their leader has not made durable");
        leadsAfterChange = probes.sometimes("a new leader waits for its log to be truncated");
        commitBehindEpochStart = probes.sometimes("a new leader begins with a high watermark before its epoch");
        followerOfFormerLife = probes.sometimes("a fetch of a former life of a follower is refused");
        truncatesCommitted = probes.sometimes("a follower truncates below its high watermark");
        checkpointBeyondLog = probes.sometimes("a high watermark was written down beyond the log");
        roleChangesWhileOpening = probes.sometimes("a replica's role changes while its log opens");
        goesOffline = probes.sometimes("a replica goes offline");
        strayLog = probes.sometimes("a log of a topic that is gone is deleted at the start");
        earlyShrink = probes.buggify("leader proposes a smaller ISR early");
        slowCheckpoint = probes.buggify("high watermarks are not written down this time");
    }
}
