package io.waybill.history.interchange;

import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives dense identities to messages that others know by their values.
 *
 * <p>A value stands for one message of its partition. It gets a number when it is first mentioned and an identity when
 * its send is; a value whose send was not mentioned yet has a place among those that nobody sent, and where its send is
 * mentioned later, {@link SecondLook} puts the right identity in its place. A value that was sent more than once stands
 * for several messages, told apart by the offsets at which they were acknowledged and delivered.
 *
 * <p>Takes some 16 bytes a message whose value is a number, and a string and a map entry more for any other.
 */
final class Messages {

    private static final int NOBODY = -1;
    private static final int NOWHERE = -1;

    private int count;

    /** The session above the sequence, in one word because they are read together and far apart. */
    private long[] identities = new long[1024];

    private final List<Values> partitions = new ArrayList<>();

    /** The names of what was delivered and not sent so far. */
    private final Map<Integer, String> namesOfUnsent = new LinkedHashMap<>();

    private final Map<MessageId, Repeat> repeats = new HashMap<>();
    private boolean sentLate;

    /** The values of one partition. */
    private static final class Values {
        final NumberTable numbers = new NumberTable();
        final Map<String, Integer> texts = new HashMap<>();

        /** The messages that were delivered before their sends were mentioned, by their place among those. */
        int[] unsent = new int[8];

        int unsentCount;
    }

    private Values values(int partition) {
        while (partition >= partitions.size()) {
            partitions.add(new Values());
        }
        return partitions.get(partition);
    }

    int ofNumber(int partition, long value) {
        Values values = values(partition);
        int message = values.numbers.get(value);
        if (message == NumberTable.NO_ID) {
            message = add();
            values.numbers.put(value, message);
        }
        return message;
    }

    int ofText(int partition, String value) {
        return values(partition).texts.computeIfAbsent(value, text -> add());
    }

    private int add() {
        if (count == identities.length) {
            identities = Arrays.copyOf(identities, count * 2);
        }
        identities[count] = PairTable.pair(NOBODY, NOWHERE);
        return count++;
    }

    boolean isSent(int message) {
        return session(message) != NOBODY;
    }

    /** Returns the session of a sent message. */
    int session(int message) {
        return (int) (identities[message] >> 32);
    }

    /** Returns the sequence of a sent message, or the place among those that nobody sent. */
    int sequence(int message) {
        return (int) identities[message];
    }

    /** Says who sent a message. Where somebody sent it before, it is another attempt with the same value. */
    void sent(int message, MessageId id) {
        if (isSent(message)) {
            MessageId first = new MessageId(session(message), id.partition(), sequence(message));
            Repeat repeat = repeats.computeIfAbsent(first, Repeat::new);
            repeat.add(id);
            repeats.put(id, repeat);
            return;
        }
        if (sequence(message) != NOWHERE) {
            sentLate = true;
            namesOfUnsent.remove(message);
        }
        identities[message] = PairTable.pair(id.session(), (int) id.sequence());
    }

    /** Gives a message that was delivered and not sent so far its place among those. */
    int place(int message, int partition, String name) {
        Values values = values(partition);
        if (sequence(message) == NOWHERE) {
            if (values.unsentCount == values.unsent.length) {
                values.unsent = Arrays.copyOf(values.unsent, values.unsentCount * 2);
            }
            values.unsent[values.unsentCount] = message;
            identities[message] = PairTable.pair(NOBODY, values.unsentCount++);
            namesOfUnsent.put(message, name);
        }
        return sequence(message);
    }

    /** Returns the message at a place among those that nobody sent when they were delivered. */
    int unsent(int partition, long place) {
        return partitions.get(partition).unsent[(int) place];
    }

    /** Returns the name of a message that nobody sent, or null where somebody did. */
    @Nullable
    String nameOfUnsent(int message) {
        return namesOfUnsent.get(message);
    }

    /** Returns how many places there are among those that nobody sent when they were delivered. */
    int unsentCount(int partition) {
        return partition < partitions.size() ? partitions.get(partition).unsentCount : 0;
    }

    /** Returns whether a delivery was written whose send was mentioned only afterwards. */
    boolean isSentLate() {
        return sentLate;
    }

    /** Returns the values that were sent more than once, by each of their attempts. */
    Map<MessageId, Repeat> repeats() {
        return repeats;
    }

    /** Returns how many partitions have values. */
    int partitionCount() {
        return partitions.size();
    }
}
