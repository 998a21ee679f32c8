package io.waybill.broker.metadata;

import io.waybill.broker.metadata.binary.BytesIn;
import io.waybill.broker.metadata.binary.BytesOut;
import io.waybill.broker.metadata.binary.MalformedBytesException;
import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.CommandResult.Refused;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.ResultCodec;
import io.waybill.broker.metadata.image.ImageCodec;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.rules.MetadataRules;
import io.waybill.broker.metadata.settings.MetadataMutants;
import io.waybill.raft.machine.Digest;
import io.waybill.raft.machine.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The metadata as a replicated machine: commands become results and a new image, on controllers and brokers alike. A
 * snapshot is the digest of all commands and results, 8 bytes, and the image.
 */
public final class MetadataMachine implements StateMachine {

    private final MutableImage image = new MutableImage();
    private final MetadataRules rules;
    private final List<MetadataListener> listeners = new ArrayList<>();
    private long digest;

    /** Makes a machine that has applied nothing. All members of a quorum must have the same mutants. */
    public MetadataMachine(MetadataMutants mutants) {
        rules = new MetadataRules(image, mutants);
    }

    /** Has a listener told of every change from here on, after those that were added before. */
    public void listen(MetadataListener listener) {
        listeners.add(listener);
    }

    /** Returns the metadata as they are; they move on with the machine. */
    public MetadataImage image() {
        return image;
    }

    @Override
    public ByteBuffer apply(long index, ByteBuffer command) {
        image.advance(index);
        var result = ResultCodec.encode(resultOf(command));
        digest = Digest.of(Digest.of(digest, command), result);
        tell();
        return result;
    }

    private CommandResult resultOf(ByteBuffer bytes) {
        try {
            var command = CommandCodec.decode(bytes);
            var result = rules.apply(command);
            listeners.forEach(listener -> listener.applied(image, command, result));
            return result;
        } catch (MalformedBytesException e) {
            return new Refused(MetadataError.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Answers any query with the index that was applied last and the digest, 8 bytes each. */
    @Override
    public ByteBuffer query(ByteBuffer query) {
        return new BytesOut().fixed(image.version()).fixed(digest).done();
    }

    @Override
    public ByteBuffer snapshot() {
        var out = new BytesOut().fixed(digest);
        ImageCodec.write(out, image);
        return out.done();
    }

    @Override
    public void restore(ByteBuffer snapshot) {
        try {
            var in = new BytesIn(snapshot);
            long digestThen = in.fixed();
            var then = ImageCodec.read(in);
            in.end();
            image.become(then);
            digest = digestThen;
        } catch (MalformedBytesException e) {
            throw new IllegalArgumentException("a snapshot of the metadata is broken: " + e.getMessage(), e);
        }
        tell();
    }

    @Override
    public long digest() {
        return digest;
    }

    private void tell() {
        var changes = image.takeChanges();
        if (!changes.isEmpty()) {
            listeners.forEach(listener -> listener.changed(image, changes));
        }
    }
}
