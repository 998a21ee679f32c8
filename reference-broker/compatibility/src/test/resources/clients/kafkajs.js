// What kafkajs is made to do. Arguments: the address of a cluster. Its module is found by NODE_PATH.
//
// Prints a line for each check, "ok <name>" or "failed <name>: <why>", and then "done".
'use strict';

const assert = require('node:assert');
const { Kafka, CompressionTypes, ConfigResourceTypes, logLevel } = require('kafkajs');

const run = Math.random().toString(36).slice(2, 10);
const kafka = new Kafka({
  clientId: 'kafkajs',
  brokers: process.argv[2].split(','),
  logLevel: logLevel.NOTHING,
  retry: { retries: 8, initialRetryTime: 50 },
});
const admin = kafka.admin();
let created = 0;

async function topic(numPartitions = 1, configEntries = []) {
  const name = `kafkajs-${run}-${++created}`;
  const wish = { topic: name, numPartitions, replicationFactor: -1, configEntries };
  // It would wait for leaders, but takes for the last word that a broker has not heard of the topic yet, which brokers
  // do by the next heartbeat of their controllers.
  await admin.createTopics({ topics: [wish], waitForLeaders: false });
  await new Promise((wake) => setTimeout(wake, 400));
  return name;
}

async function sending(settings, work) {
  const producer = kafka.producer(settings);
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}

/** What is refused because its topic is unknown is in no log. */
function send(producer, batch) {
  return patiently(() => producer.send(batch));
}

async function offsets(name) {
  return (await patiently(() => admin.fetchTopicOffsets(name))).map(({ partition, low, high }) => [partition, low, high]);
}

async function eventually(ask, isRight) {
  const end = Date.now() + 20000;
  let seen = await ask();
  while (!isRight(seen) && Date.now() < end) {
    await new Promise((wake) => setTimeout(wake, 50));
    seen = await ask();
  }
  assert(isRight(seen), JSON.stringify(seen));
  return seen;
}

/** A broker may be asked that has not heard of the topic yet. */
function patiently(ask) {
  return eventually(
    () => ask().catch((e) => (e.type === 'UNKNOWN_TOPIC_OR_PARTITION' ? null : Promise.reject(e))),
    (seen) => seen !== null,
  );
}

async function refused(what, pattern) {
  const start = Date.now();
  await assert.rejects(what, pattern);
  assert(Date.now() - start < 15000, 'refused too late');
}

const checks = {
  'records are acknowledged with their offsets, whatever acknowledgements are asked for': async () => {
    for (const acks of [1, -1]) {
      const name = await topic();
      await sending({}, async (producer) => {
        const messages = [0, 1, 2].map((i) => ({ key: `k${i}`, value: `v${i}`, partition: 0, headers: { h: `${i}` } }));
        const [told] = await send(producer, { topic: name, acks, messages });
        assert.strictEqual(told.errorCode, 0);
        assert.strictEqual(told.baseOffset, '0');
      });
      // Consumers see what is acknowledged by the leader alone when all have it.
      await eventually(() => offsets(name), ([[, low, high]]) => low === '0' && high === '3');
    }
  },

  'what needs no acknowledgement arrives too': async () => {
    const name = await topic();
    await sending({}, async (producer) => {
      await send(producer, { topic: name, messages: [{ value: 'first', partition: 0 }] });
      await send(producer, { topic: name, acks: 0, messages: [{ value: 'second', partition: 0 }] });
    });
    await eventually(() => offsets(name), ([[, , high]]) => high === '2');
  },

  'what is compressed is taken': async () => {
    const name = await topic();
    await sending({}, (producer) =>
      send(producer, {
        topic: name,
        compression: CompressionTypes.GZIP,
        messages: [...Array(100).keys()].map((i) => ({ value: `v${i}`.repeat(20), partition: 0 })),
      }),
    );
    assert.deepStrictEqual(await offsets(name), [[0, '0', '100']]);
  },

  'an idempotent producer is given an id': async () => {
    const name = await topic();
    await sending({ idempotent: true, maxInFlightRequests: 1 }, async (producer) => {
      for (let i = 0; i < 20; i++) {
        await send(producer, { topic: name, messages: [{ value: `v${i}`, partition: 0 }] });
      }
    });
    assert.deepStrictEqual(await offsets(name), [[0, '0', '20']]);
  },

  'topics come, change and go': async () => {
    const name = await topic(2, [{ name: 'retention.ms', value: '4321' }]);
    await eventually(() => admin.listTopics(), (names) => names.includes(name));
    const asked = { resources: [{ type: ConfigResourceTypes.TOPIC, name }] };
    const configured = async (config) =>
      (await patiently(() => admin.describeConfigs(asked))).resources[0].configEntries.find(
        ({ configName }) => configName === config,
      ).configValue;
    assert.strictEqual(await configured('retention.ms'), '4321');
    // Its way to change configurations is the old one: what is not named gets its default back.
    const change = { type: ConfigResourceTypes.TOPIC, name, configEntries: [{ name: 'segment.ms', value: '5432' }] };
    await patiently(() => admin.alterConfigs({ validateOnly: false, resources: [change] }));
    await eventually(() => configured('segment.ms'), (value) => value === '5432');
    assert.strictEqual(await configured('retention.ms'), '604800000');
    await patiently(() => admin.createPartitions({ topicPartitions: [{ topic: name, count: 3 }] }));
    await eventually(
      async () => (await patiently(() => admin.fetchTopicMetadata({ topics: [name] }))).topics[0].partitions.length,
      (count) => count === 3,
    );
    await admin.deleteTopics({ topics: [name] });
    await eventually(() => admin.listTopics(), (names) => !names.includes(name));
  },

  'records are deleted and offsets found by time': async () => {
    const name = await topic();
    await sending({}, (producer) =>
      send(producer, {
        topic: name,
        messages: [1000, 2000, 3000].map((time) => ({ value: 'v', partition: 0, timestamp: `${time}` })),
      }),
    );
    const found = await patiently(() => admin.fetchTopicOffsetsByTimestamp(name, 1500));
    assert.strictEqual(found[0].offset, '1');
    await patiently(() => admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: '2' }] }));
    assert.deepStrictEqual(await offsets(name), [[0, '2', '3']]);
  },

  'the cluster is described': async () => {
    const { brokers, controller, clusterId } = await admin.describeCluster();
    assert(brokers.some(({ nodeId }) => nodeId === controller));
    assert(clusterId);
    assert(Array.isArray((await admin.listGroups()).groups));
  },

  // kafkajs reads as the member of a group and in no other way.
  'refuse a member of a group': async () => {
    const name = await topic();
    const consumer = kafka.consumer({ groupId: 'g', retry: { retries: 0 } });
    await consumer.connect();
    try {
      const crash = new Promise((told) => consumer.on(consumer.events.CRASH, ({ payload }) => told(payload.error)));
      await patiently(() => consumer.subscribe({ topics: [name] }));
      await consumer.run({ eachMessage: async () => {} });
      await refused(async () => Promise.reject(await crash), /Failed to find group coordinator/);
    } finally {
      await consumer.disconnect();
    }
  },

  'refuse a transaction': async () => {
    await refused(
      () =>
        sending({ idempotent: true, maxInFlightRequests: 1, transactionalId: 't' }, (producer) => producer.transaction()),
      /Failed to find group coordinator/,
    );
  },
};

async function main() {
  await admin.connect();
  for (const [name, check] of Object.entries(checks)) {
    const start = Date.now();
    try {
      await check();
      console.log(`ok ${name}`);
    } catch (e) {
      console.log(`failed ${name}: ${e.name}: ${String(e.message).replaceAll('\n', ' ')}`);
    }
    console.log(`# ${(Date.now() - start) / 1000} s`);
  }
  await admin.disconnect();
  console.log('done');
}

main().then(
  () => process.exit(0),
  (e) => {
    console.log(`failed to begin: ${e.message}`);
    process.exit(1);
  },
);
