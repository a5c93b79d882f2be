/** Somebody at the terminal, who does with their hands what a scenario asks for. */
export interface Person {
  /** Shows them a sentence, such as `lay the blue card on reader 2`. */
  ask(sentence: string): void
}
