package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonNumberTest {

  @Test
  void printsWhatWasSent() {
    assertThat(JsonNumber.of("1e400")).hasToString("1e400").isInstanceOf(JsonNumber.class);
    assertThat(new JsonNumber("1e400").doubleValue()).isInfinite();
    assertThat(new JsonNumber("1e400").value()).isEqualTo(new BigDecimal("1e400"));
    assertThat(new JsonNumber("-0").intValue()).isZero();
  }

  @Test
  void neverExpandsAHostileExponent() {
    JsonNumber hostile = new JsonNumber("1e999999999");
    assertThat(hostile.longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(hostile.intValue()).isEqualTo(Integer.MAX_VALUE);
    assertThat(hostile.floatValue()).isInfinite();
    assertThat(hostile.value().precision()).isEqualTo(1);
  }

  @Test
  void longNumbersStayText() {
    assertThat(JsonNumber.of("9".repeat(100))).isInstanceOf(BigInteger.class);
    assertThat(JsonNumber.of("9".repeat(101))).isInstanceOf(JsonNumber.class);
    assertThat(JsonNumber.of("0." + "9".repeat(99))).isInstanceOf(JsonNumber.class);
  }

  @Test
  void exponentsOfNineDigitsAreInRange() {
    assertThat(JsonNumber.inRange("1")).isTrue();
    assertThat(JsonNumber.inRange("1e999999999")).isTrue();
    assertThat(JsonNumber.inRange("1E-999999999")).isTrue();
    assertThat(JsonNumber.inRange("1e+000000000000000999999999")).isTrue();
    assertThat(JsonNumber.inRange("1e1000000000")).isFalse();
    assertThat(JsonNumber.inRange("1E-1000000000")).isFalse();
  }

  @Test
  void numbersOfDifferentTextAreDifferent() {
    assertThat(new JsonNumber("1e2"))
        .isEqualTo(new JsonNumber("1e2"))
        .hasSameHashCodeAs(new JsonNumber("1e2"))
        .isNotEqualTo(new JsonNumber("1E2"));
  }

  @Property
  void everyNumberPrintsItsText(@ForAll("numbers") Number number) {
    assertThat(JsonNumber.of(number.toString())).hasToString(number.toString()).isEqualTo(number);
  }

  @Provide
  Arbitrary<Number> numbers() {
    return AnyJson.number();
  }
}
