package incoming.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.bench.Workload.Guard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether floor and product do the same job: same answers, same bytes to the sink. */
final class Check {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_MILLIS = 10_000;

  private final Rig rig;
  private final Subject product;
  private int differences;

  private Check(Rig rig, Subject product) {
    this.rig = rig;
    this.product = product;
  }

  /** Sends new, repeated and refused requests to both, and says what differs. */
  static boolean run(Rig rig) throws IOException {
    try (Subject product = rig.product(Report.PRODUCT, rig.install(Report.PRODUCT, 0))) {
      Check check = new Check(rig, product);
      check.compare();
      System.out.println(
          check.differences == 0 ? "floor and product do the same" : "they do not do the same");
      return check.differences == 0;
    }
  }

  private void compare() throws IOException {
    for (Workload workload :
        List.of(Workload.ACCEPT, Workload.DIRECT, Workload.JWT_HS256, Workload.JWT_RS256)) {
      String token = token(workload.guard());
      byte[] cart = rig.newCart();
      String floors = taken(rig.floor(), workload, token, cart);
      String ours = taken(product, workload, token, cart);
      same(workload + ", bytes to the sink", floors, ours);
      repeated(workload, token, cart);
      if (token != null) {
        refused(workload, null, cart);
        refused(workload, Requests.forged(token), cart);
        refused(workload, "no.token", cart);
      }
    }
  }

  private String token(Guard guard) throws IOException {
    return guard == Guard.NONE
        ? null
        : Files.readAllLines(Path.of(rig.keys().tokensFile(guard))).get(0);
  }

  /** Posts what is new and says what the sink was sent. */
  private String taken(Subject subject, Workload workload, String token, byte[] cart)
      throws IOException {
    long calls = rig.calls().count();
    HttpResponse<String> answer = subject.post(workload.path(), token, cart);
    same(workload + ", new, " + subject.name(), "200", Integer.toString(answer.statusCode()));
    same(
        workload + ", type, " + subject.name(),
        "application/json",
        answer.headers().firstValue("Content-Type").orElse("none"));
    if (JSON.readTree(answer.body()).path("eventId").asText().length() != 36) {
      differs(workload + ", answer, " + subject.name(), "an eventId", answer.body());
    }
    for (long waited = 0; rig.calls().count() == calls && waited < LONGEST_MILLIS; waited += 10) {
      Pause.millis(10);
    }
    same(
        workload + ", calls, " + subject.name(),
        Long.toString(calls + 1),
        Long.toString(rig.calls().count()));
    return rig.sink().get("/last");
  }

  private void repeated(Workload workload, String token, byte[] cart) {
    long calls = rig.calls().count();
    for (Subject subject : List.of(rig.floor(), product)) {
      HttpResponse<String> answer = subject.post(workload.path(), token, cart);
      same(
          workload + ", repeated, " + subject.name(),
          "204 ",
          answer.statusCode() + " " + answer.body());
    }
    same(
        workload + ", calls of repeated", Long.toString(calls), Long.toString(rig.calls().count()));
  }

  private void refused(Workload workload, String token, byte[] cart) {
    for (Subject subject : List.of(rig.floor(), product)) {
      HttpResponse<String> answer = subject.post(workload.path(), token, cart);
      same(
          workload + ", refused, " + subject.name(),
          "401 Bearer",
          answer.statusCode()
              + " "
              + answer.headers().firstValue("WWW-Authenticate").orElse("").split(" ", -1)[0]);
    }
  }

  private void same(String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      differs(what, expected, actual);
    }
  }

  private void differs(String what, String expected, String actual) {
    differences++;
    System.out.printf("%s: expected%n%s%nbut was%n%s%n", what, expected, actual);
  }
}
