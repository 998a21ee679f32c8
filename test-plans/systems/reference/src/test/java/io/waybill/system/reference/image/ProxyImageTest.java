package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.image.ImageException;
import io.waybill.system.ProxyServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which server of proxies a run gets, and that it stays that one. */
final class ProxyImageTest {

    private static final String WORDS = "our own server of Toxiproxy's API, because Toxiproxy's image cannot be had: ";

    private final List<String> said = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();

    /** Images that are there or not. */
    private final class Shelf implements ProxyImage.Source {
        private final Optional<String> problem;
        private final boolean hasShopifys;

        Shelf(Optional<String> problem, boolean hasShopifys) {
            this.problem = problem;
            this.hasShopifys = hasShopifys;
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public String shopifys() {
            tried.add("shopify");
            if (!hasShopifys) {
                throw new ImageException("no way to it");
            }
            return "shopify";
        }

        @Override
        public String ours() {
            tried.add("ours");
            return "ours";
        }
    }

    @Test
    void shopifys_is_the_usual_one_where_it_can_be_had() throws InterruptedException {
        String name = new ProxyImage(ProxyServer.USUAL).ensure(new Shelf(Optional.empty(), true), said::add);

        assertThat(name).isEqualTo("shopify");
        assertThat(said).isEmpty();
    }

    @Test
    void what_has_no_chance_is_not_tried() throws InterruptedException {
        String name = new ProxyImage(ProxyServer.USUAL).ensure(new Shelf(Optional.of("no Go"), true), said::add);

        assertThat(name).isEqualTo("ours");
        assertThat(tried).containsExactly("ours");
        assertThat(said).containsExactly(WORDS + "no Go");
    }

    @Test
    void what_came_to_nothing_once_is_not_tried_again_in_the_same_run() throws InterruptedException {
        ProxyImage image = new ProxyImage(ProxyServer.USUAL);
        Shelf shelf = new Shelf(Optional.empty(), false);

        List<String> names = List.of(image.ensure(shelf, said::add), image.ensure(shelf, said::add));

        assertThat(names).containsExactly("ours", "ours");
        assertThat(tried).containsExactly("shopify", "ours", "ours");
        assertThat(said).containsExactly(WORDS + "no way to it");
    }

    @Test
    void who_asks_for_shopifys_gets_no_other() {
        ProxyImage image = new ProxyImage(ProxyServer.SHOPIFY);

        assertThatThrownBy(() -> image.ensure(new Shelf(Optional.empty(), false), said::add))
                .isInstanceOf(ImageException.class)
                .hasMessage("no way to it");
        assertThat(tried).containsExactly("shopify");
    }
}
