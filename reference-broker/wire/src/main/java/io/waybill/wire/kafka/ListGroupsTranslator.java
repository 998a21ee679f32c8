package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListGroupsRequest;
import io.waybill.wire.message.ListGroupsResponse;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;

/** ListGroups, both ways. */
final class ListGroupsTranslator
        implements Translator<ListGroupsRequest, ListGroupsRequestData, ListGroupsResponse, ListGroupsResponseData> {

    @Override
    public ListGroupsRequest readRequest(ListGroupsRequestData data, int version) {
        return new ListGroupsRequest(data.statesFilter(), data.typesFilter());
    }

    @Override
    public ListGroupsRequestData writeRequest(ListGroupsRequest request, int version) {
        return new ListGroupsRequestData().setStatesFilter(request.states()).setTypesFilter(request.types());
    }

    @Override
    public ListGroupsResponse readResponse(ListGroupsResponseData data, int version) {
        return new ListGroupsResponse(
                ErrorCode.of(data.errorCode()), Convert.list(data.groups(), ListGroupsTranslator::readResponseGroup));
    }

    @Override
    public ListGroupsResponseData writeResponse(ListGroupsResponse response, int version) {
        return new ListGroupsResponseData()
                .setErrorCode(response.error().code())
                .setGroups(Convert.list(response.groups(), ListGroupsTranslator::writeResponseGroup));
    }

    private static ListGroupsResponse.Group readResponseGroup(ListGroupsResponseData.ListedGroup data) {
        return new ListGroupsResponse.Group(data.groupId(), data.protocolType(), data.groupState(), data.groupType());
    }

    private static ListGroupsResponseData.ListedGroup writeResponseGroup(ListGroupsResponse.Group group) {
        return new ListGroupsResponseData.ListedGroup()
                .setGroupId(group.groupId())
                .setProtocolType(group.protocolType())
                .setGroupState(group.state())
                .setGroupType(group.type());
    }
}
