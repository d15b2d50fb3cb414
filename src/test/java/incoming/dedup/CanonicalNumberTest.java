package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.AnyJson;
import incoming.event.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalNumberTest {

  /** The finite numbers of RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void shortestFormOfADoubleIsWrittenAsInRfc8785(String bits, String text) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(Double.parseDouble(text)).isEqualByComparingTo(value + 0.0);
    BigDecimal decimal = new BigDecimal(text);
    assertThat(CanonicalNumber.of(new JsonNumber(text))).isEqualTo(text);
    assertThat(CanonicalNumber.of(decimal)).isEqualTo(text);
    assertThat(CanonicalNumber.of(decimal.setScale(decimal.scale() + 7))).isEqualTo(text);
    String scientific = decimal.unscaledValue() + "E" + -decimal.scale();
    assertThat(CanonicalNumber.of(new JsonNumber(scientific))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1e2, 100",
    "100, 100",
    "1E+2, 100",
    "100e0, 100",
    "0.1e3, 100",
    "-0, 0",
    "0e5, 0",
    "-0.000e-7, 0",
    "4.50, 4.5",
    "2e-3, 0.002",
    "0.000000000000000000000000001, 1e-27",
    "1E30, 1e+30",
    "123456789012345678901, 123456789012345678901",
    "1234567890123456789012, 1.234567890123456789012e+21",
    "0.0000001, 1e-7",
    "1e0000000000000000000000000007, 10000000",
    "1e400, 1e+400",
    "1e999999999, 1e+999999999",
    "0.001e-999999999, 1e-1000000002",
    "-12.50e1, -125"
  })
  void equalValuesHaveOneText(String sent, String canonical) {
    assertThat(CanonicalNumber.of(new JsonNumber(sent))).isEqualTo(canonical);
  }

  @Test
  void numbersThatADoubleCannotTellApartStayTwo() {
    assertThat(CanonicalNumber.of(new BigInteger("1234567890123456789012345")))
        .isNotEqualTo(CanonicalNumber.of(new BigInteger("1234567890123456789012346")));
    assertThat(CanonicalNumber.of(9_007_199_254_740_993L)).isEqualTo("9007199254740993");
    assertThat(CanonicalNumber.of(new BigDecimal("333333333.33333329")))
        .isEqualTo("333333333.33333329");
  }

  @Test
  void everyLongIsWrittenAsItsDecimalIs() {
    for (long value : new long[] {0, 1, -1, 10, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(CanonicalNumber.of(value))
          .isEqualTo(CanonicalNumber.of(new JsonNumber(Long.toString(value))));
    }
  }

  @Property
  void keepsTheValueAndOnlyTheValue(@ForAll("numbers") Number number) {
    BigDecimal value = new BigDecimal(number.toString());
    String canonical = CanonicalNumber.of(number);
    assertThat(new BigDecimal(canonical)).isEqualByComparingTo(value);
    BigDecimal padded = value.setScale(Math.max(value.scale(), -400) + 3);
    assertThat(CanonicalNumber.of(padded)).isEqualTo(canonical);
  }

  @Provide
  Arbitrary<Number> numbers() {
    return AnyJson.number();
  }
}
