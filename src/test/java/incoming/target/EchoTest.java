package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoTest {
  private final HttpUriRequest request = new HttpPost("https://api.example.com/v1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization | Bearer abc/d+e=  | \"abc/d+e=\" is unknown     | \"***\" is unknown",
        "Authorization | Bearer abc/d+e=  | {\"t\":\"abc\\/d+e=\"}      | {\"t\":\"***\"}",
        "Authorization | Bearer abc/d+e=  | ?t=abc%2Fd%2Be%3D           | ?t=***",
        "Authorization | Bearer abc/d+e=  | Bearer abc/d+e=             | ***",
        "Authorization | Basic em9lOnMzY3IzdA== | em9lOnMzY3IzdA==      | ***",
        "Authorization | Basic em9lOnMzY3IzdA== | zoe:s3cr3t, no s3cr3t | ***, no ***",
        "Authorization | Basic ????       | Basic ???? is not base64    | *** is not base64",
        "X-Api-Key     | k3y k3y          | 'k3y k3y'                   | '***'",
        "X-Api-Key     | a\"b\\c          | \"a\\\"b\\\\c\"             | \"***\"",
        "X-Shop        | s3cr3t           | s3cr3t                      | s3cr3t",
        "X-Api-Key     | abc              | abc is no longer a key      | abc is no longer a key"
      })
  void secretHeaderIsMaskedInWhateverFormItComesBack(
      String header, String value, String answer, String masked) {
    request.setHeader(header, value);
    assertThat(new Echo(request, List.of()).masked(answer)).isEqualTo(masked);
  }

  @Test
  void secretParameterIsMaskedAsItIsAndDecoded() {
    HttpUriRequest query = new HttpPost("https://api.example.com/v1?a=bcde&api_key=a%26b%25c&e");
    assertThat(new Echo(query, List.of()).masked("bcde a%26b%25c a&b%c")).isEqualTo("bcde *** ***");
  }

  @Test
  void parameterThatIsNotEncodedIsMaskedAllTheSame() {
    request.setPath("/v1?token=100%zz");
    assertThat(new Echo(request, List.of()).masked("100%zz!")).isEqualTo("***!");
  }

  @Test
  void secretOfTheEndpointIsMaskedWhateverItsName() {
    assertThat(new Echo(request, List.of("s3cr3t")).masked("a s3cr3t")).isEqualTo("a ***");
  }

  @Test
  void longerSecretIsMaskedBeforeTheOneThatIsAPartOfIt() {
    assertThat(new Echo(request, List.of("s3cr3t", "s3cr3t-more")).masked("s3cr3t-more s3cr3t"))
        .isEqualTo("*** ***");
  }

  @Test
  void secretThatIsCutOffAtTheEndIsMasked() {
    Echo echo = new Echo(request, List.of("s3cr3t-token"));
    assertThat(echo.masked("you sent s3cr3t-to")).isEqualTo("you sent ***");
    assertThat(echo.masked("s3cr")).isEqualTo("***");
    assertThat(echo.masked("you sent s3c")).isEqualTo("you sent s3c");
    assertThat(echo.masked("")).isEmpty();
  }
}
