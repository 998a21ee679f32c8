package io.waybill.broker.controller;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.controller.RequestChecks;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.rpc.RequestHandler.Answer;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Configurations change, those of one resource all or none (KIP-339). */
final class ConfigRequests {

    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    // Their order is that of the wire.
    private static final List<ConfigOperation.Kind> KINDS = List.of(ConfigOperation.Kind.values());

    private final ControllerNode node;

    ConfigRequests(ControllerNode node) {
        this.node = node;
    }

    void alter(IncrementalAlterConfigsRequest request, Answer answer) {
        var resources = request.resources();
        Gather<IncrementalAlterConfigsResponse.Resource> answers =
                Gather.of(resources.size(), all -> answer.send(new IncrementalAlterConfigsResponse(all)));
        BiConsumer<MetadataCommand, Consumer<CommandOutcome>> execute =
                request.validateOnly() ? node.rehearse()::execute : node::propose;
        for (int i = 0; i < resources.size(); i++) {
            int index = i;
            var resource = resources.get(i);
            boolean twice = resources.stream()
                            .filter(other -> other.resourceType() == resource.resourceType()
                                    && other.resourceName().equals(resource.resourceName()))
                            .count()
                    > 1;
            var wrong = twice ? "a resource must be changed once" : problem(resource);
            if (wrong != null) {
                answers.put(index, ErrorAnswers.of(resource, ErrorCode.INVALID_REQUEST, wrong));
                continue;
            }
            var command = command(resource);
            var refused = RequestChecks.of(command);
            if (refused.isPresent()) {
                var error = WireErrors.of(refused.get().error());
                answers.put(
                        index, ErrorAnswers.of(resource, error, refused.get().message()));
            } else {
                execute.accept(
                        command,
                        outcome -> answers.put(
                                index, ErrorAnswers.of(resource, WireErrors.of(outcome), WireErrors.message(outcome))));
            }
        }
    }

    /** Returns what no command can say, in words; null where one can. */
    private static @Nullable String problem(IncrementalAlterConfigsRequest.Resource resource) {
        if (resource.resourceType() == TOPIC && resource.resourceName().isEmpty()) {
            return "the name of a topic must not be empty";
        }
        if (resource.resourceType() != TOPIC && resource.resourceType() != BROKER) {
            return "a topic or a broker must be changed, was a resource of type " + resource.resourceType();
        }
        for (IncrementalAlterConfigsRequest.Config config : resource.configs()) {
            int operation = config.configOperation();
            if (operation < 0 || operation >= KINDS.size()) {
                return "there is no operation " + operation + " on configurations";
            }
            boolean deletes = KINDS.get(operation) == ConfigOperation.Kind.DELETE;
            if (config.value() == null && !deletes) {
                return "the configuration " + config.name() + " must be given a value";
            }
        }
        return null;
    }

    private static AlterConfigs command(IncrementalAlterConfigsRequest.Resource resource) {
        List<ConfigOperation> operations = new ArrayList<>();
        for (IncrementalAlterConfigsRequest.Config config : resource.configs()) {
            var kind = KINDS.get(config.configOperation());
            var value = config.value();
            operations.add(new ConfigOperation(kind, config.name(), value == null ? "" : value));
        }
        return new AlterConfigs(resource(resource), operations);
    }

    private static ConfigResource resource(IncrementalAlterConfigsRequest.Resource resource) {
        if (resource.resourceType() == TOPIC) {
            return ConfigResource.topic(resource.resourceName());
        }
        // A broker without a name is all of them.
        return resource.resourceName().isEmpty()
                ? ConfigResource.CLUSTER
                : new ConfigResource(ConfigScope.BROKER, resource.resourceName());
    }
}
