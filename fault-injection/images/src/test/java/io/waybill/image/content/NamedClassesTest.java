package io.waybill.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program of one class and a library of several. */
final class NamedClassesTest {

    private static final String SERVICE = "META-INF/services/" + Service.class.getName();

    private final NamedClasses named = new NamedClasses();

    @Test
    void what_is_named_by_what_is_named_is_reached_and_nothing_else() throws IOException {
        addLibrary(Called.class, CalledByCalled.class, OfAField.class, Unnamed.class);
        addProgram(Caller.class);

        NamedClasses.Reached reached = named.reached();

        assertThat(reached.classes())
                .containsExactlyInAnyOrder(name(Called.class), name(CalledByCalled.class), name(OfAField.class));
        assertThat(reached.needs(name(Called.class) + ".class")).isTrue();
        assertThat(reached.needs(name(Unnamed.class) + ".class")).isFalse();
    }

    /** Reflection is why classes are kept that nothing calls. */
    @Test
    void a_class_that_a_text_names_is_reached() throws IOException {
        addLibrary(Called.class, Unnamed.class);
        addProgram(LooksUp.class);

        assertThat(named.reached().classes()).containsExactly(name(Unnamed.class));
    }

    @Test
    void a_provider_is_reached_with_its_service_and_not_without() throws IOException {
        addLibrary(Service.class, Unnamed.class);
        named.addLibrary(SERVICE, (Unnamed.class.getName() + "  # one\n\n").getBytes(StandardCharsets.UTF_8));

        assertThat(named.reached().classes()).isEmpty();

        addProgram(Asks.class);

        assertThat(named.reached().classes()).containsExactlyInAnyOrder(name(Service.class), name(Unnamed.class));
    }

    @Test
    void a_version_of_a_class_for_newer_javas_goes_with_the_class() throws IOException {
        addLibrary(Called.class, CalledByCalled.class);
        named.addLibrary("META-INF/versions/11/" + name(Called.class) + ".class", content(LooksUp.class));
        addLibrary(Unnamed.class);
        addProgram(Caller.class);

        NamedClasses.Reached reached = named.reached();

        assertThat(reached.needs("META-INF/versions/11/" + name(Called.class) + ".class"))
                .isTrue();
        assertThat(reached.needs("META-INF/versions/11/" + name(Service.class) + ".class"))
                .isFalse();
        assertThat(reached.classes()).contains(name(Unnamed.class));
    }

    @Test
    void what_is_no_class_stays() {
        assertThat(named.reached().needs("META-INF/LICENSE")).isTrue();
    }

    @Test
    void what_should_be_a_class_and_is_none_is_refused() {
        byte[] text = "no class".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> named.addProgram("Some.class", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this is no class file: it does not begin with CAFEBABE");
    }

    private void addProgram(Class<?> type) throws IOException {
        named.addProgram(name(type) + ".class", content(type));
    }

    private void addLibrary(Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            named.addLibrary(name(type) + ".class", content(type));
        }
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static byte[] content(Class<?> type) throws IOException {
        try (InputStream in = NamedClassesTest.class.getResourceAsStream("/" + name(type) + ".class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    static final class Caller {
        long call(long number) {
            return Called.call(number, 1);
        }
    }

    static final class Called {
        static long call(long number, int times) {
            return number + CalledByCalled.NUMBERS.size() + times;
        }
    }

    static final class CalledByCalled {
        static final List<Integer> NUMBERS = List.of(Integer.parseInt("1"));

        List<OfAField> field = List.of();
    }

    static final class OfAField {}

    static final class LooksUp {
        Class<?> find() throws ClassNotFoundException {
            return Class.forName("io.waybill.image.content.NamedClassesTest$Unnamed");
        }
    }

    interface Service {}

    static final class Asks {
        Class<Service> service() {
            return Service.class;
        }
    }

    static final class Unnamed {}
}
