package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void linesEndInLfCrOrCrlf() {
    String text = "a\nb\r\nc\rd";
    assertThat(Place.of(text, 0)).isEqualTo(new Place(1, 1));
    assertThat(Place.of(text, 1)).isEqualTo(new Place(1, 2));
    assertThat(Place.of(text, 2)).isEqualTo(new Place(2, 1));
    assertThat(Place.of(text, 5)).isEqualTo(new Place(3, 1));
    assertThat(Place.of(text, 7)).isEqualTo(new Place(4, 1));
    assertThat(Place.of(text, 99)).isEqualTo(new Place(4, 2));
  }

  @Test
  void columnsCountCharactersAsPeopleSeeThem() {
    assertThat(Place.of("\uD83D\uDE00é!", 3)).isEqualTo(new Place(1, 3));
  }

  @Test
  void speaks() {
    assertThat(Place.of("\n\n ", 3)).hasToString("line 3, column 2");
  }
}
