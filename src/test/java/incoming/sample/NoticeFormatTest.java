package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeFormatTest {
  private static final String ID = "4b1e0d1c-0000-4000-8000-000000000001";
  private static final Front FRONT =
      new Front(
          "orders",
          "platform-http:/in/a?consumes=application/json&maxBodySize=1MiB",
          List.of("incoming:api-key?key={{which}}", "incoming:rate-limit"));

  private static Notice notice(Front front) {
    return new Notice(
        "a", UUID.fromString(ID), Instant.ofEpochMilli(5), Optional.of(front), Optional.empty());
  }

  @Test
  void noticeIsReadAsItWasWrittenPlaceholdersAndAll() throws Refusal {
    Notice draft = notice(FRONT);
    Notice caught = draft.caught(UUID.randomUUID());
    Notice published =
        new Notice("a", draft.window(), draft.until(), Optional.empty(), Optional.empty());

    for (Notice one : List.of(draft, caught, published)) {
      assertThat(NoticeFormat.read("a", NoticeFormat.write(one))).contains(one);
    }
    assertThat(new String(NoticeFormat.write(draft), UTF_8)).contains("{{which}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{'until':5,'draft':null,'sample':null}",
        "{'window':'x','until':5,'draft':null,'sample':null}",
        "{'window':null,'until':5,'draft':null,'sample':null}",
        "{'window':'ID','until':'5','draft':null,'sample':null}",
        "{'window':'ID','until':null,'draft':null,'sample':null}",
        "{'window':'ID','until':5,'draft':null,'sample':null,'more':1}",
        "{'window':'ID','until':5,'until':5,'draft':null,'sample':null}",
        "{'window':'ID','until':5,'draft':null,'sample':null} x",
        "{'window':'ID','until':5,'draft':{'name':'a','from':'platform-http:/in/a'},'sample':null}",
        "{'window':'ID','until':5,'sample':null,"
            + "'draft':{'name':'a','from':'platform-http:/in/a','steps':[null]}}",
        "{'window':'ID','until':5,'sample':null,"
            + "'draft':{'name':'../a','from':'platform-http:/in/a','steps':[]}}",
        "{'window':'ID','until':5,'sample':null,"
            + "'draft':{'name':'a','from':'file:/tmp','steps':[]}}",
        "{'window':'ID','until':5,'sample':null,"
            + "'draft':{'name':'a','from':'platform-http:/in/a?handler=#class:x','steps':[]}}",
        "{'window':'ID','until':5,'sample':null,"
            + "'draft':{'name':'a','from':'platform-http:/in/a','steps':['exec:rm']}}",
        "{'window':'ID','until':5,'sample':null,"
            + "'draft':{'name':'a','from':'platform-http:/in/a','steps':['incoming:accept']}}"
      })
  void whatIsNoNoticeIsNothing(String text) {
    byte[] value = text.replace('\'', '"').replace("ID", ID).getBytes(UTF_8);

    assertThat(NoticeFormat.read("a", value)).isEmpty();
  }

  @Test
  void noticeOfNoEndpointAndOneThatIsTooLargeAreNothing() throws Refusal {
    byte[] value = NoticeFormat.write(notice(FRONT));
    assertThat(NoticeFormat.read("a/b", value)).isEmpty();

    Front large = new Front("orders", FRONT.from(), List.of("incoming:jwt?" + "x".repeat(40_000)));
    assertThatThrownBy(() -> NoticeFormat.write(notice(large))).hasMessageContaining("32 KiB");
    byte[] blank = (new String(value, UTF_8) + " ".repeat(40_000)).getBytes(UTF_8);
    assertThat(NoticeFormat.read("a", blank)).isEmpty();
  }

  @Test
  void problemIsReadAsItWasWrittenAndItsDetailCut() {
    Problem problem = Problem.of(401, "api-key-missing", "No key", "d".repeat(5000));

    assertThat(NoticeFormat.problem(NoticeFormat.write(problem)))
        .contains(Problem.of(401, "api-key-missing", "No key", "d".repeat(4000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type':'/problems/a','title':'t','status':200,'detail':'d'}",
        "{'type':'/problems/a','title':'t','status':600,'detail':'d'}",
        "{'type':'javascript:x','title':'t','status':401,'detail':'d'}",
        "{'type':null,'title':'t','status':401,'detail':'d'}",
        "{'type':'/problems/a','title':null,'status':401,'detail':'d'}",
        "{'type':'/problems/a','title':'t','status':401,'detail':null}"
      })
  void whatIsNoProblemIsNothing(String text) {
    assertThat(NoticeFormat.problem(text.replace('\'', '"').getBytes(UTF_8))).isEmpty();
  }
}
