package io.waybill.broker.metadata.controller;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.command.CommandResult.Refused;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.rules.TopicNames;
import java.util.Optional;

/**
 * Refuses what can be refused without the log, so that nonsense does not travel through the quorum. The rules refuse it
 * as well: a command may come from elsewhere.
 */
public final class RequestChecks {

    private RequestChecks() {}

    /** Returns why a topic cannot be, whatever the metadata are; empty where it may. */
    public static Optional<Refused> of(CreateTopic command) {
        var name = TopicNames.problem(command.name());
        if (name.isPresent()) {
            return refused(MetadataError.INVALID_TOPIC_EXCEPTION, name);
        }
        for (var config : command.configs().entrySet()) {
            var problem = ConfigVocabulary.problem(ConfigScope.TOPIC, config.getKey(), config.getValue());
            if (problem.isPresent()) {
                return refused(MetadataError.INVALID_CONFIG, problem);
            }
        }
        return Optional.empty();
    }

    /** Returns why configurations cannot be changed so, whatever the metadata are; empty where they may. */
    public static Optional<Refused> of(AlterConfigs command) {
        var scope = command.resource().scope();
        for (ConfigOperation operation : command.operations()) {
            boolean set = operation.kind() == ConfigOperation.Kind.SET;
            var name = operation.name();
            var problem = set ? ConfigVocabulary.problem(scope, name, operation.value()) : unknown(scope, name);
            if (problem.isPresent()) {
                return refused(MetadataError.INVALID_CONFIG, problem);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unknown(ConfigScope scope, String name) {
        return ConfigVocabulary.find(scope, name).isPresent()
                ? Optional.empty()
                : Optional.of(ConfigVocabulary.unknown(scope, name));
    }

    private static Optional<Refused> refused(MetadataError error, Optional<String> problem) {
        return problem.map(message -> new Refused(error, message));
    }
}
