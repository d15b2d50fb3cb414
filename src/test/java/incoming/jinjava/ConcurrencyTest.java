package incoming.jinjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final String TEMPLATE =
      """
      {% macro name(p) %}{{p}}!{% endmacro %}\
      {"v": "{{request.body.v}}", "deep": "{{request.body.leaf}}",
       "list": [{% for x in request.body.list %}{% set y = x %}"{{name(y)}}"\
      {% if not loop.last %},{% endif %}{% endfor %}]}""";

  @Test
  void eightThreadsShareOneTemplateAndNothingElse() throws Exception {
    Template template = Samples.reader(Path.of("nowhere"), "t.json.j2", TEMPLATE);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> jobs = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int id = thread;
        jobs.add(() -> renderMany(template, id));
      }
      for (Future<Void> job : threads.invokeAll(jobs)) {
        job.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Jinja.ENGINE.getGlobalContext().getResolvedExpressions()).isEmpty();
    assertThat(Jinja.ENGINE.getGlobalContext().getResolvedValues()).isEmpty();
    assertThat(Jinja.ENGINE.getGlobalContext().getResolvedFunctions()).isEmpty();
    assertThat(Jinja.ENGINE.getGlobalContext().getScope()).hasSize(1);
  }

  private static Void renderMany(Template template, int thread) {
    for (int i = 0; i < 500; i++) {
      String v = thread + "-" + i;
      Map<String, Object> body = Map.of("v", v, "list", List.of(v, i), "inner", Map.of("leaf", v));
      assertThat(template.render(Samples.event(body)))
          .isEqualTo(
              """
              {"v": "%s", "deep": "%s",
               "list": ["%s!","%s!"]}"""
                  .formatted(v, v, v, i));
    }
    return null;
  }
}
