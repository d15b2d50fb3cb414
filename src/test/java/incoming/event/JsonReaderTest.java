package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import incoming.http.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final EventSettings LIMITS =
      new EventSettings(64, 10_000, 1_024, 4L << 20, 1_000, Optional.empty());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "true",
        "false",
        "0",
        "-0",
        "\"\"",
        "\"x\"",
        " [] ",
        "\t[\r\n]\n",
        "[[]   ]",
        "[\"\"]",
        "[\"a\"]",
        "[false]",
        "[null, 1, \"1\", {}]",
        "[1\n]",
        " [1]",
        "[1,null,null,null,2]",
        "[2] ",
        "[123e65]",
        "[0e+1]",
        "[0e1]",
        "[ 4]",
        "[-0.000000001]",
        "[20e1]",
        "[-123]",
        "[-1]",
        "[1E22]",
        "[1E-2]",
        "[1E+2]",
        "[123e45]",
        "[123.456e78]",
        "[1e-2]",
        "[1e+2]",
        "[123]",
        "[123.456789]",
        "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
        "{\"asd\":\"sdf\"}",
        "{\"\":0}",
        "{\"foo\\u0000bar\": 42}",
        "{\"a\":[]}",
        "{\n\"a\": \"b\"\n}",
        "[\"\\u0060\\u012a\\u12AB\"]",
        "[\"\\uD801\\udc37\"]",
        "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
        "[\"\\\\u0000\"]",
        "[\"\\\"\"]",
        "[\"a/*b*/c/*d//e\"]",
        "[\"\\\\a\"]",
        "[\"\\\\n\"]",
        "[\"\\u0012\"]",
        "[\"\\uFFFF\"]",
        "[\"asd \"]",
        "[\"\uDBFF\uDFFF\"]",
        "[\"new\u00A0line\"]",
        "[\"\uDBC4\uDF0D\"]",
        "[\"\\u0000\"]",
        "[\"\\u002c\"]",
        "[\"\u03C0\"]",
        "[\"\u2028\"]",
        "[\"\u2029\"]",
        "[\"\\uA66D\"]",
        "[\"\u2342\u3648\"]",
        "[\"\u007f\"]",
        "[\"a\u007fa\"]",
        "\" \"",
        "[true]",
        "42",
        "-0.1",
        "[\"\uFEFF\"]",
        "[\"\uFFFD\"]",
        "[\"\\uFDD0\"]",
        "{\"\uD83D\uDE00\":1}"
      })
  void acceptsJson(String text) throws Refusal {
    assertThat(JsonText.of(read(text)))
        .satisfies(written -> assertThat(read(written)).isEqualTo(read(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1 true]",
        "[\"\": 1]",
        "[\"\"],",
        "[,1]",
        "[1,,2]",
        "[\"x\",,]",
        "[\"x\"]]",
        "[\"\",]",
        "[\"x\"",
        "[x",
        "[3[4]]",
        "[,]",
        "[   , \"\"]",
        "[-]",
        "[1,]",
        "[1,,]",
        "[*]",
        "[\"\"",
        "[1,",
        "[{}",
        "[fals]",
        "[nul]",
        "[tru]",
        "123\u0000",
        "[++1234]",
        "[+1]",
        "[+Inf]",
        "[-01]",
        "[-1.0.]",
        "[-2.]",
        "[-NaN]",
        "[.-1]",
        "[.2e-3]",
        "[0.1.2]",
        "[0.3e+]",
        "[0.3e]",
        "[0.e1]",
        "[0E]",
        "[0E+]",
        "[0e]",
        "[0e+]",
        "[1.0e+]",
        "[1.0e-]",
        "[1.0e]",
        "[1 000.0]",
        "[1eE2]",
        "[2.e+3]",
        "[2.e-3]",
        "[2.e3]",
        "[9.e+]",
        "[Inf]",
        "[NaN]",
        "[\uFF11]",
        "[1+2]",
        "[0x1]",
        "[0x42]",
        "[Infinity]",
        "[0e+-1]",
        "[-123.123foo]",
        "[-Infinity]",
        "[-foo]",
        "[- 1]",
        "[-012]",
        "[-.123]",
        "[-1x]",
        "[1ea]",
        "[1.]",
        "[.123]",
        "[1.2a-3]",
        "[1.8011670033376514H-308]",
        "[012]",
        "[\"x\", truth]",
        "{[: \"x\"}",
        "{\"x\", null}",
        "{\"x\"::\"b\"}",
        "{\uD83C\uDDE8\uD83C\uDDED}",
        "{\"a\":\"a\" 123}",
        "{key: 'value'}",
        "{\"a\" b}",
        "{:\"b\"}",
        "{\"a\" \"b\"}",
        "{\"a\":",
        "{\"a\"",
        "{1:1}",
        "{9999E9999:1}",
        "{null:null,null:null}",
        "{\"id\":0,,,,,}",
        "{'a':0}",
        "{\"id\":0,}",
        "{\"a\":\"b\"}/**/",
        "{\"a\":\"b\"}//",
        "{\"a\":\"b\"}#",
        "{\"a\":\"b\",,\"c\":\"d\"}",
        "{a: \"b\"}",
        "{\"a\":\"a",
        "{ \"foo\" : \"bar\", \"a\" }",
        "{\"a\":\"b\"}#",
        " {} {}",
        "[\"\\uD800\\\"]",
        "[\"\\uD800\\u\"]",
        "[\"\\uD800\\u1\"]",
        "[\"\\uD800\\u1x\"]",
        "[\u00e9]",
        "[\"\\x00\"]",
        "[\"\\\\\\\"]",
        "[\"\\\t\"]",
        "[\"\\\uD83C\uDF00\"]",
        "[\"\\\"]",
        "[\"\\u00A\"]",
        "[\"\\uD834\\uDd\"]",
        "[\"\\a\"]",
        "[\"\\uqqqq\"]",
        "[\\u0020\"asd\"]",
        "[\\n]",
        "\"",
        "['single quote']",
        "abc",
        "[\"\\",
        "[\"a\u0000a\"]",
        "[\"new\nline\"]",
        "[\"\t\"]",
        "\"\\UA66D\"",
        "\"\"x",
        "[\u2060]",
        "<.>",
        "[<null>]",
        "[1]x",
        "1]",
        "[][]",
        "]",
        "{}}",
        "{\"\":",
        "{\"a\":/*comment*/\"b\"}",
        "{\"a\": true} \"x\"",
        "['",
        "[True]",
        "{",
        "{]",
        "{,",
        "{[",
        "{\"a",
        "{'a'",
        "[\"\\{[\"\\{",
        "*",
        "\u000b[]",
        "[\u000c]",
        "[\u00a0]",
        "undefined",
        "1 2",
        "// x\n1",
        "/* x */ 1",
        "\u001e1",
        "[\"\\u{41}\"]"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(refusal(text).type()).isEqualTo("/problems/not-json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "[\"\\uDBFF\"]",
        "\"\\ud800x\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ud83d\\ude00\"",
        "{\"\\ud800\":1}",
        "\"\\ud83d\\n\"",
        "\"x\\uDFAA\""
      })
  void refusesASurrogateWithoutItsPair(String text) {
    assertThat(refusal(text).type()).isEqualTo("/problems/not-json");
    assertThat(refusal(text).detail()).contains("pair");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t "})
  void refusesAnEmptyBody(String text) {
    assertThat(refusal(text).type()).isEqualTo("/problems/empty-body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF1", "\uFEFF", "\uFEFF{}"})
  void refusesAByteOrderMark(String text) {
    assertThat(refusal(text).detail()).isEqualTo("line 1, column 1: a byte order mark is not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\\n  'a': 1,\\n  'b': x\\n} | line 3, column 8: Unrecognized token 'x'",
        "[1,2 3] | line 1, column 6: Unexpected character ('3' (code 51)): was expecting comma",
        "{'a': 1,\\r\\n 'a': 2} | line 2, column 2: an object has two members of the name \"a\"",
        "['é😀', x] | line 1, column 8: Unrecognized token 'x'",
        "[1] \\r[2] | line 2, column 1: there is more after the end of the JSON value",
        "[\\n1, | line 2, column 3: Unexpected end-of-input",
        "{'a': ['x', '\\ud800']} | line 1, column 13: the string that begins here has \\ud800",
      })
  void saysLineAndColumn(String pattern, String detail) {
    String text = pattern.replace("\\n", "\n").replace("\\r", "\r").replace('\'', '"');
    assertThat(refusal(text).detail()).startsWith(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[NaN]", "[+1]", "/**/1", "[", "{\"a\":[1}", "\u001e1", "[x]", "[-Infinity]"})
  void speaksToSendersNotToProgrammers(String text) {
    assertThat(refusal(text).detail()).doesNotContain("Feature", "Source", "enable", "`");
  }

  @Test
  void refusesDuplicateMembersHoweverTheyAreWritten() {
    assertThat(refusal("{\"a\":1,\"b\":{},\"a\":1}").type())
        .isEqualTo("/problems/duplicate-member");
    assertThat(refusal("{\"a\":null,\"\\u0061\":null}").type())
        .isEqualTo("/problems/duplicate-member");
    assertThat(refusal("[{\"x\":{\"\":1,\"\":2}}]").type()).isEqualTo("/problems/duplicate-member");
  }

  @Test
  void sameNameInDifferentObjectsIsNoDuplicate() throws Refusal {
    assertThat(read("{\"a\":{\"a\":1},\"b\":{\"a\":1},\"A\":1}")).isInstanceOf(Map.class);
  }

  @Test
  void findsDuplicatesAmongNamesMadeToCollide() {
    // "Aa" and "BB" have one hash code, and so have all strings of 10 such pairs.
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < 1024; i++) {
      String bits = Integer.toBinaryString(1024 | i).substring(1);
      body.append('"').append(bits.replace("0", "Aa").replace("1", "BB")).append("\":1,");
    }
    body.append("\"AaAaAaAaAaAaAaAaAaAa\":2}");
    assertThat(refusal(body.toString()).type()).isEqualTo("/problems/duplicate-member");
  }

  @ParameterizedTest
  @CsvSource({
    "0, Long",
    "-1, Long",
    "-0, JsonNumber",
    "9223372036854775807, Long",
    "-9223372036854775808, Long",
    "9223372036854775808, BigInteger",
    "1234567890123456789012345, BigInteger",
    "1.10, BigDecimal",
    "-0.0, JsonNumber",
    "0.00, BigDecimal",
    "0.000001, BigDecimal",
    "0.0000001, JsonNumber",
    "1e400, JsonNumber",
    "1E5, JsonNumber",
    "1e+5, JsonNumber",
    "1E+5, JsonNumber",
    "0e0, JsonNumber",
    "123456789012345678, Long",
    "1234567890123456789, Long",
    "-1e-999999999, JsonNumber",
    "1e0000000000000000000000000007, JsonNumber",
    "12345678901234567890.12345678901234567890, BigDecimal"
  })
  void numbersKeepTheirExactText(String text, String type) throws Refusal {
    Object number = read(text);
    assertThat(number).hasToString(text);
    assertThat(number.getClass().getSimpleName()).isEqualTo(type);
  }

  @Test
  void numbersThatJavaPrintsExactlyAreJavaNumbers() throws Refusal {
    assertThat(read("[1, 12345678901234567890, 1.10]"))
        .isEqualTo(List.of(1L, new BigInteger("12345678901234567890"), new BigDecimal("1.10")));
  }

  @Test
  void refusesAnExponentThatNoNumberCanHold() {
    assertThat(refusal("[1, 1e1000000000]").type()).isEqualTo("/problems/number-out-of-range");
    assertThat(refusal("-0e-9999999999").detail()).startsWith("line 1, column 1: ");
  }

  @Test
  void membersKeepTheirOrderAndNothingCanBeChanged() throws Refusal {
    Object value = read("{\"b\":1,\"a\":[2,{\"d\":null,\"c\":{}}]}");
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("d", null);
    inner.put("c", Map.of());
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("b", 1L);
    expected.put("a", List.of(2L, inner));
    assertThat(value).isEqualTo(expected);
    assertThat(JsonText.of(value)).isEqualTo("{\"b\":1,\"a\":[2,{\"d\":null,\"c\":{}}]}");
    assertThat(value).isInstanceOf(Collections.unmodifiableMap(Map.of()).getClass());
  }

  @Test
  void depthUpToTheLimitIsRead() throws Refusal {
    assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
    assertThat(refusal("[".repeat(65) + "]".repeat(65)).type()).isEqualTo("/problems/too-deep");
    assertThat(refusal("[".repeat(1_000_000)).detail()).startsWith("line 1, column 65: ");
    assertThat(refusal("{\"a\":".repeat(65)).type()).isEqualTo("/problems/too-deep");
  }

  @Test
  void leavesUpToTheLimitAreRead() throws Refusal {
    assertThat((List<?>) read(array(10_000))).hasSize(10_000);
    assertThat(refusal(array(10_001)).type()).isEqualTo("/problems/too-many-parameters");
  }

  @Test
  void emptyObjectsAndArraysCountAsLeaves() {
    EventSettings two = new EventSettings(64, 2, 1_024, 4L << 20, 1_000, Optional.empty());
    assertThat(refusal("[{},[],{}]", two).type()).isEqualTo("/problems/too-many-parameters");
  }

  @Test
  void flatNamesUpToTheLimitAreRead() throws Refusal {
    String longest = "a".repeat(1_024 - "body.".length());
    assertThat(read("{\"" + longest + "\":1}")).isInstanceOf(Map.class);
    assertThat(refusal("{\"" + longest + "a\":1}").type())
        .isEqualTo("/problems/parameter-name-too-long");
    assertThat(refusal("{\"" + longest + "\":[1]}").type())
        .isEqualTo("/problems/parameter-name-too-long");
    assertThat(refusal("{\"" + "-".repeat(1_017) + "\":1}").type())
        .isEqualTo("/problems/parameter-name-too-long");
  }

  @Test
  void flatSizeUpToTheLimitIsRead() throws Refusal {
    // body.a and body.b with 1 + 1 characters
    EventSettings fits = new EventSettings(64, 10_000, 1_024, 14, 1_000, Optional.empty());
    EventSettings tight = new EventSettings(64, 10_000, 1_024, 13, 1_000, Optional.empty());
    assertThat(read("{\"a\":1,\"b\":2}", fits)).isInstanceOf(Map.class);
    assertThat(refusal("{\"a\":1,\"b\":2}", tight).type())
        .isEqualTo("/problems/flat-form-too-large");
  }

  @Test
  void smallBodyWithAHugeFlatFormIsRefusedBeforeItIsBuilt() {
    String body =
        "{\"a\":{\"b\":".repeat(30)
            + "{\""
            + "n".repeat(800)
            + "\":"
            + array(9_000)
            + "}"
            + "}}".repeat(30);
    assertThat(refusal(body).type()).isEqualTo("/problems/flat-form-too-large");
  }

  @Test
  void numbersUpToTheLimitAreRead() throws Refusal {
    assertThat(read("9".repeat(1_000))).hasToString("9".repeat(1_000));
    assertThat(refusal("9".repeat(1_001)).type()).isEqualTo("/problems/number-too-long");
    assertThat(refusal("[0." + "9".repeat(999) + "]").type())
        .isEqualTo("/problems/number-too-long");
    assertThat(refusal("[-1e" + "0".repeat(998) + "]").type())
        .isEqualTo("/problems/number-too-long");
  }

  @Test
  void largeBodiesAreReadAndRefusedAtTheRightPlace() throws Refusal {
    // Long enough for the parser to refill its buffer many times.
    String filler = "\"" + "é".repeat(99_999) + "\"";
    assertThat(read("[" + filler + "]")).isEqualTo(List.of("é".repeat(99_999)));
    assertThat(refusal("[" + filler + ",\n x]").detail()).startsWith("line 2, column 2: ");
    assertThat(refusal("[" + filler + ",\n {\"a\":1,\"a\":2}]").detail())
        .startsWith("line 2, column 9: ");
  }

  @Test
  void everyRefusalIsForGood() {
    for (String text : List.of("", "[", "{\"a\":1,\"a\":1}", "1e1000000000")) {
      assertThat(refusal(text).status()).isEqualTo(400);
      assertThat(refusal(text).retry()).isFalse();
    }
  }

  private static String array(int size) {
    return new ArrayList<>(Collections.nCopies(size, 1)).toString();
  }

  private static Object read(String text) throws Refusal {
    return read(text, LIMITS);
  }

  private static Object read(String text, EventSettings limits) throws Refusal {
    return JsonReader.read(text.getBytes(UTF_8), "body", new FlatBudget(limits));
  }

  private static Problem refusal(String text) {
    return refusal(text, LIMITS);
  }

  private static Problem refusal(String text, EventSettings limits) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(text, limits));
    assertThat(refusal).as(text).isNotNull();
    return refusal.problem();
  }
}
