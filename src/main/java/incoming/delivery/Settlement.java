package incoming.delivery;

/** What is to be done with a letter after an attempt. */
sealed interface Settlement {
  /** It has reached its target. */
  record Done() implements Settlement {}

  /** It is to be tried again, as {@code letter}, at {@code dueAt} in epoch milliseconds. */
  record Again(Letter letter, long dueAt) implements Settlement {}

  /** It goes to the dead letters, as {@code letter}. */
  record Bury(Letter letter) implements Settlement {}
}
