package io.waybill.raft.entry;

import java.util.ArrayList;
import java.util.List;

/**
 * Who belonged to the quorum from which entry on. The latest counts as soon as it is in the log (thesis §4.1); where
 * its entry is truncated, the one before counts again.
 */
public final class MembershipHistory {

    private final List<Membership> memberships = new ArrayList<>();
    private final List<Long> indexes = new ArrayList<>();

    /** Creates a history that begins with a membership. */
    public MembershipHistory(long index, Membership membership) {
        add(index, membership);
    }

    /** Returns who belongs to the quorum now. */
    public Membership latest() {
        return memberships.get(memberships.size() - 1);
    }

    /** Returns the entry that said so; 0 for the beginning. */
    public long latestIndex() {
        return indexes.get(indexes.size() - 1);
    }

    /** Returns who belonged to the quorum after an entry that is not older than the history. */
    public Membership at(long index) {
        int i = indexes.size() - 1;
        while (i > 0 && indexes.get(i) > index) {
            i--;
        }
        return memberships.get(i);
    }

    /** Adds who belongs to the quorum from an entry on. */
    public void add(long index, Membership membership) {
        indexes.add(index);
        memberships.add(membership);
    }

    /** Forgets what entries from an index on said; the first membership stays. */
    public void truncateFrom(long index) {
        while (indexes.size() > 1 && latestIndex() >= index) {
            indexes.remove(indexes.size() - 1);
            memberships.remove(memberships.size() - 1);
        }
    }

    /** Forgets what was before the membership that counts after an entry. */
    public void dropTo(long index) {
        while (indexes.size() > 1 && indexes.get(1) <= index) {
            indexes.remove(0);
            memberships.remove(0);
        }
    }

    /** Begins anew with a membership. */
    public void reset(long index, Membership membership) {
        indexes.clear();
        memberships.clear();
        add(index, membership);
    }
}
