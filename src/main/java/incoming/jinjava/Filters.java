package incoming.jinjava;

import com.hubspot.jinjava.lib.filter.CapitalizeFilter;
import com.hubspot.jinjava.lib.filter.CountFilter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.filter.LengthFilter;
import com.hubspot.jinjava.lib.filter.ListFilter;
import com.hubspot.jinjava.lib.filter.LowerFilter;
import com.hubspot.jinjava.lib.filter.Md5Filter;
import com.hubspot.jinjava.lib.filter.RejectAttrFilter;
import com.hubspot.jinjava.lib.filter.RejectFilter;
import com.hubspot.jinjava.lib.filter.ReverseFilter;
import com.hubspot.jinjava.lib.filter.SelectAttrFilter;
import com.hubspot.jinjava.lib.filter.SelectFilter;
import com.hubspot.jinjava.lib.filter.SplitFilter;
import com.hubspot.jinjava.lib.filter.TitleFilter;
import com.hubspot.jinjava.lib.filter.TrimFilter;
import com.hubspot.jinjava.lib.filter.TruncateFilter;
import com.hubspot.jinjava.lib.filter.UniqueFilter;
import com.hubspot.jinjava.lib.filter.UpperFilter;
import com.hubspot.jinjava.lib.filter.UrlEncodeFilter;
import com.hubspot.jinjava.lib.filter.WordCountFilter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import incoming.event.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;

/**
 * The filters that a template may use, all that there are.
 *
 * <p>jinjava's own where they take no more memory than their input ({@code center}, {@code format},
 * {@code indent}, {@code batch} do not) and neither parse nor render text as a template or as
 * objects ({@code fromjson}, {@code render}); ours where jinjava's are unbounded or inexact.
 */
final class Filters {
  static final Map<String, Filter> BY_NAME = byName();

  private Filters() {}

  static Iterable<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  private static Map<String, Filter> byName() {
    Map<String, Filter> all = new TreeMap<>();
    Stream.of(stock(), texts(), Lists.filters(), Numbers.filters(), Times.filters())
        .flatMap(List::stream)
        .forEach(filter -> all.put(filter.getName(), filter));
    all.put("d", all.get("default"));
    return Map.copyOf(all);
  }

  private static List<Filter> stock() {
    return List.of(
        new CapitalizeFilter(),
        new CountFilter(),
        new LengthFilter(),
        new ListFilter(),
        new LowerFilter(),
        new Md5Filter(),
        new RejectAttrFilter(),
        new RejectFilter(),
        new ReverseFilter(),
        new SelectAttrFilter(),
        new SelectFilter(),
        new SplitFilter(),
        new TitleFilter(),
        new TrimFilter(),
        new TruncateFilter(),
        new UniqueFilter(),
        new UpperFilter(),
        new UrlEncodeFilter(),
        new WordCountFilter());
  }

  private static List<Filter> texts() {
    return List.of(
        new OwnFilter("tojson", (value, args) -> json(value)),
        // What is safe is decided by where a value stands, so there is nothing to switch off.
        new OwnFilter("safe", (value, args) -> value),
        new OwnFilter("string", (value, args) -> Escaping.plain(value)),
        new OwnFilter("default", true, Filters::orDefault),
        new OwnFilter("replace", Filters::replace),
        new OwnFilter("b64encode", (value, args) -> base64(Escaping.plain(value))));
  }

  private static Object json(Object value) {
    return value instanceof ReadyJson ? value : new ReadyJson(JsonText.of(value));
  }

  private static Object orDefault(Object value, OwnFilter.Arguments args) {
    boolean missing =
        value instanceof Undefined
            || (args.truth(1, "boolean") && !ObjectTruthValue.evaluate(value));
    return missing ? args.get(0, "default_value", "") : value;
  }

  private static Object replace(Object value, OwnFilter.Arguments args) {
    String text = Escaping.plain(value);
    String old = args.required(0, "old");
    String replacement = args.required(1, "new");
    long times = StringUtils.countMatches(text, old);
    Limits.checkLength(text.length() + times * (replacement.length() - old.length()));
    return text.replace(old, replacement);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
