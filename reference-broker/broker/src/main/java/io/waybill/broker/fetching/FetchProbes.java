package io.waybill.broker.fetching;

import io.waybill.environment.Probes;

/** The moments of fetching that a campaign must have seen. */
final class FetchProbes {

    final Probes.Sometimes truncates;
    final Probes.Sometimes truncatesAgain;
    final Probes.Sometimes restarts;
    final Probes.Sometimes restartsWithinBatch;
    final Probes.Sometimes truncatesByRange;
    final Probes.Sometimes lateAnswer;
    final Probes.Sometimes leaderFences;
    final Probes.Sometimes leaderBehind;
    final Probes.Sometimes connectionLost;
    final Probes.Sometimes newAddress;
    final Probes.Sometimes changesLeaderWhileBusy;
    final Probes.Sometimes goesWithoutSlow;
    final Probes.Sometimes refusesRecords;

    FetchProbes(Probes probes) {
        truncates = probes.sometimes("follower truncates by epoch");
        truncatesAgain = probes.sometimes("truncation takes several rounds");
        restarts = probes.sometimes("follower restarts at the leader's start");
        restartsWithinBatch = probes.sometimes("follower restarts at a batch before the leader's start");
        truncatesByRange = probes.sometimes("follower truncates to a leader's end without epochs");
        lateAnswer = probes.sometimes("late fetch answer is dropped");
        leaderFences = probes.sometimes("follower is fenced by its leader");
        leaderBehind = probes.sometimes("follower knows a newer epoch than its leader");
        connectionLost = probes.sometimes("follower loses its leader's connection");
        newAddress = probes.sometimes("follower finds its leader at a new address");
        changesLeaderWhileBusy = probes.sometimes("follower gets a new leader while its log changes");
        goesWithoutSlow = probes.sometimes("fetch does not wait for a slow replica");
        refusesRecords = probes.sometimes("follower refuses what a leader sent");
    }
}
