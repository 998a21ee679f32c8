package io.waybill.history.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.history.RandomHistory;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.interchange.MalformedHistoryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published schema and the reader agree on what a line may be. */
class HistoryEventSchemaTest {

    private static final List<String> GOOD = List.of(
            "{'type':'history','version':1}",
            "{'type':'attribute','name':'seed','value':7}",
            "{'type':'partition','queue':'jobs'}",
            "{'type':'producer','process':'p','idempotent':true,'acks':'all','epoch':2,'transactional-id':'t'}",
            "{'type':'consumer','process':'c','scope':'g','isolation':'read-committed','time':0}",
            "{'type':'send','topic':'t','partition':3,'value':'v','process':'p','outcome':'ok','offset':7,'invoke':1}",
            "{'type':'send','topic':'t','value':3,'process':1}",
            "{'type':'send','queue':'q','sequence':3,'process':'p','outcome':'info','error':'timeout'}",
            "{'type':'send','topic':'t','value':3,'process':'p','source':{'topic':'in','offset':5}}",
            "{'type':'txn-begin','txn':1,'process':'p'}",
            "{'type':'txn-end','txn':1,'commit':false,'outcome':'ok'}",
            "{'type':'poll','process':'c','records':[{'topic':'t','offset':1,'value':'v','key':'k'}]}",
            "{'type':'poll','process':'c','outcome':'fail','error':'unreachable','invoke':1,'complete':2}",
            "{'type':'delivery','process':'c','queue':'q','value':'v','tag':4,'redelivered':true}",
            "{'type':'delivery','process':'c','topic':'t','offset':1,'from':'p','sequence':3}",
            "{'type':'delivery','process':'c','topic':'t','offset':1,'payload':'foreign'}",
            "{'type':'assigned','process':'c','partitions':[{'topic':'t','partition':1}],'generation':3}",
            "{'type':'subscribed','process':'c','topics':['t']}",
            "{'type':'positioned','process':'c','topic':'t','offset':0,'reason':'end'}",
            "{'type':'commit','process':'c','offsets':[{'topic':'t','offset':5}],'outcome':'ok'}",
            "{'type':'committed','process':'c','offsets':[]}",
            "{'type':'settle','process':'c','queue':'q','value':'v','tag':1,'kind':'requeue','outcome':'ok'}",
            "{'type':'consumer-closed','process':'c','crashed':true}",
            "{'type':'fault-started','fault':'f1','kind':'kill','named':'leader','resolved':['n1'],'invoke':1}",
            "{'type':'fact','kind':'log-start','topic':'t','offset':10,'source':'admin'}",
            "{'type':'fact','kind':'node-up','node':1}",
            "{'type':'moment','moment':'leader killed'}",
            "{'type':'closed','time':9}");

    private static final List<String> BAD = List.of(
            "{'typ':'closed'}",
            "{'type':'close'}",
            "{'type':'history','version':2}",
            "{'type':'attribute','name':'seed'}",
            "{'type':'partition','queue':'jobs','topic':'t'}",
            "{'type':'producer','process':'p','acks':'some'}",
            "{'type':'consumer'}",
            "{'type':'send','topic':'t','process':'p','outcome':'ok'}",
            "{'type':'send','value':1,'process':'p','outcome':'ok'}",
            "{'type':'send','topic':'t','value':1,'process':'p','outcome':'okay'}",
            "{'type':'send','topic':'t','value':1,'process':'p','outcome':'ok','error':'timeout'}",
            "{'type':'send','topic':'t','value':1,'process':'p','offset':7}",
            "{'type':'send','topic':'t','value':1,'process':'p','outcome':'ok','offset':-7}",
            "{'type':'send','topic':'t','value':1,'process':'p','outcome':'ok','complete':7}",
            "{'type':'send','topic':'t','value':1.5,'process':'p'}",
            "{'type':'send','topic':'t','value':[1],'process':'p'}",
            "{'type':'send','topic':'t','partition':'1','value':1,'process':'p'}",
            "{'type':'txn-end','txn':1,'outcome':'ok'}",
            "{'type':'poll','process':'c','records':{'topic':'t'}}",
            "{'type':'poll','process':'c','records':[{'topic':'t','valu':1}]}",
            "{'type':'delivery','process':'c','topic':'t','offset':1}",
            "{'type':'delivery','process':'c','topic':'t','payload':'alien'}",
            "{'type':'assigned','process':'c','partitions':['t-1']}",
            "{'type':'positioned','process':'c','topic':'t','offset':0}",
            "{'type':'settle','process':'c','queue':'q','value':'v','kind':'take'}",
            "{'type':'fact','kind':'weather'}",
            "{'type':'fault-started','fault':'f1'}",
            "{'type':'closed','at':9}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final Schema schema = schema();

    @Test
    void what_the_schema_allows_is_read() throws IOException {
        for (String line : GOOD) {
            assertThat(schema.validate(json(line), InputFormat.JSON)).as(line).isEmpty();
            assertThat(isRead(json(line))).as(line).isTrue();
        }
    }

    @Test
    void what_the_schema_forbids_is_refused() throws IOException {
        for (String line : BAD) {
            assertThat(schema.validate(json(line), InputFormat.JSON)).as(line).isNotEmpty();
            assertThat(isRead(json(line))).as(line).isFalse();
        }
    }

    @Test
    void every_line_that_is_written_keeps_the_schema() throws IOException {
        Path history = directory.resolve("history");
        RandomHistory.write(RandomHistory.events(17, 1_500), history);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (HistoryReader reader = HistoryReader.open(history)) {
            JsonlExport.write(reader, out);
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSizeGreaterThan(500)
                .allSatisfy(line ->
                        assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
    }

    private static Schema schema() {
        try {
            String text = Files.readString(Path.of("../../docs/schema/history-event-1.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String json(String line) {
        return line.replace('\'', '"');
    }

    private boolean isRead(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("line.jsonl"), line + "\n");
        try (JsonlImport.Imported imported = JsonlImport.read(file, "jsonl")) {
            return imported.reader().index().size() > 0;
        } catch (MalformedHistoryException e) {
            return false;
        }
    }
}
