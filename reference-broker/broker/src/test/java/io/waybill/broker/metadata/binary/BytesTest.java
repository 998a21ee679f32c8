package io.waybill.broker.metadata.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    private static BytesIn in(int... bytes) {
        var buffer = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            buffer.put((byte) value);
        }
        return new BytesIn(buffer.flip());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-1, 1",
        "63, 1",
        "64, 2",
        "-64, 1",
        "-65, 2",
        "9223372036854775807, 10",
        "-9223372036854775808, 10"
    })
    void a_number_takes_as_many_bytes_as_it_needs(long number, int sizeBytes) {
        var bytes = new BytesOut().number(number).done();

        long read = new BytesIn(bytes).number();

        assertThat(read).isEqualTo(number);
        assertThat(bytes.remaining()).isEqualTo(sizeBytes);
    }

    @Test
    void values_are_read_as_they_were_written() {
        var uuid = new UUID(1, -1);
        var bytes = new BytesOut()
                .text("grüße")
                .optionalText(null)
                .numbers(List.of(3, -3))
                .uuid(uuid)
                .flag(true)
                .done();

        var in = new BytesIn(bytes);

        assertThat(in.text()).isEqualTo("grüße");
        assertThat(in.optionalText()).isNull();
        assertThat(in.numbers()).containsExactly(3, -3);
        assertThat(in.uuid()).isEqualTo(uuid);
        assertThat(in.flag()).isTrue();
        in.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 129, 70_000})
    void a_text_of_any_size_fits(int size) {
        var text = "x".repeat(size);

        var bytes = new BytesOut().octet(1).text(text).done();

        assertThat(new BytesIn(bytes.position(1)).text()).isEqualTo(text);
    }

    @Test
    void a_size_that_is_larger_than_what_is_left_is_refused_before_it_is_believed() {
        var huge = new BytesOut().number(Integer.MAX_VALUE).octet(1).done();

        assertThatThrownBy(() -> new BytesIn(huge).text())
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("the number of bytes of a text must be from 0 to 1, was 2147483647");
        assertThatThrownBy(() -> new BytesIn(huge).numbers()).isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void bytes_that_are_nothing_that_was_written_are_refused() {
        assertThatThrownBy(() -> in(2).flag()).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> in(1).text()).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> in(4, 0xc3, 0x28).text()).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> in(1, 2, 3).fixed()).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> in(3).one(new String[] {"a", "b"}, "a letter"))
                .hasMessage("a letter must be below 2, was 3");
        assertThatThrownBy(() -> in(1).end()).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> new BytesIn(new BytesOut().number(1L << 40).done()).integer())
                .isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void a_number_that_does_not_end_is_refused() {
        var endless = in(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

        assertThatThrownBy(endless::number).hasMessage("a number must end after 10 bytes");
    }
}
