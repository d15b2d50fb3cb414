package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void firstExampleRendersFromItsSample() {
    String template =
        """
        {
          "action": "goal.achieve",
          "label": "Cart abandoned",
          "client": {"email": "{{request.body.customer_email}}"},
          "params": {
            "order_number": "{{request.body.order_number}}",
            "group_id": "{{request.body.group_id}}",
            "name": "{{request.body.name}}",
            "products": {{request.body.products|tojson}},
            "source": "{{request.headers["X-Request-ID"]}}"
          }
        }
        """;

    assertThat(json(template, Samples.CART))
        .isEqualTo(
            """
            {
              "action": "goal.achieve",
              "label": "Cart abandoned",
              "client": {"email": "anna@example.com"},
              "params": {
                "order_number": "A-1001",
                "group_id": "g-1",
                "name": "Boots",
                "products": [{"group_id":"g-1","name":"Boots",\
            "image_url":"https://shop.example/boots.jpg",\
            "price":{"amount":119.90,"currency":"EUR"}}],
                "source": "r-1"
              }
            }
            """);
  }
}
