package io.waybill.broker.controller;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.controller.RequestChecks;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.rpc.RequestHandler.Answer;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterConfigsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Configurations change, those of one resource all or none (KIP-339). */
final class ConfigRequests {

    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    private static final byte SET = 0;
    private static final byte DELETE = 1;
    // Their order is that of the wire.
    private static final List<ConfigOperation.Kind> KINDS = List.of(ConfigOperation.Kind.values());

    private final ControllerNode node;

    ConfigRequests(ControllerNode node) {
        this.node = node;
    }

    void alter(IncrementalAlterConfigsRequest request, Answer answer) {
        alter(
                request.resources(),
                request.validateOnly(),
                all -> answer.send(new IncrementalAlterConfigsResponse(all)));
    }

    /**
     * Gives resources these configurations alone. What is set and not named now is given up; what somebody else sets
     * while this is under way stays, as if it had come later.
     */
    void replace(AlterConfigsRequest request, Answer answer) {
        alter(
                request.resources().stream().map(this::asChange).toList(),
                request.validateOnly(),
                all -> answer.send(new AlterConfigsResponse(all.stream()
                        .map(each -> new AlterConfigsResponse.Resource(
                                each.error(), each.errorMessage(), each.resourceType(), each.resourceName()))
                        .toList())));
    }

    private IncrementalAlterConfigsRequest.Resource asChange(AlterConfigsRequest.Resource resource) {
        List<IncrementalAlterConfigsRequest.Config> changes = new ArrayList<>();
        var unnamed = new TreeSet<String>();
        boolean isTopic =
                resource.resourceType() == TOPIC && !resource.resourceName().isEmpty();
        if (isTopic || resource.resourceType() == BROKER) {
            var target = resource(resource.resourceType(), resource.resourceName());
            unnamed.addAll(node.image().configs(target).keySet());
        }
        for (AlterConfigsRequest.Config config : resource.configs()) {
            unnamed.remove(config.name());
            changes.add(new IncrementalAlterConfigsRequest.Config(
                    config.name(), config.value() == null ? DELETE : SET, config.value()));
        }
        unnamed.forEach(name -> changes.add(new IncrementalAlterConfigsRequest.Config(name, DELETE, null)));
        return new IncrementalAlterConfigsRequest.Resource(resource.resourceType(), resource.resourceName(), changes);
    }

    private void alter(
            List<IncrementalAlterConfigsRequest.Resource> resources,
            boolean validateOnly,
            Consumer<List<IncrementalAlterConfigsResponse.Resource>> done) {
        Gather<IncrementalAlterConfigsResponse.Resource> answers = Gather.of(resources.size(), done);
        BiConsumer<MetadataCommand, Consumer<CommandOutcome>> execute =
                validateOnly ? node.rehearse()::execute : node::propose;
        SortedMap<String, Integer> times = new TreeMap<>();
        resources.forEach(resource -> times.merge(keyOf(resource), 1, Integer::sum));
        for (int i = 0; i < resources.size(); i++) {
            int index = i;
            var resource = resources.get(i);
            var wrong =
                    times.getOrDefault(keyOf(resource), 0) > 1 ? "a resource must be changed once" : problem(resource);
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

    private static String keyOf(IncrementalAlterConfigsRequest.Resource resource) {
        return resource.resourceType() + " " + resource.resourceName();
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
        return new AlterConfigs(resource(resource.resourceType(), resource.resourceName()), operations);
    }

    private static ConfigResource resource(byte type, String name) {
        if (type == TOPIC) {
            return ConfigResource.topic(name);
        }
        // A broker without a name is all of them.
        return name.isEmpty() ? ConfigResource.CLUSTER : new ConfigResource(ConfigScope.BROKER, name);
    }
}
