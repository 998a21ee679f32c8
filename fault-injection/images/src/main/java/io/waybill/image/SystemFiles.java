package io.waybill.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The few files that a system without a distribution needs, as files, because layers are made of files. */
record SystemFiles(Path folder) {

    private static final Map<String, String> TEXTS = Map.of(
            "passwd",
                    "root:x:0:0:root:/:/sbin/nologin\nwaybill:x:" + LayerPlan.USER + ":" + LayerPlan.USER + ":waybill:"
                            + ImageRecipe.DATA + ":/sbin/nologin\n",
            "group", "root:x:0:\nwaybill:x:" + LayerPlan.USER + ":\n",
            // The names of a container's neighbours come from the engine's name server.
            "nsswitch.conf", "hosts: files dns\n");

    /** Returns them, from the cache. */
    static SystemFiles of(ImageCache cache) throws InterruptedException {
        Digest key = new Digest();
        new TreeMap<>(TEXTS).forEach((name, text) -> key.text(name).text(text));
        return new SystemFiles(cache.get("system", key.hex().substring(0, 16), SystemFiles::write));
    }

    private static void write(Path draft) throws IOException {
        Files.createDirectories(draft.resolve("empty"));
        for (var text : TEXTS.entrySet()) {
            Files.writeString(draft.resolve(text.getKey()), text.getValue());
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Returns an empty folder. */
    Path empty() {
        return folder.resolve("empty");
    }
}
