package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.ProblemException;
import org.junit.jupiter.api.Test;

class BodyNamesTest {
  @Test
  void nameOfOneLeafAnywhereIsThatLeaf() {
    assertThat(json("[{{request.body.group_id}}]", "{\"a\": [{\"b\": {\"group_id\": 7}}]}"))
        .isEqualTo("[7]");
  }

  @Test
  void leafThatIsNullCounts() {
    assertThat(json("[{{request.body.x}}]", "{\"a\": {\"x\": null}}")).isEqualTo("[null]");
  }

  @Test
  void memberAtTheTopComesFirst() {
    assertThat(json("[{{request.body.x}}]", "{\"a\": {\"x\": 1}, \"x\": 2}")).isEqualTo("[2]");
  }

  @Test
  void bodyMayBeAList() {
    assertThat(json("[{{request.body.x}}]", "[{\"x\": 1}]")).isEqualTo("[1]");
  }

  @Test
  void objectsWithMembersAreNoLeaves() {
    assertThatThrownBy(
            () -> json("[{{request.body.x}}]", "{\"a\": {\"x\": {\"y\": 1}}, \"b\": [1]}"))
        .hasMessage("t.json.j2:1: 'request.body.x' is undefined");
  }

  @Test
  void twoLeavesAreAnErrorThatListsThem() {
    assertThatThrownBy(
            () ->
                json(
                    "[{{request.body.name|default('x')}}]",
                    "{\"products\": [{\"name\": \"Boots\"}, {\"name\": \"Hat\"}]}"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "t.json.j2:1: 'request.body.name' is ambiguous; write one of"
                + " request.body.products[0].name, request.body.products[1].name")
        .hasMessageNotContaining("Boots");
  }

  @Test
  void namesThatAreNoIdentifiersAreListedAsTheyMustBeWritten() {
    assertThatThrownBy(
            () ->
                json(
                    "[{{request.body['og:url']}}]",
                    "{\"a\": {\"og:url\": 1}, \"b\": {\"c d\": {\"og:url\": 2}}}"))
        .hasMessageEndingWith(
            "write one of request.body.a[\"og:url\"], request.body.b[\"c d\"][\"og:url\"]");
  }

  @Test
  void manyLeavesAreListedInPart() {
    String body = "[" + "{\"n\":1},".repeat(50) + "{\"n\":1}]";

    assertThatThrownBy(() -> json("[{{request.body.n}}]", body))
        .hasMessageContaining("request.body[9].n, ...")
        .hasMessageNotContaining("request.body[10].n");
  }

  @Test
  void onlyTheBodyItselfIsSearched() {
    assertThatThrownBy(
            () -> json("[{{request.body.a.x}}]", "{\"a\": {\"b\": {\"x\": 1}}, \"c\": 1}"))
        .hasMessage("t.json.j2:1: 'x' is undefined");
  }
}
