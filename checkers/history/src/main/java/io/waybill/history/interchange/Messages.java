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
 * <p>Takes some 12 bytes a message whose value is a number, and a string and a map entry more for any other.
 */
final class Messages {

    private static final int NOBODY = -1;
    private static final int NOWHERE = -1;

    private final List<OfPartition> partitions = new ArrayList<>();
    private final Map<MessageId, Repeat> repeats = new HashMap<>();
    private boolean sentLate;

    /** Returns the messages of one partition. */
    OfPartition of(int partition) {
        while (partition >= partitions.size()) {
            partitions.add(new OfPartition(partitions.size()));
        }
        return partitions.get(partition);
    }

    /** Returns the messages of each partition, by its id. */
    List<OfPartition> partitions() {
        return partitions;
    }

    /** Returns whether a delivery was written whose send was mentioned only afterwards. */
    boolean isSentLate() {
        return sentLate;
    }

    /** Returns the values that were sent more than once, by each of their attempts. */
    Map<MessageId, Repeat> repeats() {
        return repeats;
    }

    /**
     * The messages of one partition, numbered in the order in which they are mentioned: what is sent and read one after
     * the other then stands side by side in memory, which makes most of the difference to a look-up.
     */
    final class OfPartition {
        private final int partition;
        private final NumberTable numbers = new NumberTable();
        private final Map<String, Integer> texts = new HashMap<>();
        private int count;

        /** The session above the sequence, in one word because they are read together. */
        private long[] identities = new long[64];

        /** The messages that were delivered before their sends were mentioned, by their place among those. */
        private int[] unsent = new int[8];

        private int unsentCount;

        /** The names of what was delivered and not sent so far. */
        private final Map<Integer, String> namesOfUnsent = new LinkedHashMap<>();

        private OfPartition(int partition) {
            this.partition = partition;
        }

        int ofNumber(long value) {
            int message = numbers.get(value);
            if (message == NumberTable.NO_ID) {
                message = add();
                numbers.put(value, message);
            }
            return message;
        }

        int ofText(String value) {
            return texts.computeIfAbsent(value, text -> add());
        }

        private int add() {
            if (count == identities.length) {
                identities = Arrays.copyOf(identities, count * 2);
            }
            identities[count] = PairTable.pair(NOBODY, NOWHERE);
            return count++;
        }

        /** Returns the session that sent a message, above its sequence; negative where nobody did so far. */
        long identity(int message) {
            return identities[message];
        }

        boolean isSent(int message) {
            return identities[message] >= 0;
        }

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
                MessageId first = new MessageId(session(message), partition, sequence(message));
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
        int place(int message, String name) {
            if (sequence(message) == NOWHERE) {
                if (unsentCount == unsent.length) {
                    unsent = Arrays.copyOf(unsent, unsentCount * 2);
                }
                unsent[unsentCount] = message;
                identities[message] = PairTable.pair(NOBODY, unsentCount++);
                namesOfUnsent.put(message, name);
            }
            return sequence(message);
        }

        /** Returns the message at a place among those that nobody sent when they were delivered. */
        int unsent(long place) {
            return unsent[(int) place];
        }

        /** Returns the name of a message that nobody sent, or null where somebody did. */
        @Nullable
        String nameOfUnsent(int message) {
            return namesOfUnsent.get(message);
        }

        /** Returns how many places there are among those that nobody sent when they were delivered. */
        int unsentCount() {
            return unsentCount;
        }
    }
}
