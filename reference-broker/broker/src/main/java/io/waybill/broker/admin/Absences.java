package io.waybill.broker.admin;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.FindCoordinatorResponse;
import io.waybill.wire.message.ListGroupsResponse;
import io.waybill.wire.message.ListPartitionReassignmentsResponse;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.ListTransactionsResponse;
import io.waybill.wire.message.SaslHandshakeResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers about what there is not: groups, transactions, partitions that move, clients that prove who they are. A
 * client that needs such a thing is told so at once and for good, where without an answer it would ask for ever.
 */
final class Absences {

    private static final byte GROUP = 0;
    private static final byte TRANSACTION = 1;
    private static final int NOBODY = -1;

    /** The names of all states that a transaction can have. */
    private static final Set<String> TRANSACTION_STATES = new TreeSet<>(List.of(
            "Empty",
            "Ongoing",
            "PrepareCommit",
            "PrepareAbort",
            "CompleteCommit",
            "CompleteAbort",
            "Dead",
            "PrepareEpochFence"));

    private Absences() {}

    /** No retriable error says that there is nobody, and no other is meant for it. */
    static FindCoordinatorResponse coordinator(FindCoordinatorRequest request) {
        String message = switch (request.keyType()) {
            case GROUP -> "this broker has no consumer groups: assign partitions instead, and keep positions elsewhere";
            case TRANSACTION -> "this broker has no transactions: produce without a transactional.id";
            default -> "this broker coordinates nothing of type " + request.keyType();
        };
        return new FindCoordinatorResponse(request.keys().stream()
                .map(key -> new FindCoordinatorResponse.Coordinator(
                        key, NOBODY, "", NOBODY, ErrorCode.UNSUPPORTED_VERSION, message))
                .toList());
    }

    static ListGroupsResponse groups() {
        return new ListGroupsResponse(ErrorCode.NONE, List.of());
    }

    static ListTransactionsResponse transactions(ListTransactionsRequest request) {
        var unknown = request.states().stream()
                .filter(state -> !TRANSACTION_STATES.contains(state))
                .toList();
        return new ListTransactionsResponse(ErrorCode.NONE, unknown, List.of());
    }

    static ListPartitionReassignmentsResponse reassignments() {
        return new ListPartitionReassignmentsResponse(ErrorCode.NONE, null, List.of());
    }

    /** What Kafka says at an endpoint where nobody needs to prove anything. */
    static SaslHandshakeResponse handshake() {
        return new SaslHandshakeResponse(ErrorCode.ILLEGAL_SASL_STATE, List.of());
    }
}
