"""What librdkafka, by its Python binding, is made to do. Arguments: the address of a cluster.

Prints a line for each check, "ok <name>" or "failed <name>: <why>", and then "done".
"""

import sys
import time
import uuid

from confluent_kafka import (
    OFFSET_BEGINNING,
    ConsumerGroupTopicPartitions,
    KafkaError,
    KafkaException,
    TIMESTAMP_CREATE_TIME,
    TopicPartition,
    Consumer,
    Producer,
)
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewPartitions,
    NewTopic,
    OffsetSpec,
    ResourceType,
)

BOOTSTRAP = sys.argv[1]
PATIENCE = 20
admin = AdminClient({"bootstrap.servers": BOOTSTRAP})
created = 0


def fresh_name():
    global created
    created += 1
    return "python-%s-%d" % (RUN, created)


RUN = uuid.uuid4().hex[:8]


def topic(partitions=1):
    name = fresh_name()
    admin.create_topics([NewTopic(name, partitions)])[name].result(PATIENCE)
    return name


def producer(**settings):
    config = {"bootstrap.servers": BOOTSTRAP, "message.timeout.ms": 20000}
    config.update({name.replace("_", "."): value for name, value in settings.items()})
    return Producer(config)


def consumer(**settings):
    config = {
        "bootstrap.servers": BOOTSTRAP,
        "group.id": "none",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
        "enable.partition.eof": False,
    }
    config.update({name.replace("_", "."): value for name, value in settings.items()})
    return Consumer(config)


def send(to, values, **settings):
    told = []
    sender = producer(**settings)
    for value in values:
        sender.produce(to, value, partition=0, on_delivery=lambda error, message: told.append((error, message)))
        sender.poll(0)
    left = sender.flush(PATIENCE)
    assert left == 0, "%d were not delivered" % left
    assert len(told) == len(values)
    for error, _ in told:
        assert error is None, error
    return [message for _, message in told]


def read(name, count, offset=0, **settings):
    reader = consumer(**settings)
    try:
        reader.assign([TopicPartition(name, 0, offset)])
        return poll(reader, count)
    finally:
        reader.close()


def poll(reader, count):
    messages = []
    end = time.monotonic() + PATIENCE
    while len(messages) < count and time.monotonic() < end:
        message = reader.poll(0.2)
        if message is None:
            continue
        if message.error():
            # That there is no group is no news for a reader that has its partitions.
            assert message.error().code() == KafkaError.UNSUPPORTED_VERSION, message.error()
            continue
        messages.append(message)
    assert len(messages) == count, "wanted %d, read %d" % (count, len(messages))
    return messages


def check_keys_values_headers_timestamps_and_offsets_come_back():
    name = topic()
    sender = producer()
    headers = [("h", b"1"), ("h", b"2"), ("none", None), ("empty", b"")]
    sender.produce(name, b"value", b"key", 0, timestamp=1000, headers=headers)
    sender.produce(name, b"no key", partition=0, timestamp=2000)
    sender.produce(name, None, b"no value", 0, timestamp=3000)
    assert sender.flush(PATIENCE) == 0

    first, second, third = read(name, 3)

    assert (first.key(), first.value(), first.headers()) == (b"key", b"value", headers)
    assert first.timestamp() == (TIMESTAMP_CREATE_TIME, 1000)
    assert (second.key(), second.value(), second.headers()) == (None, b"no key", None)
    assert (third.key(), third.value()) == (b"no value", None)
    assert [message.offset() for message in (first, second, third)] == [0, 1, 2]


def check_what_any_codec_has_compressed_can_be_read():
    values = [str(i).encode() * 20 for i in range(300)]
    for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
        name = topic()
        send(name, values, compression_type=codec, linger_ms=20)
        assert [message.value() for message in read(name, 300)] == values, codec


def check_compression_really_compresses():
    for codec in ("gzip", "snappy", "lz4", "zstd"):
        stats = []
        sender = Producer(
            {
                "bootstrap.servers": BOOTSTRAP,
                "compression.type": codec,
                "linger.ms": 50,
                "statistics.interval.ms": 0,
                "debug": "msg",
                "logger": Lines(stats),
            }
        )
        name = topic()
        for _ in range(200):
            sender.produce(name, b"x" * 500, partition=0)
        assert sender.flush(PATIENCE) == 0
        # "Produce MessageSet with 200 message(s) (… bytes, ApiVersion 10, MsgVersion 2, …, gzip)"
        sets = [line for line in stats if "Produce MessageSet" in line]
        assert sets and all(line.rstrip().endswith(codec + ")") for line in sets), (codec, sets)


class Lines:
    """A logger that keeps its lines."""

    def __init__(self, lines):
        self.lines = lines

    def log(self, level, template, *arguments):
        self.lines.append(template % arguments)


def check_records_are_kept_however_few_acknowledgements_are_asked_for():
    for acks in (0, 1, -1):
        name = topic()
        # Once this is acknowledged its leader knows that it leads; without acknowledgements nobody would tell.
        send(name, [b"first"])
        send(name, [b"%d" % i for i in range(20)], acks=acks)
        assert len(read(name, 21)) == 21


def check_an_idempotent_producer_keeps_the_order():
    name = topic()
    values = [b"%d" % i for i in range(1000)]
    send(name, values, enable_idempotence=True, batch_num_messages=10)
    messages = read(name, 1000)
    assert [message.value() for message in messages] == values


def check_a_reader_goes_back_and_finds_offsets_by_time():
    name = topic()
    sender = producer()
    for time_ms in (1000, 2000, 3000):
        sender.produce(name, b"v", partition=0, timestamp=time_ms)
    assert sender.flush(PATIENCE) == 0
    reader = consumer()
    try:
        reader.assign([TopicPartition(name, 0, OFFSET_BEGINNING)])
        poll(reader, 3)
        reader.seek(TopicPartition(name, 0, 1))
        assert poll(reader, 2)[0].offset() == 1
        assert reader.get_watermark_offsets(TopicPartition(name, 0), PATIENCE) == (0, 3)
        found = reader.offsets_for_times([TopicPartition(name, 0, 1500)], PATIENCE)
        assert found[0].offset == 1, found
    finally:
        reader.close()


def check_too_large_a_record_is_refused():
    name = topic()
    told = []
    sender = producer(message_max_bytes=4000000)
    sender.produce(name, b"x" * 2000000, partition=0, on_delivery=lambda error, _: told.append(error))
    assert sender.flush(PATIENCE) == 0
    assert told[0] is not None and told[0].code() == KafkaError.MSG_SIZE_TOO_LARGE, told


def check_topics_come_change_and_go():
    name = topic(2)
    assert len(eventually(lambda: admin.list_topics(name, PATIENCE).topics[name].partitions, lambda it: it)) == 2
    admin.create_partitions([NewPartitions(name, 4)])[name].result(PATIENCE)
    eventually(lambda: admin.list_topics(name, PATIENCE).topics[name].partitions, lambda it: len(it) == 4)
    entry = ConfigEntry("retention.ms", "4321", incremental_operation=AlterConfigOpType.SET)
    change = ConfigResource(ResourceType.TOPIC, name, incremental_configs=[entry])
    for future in admin.incremental_alter_configs([change]).values():
        future.result(PATIENCE)
    asked = ConfigResource(ResourceType.TOPIC, name)
    eventually(
        lambda: admin.describe_configs([asked])[asked].result(PATIENCE)["retention.ms"].value, lambda it: it == "4321"
    )
    admin.delete_topics([name])[name].result(PATIENCE)
    eventually(lambda: admin.list_topics(timeout=PATIENCE).topics, lambda it: name not in it)


def eventually(ask, is_right):
    """A broker may be asked that has not heard of it yet."""
    end = time.monotonic() + PATIENCE
    seen = ask()
    while not is_right(seen) and time.monotonic() < end:
        time.sleep(0.05)
        seen = ask()
    assert is_right(seen), seen
    return seen


def check_the_cluster_and_its_offsets_are_described():
    name = topic()
    send(name, [b"v"] * 3)
    cluster = admin.describe_cluster(request_timeout=PATIENCE).result(PATIENCE)
    assert cluster.cluster_id and cluster.nodes
    partition = TopicPartition(name, 0)
    found = admin.list_offsets({partition: OffsetSpec.latest()}, request_timeout=PATIENCE)
    assert found[partition].result(PATIENCE).offset == 3
    deleted = admin.delete_records([TopicPartition(name, 0, 2)], request_timeout=PATIENCE)
    assert list(deleted.values())[0].result(PATIENCE).low_watermark == 2
    assert [message.offset() for message in read(name, 1, OFFSET_BEGINNING)] == [2]
    groups = admin.list_consumer_groups(request_timeout=PATIENCE).result(PATIENCE)
    assert not groups.errors


def refuse_a_member_of_a_group():
    reader = consumer(**{"group_id": "g"})
    try:
        reader.subscribe([topic()])
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            message = reader.poll(0.2)
            if message is not None and message.error():
                assert message.error().code() == KafkaError.UNSUPPORTED_VERSION, message.error()
                return
        raise AssertionError("nothing was said")
    finally:
        reader.close()


def refuse_the_commits_of_a_reader_that_reads_on():
    name = topic()
    send(name, [b"v"] * 5)
    # A commit waits for a coordinator as long as a session lasts, 45 seconds if nobody says otherwise.
    short = {"session_timeout_ms": 1000, "heartbeat_interval_ms": 300, "auto_commit_interval_ms": 100}
    reader = consumer(group_id="g", enable_auto_commit=True, **short)
    told = []
    values = []
    try:
        reader.assign([TopicPartition(name, 0, OFFSET_BEGINNING)])
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and (len(values) < 5 or not told):
            message = reader.poll(0.2)
            if message is not None:
                (told if message.error() else values).append(message)
        assert len(values) == 5, values
        assert told[0].error().code() == KafkaError.UNSUPPORTED_VERSION, told
        refused(lambda: reader.commit(asynchronous=False))
    finally:
        start = time.monotonic()
        reader.close()
        assert time.monotonic() - start < 15, "closed too late"


def refuse_a_transaction():
    sender = producer(transactional_id="t")
    # It asks again and again, for as long as it may.
    refused(lambda: sender.init_transactions(3))


def refuse_the_offsets_of_a_group():
    asked = ConsumerGroupTopicPartitions("g")
    refused(lambda: admin.list_consumer_group_offsets([asked], request_timeout=10)["g"].result(PATIENCE))


def refused(what):
    start = time.monotonic()
    try:
        what()
    except KafkaException as e:
        assert time.monotonic() - start < 15, "refused too late: %s" % e
        print("# %s after %.1f s: %s" % ("refused", time.monotonic() - start, e))
        return
    raise AssertionError("was not refused")


def main():
    kinds = ("check_", "refuse_")
    for function, body in [(k, v) for k, v in globals().items() if k.startswith(kinds)]:
        name = function.replace("_", " ")
        start = time.monotonic()
        try:
            body()
            print("ok %s" % name, flush=True)
        except Exception as e:  # whatever it is, it is what the check found
            print("failed %s: %s: %s" % (name, type(e).__name__, str(e).replace("\n", " ")), flush=True)
        print("# %.1f s" % (time.monotonic() - start))
    print("done", flush=True)


main()
