package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.FindCoordinatorResponse;
import io.waybill.wire.message.ListGroupsResponse;
import io.waybill.wire.message.ListPartitionReassignmentsResponse;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.ListTransactionsResponse;
import io.waybill.wire.message.SaslHandshakeResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of what there is not. */
final class AbsencesTest {

    private final AdminHandlers handlers = Office.ofThree().handlers();

    @Test
    void who_needs_a_coordinator_is_told_for_good_that_there_is_none() {
        for (byte type = 0; type <= 2; type++) {
            var request = new FindCoordinatorRequest(type, List.of("a", "b"));

            var answer = Office.answered(FindCoordinatorResponse.class, it -> handlers.findCoordinator(request, it));

            assertThat(answer.coordinators()).hasSize(2).allSatisfy(coordinator -> {
                assertThat(coordinator.error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
                assertThat(coordinator.error().isRetriable()).isFalse();
                assertThat(coordinator.errorMessage()).startsWith("this broker ");
            });
            assertThat(answer.coordinators())
                    .extracting(FindCoordinatorResponse.Coordinator::key)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void there_are_no_groups_no_transactions_and_no_reassignments() {
        var all = new ListTransactionsRequest(List.of(), List.of(), -1, null);

        assertThat(Office.answered(ListGroupsResponse.class, handlers::listGroups))
                .isEqualTo(new ListGroupsResponse(ErrorCode.NONE, List.of()));
        assertThat(Office.answered(ListTransactionsResponse.class, it -> handlers.listTransactions(all, it)))
                .isEqualTo(new ListTransactionsResponse(ErrorCode.NONE, List.of(), List.of()));
        assertThat(Office.answered(ListPartitionReassignmentsResponse.class, handlers::listPartitionReassignments))
                .isEqualTo(new ListPartitionReassignmentsResponse(ErrorCode.NONE, null, List.of()));
    }

    @Test
    void a_state_that_no_transaction_can_have_is_named() {
        var request = new ListTransactionsRequest(List.of("Ongoing", "Onging"), List.of(), -1, null);

        var answer = Office.answered(ListTransactionsResponse.class, it -> handlers.listTransactions(request, it));

        assertThat(answer.unknownStates()).containsExactly("Onging");
    }

    @Test
    void who_wants_to_prove_who_it_is_need_not() {
        assertThat(Office.answered(SaslHandshakeResponse.class, handlers::saslHandshake))
                .isEqualTo(new SaslHandshakeResponse(ErrorCode.ILLEGAL_SASL_STATE, List.of()));
    }
}
