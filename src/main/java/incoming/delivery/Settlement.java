package incoming.delivery;

import incoming.history.Delivery;

/** What is to be done with a letter after an attempt. */
sealed interface Settlement {
  /** What the history is to be told, before it is done. */
  Delivery known();

  /** It has reached its target. */
  record Done(Delivery known) implements Settlement {}

  /** It is to be tried again, as {@code letter}, at {@code dueAt} in epoch milliseconds. */
  record Again(Delivery known, Letter letter, long dueAt) implements Settlement {}

  /** It goes to the dead letters, as {@code letter}. */
  record Bury(Delivery known, Letter letter) implements Settlement {}
}
