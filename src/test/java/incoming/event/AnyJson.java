package incoming.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary JSON values as events keep them, with the names and texts that break things. */
public final class AnyJson {
  private AnyJson() {}

  public static Arbitrary<Object> value() {
    return value(3);
  }

  public static Arbitrary<Number> number() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(30);
    Arbitrary<String> integer = digits.map(d -> d.replaceFirst("^0+(?=.)", ""));
    Arbitrary<String> fraction = digits.map(d -> "." + d).injectNull(0.5).map(AnyJson::orEmpty);
    Arbitrary<String> exponent =
        Combinators.combine(
                Arbitraries.of("e", "E", "e+", "E-", "e-0"), Arbitraries.integers().between(0, 400))
            .as((e, n) -> e + n)
            .injectNull(0.7)
            .map(AnyJson::orEmpty);
    return Combinators.combine(Arbitraries.of("", "-"), integer, fraction, exponent)
        .as((sign, i, f, e) -> JsonNumber.of(sign + i + f + e));
  }

  public static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "a",
            "b",
            "0",
            "00",
            "-1",
            "a.b",
            ".",
            "[0]",
            "a[0]",
            "]",
            "[",
            "\"",
            "'",
            "\\",
            "\\\"",
            "\\u0041",
            "a\nb",
            "\t",
            "\u0000",
            "\u001f",
            "\u007f",
            "og:url",
            "x-request-id",
            "$status",
            "é",
            "\uD83D\uDE00",
            "\uFB33",
            "\u2028",
            "if",
            "empty",
            "True",
            "not",
            "body",
            "headers",
            "request",
            "length",
            "class",
            "{{",
            "}}",
            "{%",
            "#}",
            " ",
            "a b",
            "_",
            "_1",
            "1a",
            "A"),
        Arbitraries.strings().all().ofMaxLength(6).filter(text -> Utf8.loneSurrogate(text) < 0),
        Arbitraries.strings().alpha().ofMaxLength(8));
  }

  private static Arbitrary<Object> value(int depth) {
    Arbitrary<Object> scalar =
        Arbitraries.oneOf(
            text().map(Object.class::cast),
            number().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast),
            Arbitraries.of(Map.of(), List.of()),
            Arbitraries.just(0).map(zero -> null));
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> value(depth - 1));
    Arbitrary<Object> array = inner.list().ofMaxSize(4).map(ArrayList::new);
    Arbitrary<Object> object =
        Combinators.combine(text().list().uniqueElements().ofMaxSize(4), inner.list().ofSize(4))
            .as(AnyJson::object);
    return Arbitraries.oneOf(scalar, array, object, object);
  }

  private static Map<String, Object> object(List<String> names, List<Object> values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
