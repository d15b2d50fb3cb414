package incoming.jinjava;

import static incoming.jinjava.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersTest {
  private static final String BODY =
      """
      {"s": "Hello World", "n": 119.90, "one": 1.10, "l": [3, 1, 2], "e": [], "j": "é",
       "p": [{"n": "b", "v": 2}, {"n": "a", "v": 10.5}, {"n": "C", "v": 1}]}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{{request.body.s|upper}} {{request.body.s|lower|capitalize}}; HELLO WORLD Hello world",
        "{{request.body.s|replace('World', 'You')}}; Hello You",
        "{{request.body.s|truncate(8)}} {{request.body.s|length}}; Hello ... 11",
        "{{'a,b'|split(',')}} {{' x '|trim}} {{'a b'|urlencode}}; [\"a\",\"b\"] x a+b",
        "{{request.body.j|b64encode}} {{'x'|md5}}; w6k= 9dd4e461268c8034f5c8564e155c67a6",
        "{{request.body.l|sort}} {{request.body.l|sort(reverse=true)}}; [1,2,3] [3,2,1]",
        "{{request.body.p|sort(attribute='n')|map(attribute='n')|join(', ')}}; a, b, C",
        "{{request.body.p|sort(attribute='v')|map(attribute='v')|join(' ')}}; 1 2 10.5",
        "{{request.body.p|selectattr('n', 'equalto', 'a')|map(attribute='v')|first}}; 10.5",
        "{{request.body.l|select('odd')|list}} {{request.body.l|reject('odd')|list}}; [3,1] [2]",
        "{{request.body.l|map('string')|join('-')}} {{request.body.l|reverse}}; 3-1-2 [2,1,3]",
        "{{request.body.p|join('+', attribute='v')}} {{request.body.l|first}}; 2+10.5+1 3",
        "{{request.body.l|last}} {{'abc'|last}} {{[1, 1]|unique}}; 2 c [1]",
        "{{request.body.p|sum(attribute='v')}} {{request.body.l|sum}}; 13.5 6",
        "{{request.body.n|round}} {{request.body.n|round(1)}} {{'2.5'|round}}; 120 119.9 3",
        "{{2.41|round(1, 'ceil')}} {{2.49|round(1, method='floor')}}; 2.5 2.4",
        "{{'42'|int + 1}} {{'x'|int}} {{'x'|int(7)}} {{ -7.9|int}}; 43 0 7 -7",
        "{{'1.50'|float}} {{'x'|float}} {{(-3)|abs}}; 1.5 0 3",
        "{{request.body.one == 1.1}} {{request.body.one + 1}} {{request.body.n * 2}}; true 2.1 239.8",
        "{{request.body.s == 1}} {{request.body.n != 'x'}} {{1 == '1'}} {{1 is eq('x')}}; false true true false",
        "{{request.body.p|selectattr('n', 'equalto', 5)|list}} {{none == 1}}; [] false",
        "{{'a' in [1, 'a']}} {{1.0 in ['a', 1]}} {{'x' not in [1]}} {{'ell' in request.body.s}}; true true true true",
        "{{'n' in request.body}} {{'q' not in request.body}} {{none in [none]}}; true true true",
        "{{100.00 == 100}} {{10.0 * 10}} {{0.1 + 0.2 == 0.3}}; true 100.0 false",
        "{{request.time|datetimeformat('%Y-%m-%d')}}; 2023-11-14",
        "{{'2026-01-02T03:04:05+01:00'|datetimeformat('%H:%M', 'Asia/Tokyo')}}; 11:04",
        "{{request.body.e|default('x')}} {{request.body.e|default('x', true)}}; [] x",
        "{{request.body.l|tojson}} {{'\"'|tojson}}; [3,1,2] \"\\\"\"",
        "{{range(3)}} {{range(1, 4)}} {{range(5, 0, -2)}}; [0,1,2] [1,2,3] [5,3,1]",
        "{% for k, v in request.body.p[0].items() %}{{k}}={{v}} {% endfor %}!; n=b v=2 !",
        "{% for k in request.body.p[0] %}{{k}}{% endfor %}{{'n' in request.body.p[0]}}; nvtrue",
        "{{request.body.l[0]}}{{request.body.l[-1]}}{{request.body.l[1:]}}{{'abc'[1]}}; 32[1,2]b",
        "{% for x in request.body.l %}{{loop.index}}{{loop.last}}{% endfor %}; 1false2false3true",
      })
  void filtersDoWhatJinjaDoes(String template, String expected) {
    assertThat(text(template, BODY)).isEqualTo(expected);
  }
}
