package incoming.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a route file names, also where the file is customised: the ids of the endpoints
 * that it serves, that of today first, and the templates that it renders.
 *
 * <p>Only where Camel takes it for one: a description may say anything. Of a text that cannot be
 * read as YAML all that looks like one counts, so that a mistake in a file loses neither.
 */
record References(List<String> endpointIds, Set<String> templates) {
  private static final String ID = "/in/([A-Za-z0-9._~-]+)";
  private static final Pattern SERVED = Pattern.compile("platform-http:" + ID);
  private static final Pattern FORMER = Pattern.compile(ID);
  private static final Pattern FORMER_OPTION = Pattern.compile("[?&]formerPath=" + ID);
  private static final Pattern TEMPLATE = Pattern.compile("jinjava:(?://)?([^\\s?\"'#,}\\]]+)");
  private static final Pattern ANY =
      Pattern.compile("(?:platform-http:|formerPath(?:=|: *[\"']?))" + ID);

  private static final Set<String> ENDPOINTS = Set.of("from", "uri");
  private static final Set<String> STEPS = Set.of("to", "toD", "uri");

  static References of(String text) {
    try {
      Found found = new Found();
      found.look(YamlReader.read(text));
      List<String> ids = new ArrayList<>(found.served);
      ids.addAll(found.former);
      return new References(ids.stream().distinct().toList(), Set.copyOf(found.templates));
    } catch (YamlReader.UnfitException e) {
      return new References(
          ANY.matcher(text).results().map(match -> match.group(1)).distinct().toList(),
          Set.copyOf(TEMPLATE.matcher(text).results().map(match -> match.group(1)).toList()));
    }
  }

  private static final class Found {
    private final List<String> served = new ArrayList<>();
    private final List<String> former = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();

    void look(Tree tree) {
      tree.elements().forEach(this::look);
      if (tree instanceof Tree.Mapping mapping) {
        for (Map.Entry<String, Tree> member : mapping.members().entrySet()) {
          look(member.getKey(), member.getValue().text());
          look(member.getValue());
        }
      }
    }

    private void look(String name, String text) {
      if (ENDPOINTS.contains(name)) {
        add(SERVED.matcher(text), served);
        Matcher option = FORMER_OPTION.matcher(text);
        if (option.find()) {
          former.add(option.group(1));
        }
      } else if (name.equals("formerPath")) {
        add(FORMER.matcher(text), former);
      }
      if (STEPS.contains(name)) {
        add(TEMPLATE.matcher(text), templates);
      }
    }

    private static void add(Matcher match, List<String> names) {
      if (match.lookingAt()) {
        names.add(match.group(1));
      }
    }
  }
}
