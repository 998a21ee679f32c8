// What franz-go is made to do. A line for each check: "ok NAME" or "failed NAME: why"; "done" after the last.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

const patience = 30 * time.Second

var (
	seeds  []string
	admin  *kadm.Client
	topics int
)

type check struct {
	name string
	body func(context.Context) error
}

func main() {
	seeds = strings.Split(os.Args[1], ",")
	own, err := client()
	if err != nil {
		fmt.Println("failed to begin:", err)
		os.Exit(1)
	}
	admin = kadm.NewClient(own)
	for _, each := range checks() {
		start := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		if err := each.body(ctx); err != nil {
			fmt.Printf("failed %s: %s\n", each.name, strings.ReplaceAll(err.Error(), "\n", " "))
		} else {
			fmt.Println("ok", each.name)
		}
		cancel()
		fmt.Printf("# %.1f s\n", time.Since(start).Seconds())
	}
	own.Close()
	fmt.Println("done")
}

// A topic that its broker has not heard of yet is asked for again soon, not after five seconds.
func client(settings ...kgo.Opt) (*kgo.Client, error) {
	return kgo.NewClient(append(settings, kgo.SeedBrokers(seeds...), kgo.MetadataMinAge(100*time.Millisecond))...)
}

func checks() []check {
	all := []check{}
	codecs := map[string]kgo.CompressionCodec{
		"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
		"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
	}
	for name, codec := range codecs {
		all = append(all, check{"what goes in as " + name + " comes out", func(ctx context.Context) error {
			return roundTrip(ctx, kgo.ProducerBatchCompression(codec))
		}})
	}
	return append(all,
		check{"acks of the leader alone are enough", func(ctx context.Context) error {
			return roundTrip(ctx, kgo.RequiredAcks(kgo.LeaderAck()), kgo.DisableIdempotentWrite())
		}},
		check{"topics come change and go", topicsComeChangeAndGo},
		check{"the cluster and its offsets are described", described},
		check{"refuse a member of a group", refuseMember},
		check{"refuse a transaction", refuseTransaction})
}

func topic(ctx context.Context) (string, error) {
	topics++
	name := fmt.Sprintf("franz-%d-%d", os.Getpid(), topics)
	_, err := admin.CreateTopic(ctx, 1, 3, nil, name)
	return name, err
}

// Sends ten records with everything a record can have, and reads them.
func roundTrip(ctx context.Context, settings ...kgo.Opt) error {
	name, err := topic(ctx)
	if err != nil {
		return err
	}
	if err := send(ctx, name, settings...); err != nil {
		return err
	}
	reader, err := client(
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{name: {0: kgo.NewOffset().AtStart()}}))
	if err != nil {
		return err
	}
	defer reader.Close()
	next := 0
	for next < 10 {
		fetches := reader.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		for _, it := range fetches.Records() {
			is := fmt.Sprintf("%d %s %s %s=%s %d", it.Offset, it.Key, it.Value, it.Headers[0].Key, it.Headers[0].Value,
				it.Timestamp.UnixMilli())
			if must := fmt.Sprintf("%d k%d v%d h=%d %d", next, next, next, next, 1000+next); is != must {
				return fmt.Errorf("expected %s, was %s", must, is)
			}
			next++
		}
	}
	return nil
}

func send(ctx context.Context, name string, settings ...kgo.Opt) error {
	sender, err := client(settings...)
	if err != nil {
		return err
	}
	defer sender.Close()
	records := []*kgo.Record{}
	for i := 0; i < 10; i++ {
		records = append(records, &kgo.Record{
			Topic: name, Key: fmt.Appendf(nil, "k%d", i), Value: fmt.Appendf(nil, "v%d", i),
			Headers:   []kgo.RecordHeader{{Key: "h", Value: fmt.Append(nil, i)}},
			Timestamp: time.UnixMilli(int64(1000 + i)),
		})
	}
	return sender.ProduceSync(ctx, records...).FirstErr()
}

// A broker may be asked that has not heard of it yet.
func eventually(ctx context.Context, what string, isSo func() bool) error {
	for !isSo() {
		select {
		case <-ctx.Done():
			return errors.New(what)
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

func topicsComeChangeAndGo(ctx context.Context) error {
	name, err := topic(ctx)
	if err != nil {
		return err
	}
	if grown, err := admin.UpdatePartitions(ctx, 3, name); err != nil || grown.Error() != nil {
		return errors.Join(err, grown.Error())
	}
	value := "4321"
	change := []kadm.AlterConfig{{Op: kadm.SetConfig, Name: "retention.ms", Value: &value}}
	if changed, err := admin.AlterTopicConfigs(ctx, change, name); err != nil || changed[0].Err != nil {
		return errors.Join(err, changed[0].Err)
	}
	err = eventually(ctx, "the topic has not changed", func() bool {
		seen, _ := admin.ListTopics(ctx, name)
		configs, _ := admin.DescribeTopicConfigs(ctx, name)
		isSet := false
		_, _ = configs.On(name, func(of *kadm.ResourceConfig) error {
			for _, config := range of.Configs {
				isSet = isSet || (config.Key == "retention.ms" && config.MaybeValue() == value)
			}
			return nil
		})
		return isSet && len(seen[name].Partitions) == 3
	})
	if err != nil {
		return err
	}
	if _, err := admin.DeleteTopic(ctx, name); err != nil {
		return err
	}
	return eventually(ctx, "the topic is still there", func() bool {
		seen, err := admin.ListTopics(ctx)
		return err == nil && !seen.Has(name)
	})
}

func described(ctx context.Context) error {
	name, err := topic(ctx)
	if err != nil {
		return err
	}
	if err := send(ctx, name); err != nil {
		return err
	}
	cluster, err := admin.BrokerMetadata(ctx)
	if err != nil || len(cluster.Brokers) != 3 || cluster.Cluster == "" {
		return fmt.Errorf("three brokers were expected, were %v: %w", cluster.Brokers, err)
	}
	ends, err := admin.ListEndOffsets(ctx, name)
	if end, _ := ends.Lookup(name, 0); err != nil || end.Offset != 10 {
		return fmt.Errorf("the end must be 10, was %d: %w", end.Offset, err)
	}
	found, err := admin.ListOffsetsAfterMilli(ctx, 1004, name)
	if at, _ := found.Lookup(name, 0); err != nil || at.Offset != 4 {
		return fmt.Errorf("the offset of 1004 must be 4, was %d: %w", at.Offset, err)
	}
	deleted, err := admin.DeleteRecords(ctx, kadm.OffsetsFromRecords(kgo.Record{Topic: name, Offset: 1}))
	if at, _ := deleted.Lookup(name, 0); err != nil || at.LowWatermark != 2 {
		return fmt.Errorf("the log must begin at 2, began at %d: %w", at.LowWatermark, err)
	}
	return nil
}

func refuseMember(ctx context.Context) error {
	name, err := topic(ctx)
	if err != nil {
		return err
	}
	member, err := client(kgo.ConsumerGroup("g"), kgo.ConsumeTopics(name))
	if err != nil {
		return err
	}
	defer member.Close()
	return refused(member.PollFetches(ctx).Err())
}

func refuseTransaction(ctx context.Context) error {
	name, err := topic(ctx)
	if err != nil {
		return err
	}
	sender, err := client(kgo.TransactionalID("t"))
	if err != nil {
		return err
	}
	defer sender.Close()
	if err := sender.BeginTransaction(); err != nil {
		return refused(err)
	}
	return refused(sender.ProduceSync(ctx, &kgo.Record{Topic: name, Value: []byte("v")}).FirstErr())
}

func refused(err error) error {
	if err != nil && strings.Contains(err.Error(), "UNSUPPORTED_VERSION") {
		fmt.Println("# refused:", err)
		return nil
	}
	return fmt.Errorf("was to be refused by UNSUPPORTED_VERSION, was %v", err)
}
