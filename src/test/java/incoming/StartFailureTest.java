package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camel.server.prot | 1 | camel.server.prot: there is no such setting of Camel; did you mean"
            + " camel.server.port?",
        "camel.main.xyzzyplughfoo | 1 | camel.main.xyzzyplughfoo: there is no such setting of Camel"
      })
  void settingThatCamelDoesNotTakeIsNamed(String key, String value, String words) {
    assertThat(StartFailure.of(startFailure(Map.of(key, value)))).isEqualTo(words);
  }

  @Test
  void valueOfTheWrongTypeIsNotShown() {
    assertThat(
            StartFailure.of(
                new PropertyBindingException(
                    new Object(),
                    "port",
                    "S3CR3T",
                    "camel.server",
                    "port",
                    new TypeConversionException("S3CR3T", int.class, new NumberFormatException()))))
        .isEqualTo("camel.server.port: this is not a value of the type int");
  }

  @Test
  void ourOwnWordsComeBeforeThoseAroundThem() {
    assertThat(
            StartFailure.of(
                new RuntimeCamelException(
                    "outer",
                    new ConfigurationException(List.of("incoming.a: wrong", "incoming.b: wrong")))))
        .hasLineCount(2)
        .startsWith("incoming.a: wrong");
  }

  @Test
  void errorIsNamedWithItsKind() {
    assertThat(StartFailure.of(new IllegalStateException("x", new OutOfMemoryError("Metaspace"))))
        .isEqualTo("java.lang.OutOfMemoryError: Metaspace");
    assertThat(StartFailure.of(new StackOverflowError())).isEqualTo("java.lang.StackOverflowError");
  }

  private static Exception startFailure(Map<String, String> properties) {
    Main main = new Main();
    properties.forEach(main::addOverrideProperty);
    try {
      main.init();
    } catch (RuntimeException e) {
      return e;
    } finally {
      main.shutdown();
    }
    throw new AssertionError("it started");
  }
}
