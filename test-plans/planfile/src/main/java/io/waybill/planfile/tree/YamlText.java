package io.waybill.planfile.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2. */
public final class YamlText {

    /** Beyond it a plan is no plan: what is nested deeper, or grows by aliases, is refused. */
    private static final int DEEPEST = 40;

    private static final Map<Tag, Tree.ScalarType> TYPES = Map.of(
            Tag.STR, Tree.ScalarType.TEXT,
            Tag.INT, Tree.ScalarType.INTEGER,
            Tag.FLOAT, Tree.ScalarType.FRACTION,
            Tag.BOOL, Tree.ScalarType.FLAG,
            Tag.NULL, Tree.ScalarType.NOTHING);

    private final Source source;
    private final Problems problems;

    private YamlText(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * Reads a document.
     *
     * @return what stands there; empty where it cannot be read, and then {@code problems} has more than before
     */
    public static Optional<Tree> read(Source source, Problems problems) {
        return read(source, String.join("\n", source.lines()), problems);
    }

    /**
     * Reads a document that stands in a source.
     *
     * @param text the document, with as many lines and columns before it as in the source
     */
    public static Optional<Tree> read(Source source, String text, Problems problems) {
        return new YamlText(source, problems).read(text);
    }

    private Optional<Tree> read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setSchema(new Yaml12())
                // Each is told with its place below; the engine would stop at the first.
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(DEEPEST)
                .build();
        try {
            List<Node> documents = new ArrayList<>();
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
            if (documents.isEmpty()) {
                problems.add(source.start(), "there is nothing in it");
                return Optional.empty();
            }
            if (documents.size() > 1) {
                problems.add(place(documents.get(1)), "a second document begins here", "a file has one plan");
            }
            return Optional.of(tree(documents.get(0), 0));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            problems.add(mark.map(this::place).orElseGet(source::start), "this is not YAML: " + reason(e));
        } catch (YamlEngineException | StackOverflowError e) {
            problems.add(source.start(), "this is not YAML: " + reason(e));
        }
        return Optional.empty();
    }

    private static String reason(Throwable e) {
        String message = e instanceof MarkedYamlEngineException marked && marked.getProblem() != null
                ? marked.getProblem()
                : String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("it cannot be read");
    }

    private Tree tree(Node node, int depth) {
        Place place = place(node);
        if (depth > DEEPEST) {
            problems.add(place, "this is nested more than " + DEEPEST + " deep", "no plan needs that");
            return new Tree.Scalar(place, "", Tree.ScalarType.NOTHING);
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<Tree> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(tree(item, depth + 1)));
            return new Tree.Sequence(place, items);
        }
        ScalarNode scalar = (ScalarNode) node;
        Tree.ScalarType type = TYPES.get(scalar.getTag());
        if (type == null) {
            problems.add(place, "the tag " + scalar.getTag() + " means nothing here", "leave it out");
        }
        return new Tree.Scalar(place, scalar.getValue(), type == null ? Tree.ScalarType.TEXT : type);
    }

    private Tree.Mapping mapping(MappingNode node, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Place key = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(key, "a key must be a word, was a map or a list");
                continue;
            }
            if (name.getValue().equals("<<")) {
                problems.add(key, "YAML 1.2 has no merge key <<", "use extends, or repeat the lines");
                continue;
            }
            if (entries.containsKey(name.getValue())) {
                problems.add(key, "key \"" + name.getValue() + "\" is there twice", "leave one of the two");
                continue;
            }
            entries.put(name.getValue(), new Tree.Entry(key, tree(tuple.getValueNode(), depth + 1)));
        }
        return new Tree.Mapping(place(node), entries);
    }

    private Place place(Node node) {
        Place start = node.getStartMark().map(this::place).orElseGet(source::start);
        int length = node.getEndMark()
                .filter(end -> node instanceof ScalarNode)
                .map(this::place)
                .filter(end -> end.line() == start.line())
                .map(end -> end.column() - start.column())
                .orElse(node instanceof ScalarNode ? restOf(start) : 1);
        return new Place(source, start.line(), start.column(), Math.max(1, length));
    }

    private static int restOf(Place start) {
        String line = start.source().line(start.line()).stripTrailing();
        return line.codePointCount(0, line.length()) - start.column() + 1;
    }

    private Place place(Mark mark) {
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1, 1);
    }

    /** The core schema of YAML 1.2 without the merge key, which 1.2 does not have. */
    private static final class Yaml12 extends CoreSchema {
        @Override
        public ScalarResolver getScalarResolver() {
            return new CoreScalarResolver(false);
        }
    }
}
