package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

  @Test
  void namesAndValuesAreDecoded() throws Refusal {
    assertThat(Query.decode("a=1&b%20c=x+y%2Bz&%C3%A9=%F0%9F%98%80&e&=f&&g=&h=i=j"))
        .isEqualTo(
            Map.of(
                "a",
                "1",
                "b c",
                "x y+z",
                "é",
                "\uD83D\uDE00",
                "e",
                "",
                "",
                "f",
                "g",
                "",
                "h",
                "i=j"));
  }

  @Test
  void repeatedNamesBecomeAListInTheOrderSent() throws Refusal {
    Map<String, Object> query = Query.decode("b=1&a=x&b=2&b=1");
    assertThat(query).containsExactly(Map.entry("b", List.of("1", "2", "1")), Map.entry("a", "x"));
  }

  @Test
  void noQueryIsEmpty() throws Refusal {
    assertThat(Query.decode(null)).isEmpty();
    assertThat(Query.decode("")).isEmpty();
    assertThat(Query.decode("&&")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a=%, 3",
    "a=%4, 3",
    "a=%zz, 3",
    "%=1, 1",
    "a%4=1, 2",
    "a=1&b=%4&c=1, 7",
    "a=%-1, 3",
    "a=%C0%AF, 3",
    "a=%ED%A0%80, 3",
    "a=%ff, 3",
    "a=%E2%82, 3",
    "a=x y, 4",
    "a=\u00e9, 3",
    "a=\u007f, 3",
    "a=%\uFF11\uFF11, 3"
  })
  void malformedQueryIsRefusedWithItsPlace(String query, int character) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> Query.decode(query));
    assertThat(refusal.problem().type()).isEqualTo("/problems/malformed-query");
    assertThat(refusal.problem().status()).isEqualTo(400);
    assertThat(refusal.problem().detail()).startsWith("character " + character + " of the query: ");
  }
}
