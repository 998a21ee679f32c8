package io.waybill.raft.message;

/** Says a message in a few words, for traces. */
public final class Describe implements Message.Cases<String> {

    private static final Describe WORDS = new Describe();

    private Describe() {}

    /** Returns a message in a few words, without its sender. */
    public static String of(Message message) {
        return "t" + message.term() + " " + message.match(WORDS);
    }

    @Override
    public String voteRequest(Message.VoteRequest m) {
        return (m.pre() ? "would you vote for me" : "vote for me")
                + (m.transfer() ? ", I was asked to lead" : "")
                + ", my log ends at " + m.lastTerm() + ":" + m.lastIndex();
    }

    @Override
    public String voteReply(Message.VoteReply m) {
        return (m.pre() ? "I would" : "I do") + (m.granted() ? "" : " not") + (m.abstains() ? ", if all do" : "");
    }

    @Override
    public String appendRequest(Message.AppendRequest m) {
        return m.entries().size() + " entries after " + m.previousTerm() + ":" + m.previousIndex() + ", committed "
                + m.commitIndex();
    }

    @Override
    public String appendReply(Message.AppendReply m) {
        return "durable up to " + m.matchIndex();
    }

    @Override
    public String appendRefusal(Message.AppendRefusal m) {
        return "no entry fits " + m.previousIndex()
                + (m.conflictTerm() == 0 ? ", my next is " : ", mine of term " + m.conflictTerm() + " begin at ")
                + m.conflictIndex();
    }

    @Override
    public String heartbeat(Message.Heartbeat m) {
        return "heartbeat " + m.round() + ", committed " + m.commitIndex() + " of " + m.lastIndex();
    }

    @Override
    public String heartbeatReply(Message.HeartbeatReply m) {
        return "heard " + m.round();
    }

    @Override
    public String snapshotChunk(Message.SnapshotChunk m) {
        return m.bytes().remaining() + " bytes at " + m.offset() + " of snapshot "
                + m.snapshot().term() + ":" + m.snapshot().index() + ", "
                + m.snapshot().sizeBytes() + " bytes";
    }

    @Override
    public String snapshotReply(Message.SnapshotReply m) {
        return m.installed()
                ? "durable up to snapshot " + m.snapshotIndex()
                : "snapshot " + m.snapshotIndex() + " from byte " + m.nextOffset();
    }

    @Override
    public String timeoutNow(Message.TimeoutNow m) {
        return "stand for election now";
    }
}
